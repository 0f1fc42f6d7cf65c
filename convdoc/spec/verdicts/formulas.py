"""The evaluator for formulas: what the page writes against what the code gives, instance by instance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ..claims import Claim, Falsehood, MissingName, Unverified
from ..formula import exact, holds, read, shown, value
from ..formula.tree import Num, Op, Relation, Sub, Sym
from ..formula.value import approximates
from ..notes import Note, read_note, read_quote
from ..worked import Worked, same, written

if TYPE_CHECKING:
    from ..page import Page


def check_formula(page: Page, claim: Claim) -> None:
    statements = read(claim.body)
    quoted, text = read_quote(claim.note, page.names)
    if quoted is not None and "".join(quoted.split()) != "".join(claim.body.split()):
        raise Falsehood(f"the note quotes {quoted}, the page says {claim.body}")
    if text.startswith("unknown "):
        return check_unknown(page, text.removeprefix("unknown ").strip(), statements)
    if not text:
        for statement in statements:
            check_bare(page, statement)
        return
    note = read_note(text, page.names)
    claim.cases = len(note.instances)
    if note.sign == "≈" and not claim.about and not (isinstance(statements[0], Relation) and "≈" in statements[0].signs):
        raise Unverified("a rounded value that the page does not call approximate; write \\approx, or 约 before it")
    if not note.false:
        check_instances(page, statements, note)
        return
    if len(statements) != 1:
        raise Unverified("`false` speaks of one formula")
    try:
        check_instances(page, statements, note)
    except (Unverified, MissingName):
        raise
    except Falsehood:
        return
    raise Falsehood("the note says that this is wrong, and it is right in every instance")


def check_bare(page: Page, statement: Any) -> None:
    """A formula without a note: a relation that is true, or symbols that the page knows."""
    if isinstance(statement, Relation):
        true, values = holds(statement, page.names)
        if not true:
            raise Falsehood(untrue(statement, values), statement.pos)
        return
    for symbol in statement.args if isinstance(statement, Op) and statement.op == "tuple" else (statement,):
        if isinstance(symbol, Sub) and not symbol.name and isinstance(symbol.base, Sym) and symbol.base.name in page.own:
            value(symbol, page.names)                         # an element of an array that the page has shown
            continue
        if not isinstance(symbol, (Sym, Sub)) or not symbol.name:
            raise Unverified("a value, but not what it is the value of; say behind it <!-- = EXPR -->", symbol.pos)
        if symbol.name not in known_symbols(page):
            raise MissingName(f"the symbol {symbol.name!r} is neither defined on this page nor in the glossary", symbol.pos)


def known_symbols(page: Page) -> set[str]:
    return page.names.keys() | set(page.names.get("SYMBOLS", ()))


def check_unknown(page: Page, name: str, statements: list) -> None:
    if name in known_symbols(page):
        raise Falsehood(f"the note says that {name!r} is unknown, and this page has it")
    if len(statements) != 1 or isinstance(statements[0], Relation):
        raise Unverified("`unknown` speaks of one formula without a relation")
    if f"'{name}'" not in repr(statements):
        raise Falsehood(f"the note says that {name!r} is unknown, and the formula does not use it")


def check_instances(page: Page, statements: list, note: Note) -> None:
    truths = {bool(i.expected) for i in note.instances if isinstance(i.expected, (bool, np.bool_))}
    if len(truths) == 1 and note.sign:
        raise Unverified(f"the note is {truths.pop()} in every instance; a condition has both")
    known = page.names
    for instance in note.instances:
        names = {**known, **instance.bound}
        if note.sign:
            if len(statements) != 1:
                raise Unverified("a note with a value speaks of one formula")
            check_value(statements[0], instance.expected, names, note, instance.bound)
            continue
        for statement in statements:
            if not isinstance(statement, Relation):
                raise Unverified("only a relation can hold; say <!-- = EXPR for … -->", statement.pos)
            true, values = holds(statement, names, note.shape)
            if not true:
                raise Falsehood(untrue(statement, values) + with_names(instance.bound), statement.pos)


def check_value(statement: Any, expected: Any, names: dict, note: Note, bound: dict) -> None:
    if isinstance(expected, Worked):
        check_worked(statement, expected, names)
        return
    last = statement
    if isinstance(statement, Relation):
        true, values = holds(statement, names, note.shape)
        if isinstance(expected, (bool, np.bool_)):            # true in just these instances
            if true != bool(expected):
                raise Falsehood(f"the code says {bool(expected)}, the page says {true}{with_names(bound)}", statement.pos)
            return
        if not true:
            raise Falsehood(untrue(statement, values) + with_names(bound), statement.pos)
        last = statement.sides[-1]
    if note.sign == "≈":
        if not approximates(exact(expected), last):
            raise Falsehood(f"the code gives {shown(exact(expected))}, which does not round to what the page says", last.pos)
        return
    said, want = value(last, names, note.shape), exact(expected)
    if said != want:
        raise Falsehood(f"the code gives {shown(want)}, the page says {shown(said)}{with_names(bound)}", last.pos)


def check_worked(statement: Any, expected: Worked, names: dict) -> None:
    """Each calculation the page writes must be the one the code does, each result its value."""
    sides = statement.sides if isinstance(statement, Relation) else (statement,)
    if isinstance(statement, Relation) and set(statement.signs) != {"="}:
        raise Falsehood("the note says what this equals; the page does not say =", statement.pos)
    if not isinstance(sides[-1], Num) and not (isinstance(sides[-1], Op) and sides[-1].op == "neg"):
        raise Unverified("a worked example ends with its result", sides[-1].pos)
    calculations = [side for side in sides if isinstance(side, Op) and side.op != "neg"]
    if not calculations:
        raise Unverified("the note gives a calculation; the page shows none", statement.pos)
    for side in calculations:
        if not same(side, expected.tree):
            raise Falsehood(f"the code computes {written(expected.tree)}, the page says {written(side)}", side.pos)
    for side in sides:
        if (said := value(side, names)) != expected.value:
            raise Falsehood(f"the code gives {shown(expected.value)}, the page says {shown(said)}", side.pos)


def untrue(relation: Relation, values: list) -> str:
    chain = shown(values[0]) + "".join(f" {sign} {shown(v)}" for sign, v in zip(relation.signs, values[1:]))
    return f"this is not true: {chain}"


def with_names(bound: dict) -> str:
    """The instance at which a claim failed, as far as it can be shown in a line."""
    few = {name: x.tolist() if isinstance(x, np.ndarray) else x for name, x in bound.items() if np.size(x) <= 12}
    told = {name: x for name, x in few.items() if isinstance(x, (int, float, np.number, tuple, list))}
    return " for " + ", ".join(f"{name} = {x}" for name, x in told.items()) if told else ""
