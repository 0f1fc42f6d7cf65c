"""The language of notes: what an author says of a formula, a span, a table or an image.

    = EXPR [for …]          it is worth EXPR, for every instance of the for-clause; a relation with a truth
                            value is true in just those instances where EXPR is
    shape = EXPR [for …]    the same, and × separates the sizes of a shape
    ≈ EXPR                  its digits are EXPR, correctly rounded, where the page says ≈ or 约
    for …                   the relation holds for every instance
    false NOTE              what is shown is wrong: at least one instance shows it
    unknown NAME            what is shown uses a name that the page does not have
    quote EXPR; NOTE        the formula is to the letter the text EXPR (what somebody else printed), and NOTE
    raises                  the code below ends in an exception; the output shows its last line
    peer: LIBRARY           the code below says in another library what the code above it says; see `peers`
    in EXPR                 the code span is a whole word of the text EXPR, or an element of the collection EXPR
    lit                     a literal piece of text in a code span, which nothing checks: an exemption
    = EXPR                  above a fence that is neither Python nor output: its text, to the letter
    static: WHY             a fence or an image that nothing can check, and why

EXPR and the for-clause are Python's own, evaluated in the page's namespace.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .claims import MissingName, Unverified

PEER = "peer:"
FORM = re.compile(r"(?P<false>false\b\s*)?(?P<shape>shape\b\s*)?(?P<sign>[=≈]\s*)?(?P<rest>.*)", re.S)


def read_quote(text: str, names: Mapping[str, Any]) -> tuple[str | None, str]:
    """The text that a note quotes, if it does, and the rest of the note."""
    if not text.startswith("quote "):
        return None, text
    source, _, rest = text.removeprefix("quote ").partition(";")
    quoted = run(ast.Expression(split(source, True)[0]), names)
    if not isinstance(quoted, str):
        raise Unverified(f"the note quotes {source.strip()}, which is not a text")
    return quoted, rest.strip()


@dataclass
class Instance:
    """One case of a claim: the value it must have (if the note names one) and the names bound for it."""

    expected: Any
    bound: dict[str, Any]


@dataclass
class Note:
    """A note, read: `instances` are all the cases in which the claim must hold."""

    text: str
    false: bool = False
    shape: bool = False
    sign: str = ""                  # "=", "≈" or "" where the claim carries its own relation
    instances: list[Instance] | None = None


def read_note(text: str, names: Mapping[str, Any]) -> Note:
    """Read a note and work out its instances; an empty for-clause would prove nothing and is refused."""
    form = FORM.fullmatch(text.strip())
    note = Note(text, bool(form["false"]), bool(form["shape"]), (form["sign"] or "").strip())
    rest = form["rest"].strip()
    if not note.sign and not rest.startswith("for "):
        if note.false and not rest:
            note.instances = [Instance(None, {})]
            return note
        raise Unverified(f"the note {text!r} is neither `= EXPR`, `for …` nor another form that is known")
    note.instances = instances(rest, bool(note.sign), names)
    if not note.instances:
        raise Unverified(f"the note {text!r} has no instance: it would prove nothing")
    return note


def instances(source: str, valued: bool, names: Mapping[str, Any]) -> list[Instance]:
    element, clauses = split(source, valued)
    named = [node for part in (element, *clauses) for node in ast.walk(part) if isinstance(node, ast.Name)]
    bound_here = {node.id for clause in clauses for node in ast.walk(clause.target) if isinstance(node, ast.Name)}
    if not {node.id for node in named} - bound_here - set(dir(builtins)):
        raise Unverified(f"the note {source!r} names nothing of this page: it only repeats what is shown")
    if not clauses:
        return [Instance(run(ast.Expression(element), names), {})]
    bound = sorted({n.id for clause in clauses for n in ast.walk(clause.target) if isinstance(n, ast.Name)})
    pairs = ast.Dict([ast.Constant(n) for n in bound], [ast.Name(n, ast.Load()) for n in bound])
    listed = ast.ListComp(ast.Tuple([element, pairs], ast.Load()), clauses)
    return [Instance(*pair) for pair in run(ast.Expression(listed), names)]


def split(source: str, valued: bool) -> tuple[ast.expr, list[ast.comprehension]]:
    """`EXPR for …` as its expression and its clauses, by Python's own grammar."""
    source = " ".join(source.split())
    try:
        if valued:
            try:
                return ast.parse(source, mode="eval").body, []
            except SyntaxError:
                pass
        whole = ast.parse(f"[{source if valued else 'None ' + source}]", mode="eval").body
    except SyntaxError as error:
        raise Unverified(f"the note is not Python: {error.msg}: {source}") from None
    if not isinstance(whole, ast.ListComp):
        raise Unverified(f"the note is not `EXPR for …`: {source}")
    return whole.elt, whole.generators


def run(tree: ast.Expression, names: Mapping[str, Any]) -> Any:
    try:
        return eval(compile(ast.fix_missing_locations(tree), "<note>", "eval"), dict(names))
    except NameError as error:
        raise MissingName(f"the note names {error.name!r}, which this page does not have", names=(error.name,)) from None
    except (Exception, SystemExit) as error:
        raise Unverified(f"the note fails: {type(error).__name__}: {error}") from error
