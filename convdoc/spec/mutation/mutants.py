"""Small errors in Python code: a source, and the same source with one thing changed.

Only code is changed: no docstring, no annotation, no text of a message. A mutant is told as its source with
one stretch replaced, so that whatever shows the source shows the error as well.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

ARITHMETIC = {ast.Add: ("+", "-"), ast.Sub: ("-", "+"), ast.Mult: ("*", "/"), ast.Div: ("/", "*"), ast.FloorDiv: ("//", "*"),
              ast.Pow: ("**", "*"), ast.Mod: ("%", "*"), ast.MatMult: ("@", "*"), ast.BitOr: ("|", "&"), ast.BitAnd: ("&", "|")}
COMPARISONS = {ast.Lt: ("<", ["<=", ">"]), ast.LtE: ("<=", ["<", ">"]), ast.Gt: (">", [">=", "<"]), ast.GtE: (">=", [">", "<"]),
               ast.Eq: ("==", ["!="]), ast.NotEq: ("!=", ["=="]), ast.In: ("in", ["not in"]), ast.NotIn: ("not in", ["in"]),
               ast.Is: ("is", ["is not"]), ast.IsNot: ("is not", ["is"])}
TWINS = {"i": "j", "a": "b", "h": "w", "X": "K"}
TWINS |= {other: name for name, other in TWINS.items()}
SIMPLE = (ast.Expr, ast.Assign, ast.AugAssign, ast.Raise, ast.Return)


@dataclass(frozen=True)
class Mutant:
    """A source with one stretch replaced: where, what stood there, what stands there now, and the class of the error."""

    line: int
    kind: str
    said: str
    now: str
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """Every mutant of a source that compiles and is another program, each program once."""
    tree = ast.parse(source)
    offsets = Offsets(source)
    texts = {id(node) for node in not_code(tree)}
    seen = {ast.dump(tree)}
    for node in ast.walk(tree):
        if id(node) in texts:
            continue
        for kind, start, end, now in changes(node, tree, offsets):
            mutated = source[:start] + now + source[end:]
            try:
                dump = ast.dump(compile(mutated, "mutant", "exec", ast.PyCF_ONLY_AST))
            except SyntaxError:
                continue
            if dump not in seen:
                seen.add(dump)
                yield Mutant(source.count("\n", 0, start) + 1, kind, " ".join(source[start:end].split()), now, mutated)


class Offsets:
    """Where the nodes of a tree stand in its source."""

    def __init__(self, source: str):
        self.source = source
        self.lines = source.splitlines(keepends=True)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))

    def at(self, line: int, column: int) -> int:
        return self.starts[line - 1] + len(self.lines[line - 1].encode()[:column].decode())

    def start(self, node: ast.AST) -> int:
        return self.at(node.lineno, node.col_offset)

    def end(self, node: ast.AST) -> int:
        return self.at(node.end_lineno, node.end_col_offset)

    def span(self, node: ast.AST) -> tuple[int, int]:
        return self.start(node), self.end(node)

    def text(self, node: ast.AST) -> str:
        return self.source[self.start(node):self.end(node)]

    def between(self, left: ast.AST, right: ast.AST, sign: str) -> tuple[int, int]:
        """Where the operator stands between two operands; `not in` may be broken over lines, a sign may not."""
        gap = re.compile(r"\s+".join(map(re.escape, sign.split()))).search(self.source, self.end(left), self.start(right))
        return gap.span()


def not_code(tree: ast.AST) -> Iterator[ast.AST]:
    """Docstrings, annotations, names that only annotations use, and what a raised exception says."""
    annotations = [a for node in ast.walk(tree) for a in (getattr(node, "annotation", None), getattr(node, "returns", None)) if a]
    hidden = list(annotations)
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node) is not None:
            hidden.append(node.body[0])
        elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            hidden.append(node.exc)
        elif isinstance(node, ast.JoinedStr):
            hidden.append(node)
    annotated = {id(part) for node in annotations for part in ast.walk(node)}
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in annotated}
    aliases = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) in annotated} - used
    hidden += [node for node in tree.body if isinstance(node, ast.Assign) and {getattr(t, "id", "") for t in node.targets} <= aliases]
    for node in hidden:
        yield from ast.walk(node)


Change = tuple[str, int, int, str]


def changes(node: ast.AST, tree: ast.AST, at: Offsets) -> Iterator[Change]:
    """(class, start, end, new text) for each thing to change about one node."""
    match node:
        case ast.BinOp():
            sign, other = ARITHMETIC.get(type(node.op), ("", ""))
            if sign:
                yield "arithmetic", *at.between(node.left, node.right, sign), other
        case ast.AugAssign():
            sign, other = ARITHMETIC[type(node.op)]
            yield "arithmetic", *at.between(node.target, node.value, sign + "="), other + "="
        case ast.Compare():
            for left, op, right in zip([node.left, *node.comparators], node.ops, node.comparators):
                sign, others = COMPARISONS[type(op)]
                for other in others:
                    yield "comparison", *at.between(left, right, sign), other
        case ast.BoolOp():
            signs = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
            for left, right in zip(node.values, node.values[1:]):
                yield "logic", *at.between(left, right, signs[0]), signs[1]
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield "sign" if isinstance(node.op, ast.USub) else "logic", *at.span(node), f"({at.text(node.operand)})"
        case ast.Constant():
            yield from constant(node, at)
        case ast.Name():
            if twin := twin_of(node.id, tree):
                yield "name", *at.span(node), twin
        case ast.Subscript():
            yield from subscript(node, at)
        case ast.Slice():
            for bound in filter(None, (node.lower, node.upper, node.step)):
                yield "slice", *at.span(bound), ""
        case ast.Call():
            yield from call(node, at)
        case ast.IfExp() | ast.If() | ast.While():
            yield "condition", *at.span(node.test), f"(not ({at.text(node.test)}))"
        case ast.comprehension():
            for test in node.ifs:
                yield "condition", *at.span(test), f"(not ({at.text(test)}))"
        case ast.FunctionDef() | ast.ClassDef():
            for decorator in node.decorator_list:
                yield "decorator", at.start(decorator) - 1, at.end(decorator), ""
    if isinstance(node, ast.Return) and node.value:
        yield "return", *at.span(node.value), "None"
    if isinstance(node, SIMPLE):
        yield "statement", *at.span(node), "pass"


def constant(node: ast.Constant, at: Offsets) -> Iterator[Change]:
    match node.value:
        case bool():
            yield "truth", *at.span(node), str(not node.value)
        case int() | float():
            yield "number", *at.span(node), f"{node.value + 1}"
            yield "number", *at.span(node), f"({node.value - 1})"
        case str():
            yield "text", *at.span(node), repr(node.value[1:] or "x")


def subscript(node: ast.Subscript, at: Offsets) -> Iterator[Change]:
    parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    if all(isinstance(part, ast.Slice) for part in parts):
        yield "slice", *at.span(node), at.text(node.value)


def call(node: ast.Call, at: Offsets) -> Iterator[Change]:
    for one, other in zip(node.args, node.args[1:]):
        yield "arguments", at.start(one), at.end(other), f"{at.text(other)}, {at.text(one)}"
    for keyword in node.keywords:
        start = at.start(keyword)
        before = re.compile(r"[(,]\s*\Z").search(at.source[:start])
        yield "arguments", before.start() + (at.source[before.start()] == "("), at.end(keyword), ""


def twin_of(name: str, tree: ast.AST) -> str:
    """The name that is easily confused with this one: of the other axis, or the other of two arrays."""
    twin = TWINS.get(name) or (name[:-1] + {"h": "w", "w": "h"}[name[-1]] if name[-2:] in ("_h", "_w") else "")
    known = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return twin if twin in known else ""
