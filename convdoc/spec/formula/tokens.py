"""LaTeX as tokens: spellings of one sign are one token, white space is none, connecting words are recognized."""

from __future__ import annotations

import re
from typing import NamedTuple, NoReturn

LONGEST = 10_000
LONGEST_NUMBER = 100


class Unreadable(ValueError):
    def __init__(self, message: str, pos: int):
        super().__init__(message)
        self.pos = pos


class Token(NamedTuple):
    kind: str                       # number letter command sign word gap end
    text: str
    pos: int


BLANK = re.compile(
    r"(?:\s|~|\\[,:! ]|\\;|\\(?:displaystyle|textstyle|limits|nolimits|left|right|[bB]igg?[lrm]?)(?![A-Za-z]|\s*\\?\|))+")
GAP = re.compile(r"\\q?quad(?![A-Za-z])")
BARS = re.compile(r"\\(?P<side>left|right|[bB]igg?[lr])\s*(?P<bar>\\?\|)")
TEXT = re.compile(r"\\(?:text|textrm|textnormal|mbox|mathrm|operatorname)\s*\{(?P<said>[^{}\\$]*)\}")
SPACED = re.compile(r"\{\s*(?P<sign>\\cdot|\\times|\\star|[-+=*<>])\s*\}")
TOKEN = re.compile(r"(?P<number>\d+(?:\{,\}\d{3})*(?:\.\d+)?)|(?P<command>\\[A-Za-z]+|\\[{}|\\%])|(?P<letter>[A-Za-z])|(?P<sign>.)", re.S)

# Spellings of one sign: the reader sees the same character, so does the engine.
ALIKE = {
    "−": "-", "–": "-", "×": r"\times", "·": r"\cdot", "≤": r"\le", "≥": r"\ge", "≠": r"\ne", "≈": r"\approx",
    "⌊": r"\lfloor", "⌋": r"\rfloor", "⌈": r"\lceil", "⌉": r"\rceil", "∑": r"\sum", "∏": r"\prod", "⋆": r"\star", "∗": "*",
    "∈": r"\in", "∉": r"\notin", "∂": r"\partial", "∇": r"\nabla", "→": r"\to", "⊛": r"\circledast", "⊙": r"\odot",
    "⇒": r"\Rightarrow", "⇔": r"\Leftrightarrow", "∧": r"\land", "∨": r"\lor", "∀": r"\forall", "…": r"\dots", "⋯": r"\dots",
    "，": ",", "；": ";", "（": "(", "）": ")", "：": ":",
    r"\leq": r"\le", r"\geq": r"\ge", r"\leqslant": r"\le", r"\geqslant": r"\ge", r"\lt": "<", r"\gt": ">", r"\neq": r"\ne",
    r"\ast": "*", r"\dfrac": r"\frac", r"\tfrac": r"\frac", r"\cfrac": r"\frac", r"\lbrack": "[", r"\rbrack": "]",
    r"\lbrace": r"\{", r"\rbrace": r"\}", r"\intercal": r"\top", r"\mid": r"\divides", r"\rightarrow": r"\to", r"\colon": ":",
    r"\ldots": r"\dots", r"\cdots": r"\dots", r"\dotsc": r"\dots", r"\dotsb": r"\dots", r"\Vert": r"\|", r"\vert": "|",
}
WORDS = {
    "and": ("and", "且", "并且", r"\land", r"\wedge"),
    "or": ("or", "或", "或者", r"\lor", r"\vee"),
    "if": ("if", "when", "whenever", "若", "当", "如果"),
    "for": ("for", "for all", "for every", "for each", "对", "对所有", "对任意", "对每个", "对于", r"\forall"),
    "then": ("then", "则", "那么", "时", "就有"),
    "where": ("where", "with", "其中"),
    "otherwise": ("otherwise", "else", "否则", "其他", "其它", "其余"),
    "iff": ("iff", "if and only if", "当且仅当", r"\iff", r"\Leftrightarrow"),
    "implies": ("implies", r"\implies", r"\Rightarrow"),
}
MEANING = {spelling: word for word, spellings in WORDS.items() for spelling in spellings}
RELATIONS = {"=": "=", "<": "<", ">": ">", r"\le": "≤", r"\ge": "≥", r"\ne": "≠", r"\approx": "≈", r"\in": "∈", r"\notin": "∉",
             r"\divides": "∣"}
AROUND_A_GAP = {",", ";", "\\\\", "&", r"\begin", r"\end", "}", *RELATIONS}


def tokens(tex: str) -> list[Token]:
    """All tokens of a formula, an end token last."""
    if len(tex) > LONGEST:
        raise Unreadable(f"a formula of {len(tex)} characters; {LONGEST} are the most", 0)
    found, at = [], 0
    while at < len(tex):
        token, stop = next_token(tex, at)
        if token:
            found.append(token)
        at = stop
    return without_idle_gaps([*found, Token("end", "", len(tex))])


def next_token(tex: str, at: int) -> tuple[Token | None, int]:
    """The token that begins at `at`, None for white space, and where it stops."""
    if bar := BARS.match(tex, at):
        side = "l" if bar["side"] == "left" or bar["side"].endswith("l") else "r"
        return Token("command", f"\\{side}{'vert' if bar['bar'] == '|' else 'Vert'}", at), bar.end()
    if gap := GAP.match(tex, at):
        return Token("gap", "a gap", at), gap.end()
    if blank := BLANK.match(tex, at):
        return None, blank.end()
    if (said := TEXT.match(tex, at)) and (word := phrase(said, at)):
        return Token("word", word, at), said.end()
    match = TOKEN.match(tex, at)
    stop = match.end()
    if spaced := SPACED.match(tex, at):
        match, stop = TOKEN.match(tex, spaced.start("sign")), spaced.end()
    text, kind = ALIKE.get(match.group(), match.group()), match.lastgroup
    if kind == "number":
        text = text.replace("{,}", "")
        if len(text) > LONGEST_NUMBER:
            raise Unreadable(f"a number of {len(text)} digits; {LONGEST_NUMBER} are the most", at)
    elif text in MEANING:
        text, kind = MEANING[text], "word"
    elif kind != "letter":
        kind = "command" if text.startswith("\\") else "sign"
    return Token(kind, text, at), stop


def phrase(said: re.Match, at: int) -> str | None:
    r"""The connecting word that `\text{…}` says; None where it names a symbol; other words are refused."""
    words = " ".join(said["said"].strip(" ，,.。:：~").split()).lower()
    if words in MEANING:
        return MEANING[words]
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", said["said"]):
        return None
    known = ", ".join(sorted(words for words in MEANING if not words.startswith("\\")))
    raise Unreadable(f"the words {said['said'].strip()!r} are none that connect formulas ({known}); write them outside the formula", at)


def without_idle_gaps(found: list[Token]) -> list[Token]:
    r"""`\quad` separates two statements; beside a comma, a sign or a word, or at an end, it is only space."""
    idle = lambda token: token is None or token.kind in ("word", "end", "gap") or token.text in AROUND_A_GAP
    kept = []
    for token, after in zip(found, [*found[1:], None]):
        if token.kind != "gap" or not (idle(kept[-1] if kept else None) or idle(after)):
            kept.append(token)
    return kept


class Cursor:
    """A place in the tokens of one formula."""

    def __init__(self, tex: str):
        self.tokens, self.i = tokens(tex), 0

    @property
    def here(self) -> Token:
        return self.tokens[self.i]

    def ahead(self, n: int = 1) -> Token:
        return self.tokens[min(self.i + n, len(self.tokens) - 1)]

    def take(self, *texts: str) -> Token | None:
        if self.here.kind not in ("end", "word", "gap") and self.here.text in texts:
            self.i += 1
            return self.tokens[self.i - 1]
        return None

    def says(self, *words: str) -> Token | None:
        """Take a connecting word."""
        if self.here.kind == "word" and self.here.text in words:
            self.i += 1
            return self.tokens[self.i - 1]
        return None

    def need(self, *texts: str) -> None:
        for text in texts:
            self.take(text) or self.refuse(f"expected {text}, found {self.here.text or 'the end'}")

    def refuse(self, why: str | None = None) -> NoReturn:
        raise Unreadable(why or f"cannot read {self.here.text or 'the end'}", self.here.pos)

    def letters(self) -> str:
        """`{letters}`"""
        self.need("{")
        found = ""
        while self.here.kind in ("letter", "number") and (found or self.here.kind == "letter"):
            found += self.here.text
            self.i += 1
        self.need("}")
        return found
