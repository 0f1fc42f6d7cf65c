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
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10 ** 4, "亿": 10 ** 8}
HALF = Fraction(1, 2)
ENGLISH = {word: n for n, word in enumerate((
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen").split())}
ENGLISH |= {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
ENGLISH |= {f"{word}fold": n for word, n in ENGLISH.items() if n > 1}
ORDINALS = {word: n for n, word in enumerate((
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth").split(), 1)}
ENGLISH |= ORDINALS | {f"{word}s": Fraction(1, n) for word, n in ORDINALS.items() if n > 2}
ENGLISH |= {word + s: n for word, n in {"ten": 10, "dozen": 12, "hundred": 100, "thousand": 1000, "million": 10 ** 6, "billion": 10 ** 9, "trillion": 10 ** 12}.items() for s in ("", "s")}
ENGLISH |= {"once": 1, "twice": 2, "thrice": 3, "couple": 2, "ones": 1} | dict.fromkeys("half halves halve halved halving".split(), HALF)
ENGLISH |= dict.fromkeys("quarter quarters quartered".split(), HALF / 2) | dict.fromkeys("double doubles doubled doubling".split(), 2)
ENGLISH |= dict.fromkeys("triple triples tripled tripling".split(), 3) | dict.fromkeys("quadruple quadruples quadrupled quadrupling".split(), 4)

# Chinese words that hold a number word and count nothing; with another number in it, none of them stays such a word.
IDIOMS = re.compile(
    "统一|唯一|万一|同一|任一|逐一|一一|一[样般起直定致旦律切些边度同向来贯并味再概齐下道]|进一步|半[圈径精]|[多大夜]半|半[天途导]|"
    "一共|二[维者进次元乘]|两[者边侧旁端头面]|两回事|两个方向|四[周处边]|从全?零开始|补零|零起点|十分(?!之)|千万(?=[别不要记])|百分(?!之)|万[能物]")
# 一 counts where it stands behind one of these, or before a unit; elsewhere it is an article.
ONE_BEHIND = re.compile(r"(?:[为取得是于加减乘除多少第正负补到从剩共仅]|等于|全是|只有)[ *_]*$")
COUNTS_AS_ARTICLE = re.compile(r"(?:[第剩共仅]|只有)[ *_]*$")
ARTICLE = re.compile("一[ ]*[个种张条组幅段句套项处次份块大小层步页格行列章眼名族串]")
UNIT_OF_ONE = re.compile(r"一[\s*_]*[行列格圈维倍]")
ANY_ONE = re.compile("[每这那同哪任某下上另前后各逐面边在写算走排成再][ *_]*$")
WORDS = "[零〇一二两三四五六七八九十百千万亿俩仨半]"
CHINESE = re.compile(rf"{WORDS}+(?:分之{WORDS}+)?|[翻加双]倍")
SIGN_WORD = re.compile("负$|(?<![修改更反校纠])正$")

ENGLISH_NUMBER = re.compile(rf"\b(?:(?:minus|negative)\s+)?(?:{'|'.join(ENGLISH)})\b", re.I)
# English words that hold a number word and count nothing.
ENGLISH_IDIOMS = re.compile(
    r"\b(?:two-dimensional|half an? turn|(?:half|double)[ -]precision|from zero(?! (?:to|up to|through)\b)"
    r"|(?:no|this|that|which|each|every|any|another)[ ]one)\b", re.I)
# "one" and "first" count before what they count and where a copula says so; elsewhere they are pronouns and adverbs.
ENGLISH_COUNTS = re.compile(
    r"\b(?:(?:is|are|be|by|of|to|from|with|gives?|gets?|adds?|plus|minus|negative|than|equals?|only|exactly)\s+one\b(?! (?:of|who|that|another)\b)"
    r"|(?:of|with|from|by|are|all|but|just|only|usually|adds?)\s+ones\b(?! (?:that|which|of)\b)"
    r"|one(?:-\w|\s+[*_]*(?!(?:a|an|and|another|are|as|at|before|behind|by|can|does|for|from|has|in|is|"
    r"may|must|of|on|or|should|than|that|to|where|which|who|with)\b)[a-z])"
    r"|(?:the|an?|its|their|our|your|this|every|each)\s+(?:first|second)(?:-|\s+[*_]*)(?!(?:and|of|or|that|to|who)\b)[a-z]"
    r"|(?:once|first|second)(?=[ -](?:row|column|cell|step|layer|element|time|axis|dimension|window|block|line|page|kernel)s?\b))", re.I)
ENGLISH_PRONOUNS = {"one", "ones", "once", "first", "second"}

# A number in digits, with its sign and what stretches it, and a name that holds digits, such as U+2212 or int8.
FIGURES = re.compile(
    r"(?P<figure>(?:(?<![\w)\]])[-−+－]|\b(?:[Mm]inus|[Nn]egative)\s+|负\s?)?\d+(?:[.,]\d+)*(?:[eE][-+]?\d+)?(?![A-Za-z_])[%‰百千万亿]*)"
    r"|(?P<name>[A-Za-z_][\w+.#-]*?\d\w*|\d+[A-Za-z_]\w*)", re.A)
ROMAN = re.compile(r"\b[IVX]{2,}\b")
CHEQUES = "壹贰叁肆柒捌玖佰仟廿卅卌叄弍弎"
# What would make another number of the one that it stands behind.
STRETCHED = re.compile(
    r"[0-9A-Za-z十百千万亿兆%‰]|[.,]\d|分之|个百分点|成(?![为了立功])|的[平立]方|[多余几](?=[行列个倍])|<su[bp]\b|&(?:percnt|permil|#\w+);|!(?!\[)"
    r"|[ ](?:percent|per cent|hundred|thousand|million|billion|trillion|dozen)\b", re.I)
# A sign that stands before a number and is not read as a part of it.
SIGNED = re.compile(r"(?:(?<![\w)\]>])[–‐‑‒﹣－]|(?<![\w)\]] )(?<![\w)\]])[−－] |&(?:minus|plus|ndash|hyphen|dash|#\w+);|负的)\Z")
# What nobody sees, and what turns round the order in which a line is read: either can hide what is said.
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|&(?:shy|zwj|zwnj|lrm|rlm|ZeroWidthSpace|NoBreak);")
NOTE = re.compile(r"<!--\s*(?:=|≈)")
SIGNS = {"-": -1, "−": -1, "－": -1, "负": -1, "minus": -1, "negative": -1, "+": 1, "正": 1}
SIGN = re.compile(rf"({'|'.join(map(re.escape, SIGNS))})\s*", re.I)


def numerals(text: str, begin: int, end: int) -> Iterator[tuple[str, int, int]]:
    """What states a number in text[begin:end]: ("figure", "name", "word" or "other", start, end), in order."""
    found = [(match.lastgroup, *match.span()) for match in FIGURES.finditer(text, begin, end)]
    found += [("other", at, at + 1) for at in range(begin, end) if is_other(text[at])]
    found += [("other", *match.span()) for match in ROMAN.finditer(text, begin, end)]
    found += [("word", *span) for span in chinese(text, begin, end)]
    found += [("word", *span) for span in english(text, begin, end)]
    last = begin
    for kind, start, stop in sorted(found, key=lambda piece: (piece[1], -piece[2])):
        if start >= last:                                     # 3万 is one number
            yield kind, start, stop
            last = stop


def stated(text: str) -> list[Fraction]:
    """What the numbers of a text are worth, in order."""
    return [number(text[start:stop]) for kind, start, stop in numerals(text, 0, len(text)) if kind != "name"]


def first_numeral(text: str, begin: int = 0, end: int | None = None) -> tuple[str, int] | None:
    """The first number that a text without notes states, and where; None where there is none."""
    found = next(numerals(text, begin, len(text) if end is None else end), None)
    return (text[found[1]:found[2]], found[1]) if found else None


def is_other(c: str) -> bool:
    """A digit of another script, ½, ², ④, Ⅳ, or a numeral of cheques."""
    return not c.isascii() and (c in CHEQUES or c.isnumeric() and not "一" <= c <= "鿿" and c not in DIGITS)


def chinese(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    idle = [match.span() for match in IDIOMS.finditer(text, begin, end)]
    for match in CHINESE.finditer(text, begin, end):
        start, stop = match.span()
        counts = NOTE.match(text, stop) or not any(a < stop and start < b for a, b in idle) and (
            match[0] != "一" or one_counts(text, begin, start, end))
        if counts:                                            # with a note, the author says that it does
            yield start - bool(SIGN_WORD.search(text[max(begin, start - 2):start])), stop


def one_counts(text: str, begin: int, at: int, end: int) -> bool:
    before = text[max(begin, at - 6):at]
    if UNIT_OF_ONE.match(text, at, end):
        return not ANY_ONE.search(before)
    return bool(ONE_BEHIND.search(before)) and (not ARTICLE.match(text, at, end) or bool(COUNTS_AS_ARTICLE.search(before)))


def english(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    idle = [match.span() for match in ENGLISH_IDIOMS.finditer(text, begin, end)]
    counting = [match.span() for match in ENGLISH_COUNTS.finditer(text, begin, end)]
    for match in ENGLISH_NUMBER.finditer(text, begin, end):
        start, stop = match.span()
        counts = not inside(start, stop, idle) and (match[0].lower() not in ENGLISH_PRONOUNS or inside(start, stop, counting))
        if counts or NOTE.match(text, stop):
            yield start, stop


def inside(start: int, stop: int, spans: list[tuple[int, int]]) -> bool:
    return any(a <= start and stop <= b for a, b in spans)


def number(text: str) -> Fraction:
    """What a number is worth: `-3`, `2.5`, `3,000`, `5%`, `三十`, `负一`, `三分之二`, `twelve`, `½`."""
    if sign := SIGN.match(text):
        return SIGNS[sign[1].lower()] * number(text[sign.end():])
    if len(text) == 1 and is_other(text):
        return Fraction(unicodedata.numeric(text)).limit_denominator(1000)
    if figure := re.match(r"[\d.,]+(?:[eE][-+]?\d+)?", text, re.A):
        value = Fraction(figure[0].replace(",", ""))
        for c in text[figure.end():]:
            value = value / {"%": 100, "‰": 1000}[c] if c in "%‰" else value * SCALES[c]
        return value
    if ROMAN.fullmatch(text):
        return roman(text)
    if text.lower() in ENGLISH:
        return Fraction(ENGLISH[text.lower()])
    if text.endswith("倍"):
        return Fraction(2)
    below, _, above = text.rpartition("分之")
    return chinese_number(above) / (chinese_number(below) if below else 1)


def roman(text: str) -> Fraction:
    values = [{"I": 1, "V": 5, "X": 10}[c] for c in text]
    return Fraction(sum(-one if one < next_one else one for one, next_one in zip(values, [*values[1:], 0])))


def chinese_number(text: str) -> Fraction:
    if text == "半":
        return HALF
    if all(c in DIGITS for c in text) and len(text) > 1:      # 二〇二六: digit by digit
        return Fraction("".join(str(DIGITS[c]) for c in text))
    total = section = 0
    pending = None
    for c in text:
        if c == "半":
            raise ValueError(f"{text} cannot be read as a number")
        if c in DIGITS:
            pending = DIGITS[c]
        elif SCALES[c] < 10 ** 4:
            section += (1 if pending is None else pending) * SCALES[c]
            pending = None
        else:                                                 # 万 and 亿 count all that stands before them
            total = (total + section + (pending or 0) or 1) * SCALES[c]
            section, pending = 0, None
    return Fraction(total + section + (pending or 0))
