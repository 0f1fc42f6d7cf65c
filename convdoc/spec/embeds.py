"""`--8<-- "path/file.py:name"`: a function or class of the project, as readers see and copy it.

The checker and the site both come here, so what was verified is what is shown: the definition without its
decorators, its docstring cut to the summary line.
"""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from .claims import Falsehood

MARK = re.compile(r'^(?P<indent>[ \t]*)-+8<-+[ \t]+"(?P<file>[^":]+)(?::(?P<name>[^"]*))?"[ \t]*$', re.M)


class Embed(NamedTuple):
    file: str
    name: str


def embeds(body: str) -> list[Embed]:
    return [Embed(m["file"], m["name"] or "") for m in MARK.finditer(body)]


def expand(body: str, root: Path) -> str:
    """The body of a fence with every embed replaced by the source it names."""
    def source(match: re.Match) -> str:
        lines = definition(root, match["file"], match["name"] or "").splitlines()
        return "\n".join(match["indent"] + line if line else "" for line in lines)
    return MARK.sub(source, body)


def definition(root: Path, file: str, name: str) -> str:
    path = (root / file).resolve()
    if not path.is_relative_to(root.resolve()) or not path.is_file():
        raise Falsehood(f"the embedded file {file!r} does not exist in the project")
    if not name:
        raise Falsehood(f"say which definition of {file!r} to embed: \"{file}:name\"")
    text = path.read_text(encoding="utf-8")
    for node in ast.parse(text).body:
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
