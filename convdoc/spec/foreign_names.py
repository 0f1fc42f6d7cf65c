"""The names that a block of another library uses: each is bound on the page, and each of the library's own is known."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from . import code
from .claims import Falsehood, MissingName

if TYPE_CHECKING:
    from .peers import Peer


def refuse_unknown_names(source: str, peer: Peer, names: dict) -> None:
    """Every name is bound by a block of this library, and those of the library are known; the names are kept for the blocks below."""
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise Falsehood(f"this is not Python: {error.msg}", code.offset(source, error.lineno or 1, error.offset or 1)) from None
    modules = names.setdefault("__modules__", {})
    modules |= imported(tree)
    bound = names.setdefault("__bound__", set(dir(builtins)))
    bound.update(everything_bound(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in bound:
            raise MissingName(f"no block of {peer.title} above has bound {node.id!r}", code.offset(source, node.lineno, node.col_offset + 1), names=(node.id,))
    for node, name in mentioned(tree, modules):
        at = code.offset(source, node.lineno, node.col_offset + 1)
        if name.startswith(peer.library + ".") and not peer.has(name):
            raise Falsehood(f"the set-up knows no {name} of {peer.title}", at)
        if name.startswith(".") and not peer.has_ending(name[1:]):
            raise Falsehood(f"the set-up knows nothing of {peer.title} that ends in {name}", at)
    if not any(name.partition(".")[0] == peer.library for name in modules.values()):
        raise Falsehood(f"neither this block nor one above it imports {peer.library}")


def imported(tree: ast.AST) -> dict[str, str]:
    """What the imports of a block bind, each with the dotted name it stands for."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.asname or alias.name.partition(".")[0]: alias.name if alias.asname else alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return found


def mentioned(tree: ast.AST, modules: dict[str, str]) -> Iterator[tuple[ast.AST, str]]:
    """The names a block uses: dotted in full behind a module, as `.name` behind anything else."""
    inner = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Attribute) and node not in inner:
            parts: list[str] = []
            root: ast.AST = node
            while isinstance(root, ast.Attribute):
                inner.add(root)
                parts.insert(0, root.attr)
                root = root.value
            if isinstance(root, ast.Name) and root.id in modules:
                yield node, ".".join([modules[root.id], *parts])
            else:
                yield from ((node, f".{part}") for part in parts)


def everything_bound(tree: ast.AST) -> Iterable[str]:
    """Every name that a block binds anywhere, parameters and the variables of comprehensions among them."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name) | ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.alias(name=name, asname=asname):
                yield asname or name.partition(".")[0]
