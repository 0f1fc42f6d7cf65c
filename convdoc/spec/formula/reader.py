"""A strict reader for the LaTeX of a chapter: text to tree, or `Unreadable` with the position."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import is_dataclass
from typing import Any, NoReturn

from .arithmetic import TALLEST, TOO_TALL, Arithmetic
from .tokens import RELATIONS, Token, Unreadable
from .tree import STATEMENTS, Bind, Interval, Logic, Mapping, Relation, Set, Sym

ROWS = ("aligned", "align", "split", "gathered", "equation")
ORDERS = {"∈", "∉", "<", ">", "≤", "≥", "≠"}


def read(tex: str) -> list:
    """The statements of a formula: what its commas, semicolons, gaps and line breaks separate."""
    found = Reader(tex).statements()
    for statement in found:
        refuse_tall(statement)
    return found


def refuse_tall(statement: Any) -> None:
    """Terms in a row are levels of the tree, as brackets are; together they may be more than Python's stack holds."""
    level = [statement]
    for _ in range(TALLEST):
        level = [part for node in level for part in parts(tuple(vars(node).values()))]
        if not level:
            return
    raise Unreadable(TOO_TALL, statement.pos)


def parts(values: tuple) -> Iterator[Any]:
    """The nodes in the fields of a node."""
    for x in values:
        if isinstance(x, tuple):
            yield from parts(x)
        elif is_dataclass(x):
            yield x


class Reader(Arithmetic):
    """Statements: relations, what joins them, and the conditions they stand under."""

    def statements(self) -> list:
        rows = self.rows_begin()
        found = []
        while self.here.kind != "end" and self.here.text != r"\end":
            found.extend(self.row(found))
            self.take(".", "。")
            if not self.take("\\\\"):
                break
        if not found:
            self.refuse()
        if rows:
            self.need(r"\end")
            self.close(rows)
            self.take(",", ".", "。")
        if self.here.kind != "end":
            self.refuse()
        return found

    def rows_begin(self) -> str:
        start = self.i
        if self.take(r"\begin") and (name := self.letters()) in ROWS:
            return name
        self.i = start
        return ""

    def row(self, above: list) -> list:
        """The statements up to a line break; a row that begins with a condition adds it to the row above."""
        found = []
        while True:
            if self.here.text in ("\\\\", r"\end", ".", "。") or self.here.kind == "end":
                return found
            if self.here.kind == "word" and self.here.text in ("if", "for"):
                found = self.conditional(found or ([above.pop()] if above else []))
            else:
                self.says("where")
                found.extend(self.shared(found, self.joined()))
            if self.here.kind == "word" and self.here.text in ("if", "for", "where"):
                continue
            if not self.separated():
                return found

    def separated(self) -> bool:
        start = self.i
        while self.take(",", ";", "&") or self.here.kind == "gap":
            self.i += self.here.kind == "gap"
        if self.i > start:
            self.says("and")
        return self.i > start

    def shared(self, found: list, statement: Any) -> list:
        r"""`|a|, |b| > c` says it of both; `a, b = c` does not say of which."""
        if isinstance(statement, Relation) and set(statement.signs) <= ORDERS:
            bare = []
            while found and not isinstance(found[-1], (Relation, Logic, Mapping)):
                bare.append(found.pop())
            return [*(Relation((one, *statement.sides[1:]), statement.signs, one.pos) for one in reversed(bare)), statement]
        if isinstance(statement, Mapping):
            found[:], statement = [], Mapping((*found, *statement.functions), statement.source, statement.target, statement.pos)
        return [statement]

    def conditional(self, found: list) -> list:
        r"""`A \text{ if } B`; and `\text{if } B, A`."""
        word = self.here
        self.i += 1
        if not found:
            premise, conclusion = self.premise_first(word)
            return [self.under(word, conclusion, [premise])]
        if len(found) > 1:
            raise Unreadable("a condition behind several formulas can be read in two ways; give each its own", word.pos)
        return [self.under(word, found[0], self.conditions_behind(word))]

    def conditions_behind(self, word: Token) -> list:
        """One condition, or several ranges with commas between them; any other comma could end the condition or carry it on."""
        found = self.shared([], self.joined())
        while self.goes_on():
            comma = self.here
            self.i += 1
            found.extend(self.shared(found, self.joined()))
            if word.text == "if" or isinstance(found[-1], Relation) and not isinstance(bound(found[-1]), Bind):
                self.twice("a comma behind a condition", r"write \text{and} between conditions, and other formulas first", comma.pos)
        self.says("then")
        return found

    def goes_on(self) -> bool:
        """A comma with something behind it."""
        return self.here.text == "," and self.ahead().text not in ("\\\\", r"\end") and self.ahead().kind not in ("end", "word")

    def premise_first(self, word: Token) -> tuple[Any, Any]:
        r"""`\text{if } A, B \text{ then } C, D`, and without `then` one condition, a comma, one conclusion."""
        found = [self.joined()]
        while not self.says("then"):
            if not self.take(",") and self.here.kind != "gap":
                if len(found) == 2:
                    return found[0], found[1]
                self.twice("where this condition ends", r"write \text{then} or \text{则} before the conclusion", word.pos)
            self.i += self.here.kind == "gap"
            if self.here.text != "then":
                found.append(self.joined())
        premise = found[0] if len(found) == 1 else Logic("and", tuple(found), found[0].pos)
        return premise, self.conditions()

    def under(self, word: Token, conclusion: Any, premises: list) -> Logic:
        refuse_bare(premises)
        if word.text == "if":
            return Logic("if", (conclusion, *premises), word.pos)
        flat = [part for one in premises for part in (one.args if isinstance(one, Logic) and one.op == "and" else (one,))]
        return Logic("for", (conclusion, *map(bound, flat)), word.pos)

    def conditions(self) -> Any:
        """Conditions with commas between them, all of which must hold; `|a|, |b| > c` says it of both."""
        found = self.shared([], self.joined())
        while self.goes_on():
            self.i += 1
            found.extend(self.shared(found, self.joined()))
        refuse_bare(found)
        self.says("then")
        return found[0] if len(found) == 1 else Logic("and", tuple(found), found[0].pos)

    def joined(self) -> Any:
        r"""Relations with words between them; `\implies` and `\iff` bind last."""
        pos, left = self.here.pos, self.joint()
        word = self.says("iff", "implies")
        if not word:
            return left
        right = self.joint()
        if self.here.kind == "word" and self.here.text in ("iff", "implies"):
            self.several()
        return Logic("if", (right, left), pos) if word.text == "implies" else Logic("iff", (left, right), pos)

    def joint(self) -> Any:
        """`A and B and C`, `A or B or C`, or one relation alone."""
        pos, found = self.here.pos, [self.relation()]
        word = self.here
        while word.text in ("and", "or") and self.says(word.text):
            found.append(self.relation())
        if len(found) > 1 and self.here.kind == "word" and self.here.text in ("and", "or"):
            self.several()
        return Logic(word.text, tuple(found), pos) if len(found) > 1 else found[0]

    def several(self) -> NoReturn:
        self.twice("several joining words", "split the formula", self.here.pos)

    # -- relations
    def relation(self) -> Any:
        self.take("&")
        pos, sides, signs = self.here.pos, [self.sum()], []
        if self.take(":"):
            if self.here.text != "=":
                return self.mapping(sides[0], pos)
        while self.next_row_goes_on() or self.take("&") or self.here.text in RELATIONS:
            if self.here.text not in RELATIONS:
                self.refuse()
            signs.append(RELATIONS[self.here.text])
            self.i += 1
            self.take("&")
            sides.append(self.domain() if signs[-1] in "∈∉" else self.sum())
        if not signs:
            return sides[0]
        if signs == ["="] and (progression := self.progression(sides[1])):
            return Relation((sides[0], progression), ("∈",), pos)
        return Relation(tuple(sides), tuple(signs), pos)

    def next_row_goes_on(self) -> bool:
        r"""`\\ &=` carries the chain above on."""
        n = 1 + (self.ahead().text == "&")
        if self.here.text == "\\\\" and self.ahead(n).text in RELATIONS:
            self.i += n
            return True
        return False

    def mapping(self, function: Any, pos: int) -> Mapping:
        source = self.domain()
        self.need(r"\to")
        return Mapping((function,), source, self.domain(), pos)

    def progression(self, first: Any) -> Set | None:
        r"""`i = 0, 1, \dots, n-1`"""
        start, items = self.i, [first]
        try:
            while self.take(","):
                if self.take(r"\dots"):
                    self.need(",")
                    return Set(tuple(items), self.sum(), first.pos)
                items.append(self.sum())
        except Unreadable:
            pass                                          # no list of values: the comma separates statements
        self.i = start
        return None

    def domain(self) -> Any:
        r"""What an element is in: `\{…\}`, an interval, `\mathbb{R}`, or a set that the page names."""
        token = self.here
        if self.take(r"\{"):
            return self.members(token.pos)
        if token.text not in ("[", "("):
            return self.sum()
        self.i += 1
        low = self.sum()
        self.need(",")
        high = self.sum()
        close = self.take("]", ")") or self.refuse("expected ] or ), the end of an interval")
        return Interval(low, high, token.text + close.text, token.pos)

    def members(self, pos: int) -> Set:
        items = [self.sum()]
        while self.take(","):
            if self.take(r"\dots"):
                self.need(",")
                last = self.sum()
                self.need(r"\}")
                return Set(tuple(items), last, pos)
            items.append(self.sum())
        self.need(r"\}")
        return Set(tuple(items), None, pos)


def refuse_bare(found: list) -> None:
    for one in found:
        if not isinstance(one, STATEMENTS):
            raise Unreadable("a condition is a relation, such as n > 1", one.pos)


def bound(premise: Any) -> Any:
    """`i \\in S` and `0 \\le i < n` behind `for` say what i runs over."""
    if isinstance(premise, Relation) and premise.signs == ("∈",) and isinstance(premise.sides[0], Sym):
        if isinstance(premise.sides[1], (Set, Interval)):
            return Bind((premise.sides[0].name,), premise.sides[1], premise.pos)
    if isinstance(premise, Relation) and len(premise.signs) == 2 and set(premise.signs) <= {"<", "≤"}:
        low, index, high = premise.sides
        if isinstance(index, Sym):
            ends = ("(" if premise.signs[0] == "<" else "[") + (")" if premise.signs[1] == "<" else "]")
            return Bind((index.name,), Interval(low, high, ends, premise.pos), premise.pos)
    return premise
