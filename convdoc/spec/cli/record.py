"""`convdoc record`: run the code in other libraries, and keep what it shows."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..claims import Report
from ..files import Refused
from ..peers import library_of
from .pages import STATUS, add_evaluation, command, count, reports, sources

EPILOG = """\
example:
  convdoc record docs --output docs/peers.json
""" + STATUS.format("the record is written", "something is not true, and no record is written; convdoc check says what")


def add_to(commands: argparse._SubParsersAction) -> None:
    parser = command(commands, "record", "run code in other libraries, and keep what it shows",
                     "Run the blocks below <!-- peer: LIBRARY --> and write as JSON what each has shown. Where the\n"
                     "libraries are not installed, pages are compared with this record; here they must be installed.", EPILOG)
    add_evaluation(parser)
    parser.add_argument("--output", type=Path, metavar="FILE", required=True, help="where to write it")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    done = [report for _, report in reports(sources(options), options)]
    if any(claim.unrun for report in done for claim in report.claims):
        missing = sorted({claim.peer for report in done for claim in report.claims if claim.unrun})
        raise Refused(f"{', '.join(missing)} is not installed here, so nothing can be recorded")
    if faults := sum(len(report.faults) for report in done):
        print(f"{count(faults, 'claim')} not true; nothing is recorded")
        return 1
    found = record(done)
    options.output.write_text(json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    for library, told in found.items():
        print(f"{options.output}: {count(sum(map(len, told['runs'])), 'block')} of {library} {told['version']}")
    return 0


def record(done: Iterable[Report]) -> dict[str, dict[str, Any]]:
    """By library, its version and its runs: for each page the code of its blocks, and what each has shown; pages that agree are one run."""
    found: dict[str, dict[str, Any]] = {}
    for report in done:
        blocks = [claim for claim in report.claims if claim.kind == "peer"]
        for library in {library_of(claim): None for claim in blocks}:
            own = [claim for claim in blocks if library_of(claim) == library]
            told = found.setdefault(library, {"version": own[0].peer.rpartition(" ")[2], "runs": []})
            run = [[claim.body, claim.shown] for claim in own]
            if run not in told["runs"]:
                told["runs"].append(run)
    return found
