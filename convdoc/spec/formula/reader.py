"""A strict reader for the LaTeX of a chapter: text to tree, or `Unreadable` with the position."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from .tree import Derivative, Matrix, Num, Op, Relation, Sub, Sum, Sym

LONGEST, DEEPEST = 20_000, 60


class Unreadable(ValueError):
    def __init__(self, message: str, pos: int):
        super().__init__(message)
        self.pos = pos


class Token(NamedTuple):
    kind: str                       # number letter command sign end
    text: str
    pos: int


BLANK = re.compile(
    r"(?:\s|~|\\[,;:! ]|\\(?:quad|qquad|displaystyle|textstyle|limits|left|right|bigl?|bigr|Bigl?|Bigr)(?![A-Za-z]))+")
TOKEN = re.compile(r"(?P<number>\d+(?:\.\d+)?)|(?P<command>\\[A-Za-z]+|\\[{}|\\])|(?P<letter>[A-Za-z])|(?P<sign>.)", re.S)

# Spellings of one sign: the reader sees the same character, so does the engine.
ALIKE = {
    "−": "-", "–": "-", "×": r"\times", "·": r"\cdot", "≤": r"\le", "≥": r"\ge", "≠": r"\ne", "≈": r"\approx",
    "⌊": r"\lfloor", "⌋": r"\rfloor", "⌈": r"\lceil", "⌉": r"\rceil", "∑": r"\sum", "⋆": r"\star", "∗": "*",
    r"\leq": r"\le", r"\geq": r"\ge", r"\neq": r"\ne", r"\ast": "*", r"\dfrac": r"\frac", r"\tfrac": r"\frac",
    r"\lbrack": "[", r"\rbrack": "]", r"\intercal": r"\top", "，": ",", "（": "(", "）": ")",
}
RELATIONS = {"=": "=", "<": "<", ">": ">", r"\le": "≤", r"\ge": "≥", r"\ne": "≠", r"\approx": "≈"}
FONTS = {r"\mathbf", r"\mathsf", r"\mathrm", r"\textrm", r"\text", r"\boldsymbol", r"\mathit", r"\operatorname"}
ACCENTS = {r"\hat": "hat", r"\bar": "bar", r"\tilde": "tilde", r"\widehat": "hat", r"\widetilde": "tilde"}
GREEK = {"\\" + name for name in (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta kappa lambda mu nu xi pi rho sigma tau phi varphi "
    "chi psi omega Delta Gamma Theta Lambda Sigma Phi Psi Omega ell").split()}
FUNCTIONS = {r"\max", r"\min", r"\gcd"}
OPENERS = {"(", "[", "{", "|", r"\lfloor", r"\lceil", r"\frac", r"\sum", r"\begin"}


def tokens(tex: str) -> list[Token]:
    found, at = [], 0
    while at < len(tex):
        if blank := BLANK.match(tex, at):
            at = blank.end()
            continue
        match = TOKEN.match(tex, at)
        text = ALIKE.get(match.group(), match.group())
        kind = match.lastgroup
        if kind in ("command", "sign"):
            kind = "command" if text.startswith("\\") else "sign"
        found.append(Token(kind, text, at))
        at = match.end()
    return [*found, Token("end", "", len(tex))]


def read(tex: str) -> list:
    """The statements of a formula: what its commas, semicolons and line breaks separate."""
    if len(tex) > LONGEST:
        raise Unreadable(f"a formula of {len(tex)} characters; {LONGEST} are the most", 0)
    return Reader(tex).statements()


class Reader:
    """Recursive descent: one method a rule, lowest binding first."""

    def __init__(self, tex: str):
        self.tokens, self.i, self.depth = tokens(tex), 0, 0

    # -- the token at hand
    @property
    def here(self) -> Token:
        return self.tokens[self.i]

    def take(self, *texts: str) -> Token | None:
        if self.here.kind != "end" and self.here.text in texts:
            self.i += 1
            return self.tokens[self.i - 1]
        return None

    def need(self, text: str) -> Token:
        return self.take(text) or self.refuse(f"expected {text}, found {self.here.text or 'the end'}")

    def refuse(self, why: str | None = None):
        raise Unreadable(why or f"cannot read {self.here.text or 'the end'}", self.here.pos)

    # -- statements and relations
    def statements(self) -> list:
        aligned = self.environment("aligned")
        found = [self.relation()]
        while self.take(",", ";", "\\\\", "&"):
            while self.take(",", ";", "\\\\", "&"):
                pass
            if self.here.kind == "end" or self.here.text == r"\end":
                break
            found.append(self.relation())
        if aligned:
            self.need(r"\end"), self.braced("aligned")
        self.take(".", "。")
        if self.here.kind != "end":
            self.refuse()
        return found

    def environment(self, name: str) -> bool:
        start = self.i
        if self.take(r"\begin") and self.word() == name:
            return True
        self.i = start
        return False

    def braced(self, name: str) -> None:
        if self.word() != name:
            self.refuse(f"expected {{{name}}}")

    def word(self) -> str:
        """`{letters}`"""
        self.need("{")
        letters = ""
        while self.here.kind == "letter":
            letters += self.here.text
            self.i += 1
        self.need("}")
        return letters

    def relation(self):
        pos, sides, signs = self.here.pos, [self.sum()], []
        while self.take("&") or self.here.text in RELATIONS:
            if self.here.text not in RELATIONS:
                self.refuse()
            signs.append(RELATIONS[self.here.text])
            self.i += 1
            self.take("&")
            sides.append(self.sum())
        return Relation(tuple(sides), tuple(signs), pos) if signs else sides[0]

    # -- arithmetic
    def sum(self):
        self.depth += 1
        if self.depth > DEEPEST:
            self.refuse(f"nested deeper than {DEEPEST} levels")
        pos = self.here.pos
        sign = self.take("+", "-")
        left = self.product()
        if sign and sign.text == "-":
            left = Op("neg", (left,), pos)
        while sign := self.take("+", "-"):
            left = Op(sign.text, (left, self.product()), sign.pos)
        self.depth -= 1
        return left

    def product(self):
        left = self.power()
        while True:
            if sign := self.take(r"\times", r"\cdot", "/"):
                left = Op({r"\times": "×", r"\cdot": "·", "/": "/"}[sign.text], (left, self.power()), sign.pos)
            elif sign := self.take(r"\star", "*"):
                # Not a product of numbers: the page says what the operator is, by a name of its own.
                name = Sym("star" if sign.text == r"\star" else "ast", sign.pos)
                left = Op("call", (name, left, self.power()), sign.pos)
            elif self.begins_a_factor():
                pos = self.here.pos
                left = Op("juxt", (left, self.power()), pos)
            else:
                return left

    def begins_a_factor(self) -> bool:
        token = self.here
        return token.kind in ("number", "letter") or token.text in OPENERS - {"|"} or token.text in (
            GREEK | FUNCTIONS | FONTS | set(ACCENTS))

    def power(self):
        start = self.i
        base = self.atom()
        if sign := self.take("^"):
            if self.tokens[start].text == "(" and start and self.tokens[start - 1].kind == "letter":
                raise Unreadable("f(x)^2 can be read in two ways; write (f(x))^2 or n·(x)^2", sign.pos)
            if self.take(r"\top") or (self.here.text == "{" and self.tokens[self.i + 1].text == r"\top" and self.thrice()):
                base = self.after(Op("transpose", (base,), sign.pos), sign.pos)
            else:
                base = Op("^", (base, self.group()), sign.pos)
        return base

    def thrice(self) -> bool:
        """`{\\top}`"""
        self.need("{"), self.need(r"\top"), self.need("}")
        return True

    def group(self):
        if self.take("{"):
            inner = self.sum()
            self.need("}")
            return inner
        return self.atom()

    def listed(self, close: str) -> tuple:
        items = [self.sum()]
        while self.take(","):
            items.append(self.sum())
        self.need(close)
        return tuple(items)

    # -- what a factor can be
    def atom(self):
        token = self.here
        if token.kind == "end":
            self.refuse()
        self.i += 1
        if token.kind == "number":
            if re.match(r"0\d", token.text):
                raise Unreadable(f"the number {token.text} begins with a zero", token.pos)
            return Num(Fraction(token.text), token.text, token.pos)
        if token.kind == "letter" or token.text in GREEK:
            return self.after(Sym(token.text.lstrip("\\"), token.pos), token.pos)
        if token.text in FONTS:
            return self.after(Sym(self.word(), token.pos), token.pos)
        if token.text in ACCENTS:
            return self.accented(ACCENTS[token.text], token.pos)
        if token.text in FUNCTIONS:
            self.need("(")
            return Op("call", (Sym(token.text[1:], token.pos), *self.listed(")")), token.pos)
        if token.text == "(":
            items = self.listed(")")
            return items[0] if len(items) == 1 else Op("tuple", items, token.pos)
        if token.text in ("{", "["):
            inner = self.sum()
            self.need("}" if token.text == "{" else "]")
            return self.after(inner, token.pos)
        if token.text == "|":
            inner = self.sum()
            self.need("|")
            return Op("abs", (inner,), token.pos)
        if token.text in (r"\lfloor", r"\lceil"):
            inner = self.sum()
            self.need(token.text.replace(r"\l", r"\r", 1))
            return Op(token.text[2:], (inner,), token.pos)
        if token.text == r"\frac":
            return self.fraction(token.pos)
        if token.text == r"\sum":
            return self.summation(token.pos)
        if token.text == r"\begin":
            return self.after(self.matrix(token.pos), token.pos)
        self.i -= 1
        self.refuse()

    def accented(self, accent: str, pos: int):
        inner = self.group()
        if isinstance(inner, Sym):
            return self.after(Sym(f"{inner.name}_{accent}", pos), pos)
        if isinstance(inner, Sub) and isinstance(inner.base, Sym):      # \hat Y_{i,j}: the accent takes the letter
            return Sub(Sym(f"{inner.base.name}_{accent}", pos), inner.index, "", pos)
        raise Unreadable("an accent stands on one symbol", pos)

    def after(self, base, pos: int):
        """Primes, subscripts and `[i, j]` behind a symbol, a bracket or a matrix."""
        while True:
            if self.take("'"):
                if not isinstance(base, Sym):
                    self.refuse("a prime stands behind one symbol")
                base = Sym(f"{base.name}_prime", pos)
            elif self.take("_"):
                start = self.i
                name = self.subscript_name()
                stop, self.i = self.i, start
                try:
                    index = self.listed("}") if self.take("{") else (self.atom(),)
                except Unreadable:
                    if not name:
                        raise
                    index, self.i = (), stop
                base = Sub(base, index, f"{base.name}_{name}" if name and isinstance(base, Sym) else "", pos)
            elif self.here.text == "[" and isinstance(base, (Sym, Sub)):
                self.i += 1
                base = Sub(base, self.listed("]"), "", pos)
            else:
                return base

    def subscript_name(self) -> str:
        """The bare text of `_h`, `_{h}` or `_\\mathrm{out}`; nothing where the subscript is an expression."""
        self.take(*FONTS)
        if self.here.text != "{":
            self.i += 1
            return self.tokens[self.i - 1].text if self.tokens[self.i - 1].kind in ("letter", "number") else ""
        self.i += 1
        self.take(*FONTS)
        inner = self.take("{")
        name = ""
        while self.here.kind in ("letter", "number"):
            name += self.here.text
            self.i += 1
        return name if (not inner or self.take("}")) and self.take("}") else ""

    def fraction(self, pos: int):
        if self.here.text == "{" and self.tokens[self.i + 1].text == r"\partial":
            self.need("{"), self.need(r"\partial")
            of = self.sum()
            self.need("}"), self.need("{"), self.need(r"\partial")
            by = self.atom()
            self.need("}")
            return Derivative(of, by, pos)
        return Op("/", (self.group(), self.group()), pos)

    def summation(self, pos: int):
        self.need("_")
        braces = self.take("{")
        names = [self.name()]
        while self.take(","):
            names.append(self.name())
        low = self.sum() if braces and self.take("=") else None
        if braces:
            self.need("}")
        high = self.group() if self.take("^") else None
        if (low is None) != (high is None):
            self.refuse("a sum has both bounds or neither")
        return Sum(tuple(names), low, high, self.product(), pos)

    def name(self) -> str:
        if self.here.kind != "letter":
            self.refuse("expected the letter that the sum runs over")
        self.i += 1
        return self.tokens[self.i - 1].text

    def matrix(self, pos: int) -> Matrix:
        kind = self.word()
        if kind not in ("bmatrix", "pmatrix", "matrix"):
            self.refuse(f"cannot read the environment {kind}")
        rows, row = [], [self.sum()]
        while not self.take(r"\end"):
            if self.take("&"):
                row.append(self.sum())
            elif self.take("\\\\"):
                if self.here.text != r"\end":
                    rows.append(tuple(row))
                    row = [self.sum()]
            else:
                self.refuse()
        self.braced(kind)
        rows.append(tuple(row))
        if len({len(row) for row in rows}) != 1:
            raise Unreadable(f"the rows of this matrix have {[len(r) for r in rows]} entries", pos)
        return Matrix(tuple(rows), pos)
