"""The evaluator for formulas: what the page writes against what the code gives, instance by instance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..claims import Claim, Falsehood, MissingName, Unverified
from ..formula import exact, holds, read, shown, value, verdict
from ..formula.tree import STATEMENTS, Logic, Num, Op, Relation, Sub, Sym
from ..formula.truth import approximates
from ..notes import Note, read_quote
from ..worked import Worked, same, written
from .fixes import Fix, literal_fix, relation_fix, value_fix

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
        refuse_unknown(page, *(part for statement in statements for part in bare(page, statement)))
        for statement in statements:
            check_bare(page, claim.body, statement)
        return
    note = page.read(text)
    claim.cases = len(note.instances)
    if note.sign == "≈" and not claim.about and not (isinstance(statements[0], Relation) and "≈" in statements[0].signs):
        raise Unverified("a rounded value that the page does not call approximate; write \\approx, or 约 before it")
    if not note.false:
        check_instances(page, claim.body, statements, note)
        return
    if len(statements) != 1:
        raise Unverified("`false` speaks of one formula")
    try:
        check_instances(page, claim.body, statements, note)
    except (Unverified, MissingName):
        raise
    except Falsehood:
        return
    raise Falsehood("the note says that this is wrong, and it is right in every instance")


def check_bare(page: Page, body: str, statement: Any) -> None:
    """A formula without a note: a relation that is true, or symbols that the page knows."""
    if isinstance(statement, Relation):
        true, values = holds(statement, page.names)
        if not true:
            raise Falsehood(untrue(statement, values), statement.pos, relation_fix(body, statement, values))
        return
    if isinstance(statement, Logic):
        if not require(statement, page.names, False, {}):
            raise Unverified("its condition is not met here: this formula says nothing", statement.pos)
        return
    for symbol in parts(statement):
        if is_element(page, symbol):
            value(symbol, page.names)
        elif not isinstance(symbol, (Sym, Sub)) or not symbol.name:
            raise Unverified("a value, but not what it is the value of; say behind it <!-- = EXPR -->", symbol.pos)


def bare(page: Page, statement: Any) -> list:
    """What a statement without a relation shows, apart from elements of arrays: all its symbols have to be known."""
    return [] if isinstance(statement, STATEMENTS) else [part for part in parts(statement) if not is_element(page, part)]


def parts(statement: Any) -> tuple:
    return statement.args if isinstance(statement, Op) and statement.op == "tuple" else (statement,)


def is_element(page: Page, node: Any) -> bool:
    """An element of an array that the page has shown."""
    return isinstance(node, Sub) and not node.name and isinstance(node.base, Sym) and node.base.name in page.own


def refuse_unknown(page: Page, *nodes: Any) -> None:
    """The symbols that neither the page nor its set-up knows are told by their names, all at once."""
    known = known_symbols(page)
    unknown = [symbol for symbol in symbols(nodes) if symbol.name not in known]
    if not unknown:
        return
    *others, last = dict.fromkeys(repr(symbol.name) for symbol in unknown)
    told = f"symbols {', '.join(others)} and {last} are" if others else f"symbol {last} is"
    them = "them" if others else "it"
    raise MissingName(f"the {told} unknown; define {them} in code, or list {them} in SYMBOLS of a set-up file", unknown[0].pos,
                      names=(*(symbol.name for symbol in unknown), "SYMBOLS"))


def symbols(node: Any) -> Iterator[Sym | Sub]:
    """The symbols of a formula from left to right; k_h is one, X_{i,j} are three."""
    if isinstance(node, Sym) or isinstance(node, Sub) and node.name:
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from symbols(part)
    elif is_dataclass(node):
        for part in fields(node):
            yield from symbols(getattr(node, part.name))


def known_symbols(page: Page) -> set[str]:
    return page.names.keys() | set(page.names.get("SYMBOLS", ()))


def check_unknown(page: Page, name: str, statements: list) -> None:
    if name in known_symbols(page):
        raise Falsehood(f"the note says that {name!r} is unknown, and this page has it")
    if len(statements) != 1 or isinstance(statements[0], STATEMENTS):
        raise Unverified("`unknown` speaks of one formula without a relation")
    if f"'{name}'" not in repr(statements):
        raise Falsehood(f"the note says that {name!r} is unknown, and the formula does not use it")


def check_instances(page: Page, body: str, statements: list, note: Note) -> None:
    truths = {bool(i.expected) for i in note.instances if isinstance(i.expected, (bool, np.bool_))}
    if len(truths) == 1 and note.sign:
        raise Unverified(f"the note is {truths.pop()} in every instance; a condition has both")
    if note.sign and len(statements) != 1:
        raise Unverified("a note with a value speaks of one formula")
    known, speaks = page.names, set()
    for instance in note.instances:
        names = {**known, **instance.bound}
        for statement in statements:
            conclusion = unconditional(statement, names, note.shape)
            if conclusion is None:
                continue
            if note.sign:
                check_value(body, conclusion, instance.expected, names, note, instance.bound)
            elif isinstance(conclusion, Logic):
                if not require(conclusion, names, note.shape, instance.bound):
                    continue
            elif not isinstance(conclusion, Relation):
                raise Unverified("only a relation can hold; say <!-- = EXPR for … -->", conclusion.pos)
            else:
                true, values = holds(conclusion, names, note.shape)
                if not true:
                    raise Falsehood(untrue(conclusion, values) + with_names(instance.bound), conclusion.pos)
            speaks.add(statement.pos)
    for statement in statements:
        if statement.pos not in speaks:
            raise Unverified("its condition is met in no instance: it would prove nothing", statement.pos)


def unconditional(statement: Any, names: dict, shape: bool) -> Any:
    """What a conditional statement says where its condition is met; None where it says nothing."""
    if not isinstance(statement, Logic) or statement.op != "if":
        return statement
    conclusion, *premises = statement.args
    return conclusion if all(verdict(premise, names, shape).holds for premise in premises) else None


def require(statement: Logic, names: dict, shape: bool, bound: dict) -> bool:
    """A joined statement must be true; whether it says anything, its conditions tell."""
    found = verdict(statement, names, shape)
    if not found.holds:
        raise Falsehood(f"this is not true: {found.told}{with_names(bound)}", found.pos)
    return found.applies


def check_value(body: str, statement: Any, expected: Any, names: dict, note: Note, bound: dict) -> None:
    if isinstance(expected, Worked):
        check_worked(body, statement, expected, names)
        return
    if isinstance(statement, Logic):
        return check_truth(verdict(statement, names, note.shape).holds, expected, statement, bound)
    last = statement

    def fix() -> Fix:
        return value_fix(body, statement, expected, note.shape, note.sign == "≈")

    if isinstance(statement, Relation):
        true, values = holds(statement, names, note.shape)
        if isinstance(expected, (bool, np.bool_)):            # true in just these instances
            return check_truth(true, expected, statement, bound)
        if not true:
            raise Falsehood(untrue(statement, values) + with_names(bound), statement.pos, fix())
        last = statement.sides[-1]
    if note.sign == "≈":
        if not approximates(exact(expected), last):
            raise Falsehood(f"the code gives {shown(exact(expected))}, which does not round to what the page says", last.pos, fix())
        return
    said, want = value(last, names, note.shape), exact(expected)
    if said != want:
        raise Falsehood(f"the code gives {shown(want)}, the page says {shown(said)}{with_names(bound)}", last.pos, fix())


def check_truth(true: bool, expected: Any, statement: Any, bound: dict) -> None:
    if not isinstance(expected, (bool, np.bool_)):
        raise Unverified("relations with and, or between them are true or false; the note gives a value", statement.pos)
    if true != bool(expected):
        raise Falsehood(f"the code says {bool(expected)}, the page says {true}{with_names(bound)}", statement.pos)


def check_worked(body: str, statement: Any, expected: Worked, names: dict) -> None:
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
            raise Falsehood(f"the code gives {shown(expected.value)}, the page says {shown(said)}", side.pos, literal_fix(body, sides[-1], expected.value))


def untrue(relation: Relation, values: list) -> str:
    chain = shown(values[0]) + "".join(f" {sign} {shown(v)}" for sign, v in zip(relation.signs, values[1:]))
    return f"this is not true: {chain}"


def with_names(bound: dict) -> str:
    """The instance at which a claim failed, as far as it can be shown in a line."""
    few = {name: x.tolist() if isinstance(x, np.ndarray) else x for name, x in bound.items() if np.size(x) <= 12}
    told = {name: x for name, x in few.items() if isinstance(x, (int, float, np.number, tuple, list))}
    return " for " + ", ".join(f"{name} = {x}" for name, x in told.items()) if told else ""
