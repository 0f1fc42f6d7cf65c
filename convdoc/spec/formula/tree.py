"""The tree of a formula. `pos` is where a node begins in the LaTeX; it takes no part in comparisons."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any


@dataclass(frozen=True)
class Num:
    value: Fraction
    text: str
    pos: int = field(compare=False, default=0)


@dataclass(frozen=True)
class Sym:
    name: str
    pos: int = field(compare=False, default=0)


@dataclass(frozen=True)
class Sub:
    """`X_{i,j}` and `X[i, j]`: an element; `k_h`: possibly a name of its own, then `name` is "k_h"."""

    base: Any
    index: tuple
    name: str = ""
    pos: int = field(compare=False, default=0)


@dataclass(frozen=True)
class Op:
    """+ - * / ^ neg floor ceil abs transpose tuple juxt call; products keep their sign as `op`."""

    op: str
    args: tuple
    pos: int = field(compare=False, default=0)


@dataclass(frozen=True)
class Sum:
    names: tuple
    low: Any
    high: Any
    body: Any
    pos: int = field(compare=False, default=0)


@dataclass(frozen=True)
class Derivative:
    of: Any
    by: Any
    pos: int = field(compare=False, default=0)


@dataclass(frozen=True)
class Matrix:
    rows: tuple
    pos: int = field(compare=False, default=0)


@dataclass(frozen=True)
class Relation:
    """A chain `a = b < c`: len(sides) == len(signs) + 1."""

    sides: tuple
    signs: tuple
    pos: int = field(compare=False, default=0)


PRODUCTS = {"×", "·", "juxt"}
