"""A page is evaluated once, from top to bottom; every claim gets its verdict from the evaluator of its kind."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from . import code, embeds
from .claims import Claim, Falsehood, MissingName, Report, Unverified, relative
from .formula import Unreadable, exact, holds, read, shown, value
from .formula.tree import Num, Op, Relation, Sub, Sym
from .formula.value import approximates
from .notes import Note, read_note, read_quote
from .scan import scan
from .worked import Worked, same, written


class Hidden(dict):
    """The namespace of the set-up: it may use what the page has defined, never the other way round."""

    def __init__(self, own: dict[str, Any]):
        super().__init__(__name__="__setup__")
        self.own = own

    def __missing__(self, name: str) -> Any:
        return self.own[name]


class Page:
    """The text of a page, the namespaces of its code and of its set-up, and its claims with their verdicts."""

    def __init__(self, text: str, path: str | Path = "page.md", root: str | Path = "."):
        self.root = Path(root).resolve()
        self.report = Report(relative(path, root), text, scan(text))
        self.own: dict[str, Any] = {"__name__": "__page__"}   # what the code that readers see has defined
        self.hidden = Hidden(self.own)                        # what the set-up has, for notes and spans
        self.ran: tuple[Claim, str] | None = None             # the last code and what it shows
        self.is_shown = False                                 # whether the page has shown that already
        self.at_claim: Callable[[Page, Claim], None] = lambda page, claim: None

    def evaluate(self) -> Report:
        """Evaluate every claim in order; what names something further down waits for the code that brings it."""
        waiting: list[Claim] = []
        for claim in self.report.claims:
            runs = claim.kind in ("code", "setup")
            if runs:
                self.miss_output()
            self.settle(claim, waiting)
            self.is_shown |= claim.kind == "output"
            if runs:
                for earlier in waiting[:]:
                    waiting.remove(earlier)
                    self.settle(earlier, waiting)
        self.miss_output()
        return self.report

    def settle(self, claim: Claim, waiting: list[Claim]) -> None:
        if claim.kind != "problem":
            claim.fault = self.verdict(claim)
        if isinstance(claim.fault, MissingName) and claim.kind in ("span", "formula", "table", "image"):
            waiting.append(claim)
        else:
            self.at_claim(self, claim)

    def verdict(self, claim: Claim) -> Falsehood | None:
        """None where the claim is true. Claims other than code and set-up leave the page as it was."""
        try:
            EVALUATORS[claim.kind](self, claim)
        except Falsehood as fault:
            return fault
        except Unreadable as error:
            return Unverified(f"cannot be read as a formula: {error}", error.pos)
        except RecursionError:
            return Unverified("nested too deeply to be read")
        except (Exception, SystemExit) as error:
            return Unverified(f"cannot be evaluated: {code.last_line(error)}")
        return None

    @property
    def names(self) -> dict[str, Any]:
        """All names of the page, as notes and spans see them."""
        return {**self.hidden, **self.own}

    def miss_output(self) -> None:
        """Output that the page does not show is a fault of the code that makes it."""
        if self.ran and not self.is_shown:
            claim, output = self.ran
            if output.strip() and claim.true:
                claim.fault = Falsehood(f"this code shows {output.strip()!r}, and the page has no output for it")
        self.ran, self.is_shown = None, False

    def line(self, claim: Claim) -> int:
        return self.report.place(claim.at)[0]


# ---------------------------------------------------------------------------------------------- code
def check_setup(page: Page, claim: Claim) -> None:
    if not claim.info:
        code.run_told(claim.body, page.hidden, page.report.path, page.line(claim))
        return
    file = page.root / claim.info
    if not file.is_file():
        raise Falsehood(f"the set-up file {claim.info!r} does not exist")
    source = file.read_text(encoding="utf-8")
    page.hidden["__file__"] = str(file)
    try:
        code.run_told(source, page.hidden, claim.info, 1)
    except Falsehood as fault:                                # its place is not on this page
        line = source.count("\n", 0, fault.at) + 1
        raise type(fault)(f"{claim.info}:{line}: {fault}") from None


def check_code(page: Page, claim: Claim) -> None:
    if claim.info.startswith(("pycon", "python-console")) or claim.body.lstrip().startswith(">>> "):
        raise Unverified("write code without prompts, and its output in a fence of its own")
    if claim.note and claim.note != "raises":
        raise Unverified(f"a note that code does not know: {claim.note!r}")
    page.ran = claim, ""
    expanded = embeds.expand(claim.body, page.root)
    try:
        code.refuse_numbers_in_comments(expanded.text)
        run = code.run_raising if claim.note == "raises" else code.run_told
        output = run(expanded.text, page.own, page.report.path, page.line(claim))
    except Falsehood as fault:
        fault.at = expanded.origin(fault.at)
        raise
    for embed in embeds.embeds(claim.body):
        page.own[embed.name] = embeds.verified(embed, page.own[embed.name], page.root)
    page.ran = claim, output


def check_output(page: Page, claim: Claim) -> None:
    if page.ran is None or page.is_shown:
        raise Unverified("an output without code above it")
    ran, output = page.ran
    if ran.true and (fault := code.differ(output, claim.body)):
        raise fault


# ---------------------------------------------------------------------------------------------- formulas
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
    for instance in note.instances:
        names = {**page.names, **instance.bound}
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


# ---------------------------------------------------------------------------------------------- the rest
def check_span(page: Page, claim: Claim) -> None:
    """A code span is an expression that evaluates; a comparison is true; anything else is marked literal."""
    compares = is_comparison(claim.body)
    if claim.note == "lit" and not compares:
        return
    got = evaluate_span(page, claim.body)
    if compares and not (isinstance(got, (bool, np.bool_)) and got):
        raise Falsehood(f"this is {got!r}" if isinstance(got, (bool, np.bool_)) else "a comparison of arrays is neither true nor false; add .all()")
    if compares or isinstance(got, (bool, np.bool_)) and got:
        return
    if claim.note:
        for instance in read_note(claim.note, page.names).instances:
            if not same_result(got, instance.expected):
                raise Falsehood(f"the code gives {instance.expected!r}, the page says {claim.body}")
    elif isinstance(got, (bool, np.bool_)) and claim.body != "False":
        raise Falsehood("this is False")
    elif re.fullmatch(r"[-+\d(\[.,\s\])e]*\d[-+\d(\[.,\s\])e]*", claim.body):
        raise Unverified("a bare value; say behind it <!-- = EXPR -->")


def is_comparison(body: str) -> bool:
    try:
        nodes = list(ast.walk(ast.parse(body, mode="eval")))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return any(isinstance(n, (ast.Compare, ast.BoolOp)) or isinstance(n, ast.UnaryOp) and isinstance(n.op, ast.Not) for n in nodes)


def evaluate_span(page: Page, body: str) -> Any:
    try:
        tree = ast.parse(body, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise Unverified("not a Python expression; say behind it <!-- lit -->") from None
    if any(isinstance(node, ast.NamedExpr) for node in ast.walk(tree)):
        raise Unverified("a code span defines nothing")
    try:
        return eval(compile(tree, "<span>", "eval"), page.names)
    except NameError as error:
        raise MissingName(f"nothing on this page is named {error.name!r}") from None
    except (Exception, SystemExit) as error:
        raise Falsehood(f"fails: {code.last_line(error)}") from error


def same_result(got: Any, expected: Any) -> bool:
    return np.shape(got) == np.shape(expected) and bool(np.all(np.asarray(got) == np.asarray(expected)))


def check_table(page: Page, claim: Claim) -> None:
    """Every cell below the header, as it is written."""
    lines = claim.body.splitlines(keepends=True)
    note = read_note(claim.note, page.names)
    expected = [[str(cell) for cell in row] for row in note.instances[0].expected]
    at = 0
    for line, want in zip(lines, expected):
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))]
        for number, (said, truth) in enumerate(zip(cells, want)):
            if said != truth:
                raise Falsehood(f"the code gives {truth!r}, the page says {said!r}", at + line.find(said or "|"))
        if len(cells) != len(want):
            raise Falsehood(f"this row has {len(cells)} cells, the code gives {len(want)}", at)
        at += len(line)
    if len(lines) != len(expected):
        raise Falsehood(f"this table has {len(lines)} rows, the code gives {len(expected)}", max(at - 1, 0))


def check_image(page: Page, claim: Claim) -> None:
    """An image of ours is drawn by code: the file must be what EXPR draws."""
    path = (page.root / page.report.path).parent / claim.info
    if not path.is_file():
        raise Falsehood(f"the image {claim.info!r} does not exist")
    if claim.note.startswith("static:") and path.suffix != ".svg":
        return check_static(page, claim)
    if not claim.note:
        raise Unverified("an image that nothing checks; say behind it <!-- = EXPR --> or <!-- static: why -->")
    for instance in read_note(claim.note, page.names).instances:
        if path.read_text(encoding="utf-8") != instance.expected:
            raise Falsehood(f"{claim.info} is not what the code draws from this page's values")


def check_static(page: Page, claim: Claim) -> None:
    if len(claim.note.removeprefix("static:").strip()) < 10:
        raise Unverified("say why nothing can check this: <!-- static: WHY -->")


def check_problem(page: Page, claim: Claim) -> None:
    raise claim.fault


EVALUATORS: dict[str, Callable[[Page, Claim], None]] = {
    "setup": check_setup, "code": check_code, "output": check_output, "formula": check_formula,
    "span": check_span, "table": check_table, "image": check_image, "static": check_static, "problem": check_problem,
}
