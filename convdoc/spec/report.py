"""What was verified, counted: plain functions from reports to what a program or a site can show."""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from .claims import Claim, Report

LITERAL = "a literal piece of text"


def summary(reports: Iterable[Report]) -> dict[str, Any]:
    """All there is to tell of a run: versions, totals, and page by page every claim with its verdict."""
    reports = list(reports)
    return {"versions": versions(), "totals": totals(reports), "pages": [page(report) for report in reports]}


def versions() -> dict[str, str]:
    """What the verdicts were reached with."""
    return {"python": platform.python_version()} | {name: version_of(name) for name in ("convdoc", "numpy", "sybil")}


def version_of(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:                              # used from a folder, not installed
        return "unknown"


def totals(reports: Iterable[Report]) -> dict[str, Any]:
    """The counts of several pages together, or of one."""
    reports = list(reports)
    claims = [claim for report in reports for claim in report.claims]
    return {"pages": len(reports), "count": len(claims), "not_true": sum(not claim.true for claim in claims),
            "cases": sum(claim.cases for claim in claims), "not_run": sum(claim.unrun for claim in claims), "exempt": sum(is_exempt(claim) for claim in claims),
            "kinds": dict(sorted(Counter(claim.kind for claim in claims).items()))}


def page(report: Report) -> dict[str, Any]:
    return {"path": report.path} | {name: value for name, value in totals([report]).items() if name != "pages"} | {
        "exemptions": exemptions(report), "claims": [claim_of(report, claim) for claim in report.claims]}


def exemptions(report: Report) -> list[dict[str, Any]]:
    """What nothing checks, and why."""
    return [{"line": report.line_of(claim), "kind": claim.kind, "reason": reason(claim)} for claim in report.claims if is_exempt(claim)]


def is_exempt(claim: Claim) -> bool:
    return claim.kind == "static" or claim.note == "lit" or claim.note.startswith("static:")


def reason(claim: Claim) -> str:
    return LITERAL if claim.note == "lit" else claim.note.removeprefix("static:").strip()


def claim_of(report: Report, claim: Claim) -> dict[str, Any]:
    """A claim and its verdict."""
    line, column = report.place(claim.at)
    verdict = {"true": claim.true} if claim.true else {"true": False, "message": str(claim.fault)}
    return {"line": line, "column": column, "kind": claim.kind, "note": claim.note, "cases": claim.cases, **({"peer": claim.peer, "run": not claim.unrun} if claim.peer else {})} | verdict


def fault_of(report: Report, claim: Claim) -> dict[str, Any]:
    """A claim that is not true: where, what the page says, and what is wrong with it."""
    (line, column), (end_line, end_column) = report.place(report.spot(claim)), report.place(claim.end)
    return {"path": report.path, "line": line, "column": column, "end": {"line": end_line, "column": end_column},
            "kind": claim.kind, "said": claim.body, "message": str(claim.fault), "note": claim.note, "cases": claim.cases}
