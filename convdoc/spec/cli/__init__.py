"""The command `convdoc`: one module for each of its commands, and here what they share the end of."""

from __future__ import annotations

import argparse
import os
import sys
from importlib.metadata import version
from pathlib import Path

from ..files import Refused
from . import check, compare, mutate, record, report, update

DESCRIPTION = "Documentation that cannot lie: verify every formula, number, output and name of Markdown pages."
EPILOG = """\
examples:
  convdoc check                     every page below docs/
  convdoc check notes.md            one page, wherever it lies
  convdoc update --dry-run docs     what would be rewritten, as a diff

`convdoc COMMAND --help` tells more. Notes that authors write are described in convdoc/spec/notes.py.
"""
STOPPED, CUT_OFF = 130, 141         # as a shell tells of an interrupt, and of a pipe that nobody reads any more


def main(arguments: list[str] | None = None) -> int:
    """Run the command, and say in one line why where it cannot be done."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")     # a terminal that lacks a character still gets the message
    parser = command_line()
    options = parser.parse_args(arguments)
    if not options.command:
        parser.print_help()
        return 0
    if (folder := str(Path.cwd())) not in sys.path:
        sys.path.insert(0, folder)                            # a page may use the code of the project it lies in
    try:
        status = options.run(options)
        sys.stdout.flush()
        return status
    except Refused as error:
        print(f"convdoc {options.command}: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())     # or Python complains at its end
        return CUT_OFF
    except OSError as error:
        print(f"convdoc {options.command}: {error.strerror or error}", file=sys.stderr)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except KeyboardInterrupt:
        print(f"\nconvdoc {options.command}: stopped", file=sys.stderr)
        return STOPPED


def command_line() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="convdoc", description=DESCRIPTION, epilog=EPILOG,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--version", action="version", version=f"convdoc {version('convdoc')}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    for command in (check, compare, update, report, record, mutate):
        command.add_to(commands)
    return parser
