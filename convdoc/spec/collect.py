"""Under pytest, every claim of a page is one test at its line.

A page is evaluated once in a process; its tests only look their verdict up, so `-k`, `--lf` and a parallel
run need no order. Sybil brings Document, Region and the pytest items.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from sybil import Document, Example, Region

from .apart import check
from .claims import Report
from .files import project_root
from .scan import scan

not_run: Counter[str] = Counter()   # the blocks of code of which only the rest was judged, by the library they need


class ClaimDocument(Document):
    @cached_property
    def report(self) -> Report:
        return check(self.path, project_root(self.path))


def claims(document: Document) -> Iterator[Region]:
    """The parser for Sybil: a region a claim."""
    for number, claim in enumerate(scan(document.text)):
        yield Region(claim.start, claim.end, number, verdict)


def verdict(example: Example) -> str | None:
    """The evaluator for Sybil: the message of a claim that is not true."""
    report = example.document.report
    claim = report.claims[example.parsed]
    if claim.kind == "peer" and claim.unrun:
        not_run[claim.peer] += 1
    return None if claim.true else report.describe(claim)
