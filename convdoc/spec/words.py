"""Numbers as prose writes them: in digits, and in the words of Chinese and English.

`numerals` finds those that state a quantity. A word such as 一样 or "no one" holds a number word and states nothing;
the lists below say which. They are kept short: a number word that is not listed has to be verified.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "仨": 3}
SCALES = {"十": 10, "百": 100, "千": 1000}
ENGLISH = {word: n for n, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve".split())}
ENGLISH |= {"once": 1, "twice": 2, "thrice": 3, "half": Fraction(1, 2), "dozen": 12, "hundred": 100, "thousand": 1000}
ENGLISH |= {word: n for n, word in enumerate(
    "first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)}

# Chinese words that hold a number word and count nothing; with another number in it, none of them stays such a word.
IDIOMS = re.compile(
    "统一|唯一|万一|同一|之一|任一|逐一|一一|一[样般起直定致旦律切些边度同向来半贯并味再概齐下道]|进一步|"
    "一共|多出?的?一[行列]|二[维者进次元乘]|两[者边侧旁端头面]|两回事|两个方向|四[周处边]|从全?零开始|补零|零起点|十分|千万|百分|半圈|万[能物]")
# 一 counts where it stands behind one of these, or before a unit; elsewhere it is an article.
ONE_BEHIND = re.compile("(?:[为取得是于加减乘除第正负补到从]|等于|全是|只有)[ *_]*$")
ARTICLE = re.compile("一[ ]*[个种张条组幅段句套项处次份块半大小层步页格行列章眼名族串]")
UNIT_OF_ONE = re.compile("一[ ]*[行列格圈维倍]")
ANY_ONE = re.compile("[每这那同哪任某下上另前后各逐面边在写算走排成再][ *_]*$")
CHINESE = re.compile("[零〇一二两三四五六七八九十百千俩仨]+")

ENGLISH_NUMBER = re.compile(rf"\b(?:{'|'.join(ENGLISH)})\b(?!-)", re.I)
# "one" and "first" count where a unit or a copula says so; elsewhere they are pronouns and adverbs.
ENGLISH_COUNTS = re.compile(
    r"\b(?:(?:is|are|by|plus|minus|than|equals?|only|exactly)[ ]+(?:one|zero)\b(?! of\b| who\b)"
    r"|(?:one|first|second|once|half)(?=[ ]+(?:row|column|cell|step|layer|element|time|axis|dimension|window|block|line|page)s?\b))", re.I)
ENGLISH_PRONOUNS = {"one", "zero", "once", "half", "first", "second"}

# A number in digits, and a name that holds digits, such as U+2212 or int8.
FIGURES = re.compile(r"(?P<name>[A-Za-z_][\w+.#-]*?\d\w*|\d+[A-Za-z_]\w*)|(?P<figure>\d+(?:[.,]\d+)*)", re.A)
# Digits of other scripts, ½, ², ④, Ⅳ, and the numerals of cheques.
OTHER_NUMERALS = re.compile("[壹贰叁肆伍陆柒捌玖拾佰仟廿卅²³¹½¼¾０-９⁰-₉⅐-↉①-⓿❶-➓]")
NOTE = re.compile(r"<!--\s*(?:=|≈)")


def numerals(text: str, begin: int, end: int) -> Iterator[tuple[str, int, int]]:
    """What states a number in text[begin:end]: ("figure", "name", "word" or "other", start, end), in order."""
    found = [(match.lastgroup, *match.span()) for match in FIGURES.finditer(text, begin, end)]
    found += [("other", *match.span()) for match in OTHER_NUMERALS.finditer(text, begin, end)]
    found += [("word", *span) for span in chinese(text, begin, end)]
    found += [("word", *span) for span in english(text, begin, end)]
    yield from sorted(found, key=lambda piece: piece[1])


def chinese(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    idle = [match.span() for match in IDIOMS.finditer(text, begin, end)]
    for match in CHINESE.finditer(text, begin, end):
        start, stop = match.span()
        if NOTE.match(text, stop):                            # the author says that it counts
            yield start, stop
        elif not any(a < stop and start < b for a, b in idle) and (match[0] != "一" or one_counts(text, begin, start, end)):
            yield start, stop


def one_counts(text: str, begin: int, at: int, end: int) -> bool:
    before = text[max(begin, at - 6):at]
    if UNIT_OF_ONE.match(text, at, end):
        return not ANY_ONE.search(before)
    return bool(ONE_BEHIND.search(before)) and not (ARTICLE.match(text, at, end) and not before.endswith(("第", "只有")))


def english(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    counting = [match.span() for match in ENGLISH_COUNTS.finditer(text, begin, end)]
    for match in ENGLISH_NUMBER.finditer(text, begin, end):
        start, stop = match.span()
        if match[0].lower() not in ENGLISH_PRONOUNS or NOTE.match(text, stop) or any(a <= start and stop <= b for a, b in counting):
            yield start, stop


def number(text: str) -> Fraction:
    """What a number is worth: `3`, `2.5`, `3,000`, `三十`, `twelve`, `½`."""
    if OTHER_NUMERALS.fullmatch(text):
        return Fraction(unicodedata.numeric(text)).limit_denominator(1000)
    if text[0].isascii() and text[0].isdigit():
        return Fraction(text.replace(",", ""))
    if text.lower() in ENGLISH:
        return Fraction(ENGLISH[text.lower()])
    if all(c in DIGITS for c in text) and len(text) > 1:      # 二〇二六: digit by digit
        return Fraction("".join(str(DIGITS[c]) for c in text))
    total, pending = 0, None
    for c in text:
        if c in SCALES:
            total += (1 if pending is None else pending) * SCALES[c]
            pending = None
        else:
            pending = DIGITS[c]
    return Fraction(total + (pending or 0))
