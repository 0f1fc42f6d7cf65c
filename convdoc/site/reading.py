"""What a page tells about itself as a text: how long it takes to read, and where each formula can be linked to."""

from __future__ import annotations

import math
import re
from html import escape, unescape

HANZI = re.compile(r"[\u4e00-\u9fff]")
WORD = re.compile(r"[A-Za-z][\w'’-]*")
UNREAD = re.compile(r"(?s)<(svg|math|script|style)\b.*?</\1>|<div class=\"evidence\".*?</div>|<[^>]*>")
PLACE = re.compile(r'<h[1-6][^>]* id="(?P<section>[^"]+)"|<div class="math math--block"')

# For text that one works through, with a look at each formula.
HANZI_A_MINUTE, WORDS_A_MINUTE, FORMULAS_A_MINUTE = 300, 180, 6


def is_read_through(page: str) -> bool:
    """Whether readers take a page from top to bottom; the others are for looking things up."""
    return page.startswith(("chapters/", "labs/"))


def minutes(html: str) -> int:
    """How many minutes a page takes, at least one."""
    text = unescape(UNREAD.sub(" ", html))
    hanzi, words = len(HANZI.findall(text)), len(WORD.findall(HANZI.sub(" ", text)))
    return max(1, math.ceil(hanzi / HANZI_A_MINUTE + words / WORDS_A_MINUTE + html.count("math--block") / FORMULAS_A_MINUTE))


def linked_formulas(html: str, title: str) -> str:
    """A page whose displayed formulas have an address: the section and a number, the same in every language."""
    section, number = "top", 0

    def place(match: re.Match) -> str:
        nonlocal section, number
        if match["section"]:
            section, number = match["section"], 0
            return match[0]
        number += 1
        name = f"{section}-eq-{number}"
        return f'<a class="formula__link" href="#{name}" aria-label="{escape(title)}"></a>{match[0]} id="{name}"'

    return PLACE.sub(place, html)
