"""What two editions of a page have in common, point by point: its claims, its settings, and the marks among its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .claims import Claim
from .labs import is_lab, words_of
from .scan import FRONT_MATTER, notes, scan
from .words import number, stated

# What structures a page, by what a message calls it; the group is compared.
MARKS = {
    "paragraph": re.compile(r"(^)(?:.*\S.*(?:\n|\Z))+", re.M),
    "item": re.compile(r"^[ \t>]*([-*+]|\d+\.)[ \t]+(?=\S)", re.M),
    "heading": re.compile(r"^[ ]{0,3}(#{1,6}(?= ).*?(?:\{ ?#[\w-]+ ?\})?)[ \t]*$", re.M),
    "anchor": re.compile(r'\bid="([\w-]+)"'),
    "link": re.compile(r"(?<=\])\([ ]*([^()\s]+)"),
    "address": re.compile(r"<([a-z]+:[^<>\s]+)>"),
    "tag": re.compile(r"(</?[A-Za-z][\w-]*(?=[\s/>])[^<>]*>)"),
    "attributes": re.compile(r"(\{:?[ ]*[.#][\w-][^{}\n]*\})"),
    "block": re.compile(r"^[ \t]*((?:!!!|\?\?\?\+?)(?: [a-z]+\b(?!\"))?)(?= |$)", re.M),
    "tab": re.compile(r"^[ \t]*(===[^\n]*\S)", re.M),
    "footnote": re.compile(r"(\[\^[\w-]+\]:?)"),
}
# What of a mark is no matter of language, where that is not all of it.
PART = {
    "heading": re.compile(r"^#+|(?<=# )[\d.]+(?= )|\{ ?#[\w-]+ ?\}$"),    # its level, its number and its id
    "attributes": re.compile(r"[.#][\w-]+"),
}
LANGUAGE_OF_HOST = re.compile(r"(?<=//)[a-z]{2}\.(?=[\w-]+\.)")        # zh.example.org
SETTING = re.compile(r"^([A-Za-z_][\w-]*):.*(?:\n(?:[ \t]|-[ \t]).*)*", re.M)
IN_WORDS = ("title", "description", "subtitle")               # settings that a page shows
FOLD = re.compile(r'^# %% fold="([^"\n]*)"', re.M)
OPENING = re.compile(r"(?:`{3,}|~{3,})[^\n]*")
PIECES = re.compile(r"\$[^$\n]+\$|`[^`\n]+`")                 # what a cell of a table holds that is not words
SAID = ("number", "link", "heading", "name", "title", "image")         # claims that stand in the words
CODE = ("code", "peer", "static")


@dataclass(frozen=True)
class Point:
    """Something that both editions have: what kind, where, what of it is compared, and as a message shows it."""

    kind: str
    at: int
    body: Any
    note: str
    shown: str


def points(text: str) -> list[Point]:
    """All that is compared, in the order of the page."""
    found = [point_of(claim) for claim in claims(text)]
    found += [Point("fence", claim.start, opening, "", opening) for claim in claims(text) if (opening := opens(claim, text))]
    found += [Point("note", start, note, "", note) for start, _, note in notes(text) if note.startswith(("source:", "site:"))]
    return sorted([*marks(bare(text)), *settings(text), *found], key=lambda point: point.at)


@lru_cache(maxsize=100)
def claims(text: str) -> tuple[Claim, ...]:
    return tuple(claim for claim in scan(text) if claim.kind != "problem")


def point_of(claim: Claim) -> Point:
    """What of a claim is compared."""
    note = "static:" if claim.note.startswith("static:") else claim.note
    body = BODY.get(claim.kind, lambda claim: claim.body)(claim)
    return Point(claim.kind, claim.at, body, note, " ".join((claim.body or claim.info).split())[:60])


def rows(claim: Claim) -> list:
    """A table by the number of its rows, and all that is not words in each, in any order of the columns."""
    return [sorted(PIECES.findall(row)) for row in claim.body.strip().splitlines()]


BODY: dict[str, Callable[[Claim], Any]] = {
    "number": lambda claim: number(claim.body), "title": lambda claim: stated(claim.body), "table": rows,
    "image": lambda claim: claim.info, "static": lambda claim: claim.info, "setup": lambda claim: claim.body or claim.info,
}


def opens(claim: Claim, text: str) -> str:
    """The line that opens a fence, with its options."""
    found = OPENING.search(text[claim.start:].partition("\n")[0]) if claim.kind in (*CODE, "output", "text") else None
    return found[0].strip() if found else ""


def front_matter(text: str) -> list[re.Match[str]]:
    front = FRONT_MATTER.match(text)
    return [*SETTING.finditer(text, *front.span("lines"))] if front and not is_lab(text) else []


def folds(text: str) -> list[re.Match[str]]:
    return [*FOLD.finditer(text)] if is_lab(text) else []


def settings(text: str) -> Iterator[Point]:
    """What the front matter sets; of a title, that there is one; and which cells of a lab are folded."""
    for setting in front_matter(text):
        said = setting[1] if setting[1] in IN_WORDS else setting[0].strip()
        yield Point("setting", setting.start(), said, "", said)
    for fold in folds(text):
        yield Point("cell", fold.start(), "fold", "", "fold")


def marks(words: str) -> Iterator[Point]:
    for kind, pattern in MARKS.items():
        for mark in pattern.finditer(words):
            said = " ".join(PART[kind].findall(mark[1])) if kind in PART else mark[1]
            yield Point(kind, mark.start(1), LANGUAGE_OF_HOST.sub("", said), "", said or " ".join(mark[0].split())[:60])


@lru_cache(maxsize=100)
def bare(text: str) -> str:
    """A page as long as it is, with blanks for all but its words, the marks among them, and the claims in them."""
    hidden = [(start, end) for start, end, _ in notes(text)]
    hidden += [(claim.start, claim.end) for claim in claims(text) if claim.kind not in SAID]
    hidden += [(setting.start(), setting.end(1) + 1 if setting[1] in IN_WORDS else setting.end()) for setting in front_matter(text)]
    shown = blanked(words_of(text) if is_lab(text) else text, hidden)
    for fold in folds(text):
        shown = shown[:fold.start(1)] + fold[1] + shown[fold.end(1):]
    return shown


def blanked(text: str, spans: list[tuple[int, int]]) -> str:
    shown = list(text)
    for start, end in spans:
        shown[start:end] = re.sub(r"[^\n]", " ", text[start:end])
    return "".join(shown)


def code(text: str) -> str:
    """A page as long as it is, with blanks for all but the code and the formulas that it shows."""
    shown = [(claim.at, claim.end if claim.kind in CODE else claim.at + len(claim.body)) for claim in claims(text) if claim.kind in (*CODE, "span", "formula")]
    ends = [0, *(end for _, end in shown)]
    return blanked(text, list(zip(ends, [*(start for start, _ in shown), len(text)])))
