"""From the text of a page to its claims.

Fences are found by a lexer on Sybil's own; everything between them is read once, from left to right.
Each fence, formula, code span, image, table of numbers and number among the words becomes exactly one claim,
and what cannot be told apart (an unclosed fence, a lone `$$`, raw HTML that shows code) becomes a claim of
kind `problem`, which is never true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sybil import Document, Region
from sybil.parsers.markdown.lexers import FENCE, RawFencedCodeBlockLexer

from .claims import Claim, Falsehood
from .embeds import embeds
from .labs import cells as cells_of_lab
from .labs import is_lab, words_of
from .notes import PEER
from .words import NOTE, SIGNED, STRETCHED, UNSEEN, first_numeral, numerals

# What MkDocs takes off the top of a page: as it finds it, and what it must be made of.
FRONT_MATTER = re.compile(r"\A-{3}[ \t]*\n(?P<lines>.*?\n)(?:-{3}|\.{3})[ \t]*\n", re.S)
KEY_VALUE = re.compile(r"[A-Za-z_][\w-]*:(?:[ \t].*)?|[ \t]+.*|-[ \t].*|")
CELL = "cell"                      # the info of code whose output the build makes, so that the page need not show it
MARGIN = "# "                      # what each line of words in a lab begins with
PYTHON = {"python", "py", "python3", "py3", "ipython", "ipython3", "pycon", "pycon3", "python-console"}

# What can stand between fences. The order matters: the first alternative that fits at a place wins.
INLINE = re.compile(
    r"""
      (?P<escape>\\[$`\\])
    | <!--(?P<comment>(?:(?!<!--|-->).)*)-->
    | (?P<ticks>`+)(?!`)(?P<span>(?:(?!\n[ \t]*\n).)+?)(?<!`)(?P=ticks)(?!`)
    | \$\$(?P<display>(?:(?!\$\$|\n[ \t]*\n).)+?)\$\$
    | (?<!\$)\$(?![\s$])(?P<inline>(?:\\.|[^\\$`\n]|\n(?!\s*\n))+?)(?<!\s)\$(?!\$)
    | !\[(?P<alt>[^\]\n]{0,999})\]\((?P<image>[^()\s]{1,300})(?:[ ]+"(?P<caption>[^"\n]{0,300})")?\)(?:\{:?[ ]*[.\#\w][^}\n$`]{0,300}\})?
    | ^:::[ ](?P<object>[A-Za-z_][\w.]*)[ \t]*$                            # what the code says of itself
    | (?P<skip>\]\([^()\s$`]{1,300}(?:[ ]+"[^"\n$`]{0,300}")?\)          # a link's address
              |<https?://[^>\s]{1,300}>
              |</?(?!(?:pre|code|table|img|svg|math|script|style|iframe)\b)[a-z][a-z0-9]*(?:[ ]+(?:id|class|lang|markdown|open)(?:="[^"\n]{0,300}")?){0,9}[ ]*/?>
              |^[ ]{0,3}\[[^\]^\n][^\]\n]{0,300}\]:[ ]+[^\s$`]+[ ]*$      # an address given below
              |(?:(?<=[`*\])$>])|(?<=[ ])(?=[^\n}]*\}[ \t]*$))\{:?[ ]*(?:[.\#][\w-]+|(?:id|class|lang|title|markdown|width|height|loading|open|data-[\w-]+)=(?:"[^"\n$`]*"|[\w-]+))(?:[ ]+(?:[.\#][\w-]+|(?:id|class|lang|title|markdown|width|height|loading|open|data-[\w-]+)=(?:"[^"\n$`]*"|[\w-]+)))*[ ]*\})
    | (?P<problem><!--|\$\$|(?<![\w`])```+|\\\(|\\\[|\\begin\{|-+8<-+|!\[|:::
                 |<(?:pre|code|table|img|svg|math|script|style|iframe|bdo|bdi)\b)
    """,
    re.X | re.S | re.M,
)
# A line with a bar, a line of dashes, and all that follows without an empty line.
TABLE = re.compile(
    r"(?P<head>^[^\n]*\|[^\n]*\n[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*(?:\n|\Z))"
    r"(?P<rows>(?:^[^\n]*[^\s>][^\n]*(?:\n|\Z))*)", re.M)
LINK = re.compile(r"(?<!!)\[(?P<text>[^\[\]\n]{0,300})\]\((?P<href>[^()\s]{1,300})")
HEADING_MARK = re.compile(r"^[ ]{0,3}#{1,6}[ \t]+", re.M)
SHOWN_IN_FRONT = re.compile(r"^(?P<key>title|description|subtitle):[ \t]*(?P<value>.*(?:\n[ \t]+.*)*)$", re.M)
TOOLTIP = re.compile(r"""(?:title=|\]\([^()\s]+[ ]+)"(?P<title>[^"\n]*)\"""")
TITLE = re.compile(r"""title=(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')""")
CLOSED_NOTE = re.compile(r"<!--(?:(?!-->).)*-->", re.S)
LIST_NUMBER = re.compile(r"[ \t>]*(?:[-*+][ \t]+)*\d{1,9}\.(?=[ \t])")
LIST_LINE = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}\.)[ \t]|[ ]{2}|\t")
TOUCHING = re.compile(r"[0-9A-Za-z+\-−.]\Z|(?<![\w)\]>$])[–‐‑‒﹣－]\Z|&[#\w]+;\Z"), re.compile(r"[0-9A-Za-z]")
APPROXIMATELY = re.compile(r"(?:约|≈|about|roughly|approximately)\s*\Z")


class FenceLexer(RawFencedCodeBlockLexer):
    """Every fence of a page whatever its info line says, at any depth of lists, quotes and tabs."""

    def __init__(self) -> None:
        super().__init__(info_pattern=re.compile(r"(?P<info>[^\n]*)(?:\n|\Z)"))

    def make_region(self, opening, document, closing):
        region = super().make_region(opening, document, closing)
        at = region.start + region.lexemes["source"].offset
        end = closing.start() if closing else region.end
        region.lexemes |= {"prefix": opening["prefix"], "closed": closing is not None, "at": at, "raw": document.text[at:end]}
        return region

    def __call__(self, document: Document) -> Iterator[Region]:
        """One pass: what is inside a fence, other fences too, is its text, and nothing follows one that stays open."""
        opening = None
        for match in FENCE.finditer(document.text):
            if opening is None:
                if match["fence"][0] != "`" or "`" not in match["trailing"]:   # ```x``` on one line is a code span
                    opening = match
            elif self.match_closes_existing(match, opening):
                yield self.make_region(opening, document, match)
                opening = None
        if opening:
            yield self.make_region(opening, document, None)


def scan(text: str) -> list[Claim]:
    """The claims of a page or of a lab, in order."""
    return assemble(pieces(text), words_of(text) if is_lab(text) else text)


def assemble(found: Iterator[Claim], text: str) -> list[Claim]:
    """Notes and what they speak of become one claim."""
    claims: list[Claim] = []
    waiting: tuple[str, int] | None = None                    # a note above a block, and where it ends
    for piece in found:
        if piece.kind != "note":
            if waiting and (piece.kind in BLOCKS or piece.display) and not text[waiting[1]:piece.top].strip():
                piece.note = waiting[0]
                waiting = None
            claims += wrong_title(piece)
            claims.append(role(piece))
            continue
        note = piece.body.strip()
        last = claims[-1] if claims else None
        if re.match(r"setup\b", note):
            claims.append(setup(piece))
        elif note.startswith(("source:", "site:")):
            continue
        elif last and last.end == piece.start and last.kind in GLUED and not last.note:
            last.note, last.end = note, piece.end             # glued behind what it speaks of
        else:
            if waiting:
                claims.append(astray(waiting[1]))
            waiting = note, piece.end
    if waiting:
        claims.append(astray(waiting[1]))
    if not claims:
        claims.append(problem(0, "this page claims nothing"))
    claims = sorted((surrounded(claim, text) for claim in claims), key=lambda claim: claim.start)
    return without_consequences(claims, text)


def without_consequences(claims: list[Claim], text: str) -> list[Claim]:
    """Behind what cannot be read, bare numbers up to the end of the paragraph are likely a part of it."""
    kept, until = [], -1
    for claim in claims:
        if claim.kind == "problem":
            until = text.find("\n\n", claim.start) % (len(text) + 1)
        if claim.start > until or claim.note or claim.kind not in ("number", "name", "link"):
            kept.append(claim)
    return kept


BLOCKS = {"fence", "table"}
GLUED = {"span", "formula", "image", "number", "name"}


def pieces(text: str) -> Iterator[Claim]:
    """What a page is made of: code, and between it notes, formulas, spans, images and tables, in order."""
    if not is_lab(text):
        yield from markdown(text)
        return
    for cell in cells_of_lab(text):
        if cell.kind == "markdown":
            yield from (moved(piece, cell.start) for piece in markdown(cell.text))
        elif cell.kind == "code":
            yield Claim("code", cell.start, cell.end, cell.text, cell.start, info=CELL)
        else:
            yield problem(cell.start, cell.text)


def moved(piece: Claim, by: int) -> Claim:
    """A piece of a cell, at its place in the lab."""
    prefix = MARGIN + piece.prefix[len(MARGIN):] if piece.prefix or piece.kind == "note" else ""
    return replace(piece, start=piece.start + by, end=piece.end + by, at=piece.at + by, top=piece.top + by, prefix=prefix)


def markdown(text: str) -> Iterator[Claim]:
    """The pieces of a page, or of the words of one cell."""
    begin = 0
    if front := FRONT_MATTER.match(text):
        begin = front.end()
        if not all(KEY_VALUE.fullmatch(line) for line in front["lines"].split("\n")):
            yield problem(0, "the front matter is more than lines of `key: value`, and may be shown")
        yield from titles(text, begin)
        text = re.sub(r"[^\n]", " ", front.group()) + text[begin:]
    elif re.match(r"-{3}[ \t]*\n", text):
        yield problem(0, "this front matter is never closed")
    for fence in FenceLexer()(Document(text, "")):
        yield from between(text, begin, fence.start)
        yield fenced(fence)
        begin = fence.end
    yield from between(text, begin, len(text))


def titles(text: str, end: int) -> Iterator[Claim]:
    """What the front matter shows: a title with numbers is the page's first heading, a description has none."""
    for line in SHOWN_IN_FRONT.finditer(text, 0, end):
        found = first_numeral(text, *line.span("value"))
        if found and line["key"] == "title" and "\n" not in line["value"]:
            yield Claim("title", line.start("value"), line.end("value"), line["value"].strip(), line.start("value"))
        elif found:
            yield problem(found[1], f"a number in the {line['key']}, which nothing checks")


def fenced(region: Region) -> Claim:
    found = region.lexemes
    if not found["closed"]:
        return problem(region.start, "this fence is never closed")
    prefix, lines = found["prefix"], found["raw"].split("\n")
    inner = " " * len(prefix) if re.search(r"[-*+\d]", prefix) else prefix     # below "- ```" stand spaces
    for line in lines:
        if line.strip() and not line.startswith((inner, inner.rstrip() or inner)):
            return problem(region.start, "a line of this fence is indented less than the fence")
    body = "\n".join(line[len(inner):] for line in lines)
    return Claim("fence", region.start, region.end, body, found["at"], info=found["info"].strip(), prefix=inner)


def between(text: str, begin: int, end: int) -> Iterator[Claim]:
    """What stands in text[begin:end], a stretch without fences."""
    for table in TABLE.finditer(text, begin, end):
        rows = table.start("rows")
        yield from prose(text, begin, table.start())
        yield from cells(text, table.start(), rows)
        if noted(text, table.start()):                        # the note speaks of every cell below the header
            yield Claim("table", rows, table.end(), table["rows"], rows, top=table.start())
        else:
            yield from cells(text, rows, table.end())
        begin = table.end()
    yield from prose(text, begin, end)


def prose(text: str, begin: int, end: int) -> Iterator[Claim]:
    """What stands in the words, and the numbers among the words themselves."""
    links = [(link.start("text"), link.end("text"), link["href"]) for link in LINK.finditer(text, begin, end)]
    at = begin
    for found in INLINE.finditer(text, begin, end):
        yield from words(text, at, found.start(), links)
        yield from inline(found)
        at = found.end()
    yield from words(text, at, end, links)


def cells(text: str, begin: int, end: int) -> Iterator[Claim]:
    """The cells of a table that no note speaks of: read like prose, and without numbers of their own."""
    for claim in prose(text, begin, end):
        if claim.kind == "number" and not NOTE.match(text, claim.end):
            yield problem(claim.start, "a number in a table; say above it <!-- = ROWS -->")
            return
        yield claim


def words(text: str, begin: int, end: int, links: list[tuple[int, int, str]]) -> Iterator[Claim]:
    """Each number of a stretch of bare words is a claim: of a heading, of a link, or of what its note says."""
    for unseen in UNSEEN.finditer(text, begin, end):
        yield problem(unseen.start(), f"a character that nobody sees, {unseen[0]!a}, can hide what is said; leave it out")
    for kind, start, stop in numerals(text, begin, end):
        said = text[start:stop]
        href = next((href for a, b, href in links if a <= start and stop <= b), "")
        line = text.rfind("\n", 0, start) + 1
        if kind == "figure" and is_list_number(text, line, stop):
            continue
        if (note := CLOSED_NOTE.match(text, stop)) and STRETCHED.match(text, note.end()):
            yield problem(note.end(), f"{STRETCHED.match(text, note.end())[0]!r} makes another number of {said}; write it before the note")
        if sign := SIGNED.search(text, max(begin, start - 10), start):
            yield problem(sign.start(), f"{sign[0]!r} before {said} reads as its sign, and is not; write it with − or in words")
        if kind == "figure" and (mark := HEADING_MARK.match(text, line)) and mark.end() == start:
            yield Claim("heading", start, stop, said, start)
        elif kind == "name":
            yield Claim("name", start, stop, said, start, info=href or ids_of_heading(text, line))
        elif kind == "figure" and href and not NOTE.match(text, stop):
            yield Claim("link", start, stop, said, start, info=href)
        else:
            yield Claim("number", start, stop, said, start)


def is_list_number(text: str, line: int, stop: int) -> bool:
    """Is this the number of a list, which the renderer counts itself? In the middle of a paragraph it is not."""
    mark = LIST_NUMBER.match(text, line)
    before = text[text.rfind("\n", 0, max(0, line - 1)) + 1:max(0, line - 1)]
    return bool(mark) and mark.end() == stop + 1 and (not before.strip(" \t>") or bool(LIST_LINE.match(before)))


def ids_of_heading(text: str, line: int) -> str:
    """The ids that the section below a heading carries, where the line is a heading."""
    if not HEADING_MARK.match(text, line):
        return ""
    after = HEADING_MARK.search(text, text.find("\n", line))
    return " ".join(a or b for a, b in re.findall(r'\{ ?#([\w-]+)|\bid="([\w-]+)"', text[line:after.start() if after else len(text)]))


def noted(text: str, at: int) -> bool:
    """Is the last thing above this place a note that gives the rows of a table?"""
    return bool(re.search(r"<!--\s*=(?:(?!-->).)*-->\s*\Z", text[max(0, at - 2000):at], re.S))


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
        if found["caption"] and (number := first_numeral(found.string, *found.span("caption"))):
            yield problem(number[1], f"the number {number[0]!r} in a caption, which nothing checks")
        yield Claim("image", start, end, found["alt"], found.start("alt"), info=found["image"])
    elif found["object"] is not None:
        yield Claim("object", start, end, found["object"], found.start("object"))
    elif found["skip"] is not None:
        for tooltip in TOOLTIP.finditer(found.string, start, end):
            if number := first_numeral(found.string, *tooltip.span("title")):
                yield problem(number[1], f"the number {number[0]!r} in a tooltip, which nothing checks")
    elif found["problem"] is not None:
        yield problem(start, f"'{found['problem']}' {PROBLEMS.get(found['problem'], PROBLEMS[''])}")


PROBLEMS = {
    "<!--": "opens something that is never closed", "$$": "opens something that is never closed", "```": "opens something that is never closed",
    r"\(": "is not read here; write a formula between dollars", r"\[": "is not read here; write a formula between dollars",
    r"\begin{": "stands outside of dollars", "![": "is an image that cannot be followed; write ![alt](path)",
    ":::": "stands for what the code says of an object; write ::: package.name, alone on a line",
    "": "shows something that nothing checks",
}


def wrong_title(piece: Claim) -> list[Claim]:
    """A title above embedded code names the files it comes from, and nothing else."""
    title = TITLE.search(piece.info) if piece.kind == "fence" else None
    files = " · ".join(dict.fromkeys(embed.file for embed in embeds(piece.body)))
    if not title or not files:
        return []
    said = title["single"] if title["double"] is None else title["double"]
    if said == files:
        return []
    return [problem(piece.start, f"the title says {said!r}, and the code below it comes from {files}")]


def role(piece: Claim) -> Claim:
    """What a fence is for: code that runs, the output of the code above it, or neither."""
    if piece.kind != "fence":
        return piece
    title = TITLE.search(piece.info)
    if title and (number := first_numeral(title[0])):
        return problem(piece.start, f"the number {number[0]!r} in a title, which nothing checks")
    words = {word.lstrip(".") for word in re.split(r"[\s{}=]+", re.sub(r"\"[^\"]*\"|'[^']*'", "", piece.info)) if word}
    language = re.match(r"\{?\s*\.?([\w+-]*)", piece.info)[1].lower()
    python = language in PYTHON
    if piece.note.startswith("static:"):
        if python or "output" in words:
            return problem(piece.start, "code and its output are never static; let them run")
        piece.kind = "static"
    elif piece.note.startswith("=") and not python and "output" not in words:
        piece.kind = "text"
    elif "output" in words:
        piece.kind = "output"
    elif python:
        piece.kind, piece.info = "peer" if piece.note.startswith(PEER) else "code", language
    else:
        output = "if it is the output of the code above, open it with ``` { .text .output }; else " if language in ("", "text") else ""
        return problem(piece.start, f"a {language or 'plain'} fence that nothing checks; {output}say above it <!-- static: why -->")
    return piece


def surrounded(claim: Claim, text: str) -> Claim:
    """What touches an inline formula would be read as a part of it; and "about" is said beside it."""
    if claim.kind != "formula" or claim.display:
        return claim
    before, after = text[max(0, claim.start - 20):claim.start], text[claim.end:claim.end + 1]
    if TOUCHING[0].search(before) or TOUCHING[1].match(after):
        return problem(claim.start, "a letter, digit or sign touches this formula and reads as a part of it")
    if stretch := STRETCHED.match(text, claim.end):
        return problem(claim.end, f"{stretch[0]!r} makes another number of this formula; write the whole number into it")
    return replace(claim, about=bool(APPROXIMATELY.search(before)))


def setup(note: Claim) -> Claim:
    """`<!-- setup` with code on the lines below it, or `<!-- setup: FILE -->`."""
    head, _, code = note.body.strip().partition("\n")
    file = head.removeprefix("setup").removeprefix(":").strip()
    if head.startswith("setup:") and file and not code.strip():
        return Claim("setup", note.start, note.end, "", note.at, info=file)
    if head.strip() != "setup":
        return problem(note.start, "write <!-- setup: FILE -->, or `setup` alone on a line and its code below")
    code = "\n".join(line[len(note.prefix):] for line in code.split("\n"))
    return Claim("setup", note.start, note.end, code, note.at + note.body.index("\n") + 1, prefix=note.prefix)


def astray(end: int) -> Claim:
    return problem(end - 1, "this note speaks of nothing: put it right behind a formula or a span, or above a block")


def problem(at: int, message: str) -> Claim:
    return Claim("problem", at, at, "", at, fault=Falsehood(message))


def notes(text: str) -> list[tuple[int, int, str]]:
    """Where the notes stand, for whoever renders the page without them: (start, end, note)."""
    return [(piece.start, piece.end, piece.body.strip()) for piece in pieces(text) if piece.kind == "note"]
