"""The one noun that is ours: a claim, a checkable statement of a page, and what became of it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

WIDEST = 400                        # what a message shows of a line
RUN = ("code", "setup", "peer")     # kinds of claims that are code


class Falsehood(Exception):
    """The page says something else than the code gives; `at` is an offset into the claim's text.

    `fix` is what the page should say, where the code has computed it: (start, end, text), offsets into the claim's text.
    """

    def __init__(self, message: str, at: int = 0, fix: tuple[int, int, str] | None = None):
        super().__init__(message, at, fix)
        self.at = at
        self.fix = fix

    def __str__(self) -> str:
        return self.args[0]


class Unverified(Falsehood):
    """Nobody can tell whether the page is right: as bad as a false statement."""


class MissingName(Falsehood):
    """A name that the page does not have, or does not have yet: code that binds one of `names` would bring it."""

    def __init__(self, message: str, at: int = 0, fix: None = None, names: tuple[str, ...] = ()):
        super().__init__(message, at, fix)
        self.names = names


class Unreached(Falsehood):
    """Nobody has looked: the evaluation of the page ended above this claim."""


@dataclass
class Claim:
    """One statement of a page: `text[start:end]` is its region, `body` what is checked of it."""

    kind: str                       # code output peer static formula span table image setup problem
    start: int
    end: int
    body: str
    at: int                         # offset of `body` in the page
    note: str = ""                  # the author's <!-- note -->, bare
    info: str = ""                  # the info line of a fence, the path of an image
    prefix: str = ""                # what stands before each line of a fence: indentation, "> "
    display: bool = False           # a formula on lines of its own
    about: bool = False             # a formula that the words before it call approximate
    top: int = -1                   # where a note above it ends; its start, but for tables with a header
    cases: int = 1                  # how many instances it was evaluated for
    peer: str = ""                  # the library that runs it, with its version, where that is not the page's own
    unrun: bool = False             # that library is not here, so that the claim was judged without running it
    shown: str | None = None        # what that code shows, here or on record
    fault: Falsehood | None = None  # set once the claim has been evaluated and is not true
    lost: frozenset[str] = frozenset()      # the names that broken code would have bound; "*" where it could be any

    def __post_init__(self) -> None:
        self.top = self.start if self.top < 0 else self.top

    @property
    def true(self) -> bool:
        return self.fault is None


@dataclass
class Report:
    """A page with the verdict on each of its claims."""

    path: str
    text: str
    claims: list[Claim] = field(default_factory=list)

    @property
    def faults(self) -> list[Claim]:
        return [claim for claim in self.claims if not claim.true]

    @property
    def roots(self) -> list[Claim]:
        """The faults to mend first: what nobody reached, and names that other broken code would have bound, are left out."""
        anywhere = set().union(*(claim.lost for claim in self.faults))
        above: set[str] = set()                               # code runs in its turn; everything else can wait for names
        roots = []
        for claim in self.faults:
            if not consequence(claim.fault, above if claim.kind in RUN else anywhere):
                roots.append(claim)
            above |= claim.lost
        return roots

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1."""
        return self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset)

    def spot(self, claim: Claim) -> int:
        """The offset in the page that the fault of a claim points at."""
        return self.offset(claim, claim.fault.at)

    def offset(self, claim: Claim, at: int) -> int:
        """The offset in the page of an offset in the body of a claim, each of whose lines may stand behind a prefix."""
        if not claim.prefix:
            return claim.at + at
        before = claim.body[:at].split("\n")
        start = claim.at
        for _ in before[1:]:
            start = self.text.index("\n", start) + 1
        return start + len(claim.prefix) + len(before[-1])

    def line_of(self, claim: Claim) -> int:
        return self.place(self.spot(claim) if claim.fault else claim.at)[0]

    def describe(self, claim: Claim) -> str:
        """`path:line:col: what is wrong`, the source line, and a caret under the spot."""
        spot = self.spot(claim)
        line, column = self.place(spot)
        end = self.text.find("\n", spot)
        source, at = excerpt(self.text[spot - column + 1:end if end >= 0 else len(self.text)].rstrip("\r"), column - 1)
        return f"{self.path}:{line}:{column}: {claim.fault}\n    {source}\n    {blank(source[:at])}^"


def excerpt(line: str, at: int) -> tuple[str, int]:
    """A line, or what stands around a place in a line too long to be read, and the place in it."""
    if len(line) <= WIDEST:
        return line, at
    begin = max(0, min(at - WIDEST // 2, len(line) - WIDEST))
    before, after = "…" * (begin > 0), "…" * (begin + WIDEST < len(line))
    return before + line[begin:begin + WIDEST] + after, at - begin + len(before)


def consequence(fault: Falsehood, lost: set[str]) -> bool:
    """Is this only because other code failed, which would have bound the lost names?"""
    return isinstance(fault, Unreached) or isinstance(fault, MissingName) and ("*" in lost or not lost.isdisjoint(fault.names))


def blank(text: str) -> str:
    """As much white space as the text takes on a screen."""
    def width(c: str) -> str:
        return c if c == "\t" else "" if unicodedata.combining(c) else " " * (1 + (unicodedata.east_asian_width(c) in "WF"))
    return "".join(map(width, text))


def relative(path: str | Path, root: str | Path) -> str:
    """The path as a reader of messages wants it: from the root of the project where it lies inside."""
    path, root = Path(path).resolve(), Path(root).resolve()
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
