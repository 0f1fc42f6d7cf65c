"""A lab: a Python script in jupytext's percent format, read as the page that it becomes.

    # %% [markdown]        the lines below are Markdown behind "# ", up to the next cell
    # %%                   the lines below are code, which readers see with what it shows

Offsets stay those of the script: in the text of a cell each "# " is replaced by two spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .words import first_numeral

HEADER = re.compile(r"# ---\n# jupyter:\n(?:#[^\n]*\n)*?# ---\n")
# All that jupytext takes for the beginning of a cell, and the forms that are read here.
MARK = re.compile(r"^[ \t]*#[ \t]*(?:%%[^\n]*|<codecell>[ \t]*|In\[[0-9 ]*\]:?[ \t]*)(?:\n|\Z)", re.M)
HEAD = re.compile(r'# %%(?P<markdown> \[markdown\])?(?P<fold> fold="[^"\n]*")?[ \t]*\n?')
COMMENT = re.compile(r"^#[ ]?", re.M)
NOT_A_COMMENT = re.compile(r"^(?!#(?: |$))[^\n]*\S[^\n]*$", re.M)
MAGIC = re.compile(r"^[ \t]*(?:#[ \t]*)*[%!?]", re.M)


class Cell(NamedTuple):
    """`text` stands at `start` in the script; for a problem it is what is wrong there."""

    kind: str                       # markdown code problem
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def is_lab(text: str) -> bool:
    return bool(HEADER.match(text))


def cells(text: str) -> Iterator[Cell]:
    """The cells of a lab, in order; the header of the script is not shown to readers."""
    begin = HEADER.match(text).end()
    marks = [*MARK.finditer(text, begin)]
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    if lost := re.compile(r"\S").search(text, begin, marks[0].start() if marks else len(text)):
        yield Cell("problem", lost.start(), "this stands before the first cell; begin a cell with `# %%`")
    for mark, end in zip(marks, ends):
        yield cell(text, mark, end)


def cell(text: str, mark: re.Match, end: int) -> Cell:
    start, head = mark.end(), HEAD.fullmatch(mark.group())
    body = text[start:end].rstrip()
    if not head:
        return Cell("problem", mark.start(), 'a cell begins with `# %%` or `# %% [markdown]`, and fold="…" at most')
    if head["fold"] and (number := first_numeral(mark.group(), *head.span("fold"))):
        return Cell("problem", mark.start() + number[1], f"the number {number[0]!r} in a title, which nothing checks")
    if not body:
        return Cell("problem", mark.start(), "this cell is empty")
    kind, refused, why = (("markdown", NOT_A_COMMENT, "a line of words that does not begin with `# `") if head["markdown"] else
                          ("code", MAGIC, "a line for IPython, which is not Python"))
    if line := refused.search(body):
        return Cell("problem", start + line.start(), why)
    return Cell(kind, start, COMMENT.sub(lambda mark: " " * len(mark.group()), body) if kind == "markdown" else body)


def words_of(text: str) -> str:
    """The text of a lab as long as it is, with blanks for all that is not Markdown."""
    shown, at = [], 0
    for found in cells(text):
        if found.kind == "markdown":
            shown += [blank(text[at:found.start]), found.text]
            at = found.end
    return "".join([*shown, blank(text[at:])])


def blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
