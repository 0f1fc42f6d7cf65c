"""What the code of a page shows by itself, as a reader runs it: without set-up, notes and spans.

Those may change what code below them shows: a note draws a random number, a span sorts a list, a set-up mends a module.
So the code is run once more, in a copy of the process from before the page was evaluated, and must show the same.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.connection import Connection

from .claims import Claim, Falsehood, Report
from .page import Page


class Shown(dict[int, str]):
    """What each block of code has shown that ran without a fault, by the number of its claim."""

    def __init__(self, page: Page):
        self.numbers = {id(claim): number for number, claim in enumerate(page.report.claims)}

    def note(self, page: Page, claim: Claim) -> None:
        if claim.kind == "code" and claim.true and page.ran and page.ran[0] is claim:
            self[self.numbers[id(claim)]] = page.ran[1]


def copy(page: Page) -> Connection | None:
    """A copy of this process that waits for a word, then runs the page's code; None where processes cannot be copied."""
    if not hasattr(os, "fork"):
        return None
    ours, theirs = multiprocessing.Pipe()
    if os.fork():
        theirs.close()
        return ours
    try:
        ours.close()
        theirs.recv()
        run(page, theirs)
    finally:
        os._exit(0)


def run(page: Page, pipe: Connection) -> None:
    """Run the code of a page and nothing else; tell before each block which it is, and at the end what all have shown."""
    shown = Shown(page)
    page.before_claim = lambda _, claim: pipe.send(shown.numbers[id(claim)])
    page.at_claim = shown.note
    page.report.claims = [claim for claim in page.report.claims if claim.kind == "code"]
    page.evaluate()
    faults = {shown.numbers[id(claim)]: str(claim.fault) for claim in page.report.claims if claim.fault and shown.numbers[id(claim)] not in shown}
    pipe.send((dict(shown), faults))


def compare(report: Report, shown: Shown, pipe: Connection, tell: Callable[[int], None]) -> None:
    """Let the copy run, and put a fault on the first block that shows something else there."""
    at = min(shown, default=0)
    try:
        pipe.send("go")
        while isinstance(answer := pipe.recv(), int):
            at = answer
            tell(at)
    except (EOFError, OSError):
        report.claims[at].fault = Falsehood("run by itself, as a reader runs it, this code ends the whole process")
        return
    alone, faults = answer
    for number, text in shown.items():
        claim = report.claims[number]
        if alone.get(number) == text:
            continue
        if claim.true:
            told = f"shows {alone[number].strip()!r}" if number in alone else faults.get(number, "does not run")
            claim.fault = Falsehood(f"run by itself, as a reader runs it, this code {told}; notes, spans and set-up must not change what it does")
        return
