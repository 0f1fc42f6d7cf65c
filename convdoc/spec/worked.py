"""Numbers that remember how they were computed, so that a worked example is checked term by term.

The value alone cannot tell 0×0 from 0×7. `terms` asks the real code which products it adds up; `traced`
follows a short calculation. Both give a `Worked`, and a formula that is compared with one must write the
same terms in the same order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from .claims import Unverified
from .formula.tree import PRODUCTS, Num, Op
from .formula.value import exact, shown


@dataclass(frozen=True)
class Worked:
    """A value with the tree of its calculation."""

    value: Fraction
    tree: Any

    def __add__(self, other): return combine("+", self, other)
    def __radd__(self, other): return combine("+", other, self)
    def __sub__(self, other): return combine("-", self, other)
    def __rsub__(self, other): return combine("-", other, self)
    def __mul__(self, other): return combine("×", self, other)
    def __rmul__(self, other): return combine("×", other, self)
    def __truediv__(self, other): return combine("/", self, other)
    def __rtruediv__(self, other): return combine("/", other, self)


def traced(number: Any) -> Worked:
    """A number at the beginning of a calculation."""
    number = exact(number)
    return Worked(number, Num(number, shown(number)))


def combine(op: str, left: Any, right: Any) -> Worked:
    left, right = (side if isinstance(side, Worked) else traced(side) for side in (left, right))
    x, y = left.value, right.value
    value = x + y if op == "+" else x - y if op == "-" else x * y if op == "×" else x / y
    return Worked(value, Op(op, (left.tree, right.tree)))


def terms(function: Callable, X: npt.ArrayLike, K: npt.ArrayLike) -> np.ndarray:
    """For each element of function(X, K), the products that the code adds up to it.

    The function must be linear in both arguments. It is treated as a black box: fed with one 1 in X and
    one in K, the rest zeros, it answers with a 1 in every output element that multiplies these two.
    The products stand in the row-major order of X; their sum must be what the function gives for X and K.
    """
    X, K = np.asarray(X), np.asarray(K)
    truth = np.asarray(function(X, K))
    sums = np.empty(truth.shape, dtype=object)
    for x in np.ndindex(X.shape):
        for k in np.ndindex(K.shape):
            answer = np.asarray(function(single(X.shape, x), single(K.shape, k)))
            for element in zip(*np.nonzero(answer)):
                if answer[element] != 1:
                    raise Unverified(f"the code weighs the product of {x} and {k} with {answer[element]}")
                product = traced(X[x]) * traced(K[k])
                sums[element] = product if sums[element] is None else sums[element] + product
    for element in np.ndindex(truth.shape):
        total = Fraction(0) if sums[element] is None else sums[element].value
        if total != exact(truth[element]):
            raise Unverified(f"element {element} is {truth[element]}, not the sum of its products {shown(total)}")
    return sums


def single(shape: tuple[int, ...], at: tuple[int, ...]) -> np.ndarray:
    array = np.zeros(shape, dtype=int)
    array[at] = 1
    return array


def same(tree: Any, other: Any) -> bool:
    """Do two trees write the same calculation? Signs of products and the places of nodes do not matter."""
    return bare(tree) == bare(other)


def bare(tree: Any) -> Any:
    match tree:
        case Num():
            return tree.value
        case Op(op="neg", args=(Num(value=number),)):
            return -number
        case Op():
            return ("×" if tree.op in PRODUCTS else tree.op, *map(bare, tree.args))
    return tree


def written(tree: Any) -> str:
    """A calculation as a message shows it: `0×0 + 1×1`."""
    match tree:
        case Num():
            return shown(tree.value) if tree.value >= 0 else f"({shown(tree.value)})"
        case Op(op="neg", args=(inner,)):
            return f"(-{written(inner)})"
        case Op(op="+" | "-", args=(left, right)):
            return f"{written(left)} {tree.op} {written(right)}"
        case Op(args=(left, right)) if tree.op in PRODUCTS | {"/"}:
            return f"{group(left)}{'×' if tree.op in PRODUCTS else '/'}{group(right)}"
    return "…"


def group(tree: Any) -> str:
    return f"({written(tree)})" if isinstance(tree, Op) and tree.op in "+-" else written(tree)
