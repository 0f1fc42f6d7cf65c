"""The evaluators for code spans, expressions that evaluate and comparisons that are true."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

import numpy as np

from .. import code
from ..claims import Claim, Falsehood, MissingName, Unverified
from ..embeds import alike
from .fixes import comparison_fix, span_fix

if TYPE_CHECKING:
    from ..page import Page


def check_span(page: Page, claim: Claim) -> None:
    """A code span is an expression that evaluates; a comparison is true; anything else is marked literal."""
    tree = parsed(claim.body)
    compares = tree is not None and is_comparison(tree)
    if claim.note == "lit" and not compares:
        return
    if claim.note.startswith("in "):
        return check_inside(page, claim)
    got = evaluated(tree, page)
    truth = bool(got) if isinstance(got, (bool, np.bool_)) else None
    if truth:
        return
    if compares:
        raise Falsehood("a comparison of arrays is neither true nor false; add .all()" if truth is None else "this is False",
                        fix=None if claim.note else comparison_fix(claim.body, tree, page.names))
    if claim.note:
        for instance in page.read(claim.note).instances:
            if not alike(got, instance.expected):
                raise Falsehood(f"the code gives {instance.expected!r}, the page says {claim.body}",
                                fix=span_fix(claim.body, tree, instance.expected))
    elif truth is False and claim.body != "False":
        raise Falsehood("this is False")
    elif re.fullmatch(r"[-+\d(\[.,\s\])e]*\d[-+\d(\[.,\s\])e]*", claim.body):
        raise Unverified("a bare value; say behind it <!-- = EXPR -->")


def check_inside(page: Page, claim: Claim) -> None:
    """A literal piece of something: a whole word of a text, or an element of a collection."""
    [instance] = page.read("= " + claim.note.removeprefix("in ")).instances
    whole = instance.expected
    if isinstance(whole, str):
        edges = (r"(?<!\w)" if claim.body[:1].isalnum() else "", r"(?!\w)" if claim.body[-1:].isalnum() else "")
        found = re.search(re.escape(claim.body).join(edges), whole)
    else:
        found = claim.body in whole
    if not found:
        raise Falsehood(f"{claim.body!r} is not in {claim.note.removeprefix('in ')}")


def parsed(body: str) -> ast.Expression | None:
    try:
        return ast.parse(body, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def is_comparison(tree: ast.Expression) -> bool:
    return any(isinstance(n, (ast.Compare, ast.BoolOp)) or isinstance(n, ast.UnaryOp) and isinstance(n.op, ast.Not) for n in ast.walk(tree))


def evaluated(tree: ast.Expression | None, page: Page) -> Any:
    if tree is None:
        raise Unverified("not a Python expression; say behind it <!-- lit -->")
    if any(isinstance(node, ast.NamedExpr) for node in ast.walk(tree)):
        raise Unverified("a code span defines nothing")
    try:
        return eval(compile(tree, "<span>", "eval"), page.names)
    except NameError as error:
        raise MissingName(f"nothing on this page is named {error.name!r}; if it is not Python, say behind it <!-- lit -->", names=(error.name,)) from None
    except (Exception, SystemExit) as error:
        raise Falsehood(f"fails: {code.last_line(error)}") from error
