"""From the text of a page to its claims.

Fences are found by a lexer on Sybil's own; everything between them is read once, from left to right.
Each fence, formula, code span, image and table of numbers becomes exactly one claim, and what cannot be
told apart (an unclosed fence, a lone `$$`, a comment around a fence) becomes a claim of kind `problem`,
which is never true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sybil import Document, Region
from sybil.parsers.markdown.lexers import RawFencedCodeBlockLexer

from .claims import Claim, Falsehood

FRONT_MATTER = re.compile(r"\A---\n.*?^---$", re.S | re.M)
PYTHON = {"python", "py", "python3", "py3", "ipython", "ipython3", "pycon", "pycon3", "python-console"}

# What can stand between fences. The order matters: the first alternative that fits at a place wins.
INLINE = re.compile(
    r"""
      (?P<escape>\\[$`\\])
    | <!--(?P<comment>(?:(?!<!--|-->).)*)-->
    | (?P<ticks>`+)(?!`)(?P<span>(?:(?!\n[ \t]*\n).)+?)(?<!`)(?P=ticks)(?!`)
    | \$\$(?P<display>(?:(?!\$\$|\n[ \t]*\n).)+?)\$\$
    | (?<!\$)\$(?![\s$])(?P<inline>(?:\\.|[^\\$`\n]|\n(?!\s*\n))+?)(?<!\s)\$(?![\d$])
    | !\[(?P<alt>[^\]\n]{0,999})\]\((?P<image>[^)\s]+)[^)\n]{0,999}\)(?:\{[^}\n]{0,999}\})?
    | (?P<skip>\]\([^)\n]{0,999}\)|<https?://[^>\s]{0,999}>|</?[a-zA-Z][^<>]*>|^\[[^\]\n]+\]:.*$|\{[ ]*[:.\#][^}\n]{0,999}\})
    | (?P<problem><!--|\$\$|(?<![\w`])```+)
    """,
    re.X | re.S | re.M,
)
TABLE = re.compile(r"(?:^[ ]*\|[^\n]*\|[ ]*(?:\n|\Z)){2,}", re.M)


class FenceLexer(RawFencedCodeBlockLexer):
    """Every fence of a page whatever its info line says, at any depth of lists, quotes and tabs."""

    def __init__(self) -> None:
        super().__init__(info_pattern=re.compile(r"(?P<info>[^\n]*)(?:\n|\Z)"))

    def make_region(self, opening, document, closing):
        region = super().make_region(opening, document, closing)
        if opening["fence"][0] == "`" and "`" in opening["trailing"]:
            return None                                       # ```x``` on one line is a code span
        region.lexemes |= {"prefix": opening["prefix"], "closed": closing is not None}
        return region

    def __call__(self, document: Document) -> Iterator[Region]:
        end = 0
        for region in sorted(super().__call__(document), key=lambda r: (r.start, -r.end)):
            if region.start >= end:                           # a fence shown inside a longer fence is text
                yield region
                end = region.end


def scan(text: str) -> list[Claim]:
    """The claims of a page, in order."""
    claims: list[Claim] = []
    waiting: tuple[str, int] | None = None                    # a note above a block, and where it ends
    for piece in pieces(text):
        if piece.kind != "note":
            if waiting and (piece.kind in BLOCKS or piece.display) and not text[waiting[1]:piece.start].strip():
                piece.note = waiting[0]
                waiting = None
            claims.append(role(piece))
            continue
        note = piece.body.strip()
        last = claims[-1] if claims else None
        if note.startswith("setup"):
            claims.append(setup(piece))
        elif note.startswith("source:"):
            continue
        elif last and last.end == piece.start and last.kind in ("span", "formula", "image"):
            last.note, last.end = note, piece.end             # glued behind what it speaks of
        else:
            if waiting:
                claims.append(astray(waiting[1]))
            waiting = note, piece.end
    if waiting:
        claims.append(astray(waiting[1]))
    if not claims:
        claims.append(problem(0, "this page claims nothing"))
    return sorted(claims, key=lambda claim: claim.start)


BLOCKS = {"fence", "table"}


def pieces(text: str) -> Iterator[Claim]:
    """Fences, and between them notes, formulas, spans, images and tables, in order."""
    begin = 0
    if front := FRONT_MATTER.match(text):
        begin = front.end()
        text = re.sub(r"[^\n]", " ", front.group()) + text[begin:]
    for fence in FenceLexer()(Document(text, "")):
        yield from between(text, begin, fence.start)
        yield from fenced(text, fence)
        begin = fence.end
    yield from between(text, begin, len(text))


def fenced(text: str, region: Region) -> Iterator[Claim]:
    source = region.lexemes["source"]
    if not region.lexemes["closed"]:
        yield problem(region.start, "this fence is never closed")
        return
    yield Claim("fence", region.start, region.end, source, region.start + source.offset,
                info=region.lexemes["info"].strip(), prefix=region.lexemes["prefix"])


def between(text: str, begin: int, end: int) -> Iterator[Claim]:
    """What stands in text[begin:end], a stretch without fences."""
    for table in TABLE.finditer(text, begin, end):
        yield from prose(text, begin, table.start())
        begin = table.end()
        if noted(text, table.start()):                        # the note speaks of every cell
            yield Claim("table", table.start(), table.end(), table.group(), table.start())
            continue
        yield from prose(text, *table.span())
        bare = INLINE.sub(lambda m: " " * len(m[0]), table.group())
        if digit := re.search(r"\d", bare):
            yield problem(table.start() + digit.start(), "a number in a table; say above it <!-- = ROWS -->")
    yield from prose(text, begin, end)


def prose(text: str, begin: int, end: int) -> Iterator[Claim]:
    for found in INLINE.finditer(text, begin, end):
        yield from inline(found)


def noted(text: str, at: int) -> bool:
    """Is the last thing above this place a note that gives the rows of a table?"""
    return bool(re.search(r"<!--\s*=(?:(?!-->).)*-->\s*\Z", text[:at], re.S))


def inline(found: re.Match) -> Iterator[Claim]:
    start, end = found.span()
    if (note := found["comment"]) is not None:
        yield Claim("note", start, end, note, found.start("comment"))
    elif (code := found["span"]) is not None:
        yield Claim("span", start, end, code.strip(), found.start("span") + len(code) - len(code.lstrip()))
    elif (tex := found["display"] or found["inline"]) is not None:
        at = found.start("display" if found["display"] else "inline") + len(tex) - len(tex.lstrip())
        yield Claim("formula", start, end, tex.strip(), at, display=bool(found["display"]))
    elif found["image"] is not None:
        yield Claim("image", start, end, found["alt"], found.start("alt"), info=found["image"])
    elif found["problem"] is not None:
        yield problem(start, f"{found['problem']!r} opens something that is never closed")


def role(piece: Claim) -> Claim:
    """What a fence is for: code that runs, the output of the code above it, or neither."""
    if piece.kind == "fence":
        words = {w.lstrip(".") for w in re.split(r"[\s{}=\"']+", piece.info) if w}
        language = re.match(r"\{?\s*\.?([\w+-]*)", piece.info)[1].lower()
        if piece.note.startswith("static:"):
            piece.kind = "static"
        elif "output" in words:
            piece.kind = "output"
        elif language in PYTHON:
            piece.kind, piece.info = "code", language
        else:
            return problem(piece.start, f"a {language or 'plain'} fence that nothing checks; say above it <!-- static: why -->")
    return piece


def setup(note: Claim) -> Claim:
    """`<!-- setup` with code on the lines below it, or `<!-- setup: FILE -->`."""
    head, _, code = note.body.partition("\n")
    if head.strip().startswith("setup:"):
        file = head.strip().removeprefix("setup:").strip()
        return Claim("setup", note.start, note.end, "", note.at, info=file)
    return Claim("setup", note.start, note.end, code, note.at + len(head) + 1)


def astray(end: int) -> Claim:
    return problem(end - 1, "this note speaks of nothing: put it right behind a formula or a span, or above a block")


def problem(at: int, message: str) -> Claim:
    return Claim("problem", at, at, "", at, fault=Falsehood(message))


def notes(text: str) -> list[tuple[int, int, str]]:
    """Where the notes stand, for whoever renders the page without them: (start, end, note)."""
    return [(piece.start, piece.end, piece.body.strip()) for piece in pieces(text) if piece.kind == "note"]
