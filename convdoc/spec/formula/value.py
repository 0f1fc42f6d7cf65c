"""The exact value of a tree: fractions, tuples and truth. Nothing is rounded, no index wraps around."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from ..claims import MissingName, Unverified
from .tree import Derivative, Matrix, Num, Op, Relation, Sub, Sum, Sym

FUNCTIONS = {"max": max, "min": min, "gcd": math.gcd}
MOST_TERMS = 100_000
ROUND = {"floor": math.floor, "ceil": math.ceil}


def exact(x: Any) -> Any:
    """The same number without a rounding error to come: ints and floats as fractions, arrays as tuples."""
    if isinstance(x, (bool, np.bool_)):
        return bool(x)
    if isinstance(x, (int, np.integer)):
        return Fraction(int(x))
    if isinstance(x, (float, np.floating)):
        return Fraction(float(x)) if math.isfinite(x) else float(x)
    if isinstance(x, np.ndarray):
        return exact(x.tolist())
    if isinstance(x, (tuple, list)):
        return tuple(exact(item) for item in x)
    return x


def shown(x: Any) -> str:
    """A value as a message shows it."""
    if isinstance(x, Fraction):
        return str(x.numerator) if x.denominator == 1 else repr(float(x)) if x == Fraction(repr(float(x))) else str(x)
    if isinstance(x, tuple):
        return "(" + ", ".join(map(shown, x)) + ("," if len(x) == 1 else "") + ")"
    return str(x)


def value(node: Any, names: Mapping[str, Any], shape: bool = False) -> Any:
    """The value of a node; with `shape`, a chain of × is a tuple of sizes and not a product."""
    match node:
        case Num():
            return node.value
        case Sym():
            return exact(look_up(node.name, names, node.pos))
        case Sub():
            return element(node, names)
        case Matrix():
            return tuple(tuple(value(cell, names) for cell in row) for row in node.rows)
        case Derivative():
            return derivative(node, names)
        case Sum():
            return summed(node, names)
        case Op(op="×") if shape:
            return sizes(node, names)
        case Op():
            return operation(node, names)
        case Relation():
            raise Unverified("a relation inside a relation", node.pos)
    raise TypeError(f"not a node: {node!r}")


def look_up(name: str, names: Mapping[str, Any], pos: int) -> Any:
    if name in names:
        return names[name]
    raise MissingName(f"nothing on this page is named {name!r}", pos)


def element(node: Sub, names: Mapping[str, Any]) -> Any:
    if node.name and node.name in names:
        return exact(names[node.name])
    if isinstance(node.base, Sym):
        if node.base.name not in names or (node.name and np.ndim(names[node.base.name]) == 0):
            raise MissingName(f"nothing on this page is named {node.name or node.base.name!r}", node.pos)
        base = names[node.base.name]
    else:
        base = value(node.base, names)
    index = []
    for item in node.index:
        i = value(item, names)
        if not isinstance(i, Fraction) or i.denominator != 1:
            raise Unverified(f"the index {shown(i)} is not a whole number", item.pos)
        index.append(int(i))
    shape = np.shape(base)
    if len(index) != len(shape):
        raise Unverified(f"{len(index)} indices for the shape {shape}", node.pos)
    if not all(0 <= i < n for i, n in zip(index, shape)):
        raise Unverified(f"the index {tuple(index)} lies outside the shape {shape}", node.pos)
    for i in index:
        base = base[i]
    return exact(base)


def derivative(node: Derivative, names: Mapping[str, Any]) -> Any:
    """∂L/∂K is what the page calls dL_dK; ∂L/∂K_{a,b} an element of it."""
    base = node.by.base if isinstance(node.by, Sub) else node.by
    if not isinstance(node.of, Sym) or not isinstance(base, Sym):
        raise Unverified("a derivative of one symbol by another", node.pos)
    name = f"d{node.of.name}_d{base.name}"
    if isinstance(node.by, Sub):
        return element(Sub(Sym(name, node.pos), node.by.index, "", node.pos), names)
    return exact(look_up(name, names, node.pos))


def summed(node: Sum, names: Mapping[str, Any]) -> Any:
    if node.low is None:
        spaces = [look_up(name, names, node.pos) for name in node.names]
        if not all(isinstance(space, range) for space in spaces):
            raise Unverified(f"a sum without bounds needs {', '.join(node.names)} to be ranges", node.pos)
    else:
        low, high = value(node.low, names), value(node.high, names)
        if low.denominator != 1 or high.denominator != 1:
            raise Unverified("the bounds of a sum are whole numbers", node.pos)
        spaces = [range(int(low), int(high) + 1)] * len(node.names)
    if math.prod(map(len, spaces)) > MOST_TERMS:
        raise Unverified(f"a sum of more than {MOST_TERMS} terms", node.pos)
    terms = (value(node.body, {**names, **dict(zip(node.names, point))}) for point in itertools.product(*spaces))
    return sum(terms, Fraction(0))


def sizes(node: Op, names: Mapping[str, Any]) -> tuple:
    """`a × b × c` as a shape."""
    factors = []
    while isinstance(node, Op) and node.op == "×":
        factors.append(value(node.args[1], names))
        node = node.args[0]
    return (value(node, names), *reversed(factors))


def operation(node: Op, names: Mapping[str, Any]) -> Any:
    if node.op == "call":
        function = FUNCTIONS.get(node.args[0].name) or look_up(node.args[0].name, names, node.args[0].pos)
        return exact(function(*(plain(argument, names) for argument in node.args[1:])))
    if node.op == "juxt" and isinstance(node.args[0], Sym) and callable(names.get(node.args[0].name)):
        argument = value(node.args[1], names)
        return exact(names[node.args[0].name](*(argument if isinstance(argument, tuple) else (argument,))))
    arguments = [value(argument, names) for argument in node.args]
    if node.op == "tuple":
        return tuple(arguments)
    if node.op == "transpose":
        return tuple(zip(*arguments[0]))
    if any(isinstance(a, tuple) for a in arguments):
        return on_arrays(node, arguments)
    left, right = (*arguments, None)[:2]
    match node.op:
        case "neg":
            return -left
        case "abs":
            return abs(left)
        case "floor" | "ceil":
            return Fraction(ROUND[node.op](left))
        case "+":
            return left + right
        case "-":
            return left - right
        case "/":
            if right == 0:
                raise Unverified("division by zero", node.pos)
            return left / right
        case "^":
            if right.denominator != 1 or abs(right) > 1000:
                raise Unverified(f"the power {shown(right)} is not a small whole number", node.pos)
            return left ** int(right)
    return left * right


def on_arrays(node: Op, arguments: list) -> Any:
    """Sums of arrays, a scalar times an array, and juxtaposed matrices, as linear algebra writes them."""
    left, right = (*(np.array(a, dtype=object) for a in arguments), None)[:2]
    match node.op:
        case "neg":
            result = -left
        case "+" | "-" if left.shape == right.shape:
            result = left + right if node.op == "+" else left - right
        case "juxt" | "·" if left.ndim == 0 or right.ndim == 0:
            result = left * right
        case "juxt" if left.shape[-1] == right.shape[0]:
            result = left @ right
        case "/" if right.ndim == 0:
            result = left / right
        case _:
            shapes = " and ".join(str(a.shape) for a in (left, right) if a is not None)
            raise Unverified(f"{node.op} does not apply to shapes {shapes}", node.pos)
    return exact(result)


def plain(node: Any, names: Mapping[str, Any]) -> Any:
    """An argument for the page's own function: the page's object where it is a name, else a value."""
    if isinstance(node, Sym) and node.name in names:
        return names[node.name]
    result = value(node, names)
    return np.array(result, dtype=float if any_part(result) else int) if isinstance(result, tuple) else result


def any_part(x: Any) -> bool:
    return any(map(any_part, x)) if isinstance(x, tuple) else x.denominator != 1


def rounds_to(x: Any, literal: Num) -> bool:
    """Are the digits shown the correctly rounded ones? A value next to a rounding boundary is refused."""
    digits = len(literal.text.partition(".")[2])
    scaled = abs(exact(x)) * 10 ** digits
    if abs(scaled % 1 - Fraction(1, 2)) < Fraction(1, 10 ** 6):
        raise Unverified(f"{shown(exact(x))} lies too near a rounding boundary to be printed this way", literal.pos)
    return Fraction(round(scaled), 10 ** digits) == literal.value


def holds(relation: Relation, names: Mapping[str, Any], shape: bool = False) -> tuple[bool, list]:
    """Is the chain true, and what are its sides worth?"""
    values = [value(side, names, shape) for side in relation.sides]
    true = True
    for sign, x, y, node in zip(relation.signs, values, values[1:], relation.sides[1:]):
        if sign in "=≠":
            true &= (x == y) == (sign == "=")
        elif sign == "≈":
            true &= approximates(x, node)
        else:
            true &= {"<": x < y, ">": x > y, "≤": x <= y, "≥": x >= y}[sign]
    return bool(true), values


def approximates(x: Any, node: Any) -> bool:
    negative = isinstance(node, Op) and node.op == "neg"
    literal = node.args[0] if negative else node
    if not isinstance(literal, Num):
        raise Unverified("write an approximation as a decimal on the right of ≈", node.pos)
    return rounds_to(x, literal) and (x < 0) == negative
