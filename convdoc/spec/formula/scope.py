"""Names as a sum sees them, and what its indices run over."""

from __future__ import annotations

import itertools
import math
from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from ..claims import Unverified
from .tree import Bind, Interval, Set, Space

MOST_TERMS = 10_000


class Scope(ChainMap):
    """The names of a page and, before them, the indices of the sums around; all share one allowance of terms."""

    def __init__(self, *maps: Mapping, left: list | None = None):
        super().__init__(*maps)
        self.left = [MOST_TERMS] if left is None else left

    def within(self, bound: dict) -> Scope:
        return Scope(bound, *self.maps, left=self.left)

    def spend(self, terms: int, pos: int) -> None:
        self.left[0] -= terms
        if self.left[0] < 0:
            raise Unverified(f"more than {MOST_TERMS} terms", pos)


@dataclass(frozen=True)
class Members:
    items: Any                      # a tuple of values, or a range

    def __contains__(self, x: Any) -> bool:
        return x in self.items

    def __str__(self) -> str:
        told = [str(item) for item in itertools.islice(self.items, 4)]
        return "{" + ", ".join([*told, "…"] if len(self.items) > 4 else told) + "}"


@dataclass(frozen=True)
class Between:
    low: Any
    high: Any
    ends: str

    def __contains__(self, x: Any) -> bool:
        return (self.low < x or self.ends[0] == "[" and x == self.low) and (x < self.high or self.ends[1] == "]" and x == self.high)

    def __str__(self) -> str:
        return f"{self.ends[0]}{self.low}, {self.high}{self.ends[1]}"


@dataclass(frozen=True)
class Numbers:
    kind: str
    shape: tuple

    def __contains__(self, x: Any) -> bool:
        flat = np.ravel(np.array(x, dtype=object))
        return np.shape(x) == self.shape and (self.kind != "Z" or all(n.denominator == 1 for n in flat))

    def __str__(self) -> str:
        return {"R": "ℝ", "Q": "ℚ", "Z": "ℤ"}[self.kind] + (f"^{self.shape}" if self.shape else "")


def whole(x: Any, what: str, pos: int) -> int:
    if not isinstance(x, Fraction) or x.denominator != 1:
        raise Unverified(f"{what} is not a whole number: {x}", pos)
    return int(x)


def domain(node: Any, value: Callable) -> Members | Between | Numbers:
    """What stands right of ∈, worked out; `value` works out the expressions in it."""
    match node:
        case Set(last=None):
            return Members(tuple(map(value, node.items)))
        case Set():
            return Members(progression(node, value))
        case Interval():
            low, high = value(node.low), value(node.high)
            if isinstance(low, tuple) or isinstance(high, tuple):
                raise Unverified("an interval lies between two numbers", node.pos)
            return Between(low, high, node.ends)
        case Space(kind="N"):
            raise Unverified("some begin ℕ with 0, some with 1; write n \\ge 1 or n \\in \\mathbb{Z}", node.pos)
        case Space():
            return Numbers(node.kind, tuple(whole(value(size), "a size", node.pos) for size in node.sizes))
    raise Unverified("what stands behind ∈ is a set in braces, an interval or \\mathbb{R}", node.pos)


def progression(node: Set, value: Callable) -> range:
    """`0, 1, …, n-1`: the first two give the step (1 where there is one), the others and the last must fit."""
    first, *more = (whole(value(item), "a member before the dots", item.pos) for item in node.items)
    last = whole(value(node.last), "the last member", node.last.pos)
    step = more[0] - first if more else 1
    if step == 0 or [first, *more] != [first + k * step for k in range(len(more) + 1)] or (last - first) % step:
        raise Unverified("these members do not continue in equal steps to the last", node.pos)
    return span(first, last, step, node.pos)


def span(first: int, last: int, step: int, pos: int) -> range:
    """From first to last, both included; so far apart that Python cannot count it, it is refused."""
    if last - first > 10 ** 9 or first - last > 10 ** 9:
        raise Unverified(f"from {first} to {last} is too far to count", pos)
    return range(first, last + (1 if step > 0 else -1), step)


def points(binds: tuple, names: Scope, value: Callable) -> Iterator[Scope]:
    """The names at every point that the indices run over."""
    if not binds:
        yield names
        return
    bind, *rest = binds
    spaces = [space(bind, name, names, value) for name in bind.names]
    names.spend(math.prod(map(len, spaces)), bind.pos)
    for point in itertools.product(*spaces):
        yield from points(tuple(rest), names.within({n: x for n, x in zip(bind.names, point)}), value)


def space(bind: Bind, name: str, names: Scope, value: Callable) -> Any:
    if bind.domain is None:
        if not isinstance(found := names.get(name), range):
            raise Unverified(f"a sum without bounds needs {name} to be a range of this page", bind.pos)
        return found
    if isinstance(bind.domain, Interval):
        low, high = (whole(value(end, names), "a bound", bind.pos) for end in (bind.domain.low, bind.domain.high))
        return span(low + (bind.domain.ends[0] == "("), high - (bind.domain.ends[1] == ")"), 1, bind.pos)
    found = domain(bind.domain, lambda node: value(node, names))
    if not isinstance(found, Members):
        raise Unverified("an index runs over finitely many values", bind.pos)
    return found.items
