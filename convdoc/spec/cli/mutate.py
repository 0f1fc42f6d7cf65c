"""`convdoc mutate`: tell every small lie about pages, and list those that nobody notices."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ..files import Refused, Source
from .pages import STATUS, Progress, add_evaluation, command, count, reports, sources

if TYPE_CHECKING:
    from ..mutation.pages import PageScore

EPILOG = """\
examples:
  convdoc mutate docs/page.md       the lies about one page that its claims do not notice
  convdoc mutate docs --json        for a program to read
""" + STATUS.format("every lie was noticed", "a lie survived, or a page was not true to begin with")


def add_to(commands: argparse._SubParsersAction) -> None:
    parser = command(commands, "mutate", "tell small lies about pages, and list those that nobody notices",
                     "Change the digits, signs, operators, names, indices and rows of true pages, one at a time, and see\n"
                     "whether the check notices. What survives is a claim that is missing. Takes a minute a page or two.", EPILOG)
    add_evaluation(parser)
    parser.add_argument("--json", action="store_true", help="for a program to read")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    found = sources(options)
    false = [report for _, report in reports(found, options) if report.faults]
    if false:
        for report in false:
            print("\n".join(map(report.describe, report.roots)))
        print(f"{count(len(false), 'page')} not true: lies are told of true pages")
        return 1
    scores = []
    for score in lied_to(found):
        scores.append(score)
        if not options.json:
            tell(score)
    if options.json:
        print(json.dumps([as_json(score) for score in scores], ensure_ascii=False, indent=1))
    elif len(scores) > 1:
        print(f"{count(len(scores), 'page')}, {outcome(scores)}")
    return 1 if any(score.survivors for score in scores) else 0


def lied_to(found: list[Source]) -> Iterator[PageScore]:
    """The score of each page, telling on a terminal how far it is."""
    try:
        from ..mutation.copies import FalseAlready
        from ..mutation.pages import mutate_pages
    except ModuleNotFoundError as error:
        raise Refused(f"this system cannot copy a process, which lies in code need: no module {error.name}") from None
    progress, done = Progress(), 0
    try:
        for (root, setup), group in groupby(found, key=lambda source: (source.root, source.setup)):
            paths = [source.path for source in group]
            progress(done, len(found), paths[0])
            for score in mutate_pages(paths, root, setup=setup):
                done += 1
                progress.clear()
                yield score
                progress(done, len(found), score.path)
    except FalseAlready as error:
        raise Refused(f"a page is true by itself, and false where lies are told: {str(error).splitlines()[0]}") from None
    finally:
        progress.clear()


def tell(score: PageScore) -> None:
    for lie in score.survivors:
        print(f"{score.path}:{lie.line}:{lie.column}: nobody notices this lie ({lie.kind})\n    {lie.said}\n    {lie.lie}")
    print(f"{score.path}: {outcome([score])}", flush=True)


def outcome(scores: list[PageScore]) -> str:
    told = sum(sum(score.told.values()) for score in scores)
    return f"{told} {'lie' if told == 1 else 'lies'}, {count(sum(len(score.survivors) for score in scores), 'survivor')}"


def as_json(score: PageScore) -> dict[str, Any]:
    survivors = [{"line": s.line, "column": s.column, "kind": s.kind, "said": s.said, "lie": s.lie} for s in score.survivors]
    return {"path": score.path, "told": dict(sorted(score.told.items())), "survivors": survivors}
