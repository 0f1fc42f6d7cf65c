"""`convdoc report`: what was verified, as JSON."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from ..files import Refused
from ..report import summary
from .pages import STATUS, add_evaluation, command, reports, sources

EPILOG = """\
examples:
  convdoc report docs README.md --output verified.json
  convdoc report | jq .totals
""" + STATUS.format("all claims are true", "something is not true; the report says what")


def add_to(commands: argparse._SubParsersAction) -> None:
    parser = command(commands, "report", "write what was verified as JSON",
                     "Evaluate pages and write as JSON: the versions used, and for each page its claims by kind, the cases\n"
                     "they were tried on, what is exempt and why, and every claim with its verdict.", EPILOG)
    add_evaluation(parser)
    parser.add_argument("--output", type=Path, metavar="FILE", help="where to write it (default: standard output)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    done = [report for _, report in reports(sources(options), options)]
    text = json.dumps(summary(done), ensure_ascii=False, indent=1) + "\n"
    if options.output:
        try:
            options.output.write_text(text, encoding="utf-8")
        except OSError as error:
            raise Refused(f"{options.output} cannot be written: {error.strerror}") from None
    else:
        print(text, end="")
    return 1 if any(report.faults for report in done) else 0
