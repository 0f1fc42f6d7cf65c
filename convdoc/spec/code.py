"""Running the Python of a page: one fence at a time, in the page's namespace."""

from __future__ import annotations

import ast
import contextlib
import io
import re
import tokenize
import traceback
import warnings
from typing import Any

import numpy as np

from .claims import Falsehood, MissingName, Unverified
from .words import numerals

# NumPy's own defaults, so that readers who paste a block see what the page shows, whatever runs the check.
PRINTING = dict(precision=8, threshold=1000, edgeitems=3, linewidth=75, suppress=False, nanstr="nan", infstr="inf",
                sign="-", formatter=None, floatmode="maxprec", legacy=False)


def run(source: str, names: dict[str, Any], path: str, line: int = 1) -> str:
    """Execute source and return what it shows: what it prints, and the repr of a last expression.

    Each run begins with Python's own output and NumPy's own print options, whatever the code above did to them.
    """
    try:
        tree = ast.parse("\n" * (line - 1) + source, path)
    except SyntaxError as error:
        at = offset(source, (error.lineno or line) - line + 1, error.offset or 1)
        raise Falsehood(f"this is not Python: {error.msg}", at) from None
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    shown = io.StringIO()
    with (contextlib.redirect_stdout(shown), contextlib.redirect_stderr(io.StringIO()), warnings.catch_warnings(record=True),
          np.printoptions(**PRINTING)):
        warnings.simplefilter("default")
        options = np.get_printoptions()
        exec(compile(tree, path, "exec"), names)
        if last is not None:
            result = eval(compile(ast.Expression(last.value), path, "eval"), names)
            if result is not None:
                print(repr(result), file=shown)
        if np.get_printoptions() != options:
            raise Falsehood("this code leaves NumPy's print options changed; write `with np.printoptions(…):` around what shows the numbers")
    if "\r" in shown.getvalue():
        raise Falsehood("this code shows a carriage return, which no page can show; print lines that end in '\\n'")
    return shown.getvalue()


def run_told(source: str, names: dict[str, Any], path: str, line: int) -> str:
    """`run`, with an exception of the code told as a fault at its line on the page."""
    try:
        return run(source, names, path, line)
    except Falsehood:
        raise
    except (Exception, SystemExit) as error:
        message, at = f"the code fails: {last_line(error)}", at_line(error, source, path, line)
        raise (MissingName(message, at, names=(error.name,)) if isinstance(error, NameError) else Falsehood(message, at)) from error


def run_raising(source: str, names: dict[str, Any], path: str, line: int) -> str:
    """Run code that must end in an exception; what it shows is the last line of the traceback."""
    try:
        run(source, names, path, line)
    except Falsehood:
        raise
    except (Exception, SystemExit) as error:
        return last_line(error) + "\n"
    raise Falsehood("the note says that this code raises, and it does not")


def bound(source: str) -> frozenset[str]:
    """The names that code binds at its top level, "*" for any name; where it cannot be read, every word of it."""
    try:
        nodes: list[ast.AST] = [ast.parse(source)]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset(re.findall(r"[^\W\d]\w*", source))
    found = set()
    while nodes:
        match nodes.pop():
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                found.add(name)
            case ast.Lambda() | ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                pass                                          # what these bind stays inside
            case ast.Name(id=name, ctx=ast.Store()):
                found.add(name)
            case ast.alias(name=name, asname=asname):
                found.add(asname or name.partition(".")[0])
            case node:
                nodes += ast.iter_child_nodes(node)
    return frozenset(found)


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


def refuse_numbers_in_remarks(source: str) -> None:
    """A number in a comment or in a docstring is a statement that nobody checks."""
    try:
        found = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError):
        return                                                # `run` says better what is wrong
    line_begins = True                                        # then a string is a docstring
    for token in found:
        if token.type == tokenize.COMMENT or token.type == tokenize.STRING and line_begins:
            kinds = {"figure", "word", "other"}                        # names such as int8 are no numbers
            if number := next((n for n in numerals(token.string, 0, len(token.string)) if n[0] in kinds), None):
                row, column = token.start
                raise Unverified(f"the number {token.string[number[1]:number[2]]!r} in a remark, which nothing checks: {token.string}",
                                 offset(source, row, column + 1) + number[1])
        if token.type not in (tokenize.NL, tokenize.COMMENT):
            line_begins = token.type in (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)


def differ(shown: str, page: str, where: str = "the page") -> Falsehood | None:
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
    return Falsehood(f"the code gives {given!r}, {where} says {wrote!r}", at)
