"""Terms in the text explain themselves: the first of each on a page is a link to its entry in the glossary.

The link carries the one sentence of docs/glossary.toml as its description, which a style shows on hover and focus.
`python -m convdoc.site.terms` writes the words that the Chinese search must not cut, from the same file.
"""

from __future__ import annotations

import re
import tomllib
from html import escape
from pathlib import Path

from mkdocs.structure.files import File

DOCS = Path(__file__).resolve().parents[2] / "docs"
SEARCH_WORDS = DOCS / "search_words.zh.txt"

# What is no running text, or has a meaning of its own for whoever clicks it.
APART = {"a", "button", "code", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "label", "math", "pre", "script", "style", "summary", "svg", "th"}
TAG = re.compile(r"(<[^>]*>)")
NAME = re.compile(r"</?([a-zA-Z][\w-]*)")


def glossary() -> dict:
    return tomllib.loads((DOCS / "glossary.toml").read_text(encoding="utf-8"))


def anchor(term: dict[str, str]) -> str:
    """The id of a term's entry, the same in every language."""
    return "term-" + term["en"].replace(" ", "-")


def explained(html: str, file: File, entries: File | None, language: str) -> str:
    """A page with its terms linked to the glossary's page `entries`, if the site has one; that page with an id for each entry."""
    if entries is None:
        return html
    terms = glossary()["terms"]
    return anchored(html, terms, language) if file is entries else linked(html, terms, language, entries.url_relative_to(file))


def linked(html: str, terms: list[dict[str, str]], language: str, page: str) -> str:
    """A page with the first of each term linked to its entry in the glossary, which lies at `page`."""
    waiting = {term[language].lower(): term for term in terms}
    pattern = finder(list(waiting), language)
    parts, inside = TAG.split(html), []

    def link(match: re.Match) -> str:
        term = waiting.pop(singular(match[0].lower(), waiting), None)
        if term is None:
            return match[0]
        return f'<a class="term" href="{page}#{anchor(term)}" aria-description="{escape(term[f"{language}_text"])}">{match[0]}</a>'

    for at, part in enumerate(parts):
        if at % 2:
            follow(part, inside)
        elif not inside:
            parts[at] = pattern.sub(link, part)
    return "".join(parts)


def follow(tag: str, inside: list[str]) -> None:
    """Keep account of the elements that are apart and not closed yet."""
    name = NAME.match(tag)
    if name is None or name[1] not in APART or tag.endswith("/>"):
        return
    if not tag.startswith("</"):
        inside.append(name[1])
    elif name[1] in inside:
        while inside.pop() != name[1]:
            pass


def finder(words: list[str], language: str) -> re.Pattern:
    """Finds the longest term first; whole words, and their plurals, where words have ends."""
    longest = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(longest if language == "zh" else rf"(?<![\w-])(?:{longest})(?:es|s)?(?![\w-])", re.IGNORECASE)


def singular(word: str, words: dict[str, dict[str, str]]) -> str:
    return next((one for one in (word, word.removesuffix("s"), word.removesuffix("es")) if one in words), "")


def anchored(html: str, terms: list[dict[str, str]], language: str) -> str:
    """The glossary with an id on each row of a term."""
    for term in terms:
        html = re.sub(rf"<tr>(?=\s*<td[^>]*>{re.escape(term[language])}</td>)", f'<tr id="{anchor(term)}">', html, count=1)
    return html


def search_words(data: dict) -> str:
    """A dictionary for jieba: the terms, and further words that belong together."""
    words = dict.fromkeys([term["zh"] for term in data["terms"]] + data["search"]["zh"])
    return "".join(f"{word} 99999 n\n" for word in words)


if __name__ == "__main__":
    SEARCH_WORDS.write_text(search_words(glossary()), encoding="utf-8")
