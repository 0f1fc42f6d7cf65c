"""`convdoc check`: evaluate every claim of pages, and tell what is not true."""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from pathlib import Path

from ..claims import Claim, Report
from ..files import Source
from ..report import fault_of
from .pages import STATUS, add_evaluation, command, count, reports, sources

EPILOG = """\
examples:
  convdoc check                               every page below docs/
  convdoc check notes.md --setup names.py     a note of somebody else, with names for its symbols
  convdoc check docs --json                   for a program to read
""" + STATUS.format("all claims are true", "something is not true")


def add_to(commands: argparse._SubParsersAction) -> None:
    parser = command(commands, "check", "evaluate every claim of Markdown pages",
                     "Evaluate every formula, code block, output, number, span, table and image of Markdown pages and tell\n"
                     "what is not true, with page, line and column. Each page runs in a process of its own.", EPILOG)
    add_evaluation(parser)
    parser.add_argument("--format", choices=["text", "json", "github"], help="how to tell it (default: text, or the annotations "
                                                                             "of GitHub where GITHUB_ACTIONS is true)")
    parser.add_argument("--json", action="store_const", const="json", dest="format", help="the same as --format json")
    parser.add_argument("-q", "--quiet", action="store_true", help="say nothing about pages that are true")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    style = options.format or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")
    found = sources(options)
    done = []
    for source, report in reports(found, options):
        done.append(report)
        if style != "json":
            tell(source, report, style, options.quiet)
    if style == "json":
        print(json.dumps(as_json(done), ensure_ascii=False, indent=1))
    elif len(done) > 1 and not (options.quiet and all(not report.faults for report in done)):
        print(f"{count(len(done), 'page')}, {outcome(done)}")
    return 1 if any(report.faults for report in done) else 0


def tell(source: Source, report: Report, style: str, quiet: bool) -> None:
    for claim in report.roots:
        print(report.describe(claim) if style == "text" else annotation(source, report, claim))
    if report.faults or not quiet:
        print(f"{report.path}: {outcome([report])}", flush=True)


def outcome(done: list[Report]) -> str:
    faults = sum(len(report.faults) for report in done)
    unrun = Counter((claim.peer, claim.shown is not None) for report in done for claim in report.claims if claim.kind == "peer" and claim.unrun)
    told = "".join(f"; {'as on record' if recorded else 'not run'}: {count(number, 'block')} of {peer}" for (peer, recorded), number in sorted(unrun.items()))
    return f"{count(sum(len(report.claims) for report in done), 'claim')}, {faults} not true{told}"


def as_json(done: list[Report]) -> dict:
    faults = [fault_of(report, claim) for report in done for claim in report.roots]
    return {"pages": len(done), "claims": sum(len(report.claims) for report in done),
            "not_true": sum(len(report.faults) for report in done), "faults": faults}


def annotation(source: Source, report: Report, claim: Claim) -> str:
    """The command by which GitHub shows a message beside a line of a pull request."""
    fault = fault_of(report, claim)
    workspace, page = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve(), source.path.resolve()
    file = page.relative_to(workspace).as_posix() if page.is_relative_to(workspace) else str(page)
    where = {"file": file, "line": fault["line"], "col": fault["column"], "title": f"convdoc: this {claim.kind} is not true"}
    return f"::error {','.join(f'{name}={escaped(str(value), True)}' for name, value in where.items())}::{escaped(fault['message'])}"


def escaped(text: str, is_property: bool = False) -> str:
    """What a command of GitHub's would take for its own syntax, percent first."""
    for sign in "%\r\n" + (":," if is_property else ""):
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
