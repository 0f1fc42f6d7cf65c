"""`convdoc update`: rewrite stale values, and show what was rewritten."""

from __future__ import annotations

import argparse
import os

from ..files import Refused
from ..update import Updated, update, write
from .pages import STATUS, add_evaluation, command, count, reports, sources

EPILOG = """\
examples:
  convdoc update --dry-run          show the diff and write nothing
  convdoc update docs/page.md       rewrite that page

It rewrites outputs, the right end of an equation that has a symbol or a note, a value with a note, the cells
of a noted table: values that the code computes. It never touches symbols, operators, the terms of a worked example,
or what a note calls false.
In an automatic run (where CI is set) it refuses to write: there the page has to be true already.
""" + STATUS.format("the pages are true, or are now", "something is not true that cannot be rewritten; or --dry-run found something to rewrite")


def add_to(commands: argparse._SubParsersAction) -> None:
    parser = command(commands, "update", "rewrite stale values that the code computes",
                     "Rewrite what pages say where the code has computed another value, and verify the pages again.\n"
                     "A page is only written if every new value holds and nothing that was true becomes false.", EPILOG)
    add_evaluation(parser)
    parser.add_argument("--dry-run", action="store_true", help="show the diff and write nothing")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    if in_ci() and not options.dry_run:
        raise Refused("the variable CI is set: update rewrites pages for an author to look at; run `convdoc check` here")
    status = 0
    for source, report in reports(sources(options), options):
        if report.faults:
            updated = update(source, report, options.seconds)
            if updated.rewritten and not options.dry_run:
                write(updated)
            tell(updated, options.dry_run)
            status |= bool(updated.report.faults) or bool(updated.rewritten and options.dry_run)
    return status


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def tell(updated: Updated, dry: bool) -> None:
    """The diff, what is left for the author, and a line that sums up."""
    report = updated.report
    if updated.rewritten:
        print(updated.diff(), end="")
    for claim in report.roots:
        print(report.describe(claim))
    if updated.refusal:
        print(f"{report.path}: nothing is written: {updated.refusal}")
    would = "would be rewritten" if dry else "rewritten"
    print(f"{report.path}: {count(updated.rewritten, 'claim')} {would}, {len(report.faults)} not true", flush=True)
