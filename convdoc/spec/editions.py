"""Two editions of the same pages: they make the same claims in the same order, and only the words differ.

What is compared is what cannot be a matter of language: formulas, notes, numbers, code, output, figures, tables,
headings and their ids, anchors, links. A text of program code may be translated: a comment, and a string that
holds Chinese in one of the editions.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from .claims import Claim, Report, relative
from .files import Refused, is_page, read_page
from .labs import is_lab, words_of
from .scan import notes, scan
from .words import number, numerals

HAN = re.compile(r"[㐀-鿿]")
# What structures a page, by what a message calls it; the group is compared.
MARKS = {
    "heading": re.compile(r"^[ ]{0,3}(#{1,6}(?= ).*?(?:\{ ?#[\w-]+ ?\})?)[ \t]*$", re.M),
    "anchor": re.compile(r'\bid="([\w-]+)"'),
    "link": re.compile(r"(?<=\])\((?!https?:)([^()\s]+)"),
    "block": re.compile(r"^[ \t]*((?:!!!|\?\?\?\+?|===)(?: [a-z]+\b(?!\"))?)(?= |$)", re.M),
    "footnote": re.compile(r"(\[\^[\w-]+\]:?)"),
}
PIECES = re.compile(r"\$[^$\n]+\$|`[^`\n]+`")                 # what a cell of a table holds that is not words


@dataclass(frozen=True)
class Point:
    """Something that both editions have: what kind, where, what of it is compared, and as a message shows it."""

    kind: str
    at: int
    body: Any
    note: str
    shown: str


def compare(first: Path, second: Path, root: Path) -> list[str]:
    """What differs between two pages, or between two folders of pages: what one of them lacks, and in each page the first difference."""
    if not first.is_dir():
        return differences_of_pages(first, second, root)
    found = []
    for path in sorted(files(first) | files(second)):
        one, other = first / path, second / path
        for here, there in ((one, other), (other, one)):
            if not here.is_file():
                found.append(f"{relative(here, root)} is missing: there is {relative(there, root)}")
        if one.is_file() and other.is_file() and is_page(one):
            found += differences_of_pages(one, other, root)
    return found


def files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*")
            if path.is_file() and not any(part.startswith((".", "__")) for part in path.relative_to(folder).parts)}


def differences_of_pages(first: Path, second: Path, root: Path) -> list[str]:
    for path in (first, second):
        if not path.is_file():
            raise Refused(f"{path} is not a page")
    return difference(*(Report(relative(path, root), read_page(path, root).text) for path in (first, second)))


def difference(first: Report, second: Report) -> list[str]:
    """The first difference between two editions of a page, at its place in the second; nothing where they agree."""
    for one, other in zip_longest(points(first.text), points(second.text)):
        if one is None or other is None or not is_same(one, other):
            return [told(first, one, second, other)]
    return []


def told(first: Report, one: Point | None, second: Report, other: Point | None) -> str:
    """`en/a.md:7:3: …`: what stands here, and what stands in the other edition."""
    here = place(second, other.at if other else len(second.text))
    there = place(first, one.at if one else len(first.text))
    return f"{here}: {shown(other)}; in the other edition, at {there}, {shown(one)}"


def place(page: Report, at: int) -> str:
    return "{}:{}:{}".format(page.path, *page.place(at))


def shown(point: Point | None) -> str:
    if point is None:
        return "the page ends"
    return f"{point.kind} {point.shown!r}" + (f" with the note <!-- {point.note} -->" if point.note else "")


def points(text: str) -> list[Point]:
    """All that is compared, in the order of the page."""
    claims = [claim for claim in scan(text) if claim.kind != "problem"]
    bare = list(words_of(text) if is_lab(text) else text)
    found = [point for claim in claims if (point := point_of(claim))]
    for start, end, note in notes(text):
        bare[start:end] = " " * (end - start)
        if note.startswith(("source:", "site:")):
            found.append(Point("note", start, note, "", note))
    for claim in claims:
        if claim.kind not in ("number", "link", "heading", "name", "title", "image", "table"):
            bare[claim.start:claim.end] = re.sub(r"[^\n]", " ", text[claim.start:claim.end])
    return sorted([*found, *marks("".join(bare))], key=lambda point: point.at)


def marks(words: str) -> Iterator[Point]:
    for kind, pattern in MARKS.items():
        for mark in pattern.finditer(words):
            said = mark[1]
            if kind == "heading":                             # its level, its number and its id
                said = " ".join(re.findall(r"^#+|(?<=# )[\d.]+(?= )|\{ ?#[\w-]+ ?\}$", said))
            yield Point(kind, mark.start(1), said, "", said)


def point_of(claim: Claim) -> Point | None:
    """What of a claim is compared."""
    note = "static:" if claim.note.startswith("static:") else claim.note
    body = BODY.get(claim.kind, lambda claim: claim.body)(claim)
    return Point(claim.kind, claim.at, body, note, " ".join((claim.body or claim.info).split())[:60])


def worth(claim: Claim) -> list:
    return [number(claim.body[start:stop]) for kind, start, stop in numerals(claim.body, 0, len(claim.body)) if kind != "name"]


def rows(claim: Claim) -> list:
    """A table by the number of its rows, and all that is not words in each, in any order of the columns."""
    return [sorted(PIECES.findall(row)) for row in claim.body.strip().splitlines()]


BODY: dict[str, Callable[[Claim], Any]] = {
    "number": lambda claim: number(claim.body), "title": worth, "table": rows,
    "image": lambda claim: claim.info, "static": lambda claim: claim.info, "setup": lambda claim: claim.body or claim.info,
}


def is_same(one: Point, other: Point) -> bool:
    if (one.kind, one.note) != (other.kind, other.note):
        return False
    if one.kind in ("code", "setup"):
        return same_code(one.body, other.body)
    if one.kind in ("output", "text", "span", "name") and (HAN.search(one.body) or HAN.search(other.body)):
        return figures(one.body) == figures(other.body)
    return one.body == other.body


def figures(text: str) -> list[str]:
    """The numbers in digits of an output that also holds words."""
    return re.findall(r"[-−]?\d+(?:\.\d+)?", text)


def same_code(one: str, other: str) -> bool:
    """Whether two pieces of code are the same but for comments and for strings in the words of their language."""
    try:
        return same_tree(ast.parse(one), ast.parse(other))
    except SyntaxError:
        return one == other


def same_tree(one: Any, other: Any) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same_tree, one, other))
    if isinstance(one, ast.JoinedStr) and is_prose(one, other):
        return same_tree(fields(one), fields(other))
    if isinstance(one, ast.Constant) and isinstance(one.value, str) and is_prose(one, other):
        return isinstance(other.value, str)
    if isinstance(one, ast.AST):
        return all(same_tree(getattr(one, name, None), getattr(other, name, None)) for name in one._fields)
    return one == other


def is_prose(*strings: ast.AST) -> bool:
    return any(isinstance(part, ast.Constant) and isinstance(part.value, str) and bool(HAN.search(part.value))
               for string in strings for part in ast.walk(string))


def fields(string: ast.JoinedStr) -> list[ast.AST]:
    """What a formatted string fills in, without its words."""
    return [part for part in string.values if isinstance(part, ast.FormattedValue)]
