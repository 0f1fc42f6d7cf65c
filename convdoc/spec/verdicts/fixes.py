"""What a page should say where it is stale: (start, end, text), offsets into the claim's text.

Only values are ever rewritten, and only by what the code has computed: never a symbol, an operator or a term of a
calculation. None where a value cannot be written in the form that the page has chosen.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np

from ..formula import exact, shown
from ..formula.tree import Matrix, Num, Op, Relation

Fix = tuple[int, int, str] | None
PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
CELL = re.compile(r"(?<!\\)\|")


def output_fix(shown: str, page: str) -> Fix:
    """All of an output, where the code shows anything."""
    lines = [line.rstrip() for line in shown.rstrip().split("\n")]
    return (0, len(page), "\n".join(lines) + "\n") if shown.strip() else None


def relation_fix(body: str, relation: Relation, values: list, shape: bool = False) -> Fix:
    """The right end of a chain of equations, where the page's names say what it is worth."""
    *earlier, last = relation.signs
    if set(earlier) - {"="} or last not in "=≈" or any(x != values[0] for x in values[:-1]):
        return None
    if "Sym(" not in repr(relation.sides[:-1]):               # 3 + 4 = 8: nobody knows which of them is wrong
        return None
    return literal_fix(body, relation.sides[-1], values[0], shape, last == "≈")


def value_fix(body: str, statement: Any, expected: Any, shape: bool = False, rounded: bool = False) -> Fix:
    """The value that a formula ends with, by what its note says."""
    if not isinstance(statement, Relation):
        return literal_fix(body, statement, exact(expected), shape, rounded)
    if statement.signs[-1] not in "=≈":
        return None
    return literal_fix(body, statement.sides[-1], exact(expected), shape, statement.signs[-1] == "≈")


def literal_fix(body: str, node: Any, want: Any, shape: bool = False, rounded: bool = False) -> Fix:
    """Rewrite a number, a shape, a tuple or a matrix of numbers."""
    try:
        places = [place(body, number, digits(number, value, rounded)) for number, value in paired(node, want, shape)]
    except ValueError:
        return None
    text, at = "", places[0][0]
    for start, end, new in places:
        text += body[at:start] + new
        at = end
    return places[0][0], at, text


def paired(node: Any, want: Any, shape: bool) -> Iterator[tuple[Any, Fraction]]:
    """The literals below a node, each with the value it should have; a ValueError where they do not match."""
    match node:
        case Num() | Op(op="neg", args=(Num(),)) if isinstance(want, Fraction):
            yield node, want
            return
        case Op(op="×") if shape:
            parts = factors(node)
        case Op(op="tuple", args=parts) | Matrix(rows=parts):
            pass
        case tuple() as parts:
            pass
        case _:
            raise ValueError("not a literal")
    if not isinstance(want, tuple):
        raise ValueError("not a value of this form")
    for part, value in zip(parts, want, strict=True):
        yield from paired(part, value, shape)


def factors(node: Any) -> list:
    """The factors of a chain of ×."""
    return [*factors(node.args[0]), node.args[1]] if isinstance(node, Op) and node.op == "×" else [node]


def place(body: str, node: Any, new: str) -> tuple[int, int, str]:
    number = node if isinstance(node, Num) else node.args[0]
    end = number.pos + len(number.text)
    if body[number.pos:end] != number.text:
        raise ValueError("not written as it is read")
    return node.pos, end, new


def digits(node: Any, value: Fraction, rounded: bool) -> str:
    """The value as the page writes numbers; rounded to as many decimals as the page gives."""
    if rounded:
        number = node if isinstance(node, Num) else node.args[0]
        places = len(number.text.partition(".")[2])
        whole = str(round(abs(value) * 10 ** places)).rjust(places + 1, "0")
        return "-" * (value < 0) + (f"{whole[:-places]}.{whole[-places:]}" if places else whole)
    if not PLAIN.fullmatch(text := shown(value)):
        raise ValueError("not a plain number")
    return text


def comparison_fix(body: str, tree: ast.Expression, names: dict[str, Any]) -> Fix:
    """The literal on the right of an `==` with names on its left."""
    match tree.body:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]) if is_literal(right) and not is_literal(left):
            if not any(isinstance(node, ast.Name) for node in ast.walk(left)) or not body.isascii() or "\n" in body:
                return None
            value = eval(compile(ast.Expression(left), "<span>", "eval"), names)
            if isinstance(value, (bool, np.bool_)):           # the opposite is another statement, not another value
                return None
            return (right.col_offset, right.end_col_offset, text) if (text := python_literal(value)) else None
    return None


def span_fix(body: str, tree: ast.Expression, expected: Any) -> Fix:
    """A span that is a literal."""
    return (0, len(body), text) if is_literal(tree.body) and (text := python_literal(expected)) else None


def is_literal(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
    return True


def python_literal(value: Any) -> str | None:
    """How Python writes a value down so that it reads it back."""
    value = bare(value)
    try:
        return repr(value) if ast.literal_eval(repr(value)) == value else None
    except (ValueError, SyntaxError):
        return None


def bare(value: Any) -> Any:
    """The same without NumPy's own types."""
    if isinstance(value, (np.generic, np.ndarray)):
        return value.tolist()
    if type(value) in (tuple, list):
        return type(value)(map(bare, value))
    return value


def table_fix(body: str, expected: list[list[str]]) -> Fix:
    """Every cell of a table that has the right number of them."""
    lines = body.splitlines(keepends=True)
    rows = [new for line, want in zip(lines, expected) if (new := row_fix(line, want))]
    return (0, len(body), "".join(rows)) if len(lines) == len(expected) == len(rows) else None


def row_fix(line: str, want: list[str]) -> str | None:
    """A row with other cells, its bars and the space around the cells as they are."""
    bars = [bar.start() for bar in CELL.finditer(line)]
    begin = bars[0] + 1 if bars and not line[:bars[0]].strip() else len(line) - len(line.lstrip())
    inner = [bar for bar in bars if bar >= begin]
    stop = inner.pop() if inner and not line[inner[-1] + 1:].strip() else len(line.rstrip())
    edges = [begin - 1, *inner, stop]
    cells = [line[a + 1:b] for a, b in zip(edges, edges[1:])]
    if len(cells) != len(want) or any("\n" in cell for cell in want):
        return None
    new = [filled(cell, text) for cell, text in zip(cells, want)]
    return line[:begin] + "|".join(new) + line[stop:]


def filled(cell: str, text: str) -> str:
    said = cell.strip()
    return cell.replace(said, text, 1) if said else f" {text} "
