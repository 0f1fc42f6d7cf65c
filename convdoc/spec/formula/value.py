"""The exact value of a tree: fractions, tuples and truth. Nothing is rounded, no index wraps around."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from ..claims import MissingName, Unverified
from .scope import Scope, points, whole
from .tree import STATEMENTS, Beyond, Cases, Derivative, Fold, Matrix, Num, Op, Sub, Sym

MOST_BITS = 10_000
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
    if not isinstance(names, Scope):
        names = Scope(names)
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
        case Fold():
            return folded(node, names)
        case Cases():
            return branch(node, names, shape)
        case Op(op="×") if shape:
            return sizes(node, names)
        case Op():
            return operation(node, names)
        case Beyond():
            raise Unverified(f"{node.what} has no value that a finite calculation gives", node.pos)
    if isinstance(node, STATEMENTS):
        raise Unverified("a relation inside a relation", node.pos)
    raise Unverified("a set or a declaration has no value to compare", node.pos)


def look_up(name: str, names: Mapping[str, Any], pos: int) -> Any:
    if name in names:
        return names[name]
    raise missing(name, names, pos)


def missing(name: str, names: Mapping[str, Any], pos: int, *others: str) -> MissingName:
    """A name without a value: a symbol that is known needs instances, anything else has to be defined, it or one of the others."""
    told = (f"the symbol {name!r} has no value here; say behind the formula <!-- for {name} in … -->" if name in names.get("SYMBOLS", ())
            else f"nothing on this page is named {name!r}")
    return MissingName(told, pos, names=(name, *others))


def element(node: Sub, names: Scope) -> Any:
    if node.name and node.name in names:
        return exact(names[node.name])
    if isinstance(node.base, Sym):
        if node.base.name not in names or (node.name and np.ndim(names[node.base.name]) == 0):
            raise missing(node.name or node.base.name, names, node.pos, node.base.name)
        base = names[node.base.name]
    else:
        base = value(node.base, names)
    return at(base, [value(item, names) for item in node.index], node)


def at(base: Any, index: list, node: Sub) -> Any:
    """One element, by as many whole numbers as the array has axes, none of them negative."""
    index = tuple(whole(i, "an index", item.pos) for i, item in zip(index, node.index))
    shape = np.shape(base)
    if len(index) != len(shape):
        raise Unverified(miscounted(node, shape), node.pos)
    if not all(0 <= i < n for i, n in zip(index, shape)):
        raise Unverified(f"the index {index} lies outside the shape {shape}", node.pos)
    for i in index:
        base = base[i]
    return exact(base)


def miscounted(node: Sub, shape: tuple) -> str:
    """Why the indices of an element are not as many as the axes; ij is one index where no comma parts it."""
    match node:
        case Sub(base=Sym(name=name), index=(Op(op="juxt", args=letters),)) if len(letters) == len(shape) and all(isinstance(i, Sym) for i in letters):
            names = [letter.name for letter in letters]
            return f"{name} has {len(shape)} axes, and {''.join(names)} is read as one index; write {name}_{{{','.join(names)}}}"
    return f"{len(node.index)} {'index' if len(node.index) == 1 else 'indices'} for the shape {shape}"


def derivative(node: Derivative, names: Scope) -> Any:
    """∂L/∂K is what the page calls dL_dK, ∂L/∂K_{a,b} an element of it, ∂Y_i/∂X_j the element [i, j] of dY_dX."""
    choices = [(f"d{of}_d{by}", (*i, *j)) for of, i in called_by(node.of) for by, j in called_by(node.by)]
    if not choices:
        raise Unverified("a derivative of one symbol by another", node.pos)
    name, index = next((choice for choice in choices if choice[0] in names), choices[-1])
    if index:
        return element(Sub(Sym(name, node.pos), index, "", node.pos), names)
    return exact(look_up(name, names, node.pos))


def called_by(part: Any) -> list:
    """The names that a symbol with a subscript can go by, each with the index that is left over."""
    if isinstance(part, Sym):
        return [(part.name, ())]
    if not isinstance(part, Sub) or not isinstance(part.base, Sym):
        return []
    return [(part.name, ())] * bool(part.name) + [(part.base.name, part.index)]


def folded(node: Fold, names: Scope) -> Any:
    """A sum, a product, a maximum or a minimum over all points."""
    terms = (value(node.body, inside) for inside in points(node.binds, names, value))
    match node.kind:
        case "sum":
            return accumulated("+", terms, Fraction(0), node)
        case "prod":
            return accumulated("×", terms, Fraction(1), node)
    terms = list(terms)
    if not terms or not all(isinstance(term, Fraction) for term in terms):
        raise Unverified(f"a {node.kind} of no numbers", node.pos)
    return max(terms) if node.kind == "max" else min(terms)


def accumulated(op: str, terms: Any, start: Fraction, node: Fold) -> Any:
    total = None
    for term in terms:
        total = term if total is None else combined(op, total, term, node.pos)
    return start if total is None else total


def branch(node: Cases, names: Scope, shape: bool) -> Any:
    """The value of the case that applies; where several do, they must agree."""
    from .truth import verdict                            # a condition is a statement, and statements compare values

    found = [worth for worth, condition in node.branches if condition is not None and verdict(condition, names).holds]
    found = found or [worth for worth, condition in node.branches if condition is None]
    if not found:
        raise Unverified("none of the cases applies", node.pos)
    values = [value(worth, names, shape) for worth in found]
    if any(x != values[0] for x in values):
        raise Unverified(f"several cases apply, and they differ: {' and '.join(map(shown, values))}", node.pos)
    return values[0]


def sizes(node: Op, names: Scope) -> tuple:
    """`a × b × c` as a shape."""
    factors = []
    while isinstance(node, Op) and node.op == "×":
        factors.append(value(node.args[1], names))
        node = node.args[0]
    return (value(node, names), *reversed(factors))


def operation(node: Op, names: Scope) -> Any:
    if node.op in ("call", "apply"):
        return applied(node, names)
    if node.op == "^" and isinstance(node.args[0], Op) and node.args[0].op.startswith("norm") and value(node.args[1], names) == 2:
        return norm(node.args[0], names, squared=True)
    if node.op.startswith("norm"):
        return norm(node, names)
    arguments = [value(argument, names) for argument in node.args]
    if node.op == "tuple":
        return tuple(arguments)
    if len(arguments) == 2:
        return combined(node.op, *arguments, node.pos)
    [x] = arguments
    if node.op == "transpose" and np.ndim(x) == 2:
        return tuple(zip(*x))
    if node.op == "neg" and isinstance(x, tuple):
        return exact(-np.array(x, dtype=object))
    if not isinstance(x, (Fraction, float)):
        raise Unverified(f"{node.op} does not apply to {'the shape ' + str(np.shape(x)) if isinstance(x, tuple) else shown(x)}", node.pos)
    match node.op:
        case "neg":
            return -x
        case "abs":
            return abs(x)
        case "%":
            return x / 100
        case "sqrt":
            return root(x, node.pos)
        case "floor" | "ceil" if isinstance(x, Fraction):
            return Fraction(ROUND[node.op](x))
    raise Unverified(f"{node.op} does not apply to {shown(x)}", node.pos)


def combined(op: str, left: Any, right: Any, pos: int) -> Any:
    """Two values under one sign."""
    for x in (left, right):
        if isinstance(x, bool) or not isinstance(x, (Fraction, float, tuple)):
            raise Unverified(f"{shown(x)} is no number", pos)
    if isinstance(left, tuple) or isinstance(right, tuple):
        return on_arrays(op, left, right, pos)
    if op in ("/", "mod") and right == 0:
        raise Unverified("division by zero", pos)
    match op:
        case "+":
            result = left + right
        case "-":
            result = left - right
        case "/":
            result = left / right
        case "mod":
            result = left % right
        case "^":
            result = power(left, right, pos)
        case _:
            result = left * right
    if isinstance(result, Fraction) and bits(result) > MOST_BITS:
        raise Unverified(f"a number of more than {MOST_BITS} binary digits", pos)
    return result


def bits(x: Fraction) -> int:
    return x.numerator.bit_length() + x.denominator.bit_length()


def power(base: Any, exponent: Any, pos: int) -> Any:
    if not isinstance(base, Fraction) or not isinstance(exponent, Fraction) or exponent.denominator != 1:
        raise Unverified(f"the power {shown(exponent)} is not a whole number", pos)
    if base == 0 and exponent <= 0:
        raise Unverified(f"0 to the power {shown(exponent)}", pos)
    if abs(exponent) * bits(base) > MOST_BITS:
        raise Unverified(f"the power {shown(exponent)} gives a number of more than {MOST_BITS} binary digits", pos)
    return base ** int(exponent)


def root(x: Any, pos: int) -> Fraction:
    """The square root where it is a fraction."""
    if isinstance(x, Fraction) and x >= 0:
        found = Fraction(math.isqrt(x.numerator), math.isqrt(x.denominator))
        if found * found == x:
            return found
    raise Unverified(f"the square root of {shown(x)} is not a fraction", pos)


def norm(node: Op, names: Scope, squared: bool = False) -> Fraction:
    """‖x‖ of a vector, and the norms of vectors and matrices that are one and the same to everybody."""
    x = np.array(value(node.args[0], names), dtype=object)
    if x.ndim != 1 and (x.ndim != 2 or node.op != "norm F"):
        raise Unverified(f"‖x‖ for the shape {x.shape} can mean several norms; write ‖x‖_F, or the sum", node.pos)
    sizes = [abs(number) for number in x.ravel()]
    if node.op in ("norm 1", "norm ∞"):
        found = sum(sizes, Fraction(0)) if node.op == "norm 1" else max(sizes, default=Fraction(0))
        return found * found if squared else found
    found = sum((number * number for number in sizes), Fraction(0))
    return found if squared else root(found, node.pos)


def on_arrays(op: str, left: Any, right: Any, pos: int) -> Any:
    """Sums of arrays, a scalar times an array, and juxtaposed matrices, as linear algebra writes them."""
    left, right = (np.array(a, dtype=object) for a in (left, right))
    if op in "+-" and left.shape == right.shape:
        result = left + right if op == "+" else left - right
    elif op in ("juxt", "·") and 0 in (left.ndim, right.ndim):
        result = left * right
    elif op == "juxt" and left.shape[-1] == right.shape[0]:
        result = left @ right
    elif op == "/" and right.ndim == 0 and right != 0:
        result = left / right
    else:
        raise Unverified(f"{op} does not apply to shapes {left.shape} and {right.shape}", pos)
    return exact(result)


# -- functions
def applied(node: Op, names: Scope) -> Any:
    """f(x): the engine's own max, min, gcd, floor and ceil, the page's functions, and products such as n(m + 1)."""
    head, *arguments = node.args
    if isinstance(head, Sym) and (head.name in OWN):
        return OWN[head.name]([value(argument, names) for argument in arguments], node.pos)
    if isinstance(head, Sym):
        target = look_up(head.name, names, head.pos)
    else:
        target = names.get(head.name) if isinstance(head, Sub) and head.name in names else value(head, names)
    if callable(target):
        return called(target, head, [plain(argument, names) for argument in arguments], node.pos)
    if node.op == "apply" and len(arguments) == 1:
        return combined("juxt", exact(target), value(arguments[0], names), node.pos)
    raise Unverified(f"{getattr(head, 'name', '') or 'this'} is no function of this page", node.pos)


def called(function: Any, head: Any, arguments: list, pos: int) -> Any:
    try:
        return exact(function(*arguments))
    except Unverified:
        raise
    except (Exception, SystemExit) as error:
        raise Unverified(f"{getattr(head, 'name', '') or 'the function'} fails: {type(error).__name__}: {error}", pos) from error


def extreme(which: Any) -> Any:
    def function(values: list, pos: int) -> Fraction:
        if not all(isinstance(x, (Fraction, float)) for x in values):
            raise Unverified("max and min compare numbers", pos)
        return which(values)
    return function


def divisor(values: list, pos: int) -> Fraction:
    return Fraction(math.gcd(*(whole(x, "an argument of gcd", pos) for x in values)))


def rounding(op: str) -> Any:
    def function(values: list, pos: int) -> Fraction:
        if len(values) != 1 or not isinstance(values[0], Fraction):
            raise Unverified(f"{op} takes one number", pos)
        return Fraction(ROUND[op](values[0]))
    return function


OWN = {"max": extreme(max), "min": extreme(min), "gcd": divisor, "floor": rounding("floor"), "ceil": rounding("ceil")}


def plain(node: Any, names: Scope) -> Any:
    """An argument for the page's own function: the page's object where it is a name, else a value."""
    if isinstance(node, Sym) and node.name in names:
        return names[node.name]
    result = value(node, names)
    return np.array(result, dtype=float if any_part(result) else int) if isinstance(result, tuple) else result


def any_part(x: Any) -> bool:
    return any(map(any_part, x)) if isinstance(x, tuple) else x.denominator != 1
