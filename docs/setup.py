"""What the notes of every page use: the package, the numbers to try formulas on, and the known symbols."""

import ast
import inspect
import re
import tomllib
from functools import partial
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import numpy as np

import convdoc
from convdoc import (Conv2D, convolve2d, corr2d, corr2d_fast, edge_image, edge_kernel, fit_kernel, output_size, pad2d,
                     receptive_field, same_padding, split_padding)
from convdoc.site import figures as drawings
from convdoc.spec import terms, traced
from convdoc.spec.embeds import definition

HERE = Path(__file__).parent
GLOSSARY = tomllib.loads((HERE / "glossary.toml").read_text(encoding="utf-8"))
SYMBOLS = {symbol["name"] for symbol in GLOSSARY["symbols"]}
FOREIGN = tomllib.loads((HERE / "foreign.toml").read_text(encoding="utf-8"))["names"]     # names of other people's software
COMMANDS = {f"make {target}" for target in re.findall(r"^([a-z-]+):.*##", (HERE.parent / "Makefile").read_text(encoding="utf-8"), re.M)}

# The edition that a page belongs to, by its folder; its figures are labelled in its language.
LANGUAGES = ("zh", "en")
LANGUAGE = next((part for part in Path(__page__).parts if part in LANGUAGES), "zh")
figures = SimpleNamespace(**{name: partial(getattr(drawings, name), lang=LANGUAGE) for name in drawings.__all__})

rng = np.random.default_rng(20221121)


def ints(*shape):
    """Distinct values in random order, none of them zero, both signs: no accident hides a wrong index."""
    size = int(np.prod(shape))
    values = rng.permutation(np.r_[1:size + 1]) * rng.choice([-1, 1], size)
    return values.reshape(shape)


def zeros(*shape):
    return np.zeros(shape, int)


# Inputs and kernels, none of them square in both, even and odd.
pairs = [(ints(*n), ints(*k)) for n, k in [((3, 5), (1, 2)), ((4, 6), (2, 3)), ((5, 4), (3, 1)), ((4, 7), (4, 3))]]

# Heights and widths of inputs and kernels that fit: n_h, n_w, k_h, k_w.
sizes = [(n_h, n_w, k_h, k_w) for n_h, n_w, k_h, k_w in product((3, 5, 6), (4, 7), (1, 2, 3), (1, 2, 4))]

# The same with total padding and strides, among them many that differ by axis: n_h, n_w, k_h, k_w, P_h, P_w, s_h, s_w.
strided = [(n_h, n_w, k_h, k_w, P_h, P_w, s_h, s_w)
           for n_h, n_w, (k_h, k_w), (P_h, P_w), (s_h, s_w)
           in product((5, 6, 8), (4, 7, 9), ((1, 2), (3, 2), (2, 4)), ((0, 0), (1, 2), (3, 0), (2, 5)), ((1, 1), (2, 3), (3, 2), (4, 1)))]


def correlated(n_h, n_w, k_h, k_w, P_h=0, P_w=0, s_h=1, s_w=1):
    """The shape that the code really gives, with P_h rows and P_w columns of padding in all."""
    return corr2d(zeros(n_h, n_w), zeros(k_h, k_w), padding=split_padding((P_h, P_w)), stride=(s_h, s_w)).shape


def parameters(function):
    """The names of what a function takes."""
    return inspect.signature(function).parameters


def loops(file, name):
    """How deep the loops of a definition are nested."""
    def depth(node):
        inside = max(map(depth, ast.iter_child_nodes(node)), default=0)
        return inside + isinstance(node, (ast.For, ast.While))

    return depth(ast.parse(definition(HERE.parent, file, name)))


def runs_below(line):
    """Does a block that readers copy run when this line stands above it?"""
    names = {}
    try:
        exec(f"{line}\n{definition(HERE.parent, 'convdoc/correlation.py', 'corr2d')}", names)
        return names["corr2d"](np.eye(3), np.eye(2)).shape == (2, 2)
    except NameError:
        return False


IMPORTS = [line for line in ("", "import numpy", "import numpy as np") if runs_below(line)]


def loss(X, K, Y):
    return int(((corr2d(X, K) - Y) ** 2).sum())


def gradient(X, K, Y):
    """Exact central differences: the loss is quadratic in each weight of the kernel."""
    slope = np.zeros(K.shape, int)
    for at in np.ndindex(*K.shape):
        step = np.zeros(K.shape, int)
        step[at] = 1
        slope[at] = (loss(X, K + step, Y) - loss(X, K - step, Y)) // 2
    return slope
