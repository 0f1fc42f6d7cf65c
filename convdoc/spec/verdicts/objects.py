"""The evaluator for `::: package.name`: what the page shows there is written in the code, and its examples are true.

They are taken from the source, as the page is, and not from what decorators have made of it.
"""

from __future__ import annotations

import ast
import doctest
import inspect
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from pkgutil import resolve_name
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

from .. import code
from ..claims import Claim, Falsehood, Unverified, relative

if TYPE_CHECKING:
    from ..page import Page

TRACEBACK = "Traceback (most recent call last):\n    ...\n"
BLANK = re.compile(rf"^{doctest.BLANKLINE_MARKER}$", re.M)     # an empty line, which would end the output in a docstring
DEFINITION = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def check_object(page: Page, claim: Claim) -> None:
    """The object exists, under this name, and is documented; every example in its documentation is true."""
    try:
        found = resolve_name(claim.body)
    except (ImportError, AttributeError, ValueError) as error:
        raise Falsehood(f"there is no {claim.body}: {error}") from None
    if not inspect.getdoc(found):
        raise Falsehood(f"{claim.body} has no documentation")
    module = inspect.getmodule(found)
    for line, docstring in docstrings(found, module):
        examples = doctest.DocTestParser().get_doctest(docstring, vars(module) if module else {}, claim.body, None, None)
        if wrong := first_wrong(examples):
            example, fault = wrong
            place = f"{relative(module.__file__, page.root)}:{line + example.lineno}: " if line else ""
            raise type(fault)(f"{place}an example of {claim.body}: {fault}")


def docstrings(found: Any, module: ModuleType | None) -> Iterator[tuple[int, str]]:
    """The docstring of an object and those within it, each with its line in the source; without source, what `help` says, at line 0."""
    nodes = definitions(found, module)
    for node in nodes:
        for inner in ast.walk(node):
            if isinstance(inner, (*DEFINITION, ast.Module)) and (docstring := ast.get_docstring(inner, clean=False)):
                yield inner.body[0].lineno, docstring
    if not nodes:
        yield 0, inspect.getdoc(found)


def definitions(found: Any, module: ModuleType | None) -> list[ast.AST]:
    """What the source defines under the name of an object, or all of it where the object is the module."""
    path = Path(getattr(module, "__file__", None) or "")
    if path.suffix != ".py":
        return []
    nodes = [ast.parse(path.read_text(encoding="utf-8"))]
    for name in [] if found is module else getattr(found, "__qualname__", "?").split("."):
        nodes = [inner for node in nodes for inner in ast.walk(node) if isinstance(inner, DEFINITION) and inner.name == name]
    return nodes


def first_wrong(examples: doctest.DocTest) -> tuple[doctest.Example, Falsehood] | None:
    """The first example that is not true, or else cannot be compared to the letter."""
    for example in examples.examples:
        if example.options:
            return example, Unverified("an option of doctest, with which it need not be true to the letter")
        if example.exc_msg and example.want != TRACEBACK + example.exc_msg:
            return example, Unverified("the stack of a traceback, which nothing checks; write it as '    ...'")
    try:
        with np.printoptions(**code.PRINTING), warnings.catch_warnings(record=True):
            warnings.simplefilter("default")
            doctest.DebugRunner(ToTheLetter(), verbose=False).run(examples, out=str)
    except doctest.DocTestFailure as failure:
        return failure.example, difference(failure.example, failure.got)
    except doctest.UnexpectedException as failure:
        return failure.example, Falsehood(f"the code fails: {code.last_line(failure.exc_info[1])}")
    return None


def difference(example: doctest.Example, got: str) -> Falsehood | None:
    """Compared as the output of a page is, but for the mark that a docstring has for an empty line."""
    if example.exc_msg:
        last = got.rstrip().rpartition("\n")[2]
        return Falsehood(f"the code gives {last!r}, the docstring says {example.exc_msg.rstrip()!r}")
    return code.differ(got, BLANK.sub("", example.want), "the docstring")


class ToTheLetter(doctest.OutputChecker):
    """Takes no 1 for True, and no option into account."""

    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        return code.differ(got, BLANK.sub("", want)) is None
