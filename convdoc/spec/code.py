"""Running the Python of a page: one fence at a time, in the page's namespace."""

from __future__ import annotations

import ast
import contextlib
import io
import re
import tokenize
import traceback
from typing import Any

import numpy as np

from .claims import Falsehood, MissingName, Unverified

# NumPy's own defaults, so that readers who paste a block see what the page shows, whatever runs the check.
PRINTING = dict(precision=8, threshold=1000, edgeitems=3, linewidth=75, suppress=False, nanstr="nan", infstr="inf",
                sign="-", formatter=None, floatmode="maxprec", legacy=False)


def run(source: str, names: dict[str, Any], path: str, line: int = 1) -> str:
    """Execute source and return what it shows: what it prints, and the repr of a last expression."""
    try:
        tree = ast.parse("\n" * (line - 1) + source, path)
    except SyntaxError as error:
        at = offset(source, (error.lineno or line) - line + 1, error.offset or 1)
        raise Falsehood(f"this is not Python: {error.msg}", at) from None
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown), np.printoptions(**PRINTING):
        exec(compile(tree, path, "exec"), names)
        if last is not None:
            result = eval(compile(ast.Expression(last.value), path, "eval"), names)
            if result is not None:
                print(repr(result))
    return shown.getvalue()


def run_told(source: str, names: dict[str, Any], path: str, line: int) -> str:
    """`run`, with an exception of the code told as a fault at its line on the page."""
    try:
        return run(source, names, path, line)
    except Falsehood:
        raise
    except (Exception, SystemExit) as error:
        fault = MissingName if isinstance(error, NameError) else Falsehood
        raise fault(f"the code fails: {last_line(error)}", at_line(error, source, path, line)) from error


def run_raising(source: str, names: dict[str, Any], path: str, line: int) -> str:
    """Run code that must end in an exception; what it shows is the last line of the traceback."""
    try:
        run(source, names, path, line)
    except Falsehood:
        raise
    except (Exception, SystemExit) as error:
        return last_line(error) + "\n"
    raise Falsehood("the note says that this code raises, and it does not")


def last_line(error: BaseException) -> str:
    return "".join(traceback.format_exception_only(error)).strip().splitlines()[-1]


def at_line(error: BaseException, source: str, path: str, line: int) -> int:
    """Where in the source the deepest line of the page stands that the exception came through."""
    lines = [entry.lineno for entry in traceback.extract_tb(error.__traceback__) if entry.filename == path]
    return offset(source, lines[-1] - line + 1, 1) if lines else 0


def offset(source: str, line: int, column: int) -> int:
    lines = source.split("\n")
    line = max(1, min(line, len(lines)))
    return sum(len(earlier) + 1 for earlier in lines[:line - 1]) + column - 1


def refuse_numbers_in_comments(source: str) -> None:
    """A number in a comment is a statement that nobody checks."""
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT and (digit := re.search(r"(?<![A-Za-z_\d])\d", token.string)):
                raise Unverified(f"a number in a comment, which nothing checks: {token.string}",
                                 offset(source, token.start[0], token.start[1] + 1 + digit.start()))
    except (tokenize.TokenError, SyntaxError):
        return                                                # `run` says better what is wrong


def differ(shown: str, page: str) -> Falsehood | None:
    """Compare what the code shows with what the page says; spaces at the ends of lines do not count."""
    code, said = ([line.rstrip() for line in text.rstrip().split("\n")] for text in (shown, page))
    if code == said:
        return None
    row = next((i for i, (c, s) in enumerate(zip(code, said)) if c != s), min(len(code), len(said)))
    column = 0
    if row < len(code) and row < len(said):
        column = next((i for i, (c, s) in enumerate(zip(code[row], said[row])) if c != s), min(len(code[row]), len(said[row])))
    given = code[row] if row < len(code) else "nothing more"
    wrote = said[row] if row < len(said) else "nothing more"
    at = offset(page, row + 1, column + 1) if row < len(said) else max(0, len(page.rstrip()) - 1)
    return Falsehood(f"the code gives {given!r}, the page says {wrote!r}", at)
