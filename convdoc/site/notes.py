"""Python-Markdown extension: a page as readers see it.

Verification notes vanish, at the very places where the engine reads them. A note on a number among words leaves
an empty element for its mark, `<!-- source: S012 -->` an anchor `S012`, `<!-- site: NAME -->` a place for what the
site computes; `--8<-- "file:name"` becomes the text that the engine verified.
"""

from __future__ import annotations

from pathlib import Path

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from convdoc.spec import Claim, embeds
from convdoc.spec.scan import notes, scan

PLACE = '<span class="mark"></span>'                          # where the mark of a number among words goes


class NotesPreprocessor(Preprocessor):
    def __init__(self, md: Markdown, root: str):
        super().__init__(md)
        self.root = Path(root)

    def run(self, lines: list[str]) -> list[str]:
        return embeds.expand(without_notes("\n".join(lines)), self.root).text.split("\n")


def without_notes(text: str) -> str:
    numbers = {claim.end for claim in scan(text) if is_number(claim)}
    for start, end, note in reversed(notes(text)):
        if end in numbers:
            text = text[:start] + PLACE + text[end:]
            continue
        line_start = text.rfind("\n", 0, start) + 1
        if not text[line_start:start].strip() and text[end:end + 1] in ("\n", ""):
            start, end = line_start, end + 1                  # a note with a line of its own takes the line along
        block = text[start - 1:start] in ("\n", "") and text[end:end + 1] in ("\n", "")
        text = text[:start] + (left(note, "div" if block else "span") + "\n" * block) + text[end:]
    return text


def is_number(claim: Claim) -> bool:
    """A number among words that a note speaks of, or a name that holds one."""
    return claim.kind in ("number", "name") and bool(claim.note)


def left(note: str, tag: str) -> str:
    """What a note leaves: the anchors of ledger items, the place of a computed table, or nothing."""
    if note.startswith("site:"):
        return f'<{tag} data-site="{note.removeprefix("site:").strip()}"></{tag}>'
    if not note.startswith("source:"):
        return ""
    return "".join(f'<{tag} id="{name.strip()}"></{tag}>' for name in note.removeprefix("source:").split(","))


class NotesExtension(Extension):
    def __init__(self, **options):
        self.config = {"root": [".", "where embedded files are looked up"]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.register(NotesPreprocessor(md, self.getConfig("root")), "notes", 200)


def makeExtension(**options) -> NotesExtension:
    return NotesExtension(**options)
