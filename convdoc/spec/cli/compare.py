"""`convdoc compare`: whether two editions make the same claims."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..editions import compare
from ..files import Refused, project_root
from .pages import STATUS, count

EPILOG = """\
example:
  convdoc compare docs/zh docs/en
""" + STATUS.format("the editions agree", "they differ; each page's first difference is told")


def add_to(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser(
        "compare", help="whether two editions make the same claims", formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Compare two pages, or two folders of pages, in different languages: formulas, notes, numbers, code,\n"
                    "output, figures, tables, headings, anchors and links, in their order. Only the words may differ; where one\n"
                    "edition is in Chinese and the other is not, none of them may be left untranslated.", epilog=EPILOG)
    parser.add_argument("first", type=Path, metavar="FIRST", help="a page, or a folder of pages")
    parser.add_argument("second", type=Path, metavar="SECOND", help="the same in another language")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    for path in (options.first, options.second):
        if not path.exists():
            raise Refused(f"{path} does not exist")
    if options.first.is_dir() != options.second.is_dir():
        raise Refused(f"{options.first} and {options.second} are not both folders, nor both pages")
    found = compare(options.first, options.second, project_root(options.second))
    print(*found, f"{options.first} and {options.second}: {count(len(found), 'difference')}", sep="\n")
    return 1 if found else 0
