"""Two editions of the same pages: they make the same claims in the same order, and only the words differ.

What is compared is what cannot be a matter of language: paragraphs, items, formulas, notes, numbers, code, output,
figures, tables, headings and their ids, anchors, links, tags, tabs, what the front matter sets. A text of program
code may be translated: a comment, and a string that holds Chinese in one of the editions. Where one edition is in
Chinese and the other is not, nothing may be left untranslated.
"""

from __future__ import annotations

import ast
import re
from itertools import zip_longest
from pathlib import Path
from typing import Any

from .claims import Report, relative
from .files import Refused, is_page, pages_under, read_page
from .points import Point, bare, code, points
from .untranslated import HAN, WORD, is_chinese, untranslated

# Where an address stands apart from its link, nothing tells which link has changed.
APART = re.compile(r"^[ \t>]*(\[[^\]^\n][^\]\n]*\]:)", re.M)


def compare(first: Path, second: Path, root: Path) -> list[str]:
    """What differs between two pages, or between two folders of pages: what one of them lacks, and in each page the first difference."""
    if not first.is_dir():
        return differences_of_pages(first, second, root)
    chinese = tuple(is_chinese(*(bare(read_page(page, root).text) for page in pages_under(folder))) for folder in (first, second))
    found = []
    for path in sorted(files(first) | files(second)):
        one, other = first / path, second / path
        for here, there in ((one, other), (other, one)):
            if not here.is_file():
                found.append(f"{relative(here, root)} is missing: there is {relative(there, root)}")
        if one.is_file() and other.is_file() and is_page(one):
            found += differences_of_pages(one, other, root, chinese)
    return found


def files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*")
            if path.is_file() and not any(part.startswith(".") or part == "__pycache__" for part in path.relative_to(folder).parts)}


def differences_of_pages(first: Path, second: Path, root: Path, chinese: tuple[bool, ...] | None = None) -> list[str]:
    for path in (first, second):
        if not path.is_file():
            raise Refused(f"{path} is not a page")
    return difference(*(Report(relative(path, root), read_page(path, root).text) for path in (first, second)), chinese)


def difference(first: Report, second: Report, chinese: tuple[bool, ...] | None = None) -> list[str]:
    """The first difference between two editions of a page, at its place in the second, and what each has left untranslated."""
    chinese = chinese or tuple(is_chinese(bare(page.text)) for page in (first, second))
    found = [*apart(first), *apart(second)]
    for one, other in zip_longest(points(first.text), points(second.text)):
        if one is None or other is None or not is_same(one, other):
            found.append(told(first, one, second, other))
            break
    if all(chinese):
        return [*found, f"{second.path}:1:1: this is in Chinese, and so is {first.path}"]
    return found + [message for page, one in zip((first, second), chinese) if any(chinese) for message in left(page, one)]


def apart(page: Report) -> list[str]:
    found = APART.search(bare(page.text))
    return [f"{place(page, found.start(1))}: the address of {found[1]!r} stands apart from its link; write [text](address)"] if found else []


def left(page: Report, chinese: bool) -> list[str]:
    """The first thing that a page says in the language of the other edition."""
    found = untranslated(bare(page.text), code(page.text), chinese)
    return [f"{place(page, found[0])}: {' '.join(found[1].split())[:60]!r} is not translated"] if found else []


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


def is_same(one: Point, other: Point) -> bool:
    if (one.kind, one.note) != (other.kind, other.note):
        return False
    if one.kind in ("code", "setup"):
        return same_code(one.body, other.body)
    if one.kind in ("tab", "fence"):
        return same_title(one.body, other.body)
    if one.kind in ("output", "text", "span", "name") and (HAN.search(one.body) or HAN.search(other.body)):
        return figures(one.body) == figures(other.body)
    return one.body == other.body


def same_title(one: str, other: str) -> bool:
    """Titles are the same, or one is in Chinese; then the names that it holds stand in the other as well."""
    if bool(HAN.search(one)) == bool(HAN.search(other)):
        return one == other
    chinese, latin = (one, other) if HAN.search(one) else (other, one)
    return set(WORD.findall(chinese)) <= set(WORD.findall(latin)) and figures(one) == figures(other)


def figures(text: str) -> list[str]:
    """The numbers in digits of what also holds words."""
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
        return same_tree(fields(one), fields(other)) and figures(said(one)) == figures(said(other))
    if isinstance(one, ast.Constant) and isinstance(one.value, str) and is_prose(one, other):
        return isinstance(other.value, str) and figures(one.value) == figures(other.value)
    if isinstance(one, ast.AST):
        return all(same_tree(getattr(one, name, None), getattr(other, name, None)) for name in one._fields)
    return one == other


def is_prose(*strings: ast.AST) -> bool:
    return any(isinstance(part, ast.Constant) and isinstance(part.value, str) and bool(HAN.search(part.value))
               for string in strings for part in ast.walk(string))


def fields(string: ast.JoinedStr) -> list[ast.AST]:
    """What a formatted string fills in, without its words."""
    return [part for part in string.values if isinstance(part, ast.FormattedValue)]


def said(string: ast.JoinedStr) -> str:
    """The words of a formatted string, without what it fills in."""
    return " ".join(part.value for part in string.values if isinstance(part, ast.Constant))
