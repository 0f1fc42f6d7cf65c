"""`--8<-- "path/file.py:name"`: a function or class of the project, as readers see and copy it.

The checker and the site both come here, so what was verified is what is shown: the definition without its
decorators, its docstring cut to the summary line.
"""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import re
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, NamedTuple

import numpy as np

from .claims import Falsehood

MARK = re.compile(r'^(?P<indent>[ \t]*)-+8<-+[ \t]+"(?P<file>[^":]+)(?::(?P<name>[^"]*))?"[ \t]*$', re.M)


class Embed(NamedTuple):
    file: str
    name: str


def embeds(body: str) -> list[Embed]:
    return [Embed(m["file"], m["name"] or "") for m in MARK.finditer(body)]


@dataclass
class Expanded:
    """The body of a fence with its embeds in place, and for each of its lines the line of the body it comes from."""

    body: str
    text: str
    lines: list[int]

    def origin(self, at: int) -> int:
        """The offset in the body of an offset in the text; within an embed, the mark that names it."""
        row = self.text.count("\n", 0, at)
        column = at - (self.text.rfind("\n", 0, at) + 1)
        body, line = self.body.split("\n"), self.lines[min(row, len(self.lines) - 1)]
        return sum(len(earlier) + 1 for earlier in body[:line]) + (0 if MARK.fullmatch(body[line]) else column)


def expand(body: str, root: Path) -> Expanded:
    """The body of a fence with every embed replaced by the source it names."""
    text, lines, at = [], [], 0
    for number, line in enumerate(body.split("\n")):
        new = [line]
        if mark := MARK.fullmatch(line):
            try:
                source = definition(root, mark["file"], mark["name"] or "")
            except Falsehood as fault:
                fault.at = at
                raise
            new = [mark["indent"] + part if part else "" for part in source.split("\n")]
        text += new
        lines += [number] * len(new)
        at += len(line) + 1
    return Expanded(body, "\n".join(text), lines)


def definition(root: Path, file: str, name: str) -> str:
    path = (root / file).resolve()
    if not path.is_relative_to(root.resolve()) or not path.is_file():
        raise Falsehood(f"the embedded file {file!r} does not exist in the project")
    if not name:
        raise Falsehood(f"say which definition of {file!r} to embed: \"{file}:name\"")
    text = path.read_text(encoding="utf-8")
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise Falsehood(f"the embedded file {file!r} is not Python: {error.msg} in line {error.lineno}") from None
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == name:
            return summary_only(text.splitlines(), node)
    raise Falsehood(f"{file!r} defines no {name!r} at its top level")


def summary_only(lines: list[str], node: ast.FunctionDef | ast.ClassDef) -> str:
    """The lines of a definition, each docstring in it cut to its first line."""
    keep = list(range(node.lineno - 1, node.end_lineno))
    changed = {}
    for inner in ast.walk(node):
        if not isinstance(inner, (ast.FunctionDef, ast.ClassDef)) or ast.get_docstring(inner) is None:
            continue
        doc = inner.body[0]
        first = lines[doc.lineno - 1].rstrip()
        if doc.end_lineno > doc.lineno:
            changed[doc.lineno - 1] = first + first.lstrip()[:3]
            gone = set(range(doc.lineno, doc.end_lineno))
            keep = [n for n in keep if n not in gone]
    return "\n".join(changed.get(n, lines[n]) for n in keep)


def module_of(embed: Embed, root: Path) -> ModuleType:
    """The imported module of an embedded file, which must be that very file."""
    name = embed.file.removesuffix(".py").replace("/", ".")
    module = importlib.import_module(name)
    if Path(module.__file__).resolve() != (root / embed.file).resolve():
        raise Falsehood(f"the page embeds {embed.file}, but Python imports {name} from elsewhere")
    return module


def verified(embed: Embed, shown: Any, root: Path) -> Any:
    """What the page goes on with: the object of the package, which must do what the text on the page does.

    Readers copy the text, so each call that the text can take is made of both, and they have to agree.
    """
    package = getattr(module_of(embed, root), embed.name)
    if not isinstance(shown, FunctionType):
        return package

    @functools.wraps(package)
    def both(*args, **options):
        result = package(*args, **options)
        try:
            inspect.signature(shown).bind(*args, **options)
        except TypeError:
            return result
        if not all(isinstance(a, np.ndarray) for a, given in zip(args, inspect.signature(shown).parameters) if given.isupper()):
            return result                                     # a text asks for arrays where it names them like matrices
        if not alike(result, shown(*args, **options)):
            raise Falsehood(f"{embed.name} as the page shows it gives something else than {embed.file}")
        return result

    return both


def alike(one: Any, other: Any) -> bool:
    """The same value, down to the shape; nothing is rounded."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(alike, one, other))
    return np.shape(one) == np.shape(other) and bool(np.all(np.asarray(one) == np.asarray(other)))


def is_same(one: Any, other: Any) -> bool:
    """Do two names mean the same: one object, one function however wrapped, or one value?"""
    if callable(one) or callable(other):
        return inspect.unwrap(one) is inspect.unwrap(other)
    return one is other or type(one) is type(other) and alike(one, other)
