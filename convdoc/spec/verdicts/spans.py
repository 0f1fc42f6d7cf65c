"""The evaluator for code spans: expressions that evaluate, comparisons that are true."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

import numpy as np

from .. import code
from ..claims import Claim, Falsehood, MissingName, Unverified
from ..notes import read_note

if TYPE_CHECKING:
    from ..page import Page


def check_span(page: Page, claim: Claim) -> None:
    """A code span is an expression that evaluates; a comparison is true; anything else is marked literal."""
    compares = is_comparison(claim.body)
    if claim.note == "lit" and not compares:
        return
    got = evaluate_span(page, claim.body)
    if compares and not (isinstance(got, (bool, np.bool_)) and got):
        raise Falsehood(f"this is {got!r}" if isinstance(got, (bool, np.bool_)) else "a comparison of arrays is neither true nor false; add .all()")
    if compares or isinstance(got, (bool, np.bool_)) and got:
        return
    if claim.note:
        for instance in read_note(claim.note, page.names).instances:
            if not same_result(got, instance.expected):
                raise Falsehood(f"the code gives {instance.expected!r}, the page says {claim.body}")
    elif isinstance(got, (bool, np.bool_)) and claim.body != "False":
        raise Falsehood("this is False")
    elif re.fullmatch(r"[-+\d(\[.,\s\])e]*\d[-+\d(\[.,\s\])e]*", claim.body):
        raise Unverified("a bare value; say behind it <!-- = EXPR -->")


def is_comparison(body: str) -> bool:
    try:
        nodes = list(ast.walk(ast.parse(body, mode="eval")))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return any(isinstance(n, (ast.Compare, ast.BoolOp)) or isinstance(n, ast.UnaryOp) and isinstance(n.op, ast.Not) for n in nodes)


def evaluate_span(page: Page, body: str) -> Any:
    try:
        tree = ast.parse(body, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise Unverified("not a Python expression; say behind it <!-- lit -->") from None
    if any(isinstance(node, ast.NamedExpr) for node in ast.walk(tree)):
        raise Unverified("a code span defines nothing")
    try:
        return eval(compile(tree, "<span>", "eval"), page.names)
    except NameError as error:
        raise MissingName(f"nothing on this page is named {error.name!r}") from None
    except (Exception, SystemExit) as error:
        raise Falsehood(f"fails: {code.last_line(error)}") from error


def same_result(got: Any, expected: Any) -> bool:
    return np.shape(got) == np.shape(expected) and bool(np.all(np.asarray(got) == np.asarray(expected)))
