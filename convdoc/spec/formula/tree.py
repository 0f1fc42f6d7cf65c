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
    """+ - / ^ % mod neg floor ceil abs sqrt norm… transpose tuple, the products × · juxt, and call, apply.

    `call` is sure to call a function; `apply`, f(x), calls one where the page has a function of that name and
    multiplies where it has a number.
    """

    op: str
    args: tuple
    pos: int = field(compare=False, default=0)


@dataclass(frozen=True)
class Bind:
    """What the index of a sum runs over: an Interval of whole numbers, a Set, or the page's own range (None)."""

    names: tuple
    domain: Any
    pos: int = field(compare=False, default=0)


@dataclass(frozen=True)
class Fold:
    r"""`\sum`, `\prod`, `\max` or `\min` over every point of its binds."""

    kind: str
    binds: tuple
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
class Cases:
    """Branches (value, condition); the condition of `otherwise` is None."""

    branches: tuple
    pos: int = field(compare=False, default=0)


@dataclass(frozen=True)
class Beyond:
    """An integral or a limit: read, and worth nothing that a finite calculation could give."""

    what: str
    parts: tuple
    pos: int = field(compare=False, default=0)


@dataclass(frozen=True)
class Set:
    r"""`\{a, b\}`; with `last`, `\{a, b, \dots, last\}`."""

    items: tuple
    last: Any = None
    pos: int = field(compare=False, default=0)


@dataclass(frozen=True)
class Interval:
    """From low to high; `ends` is "[]", "[)", "(]" or "()"."""

    low: Any
    high: Any
    ends: str
    pos: int = field(compare=False, default=0)


@dataclass(frozen=True)
class Space:
    r"""`\mathbb{R}`, or with sizes `\mathbb{R}^{n\times m}`: the arrays of that shape."""

    kind: str
    sizes: tuple = ()
    pos: int = field(compare=False, default=0)


@dataclass(frozen=True)
class Mapping:
    r"""`f, g: A \to B`"""

    functions: tuple
    source: Any
    target: Any
    pos: int = field(compare=False, default=0)


@dataclass(frozen=True)
class Relation:
    """A chain `a = b < c`: len(sides) == len(signs) + 1."""

    sides: tuple
    signs: tuple
    pos: int = field(compare=False, default=0)


@dataclass(frozen=True)
class Logic:
    """and or iff join statements; if is (conclusion, premise); for is (conclusion, *Binds and premises)."""

    op: str
    args: tuple
    pos: int = field(compare=False, default=0)


PRODUCTS = {"×", "·", "juxt"}
STATEMENTS = (Relation, Logic)
