"""What a factor can be: numbers, symbols and what hangs on them, brackets, fractions, sums, matrices, cases."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any, NoReturn

from .tokens import Cursor, Unreadable
from .tree import Beyond, Bind, Cases, Derivative, Fold, Interval, Matrix, Num, Op, Space, Sub, Sym

DEEPEST = 60
FONTS = {r"\mathbf", r"\mathsf", r"\mathrm", r"\mathcal", r"\mathscr", r"\mathit", r"\textrm", r"\text", r"\boldsymbol", r"\bm",
         r"\operatorname", r"\mathbb"}
ACCENTS = {r"\hat": "hat", r"\bar": "bar", r"\tilde": "tilde", r"\widehat": "hat", r"\widetilde": "tilde", r"\overline": "bar",
           r"\vec": "vec", r"\dot": "dot"}
GREEK = {"\\" + name for name in (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta kappa lambda mu nu xi pi rho sigma tau phi varphi "
    "chi psi omega Delta Gamma Theta Lambda Sigma Phi Psi Omega ell infty").split()}
FUNCTIONS = {r"\max", r"\min", r"\gcd", r"\exp", r"\log", r"\ln", r"\sin", r"\cos", r"\tanh"}
FOLDS = {r"\sum", r"\prod", r"\max", r"\min"}
CLOSING = {r"\lfloor": (r"\rfloor", "floor"), r"\lceil": (r"\rceil", "ceil"), r"\lvert": (r"\rvert", "abs"), "|": ("|", "abs"),
           r"\lVert": (r"\rVert", "norm"), r"\|": (r"\|", "norm")}
NORMS = {"": "norm", "1": "norm 1", "2": "norm 2", "F": "norm F", "infty": "norm ∞"}
FACTORS = (GREEK | FUNCTIONS | FONTS | set(ACCENTS) | (set(CLOSING) - {"|", r"\|"})
           | {"(", "[", "{", r"\frac", r"\sqrt", r"\sum", r"\prod", r"\begin", r"\int", r"\lim", r"\partial", r"\nabla"})
MATRICES = ("bmatrix", "pmatrix", "matrix")


class Factors(Cursor):
    """The reader of one factor. `sum`, `power`, `domain` and `conditions`, which stand inside some, are read further up."""

    def __init__(self, tex: str):
        super().__init__(tex)
        self.depth = 0
        self.bars: list[str] = []            # the | and \| that are open
        self.integrals = 0
        self.factor = (0, 0)                 # the tokens of the factor that was read last

    def twice(self, what: str, instead: str, pos: int) -> NoReturn:
        raise Unreadable(f"{what} can be read in two ways; {instead}", pos)

    def atom(self) -> Any:
        self.depth += 1
        if self.depth > DEEPEST:
            self.refuse(f"nested deeper than {DEEPEST} levels")
        found = self.one()
        self.depth -= 1
        return found

    def one(self) -> Any:
        token = self.here
        if token.kind in ("end", "word", "gap"):
            self.refuse(f"expected a value, found {token.text}" if token.kind == "word" else None)
        self.i += 1
        text, pos = token.text, token.pos
        if token.kind == "number":
            if re.match(r"0\d", text):
                raise Unreadable(f"the number {text} begins with a zero", pos)
            return Num(Fraction(text), text, pos)
        if token.kind == "letter" or text in GREEK:
            return self.after(Sym(text.lstrip("\\"), pos), pos)
        if text in FONTS:
            return self.after(self.styled(text, pos), pos)
        if text in ACCENTS:
            return self.accented(ACCENTS[text], pos)
        if text in FOLDS and (text in (r"\sum", r"\prod") or self.here.text == "_"):
            return self.fold(text[1:], pos)
        if text in FUNCTIONS:
            close = self.take("(", r"\{") or self.refuse(f"expected ( behind {text}")
            return Op("call", (Sym(text[1:], pos), *self.listed(")" if close.text == "(" else r"\}")), pos)
        if text in CLOSING:
            return self.enclosed(text, pos)
        rule = {"(": self.parentheses, "[": self.brackets, "{": self.braces, r"\frac": self.fraction, r"\sqrt": self.root,
                r"\begin": self.environment, r"\int": self.integral, r"\lim": self.limit, r"\partial": self.partial,
                r"\nabla": self.gradient}.get(text)
        if rule:
            return rule(pos)
        self.i -= 1
        if text == r"\{":
            self.refuse(r"a set stands behind \in; for cases write \begin{cases}")
        self.refuse(r"what \dots leaves out can be continued in many ways; write \sum or \prod" if text == r"\dots" else None)

    def parentheses(self, pos: int) -> Any:
        items = self.listed(")")
        return self.after(items[0], pos) if len(items) == 1 else Op("tuple", items, pos)

    def brackets(self, pos: int) -> Any:
        """`[X]_{i,j}` is the element X_{i,j}, and whatever bracket follows is another factor."""
        inner = self.sum()
        self.need("]")
        return self.after(inner, pos, bracketed=True)

    def braces(self, pos: int) -> Any:
        inner = self.sum()
        self.need("}")
        return self.after(inner, pos)

    def enclosed(self, text: str, pos: int) -> Any:
        close, op = CLOSING[text]
        outer, self.bars = self.bars, [*self.bars, text] if text in ("|", r"\|") else []
        inner = self.sum()
        self.need(close)
        self.bars = outer
        if op == "norm":
            name = ""
            if self.take("_"):
                inside = self.group()
                name = inside.text if isinstance(inside, Num) else getattr(inside, "name", None)
            op = NORMS.get(name) or self.refuse("a norm is one of ‖x‖, ‖x‖_1, ‖x‖_2, ‖x‖_F, ‖x‖_\\infty")
        return Op(op, (inner,), pos)

    def styled(self, font: str, pos: int) -> Any:
        """A symbol in a font; `\\mathbb R` and its like are sets."""
        if self.here.kind == "letter":
            self.i += 1
            name = self.tokens[self.i - 1].text
        elif self.here.text == "{" and self.ahead().text in GREEK | set(ACCENTS):
            return self.braces(pos)
        else:
            name = self.letters()
        if not name:
            self.refuse("expected a symbol")
        if font == r"\mathbb" and name in "RZNQ":
            return Space(name, self.sizes() if self.take("^") else (), pos)
        return Sym(name, pos)

    def sizes(self) -> tuple:
        node, sizes = self.group(), []
        while isinstance(node, Op) and node.op == "×":
            sizes.append(node.args[1])
            node = node.args[0]
        return (node, *reversed(sizes))

    def accented(self, accent: str, pos: int) -> Any:
        inner = self.group()
        if isinstance(inner, Sub) and isinstance(inner.base, Sym):      # \hat{Y_{i,j}}: the accent takes the letter
            return Sub(Sym(f"{inner.base.name}_{accent}", pos), inner.index, "", pos)
        if not isinstance(inner, Sym):
            raise Unreadable("an accent stands on one symbol", pos)
        return self.after(Sym(f"{inner.name}_{accent}", pos), pos)

    def after(self, base: Any, pos: int, bracketed: bool = False) -> Any:
        """Primes, subscripts, `[i, j]` and `(x)` behind a symbol, a bracket or a matrix."""
        while True:
            called = isinstance(base, Op) and base.op == "call"
            if self.take("'"):
                if isinstance(base, Sub) and base.name:
                    base = Sub(base.base, base.index, f"{base.name}_prime", base.pos)
                elif isinstance(base, Sym):
                    base = Sym(f"{base.name}_prime", pos)
                else:
                    self.refuse("a prime stands behind one symbol")
            elif self.take("_"):
                base = self.subscript(base, pos)
            elif self.here.text == "[" and (called or isinstance(base, (Sym, Sub))) and not bracketed:
                opening = self.here
                self.i += 1
                base = Sub(base, self.listed("]"), "", pos)
                if self.here.text == "_":
                    self.twice("a[b]_{c}", r"write \cdot before the bracket", opening.pos)
            elif self.here.text == "(" and (called or isinstance(base, (Sym, Sub))):
                self.i += 1
                return Op("apply", (base, *self.listed(")")), pos)
            else:
                return base

    def subscript(self, base: Any, pos: int) -> Sub:
        start = self.i
        name = self.subscript_name()
        stop, self.i = self.i, start
        try:
            index = self.listed("}") if self.take("{") else (self.group(),)
        except Unreadable:
            if not name:
                raise
            index, self.i = (), stop
        return Sub(base, index, f"{base.name}_{name}" if name and isinstance(base, Sym) else "", pos)

    def subscript_name(self) -> str:
        """The bare text of `_h`, `_{h}` or `_\\mathrm{out}`; nothing where the subscript is an expression."""
        self.take(*FONTS)
        if self.here.text != "{":
            self.i += 1
            token = self.tokens[self.i - 1]
            return token.text if token.kind == "letter" or token.kind == "number" and len(token.text) == 1 else ""
        self.i += 1
        self.take(*FONTS)
        inner = self.take("{")
        name = ""
        while self.here.kind in ("letter", "number"):
            name += self.here.text
            self.i += 1
        return name if (not inner or self.take("}")) and self.take("}") else ""

    def fraction(self, pos: int) -> Any:
        if self.here.text == "{" and self.ahead().text == r"\partial":
            return self.partial_fraction(pos)
        if self.here.kind == "number" and len(self.here.text) > 1:
            self.twice(rf"\frac{self.here.text}", r"write \frac{…}{…}", pos)
        return Op("/", (self.group(), self.group()), pos)

    def partial_fraction(self, pos: int) -> Any:
        r"""`\frac{\partial L}{\partial K}` and `\frac{\partial}{\partial K} L`."""
        self.need("{", r"\partial")
        of = None if self.here.text == "}" else self.power()
        self.need("}", "{", r"\partial")
        by = self.atom()
        self.need("}")
        return Derivative(self.power() if of is None else of, by, pos)

    def partial(self, pos: int) -> Derivative:
        r"""`\partial_K L` and `\partial L / \partial K`."""
        if self.take("_"):
            by = self.group()
            return Derivative(self.atom(), by, pos)
        of = self.atom()
        self.need("/", r"\partial")
        return Derivative(of, self.atom(), pos)

    def gradient(self, pos: int) -> Any:
        r"""`\nabla_K L` is ∂L/∂K; `\nabla L` is what the page calls grad_L."""
        by = self.group() if self.take("_") else None
        of = self.atom()
        if by is not None:
            return Derivative(of, by, pos)
        if not isinstance(of, Sym):
            raise Unreadable("a gradient of one symbol", pos)
        return Sym(f"grad_{of.name}", pos)

    def root(self, pos: int) -> Op:
        if self.here.text == "[":
            self.refuse(r"only square roots; write x^{1/n}")
        return Op("sqrt", (self.group(),), pos)

    # -- sums and their like
    def fold(self, kind: str, pos: int) -> Fold:
        high = self.group() if self.take("^") else None
        if not self.take("_"):
            self.refuse(f"expected _ behind \\{kind}: what does it run over?")
        binds, low = self.binds()
        if self.take("^"):
            high = self.group()
        if (low is None) != (high is None):
            self.refuse(f"a {kind} has both bounds or neither")
        if low is not None:
            binds = (Bind(binds[-1].names, Interval(low, high, "[]", binds[-1].pos), binds[-1].pos),)
        return Fold(kind, binds, self.product(), pos)

    def binds(self) -> tuple[tuple, Any]:
        r"""What stands below a sum: `a`, `a=0`, `a,b`, `0\le a<n`, `a\in S`; and the lower bound of the second."""
        pos = self.here.pos
        if not self.take("{"):
            return (Bind((self.index(),), None, pos),), None
        rows = self.take(r"\substack")
        rows and self.need("{")
        binds, low = [self.bind()], None
        while rows and self.take("\\\\"):
            binds.append(self.bind())
        if not rows and self.take("="):
            low = self.sum()
        self.need("}")
        rows and self.need("}")
        return tuple(binds), low

    def bind(self) -> Bind:
        pos, start = self.here.pos, self.i
        if self.here.kind == "letter" or self.here.text in GREEK:
            names = [self.index()]
            while self.take(","):
                names.append(self.index())
            if self.here.text in ("}", "=", "\\\\"):
                return Bind(tuple(names), None, pos)
            if self.take(r"\in"):
                return Bind(tuple(names), self.domain(), pos)
            self.i = start
        low, first = self.sum(), self.take("<", r"\le") or self.refuse("expected =, \\in or \\le: what does the index run over?")
        names = [self.index()]
        while self.take(","):
            names.append(self.index())
        second = self.take("<", r"\le") or self.refuse("expected < or \\le: where does the index end?")
        ends = ("(" if first.text == "<" else "[") + (")" if second.text == "<" else "]")
        return Bind(tuple(names), Interval(low, self.sum(), ends, pos), pos)

    def index(self) -> str:
        if self.here.kind != "letter" and self.here.text not in GREEK:
            self.refuse("expected the letter that it runs over")
        self.i += 1
        return self.tokens[self.i - 1].text.lstrip("\\")

    def integral(self, pos: int) -> Beyond:
        bounds = [self.group() for _ in range(2) if self.take("_", "^")]
        self.integrals += 1
        body = self.product()
        n = self.differential() or self.refuse("an integral ends with d and its variable")
        self.i += n
        self.integrals -= 1
        return Beyond("an integral", (*bounds, body, self.atom()), pos)

    def differential(self) -> int:
        r"""How many tokens the `d` or `\mathrm{d}` takes that ends an integral; 0 elsewhere."""
        if not self.integrals:
            return 0
        upright = [self.ahead(n).text for n in range(4)] == [r"\mathrm", "{", "d", "}"]
        n = 4 if upright else 1 if self.here.text == "d" else 0
        return n if n and (self.ahead(n).kind == "letter" or self.ahead(n).text in GREEK | FONTS) else 0

    def limit(self, pos: int) -> Beyond:
        self.need("_", "{")
        name = Sym(self.index(), pos)
        self.need(r"\to")
        to = self.sum()
        self.need("}")
        return Beyond("a limit", (name, to, self.product()), pos)

    # -- environments
    def environment(self, pos: int) -> Any:
        name = self.letters()
        if name in MATRICES:
            return self.after(self.matrix(name, pos), pos)
        if name in ("cases", "dcases"):
            return self.cases(name, pos)
        raise Unreadable(f"cannot read the environment {name}", pos)

    def close(self, name: str) -> None:
        if self.letters() != name:
            self.refuse(f"expected {{{name}}}")

    def matrix(self, kind: str, pos: int) -> Matrix:
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
        self.close(kind)
        rows.append(tuple(row))
        if len({len(row) for row in rows}) != 1:
            raise Unreadable(f"the rows of this matrix have {[len(r) for r in rows]} entries", pos)
        return Matrix(tuple(rows), pos)

    def cases(self, kind: str, pos: int) -> Cases:
        branches = [self.branch()]
        while self.take("\\\\") and self.here.text != r"\end":
            branches.append(self.branch())
        self.need(r"\end")
        self.close(kind)
        if [condition for _, condition in branches[:-1] if condition is None]:
            raise Unreadable("`otherwise` is the last of the cases", pos)
        return Cases(tuple(branches), pos)

    def branch(self) -> tuple:
        worth = self.sum()
        self.take(",")
        self.take("&")
        if self.says("otherwise"):
            condition = None
        else:
            self.says("if", "for")
            if self.here.text in ("\\\\", r"\end"):
                self.refuse("this case has no condition; write & \\text{if } … or & \\text{otherwise}")
            condition = self.conditions()
        self.take(",", ";", ".", "。")
        return worth, condition

    def group(self) -> Any:
        """What TeX takes for one argument: `{…}` or a single sign."""
        if self.take("{"):
            inner = self.sum()
            self.need("}")
            return inner
        token = self.here
        if token.kind == "number" and len(token.text) > 1:
            self.twice(token.text, f"TeX takes its first digit alone; write {{{token.text}}}", token.pos)
        if token.kind == "letter" or token.text in GREEK:
            self.i += 1
            return Sym(token.text.lstrip("\\"), token.pos)
        if token.kind != "number" and token.text not in FONTS | set(ACCENTS) | {r"\frac"}:
            self.refuse()
        return self.atom()

    def listed(self, close: str) -> tuple:
        items = [self.sum()]
        while self.take(","):
            items.append(self.sum())
        self.need(close)
        return tuple(items)
