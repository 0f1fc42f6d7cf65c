"""Sums, products and powers: one method a rule, lowest binding first."""

from __future__ import annotations

from typing import Any, NoReturn

from .factors import FACTORS, Factors
from .tokens import Token, Unreadable
from .tree import Num, Op, Sym

# Not products of numbers: the page says what these operators are, by names of its own.
OPERATORS = {r"\star": "star", "*": "ast", r"\circledast": "circledast", r"\odot": "odot", r"\otimes": "otimes", r"\circ": "circ"}
SIGNS = {r"\times": "×", r"\cdot": "·", "/": "/"}

TALLEST = 120                               # levels of a tree; what walks it needs a few frames for each
TOO_TALL = f"more than {TALLEST} terms or levels; write \\sum, or split the formula"


class Arithmetic(Factors):
    """The reader of one value."""

    def sum(self) -> Any:
        start = self.i
        sign = self.take("+", "-")
        left = self.product()
        if sign and sign.text == "-":
            left = Op("neg", (left,), sign.pos)
        for _ in range(TALLEST):
            self.continued("+", "-")
            if sign := self.take("+", "-"):
                left = Op(sign.text, (left, self.product()), sign.pos)
            elif sign := self.take(r"\bmod"):
                left = self.modulo(left, start, sign)
            else:
                return left
        self.refuse(TOO_TALL)

    def continued(self, *signs: str) -> None:
        r"""`\\ &+` carries the row above on."""
        n = 2 + (self.ahead(2).kind == "gap")
        if self.here.text == "\\\\" and self.ahead().text == "&" and self.ahead(n).text in signs:
            self.i += n

    def modulo(self, left: Any, start: int, sign: Token) -> Op:
        alone, begin = self.factor == (start, self.i - 1), self.i
        right = self.power()
        if not alone or self.here.text in {"+", "-", r"\bmod", *SIGNS, *OPERATORS} or self.begins_a_factor():
            self.twice("a sum or product beside \\bmod", r"put the parts of \bmod in parentheses", sign.pos)
        return Op("mod", (left, right), self.tokens[begin].pos)

    def product(self) -> Any:
        start = self.i
        left = self.power()
        operator = divided = False
        for _ in range(TALLEST):
            self.continued(*SIGNS)
            if sign := self.take(*SIGNS):
                first = self.i
                left, divided = Op(SIGNS[sign.text], (left, self.power()), sign.pos), sign.text == "/"
                if divided and isinstance(left.args[1], Op) and left.args[1].op == "apply" and self.tokens[first].text != "(":
                    self.twice("a/b(c)", r"write \frac{a}{b(c)} or (a/b) \cdot (c)", sign.pos)
                if operator:
                    self.mixed(sign)
            elif sign := self.take(*OPERATORS):
                if self.factor != (start, self.i - 1):
                    self.mixed(sign)
                name = Sym(OPERATORS[sign.text], sign.pos)
                left, operator = Op("call", (name, left, self.power()), sign.pos), True
            elif self.begins_a_factor():
                token = self.here
                if operator:
                    self.mixed(token)
                if divided:
                    self.twice("a/b c", r"write \frac{a}{b} c, \frac{a}{b c} or a/b \cdot c", token.pos)
                if token.kind == "number" or self.tokens[self.i - 1].text in ("|", r"\|"):
                    self.refuse(f"what does {token.text} belong to? write \\cdot before it")
                left = Op("juxt", (left, self.power()), token.pos)
            else:
                return left
        self.refuse(TOO_TALL)

    def mixed(self, sign: Token) -> NoReturn:
        self.twice("an operator of the page beside another product", "use parentheses", sign.pos)

    def begins_a_factor(self) -> bool:
        token = self.here
        if token.kind in ("word", "gap", "end") or self.differential():
            return False
        if token.text in ("|", r"\|"):
            return not self.bars
        return token.kind in ("number", "letter") or token.text in FACTORS

    def power(self) -> Any:
        start = self.i
        base = self.atom()
        while self.here.text in ("^", r"\%"):
            sign = self.here
            self.i += 1
            if sign.text == r"\%":
                base = Op("%", (base,), sign.pos)
                continue
            if isinstance(base, Op) and base.op == "apply" and self.tokens[start].text != "(":
                self.twice("f(x)^2", "write (f(x))^2 or n·(x)^2", sign.pos)
            if isinstance(base, Op) and base.op == "^" and self.tokens[self.i - 2].text != ")":
                raise Unreadable("a power of a power; use parentheses", sign.pos)
            base = self.raised(base, sign)
        self.factor = (start, self.i)
        return base

    def raised(self, base: Any, sign: Token) -> Any:
        """What follows ^: a transpose or a power."""
        if self.transposes():
            return self.after(Op("transpose", (base,), sign.pos), sign.pos)
        braces = self.here.text == "{"
        inside = self.ahead() if braces else self.here
        if inside.text == "T" and self.ahead(2 * braces).text in ("}", "T"):
            self.twice("^T", r"write ^\top for the transpose", sign.pos)
        if braces and inside.text == "(" and not isinstance(base, Num):
            self.twice("a superscript in parentheses", "write x^{2} for the power, x_{2} for the label", sign.pos)
        return Op("^", (base, self.group()), sign.pos)

    def transposes(self) -> bool:
        r"""`\top`, `\mathrm{T}` or `\mathsf T`, in braces or not."""
        start, braces = self.i, self.take("{")
        found = self.take(r"\top")
        if not found and self.take(r"\mathrm", r"\mathsf"):
            inner = self.take("{")
            found = self.take("T") and (not inner or self.take("}"))
        if found and (not braces or self.take("}")):
            return True
        self.i = start
        return False
