"""`convdoc check [PATH…]`: verify Markdown pages at the command line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import check, pages_under
from .collect import project_root

EPILOG = """
exit status: 0 all claims are true, 1 something is not, 2 the command could not do its work
"""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="convdoc", description="Documentation that cannot lie: verify every claim of a page.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    command = commands.add_parser("check", help="evaluate every claim of Markdown pages", epilog=EPILOG,
                                  description="Evaluate every formula, code block, output, span, table and image of "
                                              "Markdown pages and tell what is not true, with page, line and column.")
    command.add_argument("paths", nargs="*", type=Path, metavar="PATH", default=[Path("docs")],
                         help="a Markdown file, or a folder to search for *.md (default: docs)")
    command.add_argument("--root", type=Path, help="where embedded files are looked up "
                                                   "(default: the nearest folder above a page that holds a project)")
    command.add_argument("-q", "--quiet", action="store_true", help="say nothing about pages that are true")
    command.set_defaults(run=check_pages)
    options = parser.parse_args(arguments)
    return options.run(options)


def check_pages(options: argparse.Namespace) -> int:
    sys.path.insert(0, str(Path.cwd()))                       # a page may use the code of the project it lies in
    pages = []
    for path in options.paths:
        if not path.exists():
            return refuse(f"{path} does not exist")
        if not (found := pages_under(path)):
            return refuse(f"no Markdown page in {path}")
        pages += found
    claims = faults = 0
    for page in pages:
        try:
            report = check(page, options.root or project_root(page))
        except UnicodeDecodeError:
            return refuse(f"{page} is not a text in UTF-8")
        except OSError as error:
            return refuse(f"{page} cannot be read: {error.strerror}")
        for claim in report.roots:
            print(report.describe(claim))
        if not options.quiet or report.faults:
            print(f"{report.path}: {len(report.claims)} claims, {len(report.faults)} not true", flush=True)
        claims += len(report.claims)
        faults += len(report.faults)
    if len(pages) > 1:
        print(f"{len(pages)} pages, {claims} claims, {faults} not true")
    return 1 if faults else 0


def refuse(message: str) -> int:
    print(f"convdoc check: {message}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    raise SystemExit(main())
