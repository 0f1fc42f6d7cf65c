"""Small lies about what a reader sees: a claim, and the same claim with one thing changed.

A rule finds a stretch of a claim and says what else could stand there. The classes of lies are those that slip into
notes: a digit, a sign, an operator, a relation, a rounding, an index, an axis, a size, an array, a row, a name.
"""

from __future__ import annotations

import ast
import io
import keyword
import re
import token
import tokenize
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from ..claims import Claim
from ..embeds import MARK


@dataclass(frozen=True)
class Lie:
    """What to write instead of body[start:end] of a claim, and the class of the lie."""

    kind: str
    start: int
    end: int
    new: str

    def body(self, claim: Claim) -> str:
        return claim.body[:self.start] + self.new + claim.body[self.end:]

    def told(self, claim: Claim) -> Claim:
        return replace(claim, body=self.body(claim), fault=None)


def lies(claim: Claim, names: Iterable[str] = ()) -> Iterator[Lie]:
    """Each lie that can be told about a claim, once; `names` are those the page has, to take one for another."""
    told = {claim.body}
    names = [name for name in names if not name.startswith("__")]
    for lie in TELLERS.get(claim.kind, lambda claim, names: ())(claim, sorted(names)):
        if (body := lie.body(claim)) not in told:
            told.add(body)
            yield lie


Rule = tuple[str, str, Callable[[re.Match], list[str]]]


def exchanged(*pairs: str) -> Callable[[re.Match], list[str]]:
    """For pairs such as "hw": what was found, with the letters of each pair exchanged."""
    table = str.maketrans("".join(pairs), "".join(pair[::-1] for pair in pairs))
    return lambda found: [found[0].translate(table)]


def instead(table: dict[str, list[str]]) -> Callable[[re.Match], list[str]]:
    return lambda found: table[found[0].strip()]


def neighbours(found: re.Match) -> list[str]:
    return [str((int(found[0]) + 1) % 10), str((int(found[0]) - 1) % 10)]


def transposed_matrix(found: re.Match) -> list[str]:
    rows = [row.split("&") for row in re.split(r"\\\\", found[2])]
    if len({len(row) for row in rows}) != 1:
        return []
    return [found[1] + r"\\".join("&".join(column) for column in zip(*rows)) + found[3]]


def matrix_without_a_row(found: re.Match) -> list[str]:
    rows = re.split(r"\\\\", found[2])
    return [found[1] + r"\\".join(rows[:i] + rows[i + 1:]) + found[3] for i in range(len(rows)) if len(rows) > 1]


RELATIONS = {"=": [r"\ne ", "<", ">"], "<": [">", r"\ge "], ">": ["<", r"\le "], r"\approx": [r"\ne ", "<", "="], "≈": ["<", "="],
             r"\le": [">"], r"\leq": [">"], "≤": [">"], r"\ge": ["<"], r"\geq": ["<"], "≥": ["<"], r"\ne": ["="], r"\neq": ["="], "≠": ["="]}
ROUNDING = {"floor": "ceil", "ceil": "floor", "⌊": "⌈", "⌋": "⌉", "⌈": "⌊", "⌉": "⌋"}
MATRIX = r"(?s)(\\begin\{\w*matrix\})(.*?)(\\end\{\w*matrix\})"
DIGIT: Rule = ("digit", r"[0-9]", neighbours)
FORMULA: list[Rule] = [
    DIGIT,
    ("sign", r"(?<=[\w)\]}])\s*\+", lambda m: ["-"]),
    ("sign", r"(?<=[\w)\]}])\s*-", lambda m: ["+"]),
    ("sign", r"(?<=[(=,&{])\s*-|^-", lambda m: ["+"]),
    ("operator", r"\\times|\\cdot|×|·", lambda m: ["+", "-"]),
    ("operator", r"(?<=[\w)}])/", lambda m: [r"\times "]),
    ("operator", r"\\sum", lambda m: [r"\prod"]),
    ("operator", r"\^\\top|\^T|\^2", lambda m: [""]),
    ("fraction", r"\\frac(\{(?:[^{}]|\{[^{}]*\})*\})(\{(?:[^{}]|\{[^{}]*\})*\})", lambda m: [r"\frac" + m[2] + m[1]]),
    ("rounding", r"(?s)(floor|ceil|⌊|⌈)(.*?)(floor|ceil|⌋|⌉)", lambda m: [ROUNDING[m[1]] + m[2] + ROUNDING[m[3]]]),
    ("relation", r"=|\\approx|≈|[≤≥≠]|\\leq?(?![a-z])|\\geq?(?![a-z])|\\neq?(?![a-z])|[<>]", instead(RELATIONS)),
    ("axis", r"_\{?[hw]\b", exchanged("hw")),
    ("axis", r"(?<![A-Za-z\\_{])[hw](?![A-Za-z])", exchanged("hw")),
    ("index", r"(?<![A-Za-z\\_])[ijab](?![A-Za-z])", exchanged("ij", "ab")),
    ("size", r"(?<![A-Za-z\\])[nkps](?=_|\b)", lambda m: [letter for letter in "nkps" if letter != m[0]]),
    ("total", r"(?<![A-Za-z\\])[pP](?=_)", exchanged("pP")),
    ("array", r"(?<![A-Za-z\\{])[XKY](?![a-z])", instead({"X": ["K"], "K": ["X"], "Y": ["X"]})),
    ("array", r"\\(?:hat|tilde|bar)\s*(?=[A-Za-z])", lambda m: [""]),
    ("row", MATRIX, matrix_without_a_row),
    ("transposed", MATRIX, transposed_matrix),
]
OUTPUT: list[Rule] = [
    DIGIT,
    ("sign", r"-(?=[\d.])", lambda m: [""]),
    ("sign", r"(?<=[\[ (])(?=\d)", lambda m: ["-"]),
    ("row", r"(?m)^.*\n", lambda m: [""]),
    ("truth", r"\b(?:True|False)\b", instead({"True": ["False"], "False": ["True"]})),
    ("name", r"(?<=[A-Za-z])[A-Za-z]\b", lambda m: [""]),
]
WORD: list[Rule] = [DIGIT, ("name", r"\w\b", lambda m: ["", m[0] * 2])]
CHINESE, ENGLISH = "零一二三四五六七八九十", "zero one two three four five six seven eight nine ten eleven twelve".split()
NUMBER: list[Rule] = [
    DIGIT,
    ("sign", r"^(?=[0-9])", lambda m: ["−"]),
    ("sign", r"^[-−正负]", lambda m: ["负" if m[0] == "正" else "正" if m[0] == "负" else ""]),
    ("word", f"[{CHINESE}]", lambda m: [CHINESE[i] for i in (CHINESE.index(m[0]) - 1, CHINESE.index(m[0]) + 1) if 0 <= i < len(CHINESE)]),
    ("word", "两", lambda m: ["一", "三"]),
    ("word", rf"(?i)\b(?:{'|'.join(ENGLISH)})\b", lambda m: [ENGLISH[(ENGLISH.index(m[0].lower()) + 1) % len(ENGLISH)]]),
    ("word", r"(?i)\bonce\b|\btwice\b|\bhalf\b", lambda m: ["thrice"]),
]


def by(rules: list[Rule]) -> Callable[[Claim, list[str]], Iterator[Lie]]:
    def tell(claim: Claim, names: list[str]) -> Iterator[Lie]:
        for kind, pattern, put in rules:
            for found in re.finditer(pattern, claim.body):
                for new in put(found):
                    yield Lie(kind, *found.span(), new)

    return tell


def about_output(claim: Claim, names: list[str]) -> Iterator[Lie]:
    """Output is text; and where it is an array, the array transposed or without a column, or a shape turned round."""
    yield from by(OUTPUT)(claim, names)
    for found in re.finditer(r"(?s)(\w+)\((\[.*?\])(?=[,)]\s*(?:dtype|$|,|array|\)))", claim.body):
        try:
            array = np.array(ast.literal_eval(found[2]))
        except (SyntaxError, ValueError):
            continue
        others = [("transposed", array.T)] + [("column", np.delete(array, i, -1)) for i in range(array.shape[-1])]
        for kind, other in others if array.ndim == 2 else others[1:]:
            if other.size and other.shape + tuple(other.flat) != array.shape + tuple(array.flat):
                yield Lie(kind, *found.span(), found[1] + repr(other).removeprefix("array").removesuffix(")"))
    for found in re.finditer(r"\((\d+), (\d+)\)", claim.body):
        yield Lie("shape", *found.span(), f"({found[2]}, {found[1]})")


def about_table(claim: Claim, names: list[str]) -> Iterator[Lie]:
    """A digit, a row that is lost, and two neighbours in a row that have changed places."""
    yield from by([DIGIT, ("row", r"(?m)^.*\n", lambda m: [""])])(claim, names)
    for line in re.finditer(r"(?m)^.+$", claim.body):
        cells = list(re.finditer(r"(?<=\|) (?:\\\||[^|\n])+ (?=\|)", line[0]))
        for one, other in zip(cells, cells[1:]):
            between = line[0][one.end():other.start()]
            yield Lie("cells", line.start() + one.start(), line.start() + other.end(), other[0] + between + one[0])


def about_span(claim: Claim, names: list[str]) -> Iterator[Lie]:
    """Python in a span is told lies as code is, and its names are taken for others; anything else is words."""
    try:
        ast.parse(claim.body, mode="eval")
    except (SyntaxError, ValueError):
        yield from by(WORD)(claim, names)
        return
    for lie in about_code(claim, names):
        yield lie
        if lie.kind == "name":
            yield replace(lie, new=lie.new + claim.body[lie.end - 1] * 2)
    shown = set(re.findall(r"[A-Za-z_]\w*", claim.body))
    if shown and re.fullmatch(r"[\w.]+", claim.body):
        return                                                # a mention: it says that there is such a name, and there is
    for found in re.finditer(r"(?<![\w.'\"])[A-Za-z_]\w*", claim.body):
        other = next((name for name in names if name != found[0] and name[:1].isupper() == found[0][:1].isupper() and name not in shown), None)
        if found[0] in names and other:
            yield Lie("other name", *found.span(), other)


OPERATORS = {"+": ["-"], "-": ["+"], "*": ["+", "/"], "/": ["*"], "//": ["*"], "**": ["*"], "%": ["*"], "@": ["*"], "+=": ["-="], "-=": ["+="],
             "*=": ["+="], "/=": ["*="]}
COMPARED = {"==": ["!="], "!=": ["=="], "<": [">"], ">": ["<"], "<=": [">"], ">=": ["<"]}
WITH_DIGITS = {token.NUMBER, token.STRING, getattr(token, "FSTRING_MIDDLE", token.STRING)}     # before Python 3.12 an f-string is one token
KEYWORDS = {"and": "or", "or": "and", "True": "False", "False": "True"}


def about_code(claim: Claim, names: list[str]) -> Iterator[Lie]:
    """Digits, operators, comparisons, names with a letter less, a transposition that is lost."""
    starts = [0]
    for line in claim.body.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    before = ""
    for word in tokens(claim.body):
        start, end = (starts[row - 1] + column for row, column in (word.start, word.end))
        if word.type in WITH_DIGITS:
            for digit in re.finditer("[0-9]", claim.body[start:end]):
                yield from (Lie("digit", start + digit.start(), start + digit.end(), new) for new in neighbours(digit))
        elif word.type == token.OP:
            kind = "comparison" if word.string in COMPARED else "operator"
            yield from (Lie(kind, start, end, new) for new in (OPERATORS | COMPARED).get(word.string, ()))
        elif word.string in KEYWORDS:
            yield Lie("truth", start, end, KEYWORDS[word.string])
        elif word.type == token.NAME and before == "." and word.string == "T":
            yield Lie("transposed", start - 1, end, "")
        elif word.type == token.NAME and len(word.string) > 1 and not keyword.iskeyword(word.string):
            yield Lie("name", start, end, word.string[:-1])
        before = word.string


def tokens(source: str) -> Iterator[tokenize.TokenInfo]:
    """The tokens of code, without those of embedded lines, which are not the page's own."""
    own = MARK.sub(lambda mark: " " * len(mark[0]), source)
    try:
        yield from tokenize.generate_tokens(io.StringIO(own).readline)
    except (tokenize.TokenError, SyntaxError):
        return


TELLERS = {"formula": by(FORMULA), "output": about_output, "table": about_table, "span": about_span, "code": about_code, "object": by(WORD), "peer": about_code,
           **dict.fromkeys(("number", "heading", "link", "name", "title"), by(NUMBER))}
