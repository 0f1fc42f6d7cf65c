"""Lies told to a page: each one must be noticed.

A lie about a formula, a span, an output, a table or a number is told at the moment its claim is evaluated, in the
namespace of that moment. A lie in code goes on from there, in a copy of the process, to the first false claim. What
is not noticed in these ways is written into the text of the page, and the whole page is evaluated.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ..claims import Claim
from ..page import Page
from ..peers import load
from ..scan import CELL
from .copies import UNNOTICED, FalseAlready, Noticed, in_a_copy, is_false, leave, refuse_falsehood, split
from .lies import Lie, lies


@dataclass(frozen=True, order=True)
class Survivor:
    """A lie that nobody noticed: its place and class, what the line said, and what it says now."""

    line: int
    column: int
    kind: str
    said: str
    lie: str


@dataclass
class PageScore:
    """How many lies of each class were told on a page, and which of them survived.

    Code that was changed and still gives all that the page shows is no lie: the page is as true as before.
    These changes stand apart, in `unchanged`; they tell where a page could show more.
    """

    path: str
    told: Counter = field(default_factory=Counter)
    survivors: list[Survivor] = field(default_factory=list)
    unchanged: list[Survivor] = field(default_factory=list)


def everything(claim: Claim) -> bool:
    return True


def mutate_pages(paths: Iterable[str | Path], root: str | Path = ".", workers: int = 2,
                 setup: str | Path | None = None, about: Callable[[Claim], bool] = everything) -> Iterator[PageScore]:
    """The scores of pages, in the order of their paths."""
    with multiprocessing.get_context("fork").Pool(workers, signal.signal, (signal.SIGINT, signal.SIG_IGN)) as pool:     # whoever asked ends them
        yield from pool.imap(partial(mutate_page, root=root, setup=setup, about=about), paths)


def mutate_page(path: str | Path, root: str | Path = ".", setup: str | Path | None = None,
                about: Callable[[Claim], bool] = everything) -> PageScore:
    """Tell every lie about every claim (or those that `about` chooses) of the page at `path`, which must be true; a file `setup` runs before it."""
    page = Page(Path(path).read_text(encoding="utf-8-sig"), path, root, setup)
    liar = Liar(page, about)
    try:
        report = page.evaluate()
    except Noticed:
        leave(True)
    except BaseException:
        if liar.is_copy:
            leave(None)
        raise
    if liar.is_copy:
        leave(bool(report.faults))
    if report.faults:
        raise FalseAlready("\n".join(map(report.describe, report.roots)))
    liar.score.survivors.sort()
    liar.score.unchanged.sort()
    return liar.score


class Liar:
    """Tells lies to a page while it is evaluated."""

    def __init__(self, page: Page, about: Callable[[Claim], bool]):
        self.about = about
        self.score = PageScore(page.report.path)
        self.is_copy = False
        page.before_claim = self.in_code
        page.at_claim = self.at_once

    def at_once(self, page: Page, claim: Claim) -> None:
        """The lies about a claim that has just been found true."""
        if claim.kind in ("code", "peer") or claim.fault or not self.about(claim):
            return
        for lie in lies(claim, page.own):
            self.score.told[lie.kind] += 1
            if page.verdict(lie.told(claim)) is None and in_a_copy(lambda: is_false(edited(page, claim, lie))) == UNNOTICED:
                self.score.survivors.append(survivor(page, claim, lie))

    def in_code(self, page: Page, claim: Claim) -> None:
        """The lies in code that is about to run: a copy of this process goes on with each.

        What a cell shows is made when the site is built, so nothing on the page could contradict it; and of code in a library
        that is not here, nobody can tell.
        """
        if claim.kind not in ("code", "peer") or claim.info == CELL or not self.about(claim) or claim.kind == "peer" and not load(page, claim):
            return
        for lie in lies(claim):
            self.score.told[f"{claim.kind}: {lie.kind}"] += 1
            if (outcome := split()) is None:
                self.is_copy = True
                page.before_claim, page.at_claim = lambda page, claim: None, refuse_falsehood
                claim.body = lie.body(claim)
                if claim.kind == "peer":
                    forget_others(page.report.claims, claim)
                return
            if outcome == UNNOTICED:
                self.score.unchanged.append(survivor(page, claim, lie))


def forget_others(claims: list[Claim], peer: Claim) -> None:
    """Below code in another library, leave only what it can make false: it gives no names to the page."""
    below = next(number for number, claim in enumerate(claims) if claim is peer) + 1
    claims[below:] = [claim for claim in claims[below:] if claim.kind in ("code", "peer", "output")]


def survivor(page: Page, claim: Claim, lie: Lie) -> Survivor:
    number = claim.body.count("\n", 0, lie.start)
    said, now = ([*body.split("\n"), ""][number].strip() for body in (claim.body, lie.body(claim)))
    return Survivor(*page.report.place(page.report.offset(claim, lie.start)), lie.kind, said, now)


def edited(page: Page, claim: Claim, lie: Lie) -> Page:
    """The page with the lie written into its text."""
    text, (start, end) = page.report.text, (page.report.offset(claim, at) for at in (lie.start, lie.end))
    new = lie.new.replace("\n", "\n" + claim.prefix)
    return Page(text[:start] + new + text[end:], page.root / page.report.path, page.root, page.setup)
