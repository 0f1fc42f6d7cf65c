"""What an edition still says in the language of the other, where one of the two is in Chinese.

A text is in Chinese if it holds more Chinese characters than Latin words. In an edition that is not, no Chinese
character stands among the words, nor in the code that readers see. In one that is, each line and each cell of a
table that holds words is Chinese at least in part, and no more than three Latin words follow each other in it.
A name, such as NumPy, is in no language.
"""

from __future__ import annotations

import re

HAN = re.compile(r"[㐀-鿿]")
HAN_RUN = re.compile(r"[㐀-鿿](?:[^\n|<>{}()\[\]\"']*[㐀-鿿])?")
CHINESE = "\u3000-\u303f㐀-鿿\uff00-\uffef"                    # with the punctuation, which tells as much
WORD = re.compile(r"[A-Za-z][\w’'-]*", re.A)
NO_NAME = re.compile(r"\b[A-Z]?[a-z]+(?!\w)")
LONG_RUN = re.compile(rf"{WORD.pattern}(?:[^\w’'{CHINESE}-][^A-Za-z{CHINESE}]*{WORD.pattern}){{3,}}", re.A)
LINE = re.compile(r"[^\n|]+")
# What readers do not see, addresses, attributes and tags; and the title of a tab that is a word, and may be a name.
UNSEEN = re.compile(
    r"(?<=\])\([ ]*[^()\s]+|<[a-z]+:[^<>\s]+>|</?[a-z]\w*(?:\s+(?:id|class|lang|markdown|open)(?:=\"[^\"\n]*\")?)*\s*/?>"
    r"|\{[^{}\"\n]*\}|\[\^[\w-]+\]|^[ \t]*===[!+]*[ \t]+\"\w+\"[ \t]*$", re.M)


def is_chinese(*pages: str) -> bool:
    seen = [without_unseen(words) for words in pages]
    return sum(len(HAN.findall(words)) for words in seen) > sum(len(WORD.findall(words)) for words in seen)


def untranslated(words: str, code: str, chinese: bool) -> tuple[int, str] | None:
    """Where the words of a page, or the code it shows, are in the other language, and what is said there."""
    if chinese:
        return latin(without_unseen(words))
    found = [match for text in (without_unseen(words), code) if (match := HAN_RUN.search(text))]
    return min(((match.start(), match[0]) for match in found), default=None)


def latin(words: str) -> tuple[int, str] | None:
    for line in LINE.finditer(words):
        if not re.search(f"[{CHINESE}]", line[0]) and NO_NAME.search(line[0]):
            found = [*WORD.finditer(words, *line.span())]
            return found[0].start(), words[found[0].start():found[-1].end()]
        if run := LONG_RUN.search(line[0]):
            return line.start() + run.start(), run[0]
    return None


def without_unseen(words: str) -> str:
    return UNSEEN.sub(lambda unseen: re.sub(r"[^\n]", " ", unseen[0]), words)
