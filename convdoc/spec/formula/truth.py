"""Is a statement true? Relations compare exact values; conditions, and, or, and "for all" join relations."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from ..claims import Unverified
from .scope import Members, Numbers, Scope, domain, points
from .tree import Bind, Logic, Num, Op, Relation
from .value import exact, shown, value


class Verdict(NamedTuple):
    """`applies` is false where a condition is not met, and the statement says nothing."""

    holds: bool
    applies: bool
    told: str
    pos: int


def verdict(statement: Any, names: Mapping[str, Any], shape: bool = False) -> Verdict:
    """Whether a statement is true, and what a message tells of it."""
    if not isinstance(names, Scope):
        names = Scope(names)
    if isinstance(statement, Relation):
        true, values = holds(statement, names, shape)
        return Verdict(true, True, chain(statement, values), statement.pos)
    if not isinstance(statement, Logic):
        raise Unverified("only a relation can hold; say <!-- = EXPR for … -->", statement.pos)
    if statement.op == "and":
        return conjunction((verdict(part, names, shape) for part in statement.args), statement.pos)
    if statement.op == "or":
        parts = [verdict(part, names, shape) for part in statement.args]
        return Verdict(any(p.holds for p in parts), True, " or ".join(p.told for p in parts), statement.pos)
    if statement.op == "iff":
        left, right = (verdict(part, names, shape) for part in statement.args)
        told = f"{left.told} is {left.holds}, {right.told} is {right.holds}"
        return Verdict(left.holds == right.holds, left.holds or right.holds, told, statement.pos)
    if statement.op == "for":
        return everywhere(statement, names, shape)
    conclusion, *premises = statement.args
    return under(premises, conclusion, names, shape)


def under(premises: list, conclusion: Any, names: Scope, shape: bool) -> Verdict:
    if not all(verdict(premise, names).holds for premise in premises):
        return Verdict(True, False, "", conclusion.pos)
    return verdict(conclusion, names, shape)


def everywhere(statement: Logic, names: Scope, shape: bool) -> Verdict:
    """`A for i in S`: at every point, and at one at least."""
    conclusion, *conditions = statement.args
    binds = tuple(one for one in conditions if isinstance(one, Bind))
    premises = [one for one in conditions if not isinstance(one, Bind)]
    bound = [name for bind in binds for name in bind.names]

    def at_each_point():
        for inside in points(binds, names, value):
            found = under(premises, conclusion, inside, shape)
            where = " for " + ", ".join(f"{name} = {shown(exact(inside[name]))}" for name in bound) if bound else ""
            yield found._replace(told=found.told + where)

    return conjunction(at_each_point(), statement.pos)


def conjunction(parts: Any, pos: int) -> Verdict:
    """The first part that is false, or the truth of all; nothing behind a false part is looked at."""
    applies, told = False, []
    for part in parts:
        if not part.holds:
            return part
        applies |= part.applies
        told.append(part.told)
    return Verdict(True, applies, " and ".join(told[:4]), pos)


def chain(relation: Relation, values: list) -> str:
    return shown(values[0]) + "".join(f" {sign} {shown(v)}" for sign, v in zip(relation.signs, values[1:]))


def holds(relation: Relation, names: Mapping[str, Any], shape: bool = False) -> tuple[bool, list]:
    """Is the chain true, and what are its sides worth?"""
    names = names if isinstance(names, Scope) else Scope(names)
    values = [value(relation.sides[0], names, shape)]
    true = True
    for sign, node in zip(relation.signs, relation.sides[1:]):
        x = values[-1]
        y = domain(node, lambda part: value(part, names)) if sign in "∈∉" else value(node, names, shape)
        true &= compared(sign, x, y, node)
        values.append(y)
    return true, values


def compared(sign: str, x: Any, y: Any, node: Any) -> bool:
    if sign in "=≠":
        return (x == y) == (sign == "=")
    if sign == "≈":
        return approximates(x, node)
    if isinstance(x, tuple) and (sign not in "∈∉" or not isinstance(y, (Members, Numbers))):
        raise Unverified(f"{sign} compares numbers, not arrays", node.pos)
    if sign in "∈∉":
        return (x in y) == (sign == "∈")
    if isinstance(y, tuple):
        raise Unverified(f"{sign} compares numbers, not arrays", node.pos)
    if sign == "∣":
        if any(not isinstance(n, Fraction) or n.denominator != 1 for n in (x, y)) or x == 0:
            raise Unverified("∣ says that one whole number divides another", node.pos)
        return y % x == 0
    return {"<": x < y, ">": x > y, "≤": x <= y, "≥": x >= y}[sign]


def rounds_to(x: Any, literal: Num) -> bool:
    """Are the digits shown the correctly rounded ones? A value next to a rounding boundary is refused."""
    digits = len(literal.text.partition(".")[2])
    scaled = abs(exact(x)) * 10 ** digits
    if abs(scaled % 1 - Fraction(1, 2)) < Fraction(1, 10 ** 6):
        raise Unverified(f"{shown(exact(x))} lies too near a rounding boundary to be printed this way", literal.pos)
    return Fraction(round(scaled), 10 ** digits) == literal.value


def approximates(x: Any, node: Any) -> bool:
    negative = isinstance(node, Op) and node.op == "neg"
    literal = node.args[0] if negative else node
    if not isinstance(literal, Num) or not isinstance(x, Fraction):
        raise Unverified("write an approximation as a decimal on the right of ≈", node.pos)
    return rounds_to(x, literal) and (x < 0) == negative
