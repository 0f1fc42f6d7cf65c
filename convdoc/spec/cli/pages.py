"""What the commands have in common: which pages, how they are evaluated, and the words for it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from ..apart import SECONDS, evaluate_all
from ..claims import Report
from ..files import Refused, Source, find_pages, read_page

STATUS = """
exit status:
  0  {0}
  1  {1}
  2  the command could not do its work: a path that does not exist, a file that is no text, …
"""


def command(commands: argparse._SubParsersAction, name: str, summary: str, description: str, epilog: str) -> argparse.ArgumentParser:
    """A command that works on pages."""
    parser = commands.add_parser(name, help=summary, description=description, epilog=epilog,
                                 formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", default=[Path("docs")],
                        help="a Markdown file, or a folder to search for them (default: docs)")
    parser.add_argument("--root", type=Path, metavar="FOLDER", help="where embedded files and set-up files are looked up "
                                                  "(default: the nearest folder above a page that holds a project)")
    return parser


def add_evaluation(parser: argparse.ArgumentParser) -> None:
    """How pages are evaluated."""
    parser.add_argument("--setup", type=Path, metavar="FILE", help="Python to run before each page, hidden from its readers, as if "
                                                                   "<!-- setup: FILE --> stood on top of the page")
    parser.add_argument("--seconds", type=positive, default=SECONDS, help="that one claim may take (default: %(default)g)")


LONGEST_WAIT = 86_400


def positive(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds") from None
    if not 0 < value <= LONGEST_WAIT:
        raise argparse.ArgumentTypeError(f"{text} seconds; more than 0 and at most {LONGEST_WAIT} are possible")
    return value


def sources(options: argparse.Namespace) -> list[Source]:
    """The pages that a command is to work on, read before anything runs."""
    if options.setup and not options.setup.is_file():
        raise Refused(f"the set-up file {options.setup} does not exist")
    if options.root and not options.root.is_dir():
        raise Refused(f"the root {options.root} is not a folder")
    return [read_page(page, options.root, options.setup) for page in find_pages(options.paths)]


def reports(found: list[Source], options: argparse.Namespace) -> Iterator[tuple[Source, Report]]:
    """Each page with its report, telling on a terminal how far it is."""
    progress = Progress()
    try:
        for source, report in zip(found, evaluate_all(found, options.seconds, progress=progress)):
            progress.clear()
            yield source, report
    finally:
        progress.clear()


class Progress:
    """`12/40 docs/page.md` on a terminal, rewritten in place; nothing where nobody looks."""

    def __init__(self) -> None:
        self.watched = sys.stderr.isatty()

    def __call__(self, done: int, total: int, what: object) -> None:
        if self.watched:
            print(f"\r\x1b[K{done}/{total} {what}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        if self.watched:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
