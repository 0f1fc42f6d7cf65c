"""Python-Markdown extension: a page as readers see it.

Verification notes vanish, at the very places where the engine reads them; `<!-- source: S012 -->` leaves an
anchor `S012`; `--8<-- "file:name"` becomes the text that the engine verified.
"""

from __future__ import annotations

from pathlib import Path

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from convdoc.spec import embeds
from convdoc.spec.scan import notes


class NotesPreprocessor(Preprocessor):
    def __init__(self, md: Markdown, root: str):
        super().__init__(md)
        self.root = Path(root)

    def run(self, lines: list[str]) -> list[str]:
        return embeds.expand(without_notes("\n".join(lines)), self.root).text.split("\n")


def without_notes(text: str) -> str:
    for start, end, note in reversed(notes(text)):
        line_start = text.rfind("\n", 0, start) + 1
        if not text[line_start:start].strip() and text[end:end + 1] in ("\n", ""):
            start, end = line_start, end + 1                  # a note with a line of its own takes the line along
        block = text[start - 1:start] in ("\n", "") and text[end:end + 1] in ("\n", "")
        text = text[:start] + (anchors(note, "div" if block else "span") + "\n" * block) + text[end:]
    return text


def anchors(note: str, tag: str) -> str:
    """What a reader's link to a ledger item lands on."""
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
