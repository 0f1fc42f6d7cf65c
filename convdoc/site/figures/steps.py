"""What a reader steps through: for each element of the output the window that gives it, its products and their sum.

The steps stand in the SVG as `data-steps`, numbers and words alike: a script only puts them where the reader looks.
"""

import json
from functools import partial
from typing import NamedTuple

import numpy as np

from convdoc import corr2d
from convdoc.site.figures import words
from convdoc.site.figures.canvas import element, frame, number
from convdoc.spec import terms
from convdoc.spec.formula.tree import Num


class Step(NamedTuple):
    at: tuple[int, int]                                # the element of the output
    places: list[tuple[int, int]]                      # the elements of the input that the window covers
    factors: list[tuple[float, float]]                 # what is multiplied, an element of the input first
    total: float


def walk(X, K, stride=1):
    """Return the steps of X ⋆ K by output element: what the code itself multiplies and adds up, X with its padding."""
    Y = corr2d(X, K, stride=stride)
    products = terms(partial(corr2d, stride=stride), X, K)
    numbered = terms(partial(corr2d, stride=stride), np.arange(X.size).reshape(X.shape), np.ones(K.shape, int))
    steps = {}
    for at in np.ndindex(*Y.shape):
        factors, places = numbers(products[at].tree), numbers(numbered[at].tree)[::2]
        steps[at] = Step(at, [divmod(int(place), X.shape[1]) for place in places],
                         list(zip(factors[::2], factors[1::2], strict=True)), Y[at])
    return steps


def numbers(tree):
    """Return the numbers of a calculation, from left to right."""
    if isinstance(tree, Num):
        return [float(tree.value)]
    return [value for inner in tree.args for value in numbers(inner)]


def factor(value):
    """Return a factor as a product shows it: a negative one in brackets."""
    return f"({number(value)})" if value < 0 else number(value)


def sum_text(step):
    """Return the worked sum in words: `0×0 + 1×1 = 1`."""
    return f"{' + '.join(f'{factor(x)}×{factor(k)}' for x, k in step.factors)} = {number(step.total)}"


def parts(step):
    """Return what differs between the worked sums of two steps: the place, the factors, the total."""
    return [f"[{step.at[0]}, {step.at[1]}]", *(factor(value) for pair in step.factors for value in pair), number(step.total)]


def data(steps, width, lang, input):
    """Return the steps as JSON: the cells under the window by number, row after row of `width`; the sum; a sentence."""
    said, told = words.STEP[lang], []
    for count, step in enumerate(steps.values(), 1):
        rows, columns = (extent(indices, *said[key]) for indices, key in zip(zip(*step.places), ("rows", "columns")))
        told.append({
            "cells": [i * width + j for i, j in step.places], "parts": parts(step),
            "says": said["says"].format(i=step.at[0], j=step.at[1], sum=sum_text(step), step=count, steps=len(steps),
                                        rows=rows, columns=columns, input=words.COMMON[lang][input])})
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def extent(indices, one, many):
    """Return `row 0` or `rows 0 to 1`."""
    first, last = min(indices), max(indices)
    return (one if first == last else many).format(first, last)


def movers(name, window_shape, cell, worked, tints=("window",)):
    """Return what moves from step to step, unseen until then: the window over the array `name`, the element of Y, the sum."""
    height, width = window_shape
    return element(
        "g",
        element("g", *(frame(0, 0, height, width, tint, cell=cell) for tint in tints), class_="fig-mover", data_over=name),
        element("g", frame(0, 0, 1, 1, "output", cell=cell), class_="fig-mover", data_over="Y"),
        worked, class_="fig-moving", display="none")
