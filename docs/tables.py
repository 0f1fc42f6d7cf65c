"""The rows of the tables in errata.md and glossary.md, from docs/ledger.toml, docs/glossary.toml and the pages.

And what errata.md says of the learner's note, from docs/note.zh.txt.

Pages take these names by `<!-- setup: docs/tables.py -->`; `python docs/tables.py` writes the rows into the pages
of every edition.
"""

import ast
import re
import tomllib
from pathlib import Path

import numpy as np

from convdoc.spec.scan import notes, scan

DOCS = Path(__file__).resolve().parent
LANGUAGES = ("zh", "en")
GENERATED = ("errata.md", "glossary.md")
ERRATUM = re.compile(r'(?:\{ #|id=")erratum-(S\d{3}[a-z]?)(?: \}|")')
HEADING = re.compile(r"^#{1,6} (?P<title>.+?) \{ #[\w-]+ \}$", re.M)
LAB_HEADING = re.compile(r"^#{1,6} (?P<title>.+?)(?: \{ #[\w-]+ \})?$", re.M)
# The verdicts in words; the others are signs.
VERDICTS = {
    "zh": {"E": "经验", "D": "定义", "style": "格式"},
    "en": {"E": "experience", "D": "definition", "style": "style"},
}
WORDS = {
    "zh": {"erratum": "勘误", "and": "、", "remark": "（{}）"},
    "en": {"erratum": "erratum", "and": ", ", "remark": " ({})"},
}

NOTE = (DOCS / "note.zh.txt").read_text(encoding="utf-8")
NOTE_CODE = re.findall(r"^```python\n(.*?)^```$", NOTE, re.M | re.S)
NOTE_TENSOR = np.array([ast.literal_eval(code.strip().removeprefix("tensor(").removesuffix(")"))
                        for code in NOTE_CODE if code.startswith("tensor(")][0])


def unnamed() -> list[int]:
    """Which blocks of the note stop at a name that nothing defines, run in order up to the first import."""
    names, stopped = {}, []
    for number, code in enumerate(NOTE_CODE, 1):
        if "import" in code:
            break
        try:
            exec(code, names)
        except NameError:
            stopped.append(number)
    return stopped


def reshaped_in_note(name: str) -> list[tuple[int, ...]]:
    """The shapes that the note gives an array anew."""
    return [ast.literal_eval(shape) for shape in re.findall(rf"^{name} = {name}\.reshape\((\(\d.*?\))\)", NOTE, re.M)]


def ledger() -> list[dict]:
    return tomllib.loads((DOCS / "ledger.toml").read_text(encoding="utf-8"))["items"]


def printed_in_note(number: str) -> str:
    """The formula of an item as the note prints it, spaces aside; one that does not stand there is an error."""
    printed = next(item["printed"] for item in ledger() if item["id"] == number)
    if "".join(printed.split()) not in "".join(NOTE.split()):
        raise ValueError(f"docs/note.zh.txt does not print the formula of {number}: {printed}")
    return printed


def page_texts(language: str) -> dict[str, str]:
    """The pages and the labs of an edition by their path in its folder; a lab as the text of its comments."""
    folder = DOCS / language
    texts = {}
    for path in sorted([*folder.rglob("*.md"), *folder.glob("labs/*.py")]):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".py":
            text = "\n".join(line[1:].removeprefix(" ") for line in text.splitlines() if line.startswith("#"))
        texts[path.relative_to(folder).as_posix()] = text
    return texts


def places(texts: dict[str, str]) -> dict[str, list[tuple[str, str]]]:
    """For each S-number the pages that carry it, each with the heading above its `source` note."""
    found: dict[str, list[tuple[str, str]]] = {}
    for page, text in texts.items():
        headings = list((LAB_HEADING if page.endswith(".py") else HEADING).finditer(text))
        for start, _, note in notes(text):
            if not note.startswith("source:"):
                continue
            above = [heading["title"] for heading in headings if heading.start() < start]
            for number in map(str.strip, note.removeprefix("source:").split(",")):
                here = found.setdefault(number, [])
                if page in [other for other, _ in here]:
                    raise ValueError(f"{page}: two source notes carry {number}, and an id stands once in a page")
                here.append((page, above[-1] if above else page))
    return found


def errata(texts: dict[str, str]) -> list[str]:
    """The S-numbers that errata.md has an entry for, in its order."""
    return ERRATUM.findall(texts["errata.md"])


def ledger_rows(language: str, texts: dict[str, str] | None = None) -> list[tuple[str, ...]]:
    """Number, verdict, statement and places of every item; links are relative to errata.md."""
    words = WORDS[language]
    texts = texts or page_texts(language)
    items, carried, entries = ledger(), places(texts), set(errata(texts))
    numbers = [item["id"] for item in items]
    if missing := [number for number in numbers if number not in carried]:
        raise ValueError(f"no page carries {', '.join(missing)}; say <!-- source: {missing[0]} --> beside what does")
    if strangers := (carried.keys() | entries) - set(numbers):
        raise ValueError(f"docs/ledger.toml has no {', '.join(sorted(strangers))}")
    return [(item["id"], VERDICTS[language].get(item["verdict"], item["verdict"]), statement(item, language),
             words["and"].join(links(item["id"], carried[item["id"]], item["id"] in entries, words))) for item in items]


def statement(item: dict, language: str) -> str:
    remark = {"zh": "remark", "en": "remark_en"}[language]
    return item[language] + WORDS[language]["remark"].format(item[remark]) if remark in item else item[language]


def links(number: str, carried: list[tuple[str, str]], entry: bool, words: dict[str, str]) -> list[str]:
    found = [f"[{label(heading)}]({page}#{number})" for page, heading in carried if page != "errata.md"]
    return found + [f"[{words['erratum']}](#erratum-{number})"] * entry


def label(heading: str) -> str:
    """The number of a section, or its title where it has none."""
    numbered = re.match(r"\d+(\.\d+)*(?= )", heading)
    return numbered[0] if numbered else heading


def symbol_rows(language: str) -> list[tuple[str, ...]]:
    """Each symbol with its meaning, first in the language of the page, then in the other one."""
    return [(f"${symbol['tex']}$", *(symbol[one] for one in languages(language))) for symbol in glossary()["symbols"]]


def term_rows(language: str) -> list[tuple[str, ...]]:
    """Each term, first in the language of the page, then in the other one, and what it means."""
    return [(*(term[one] for one in languages(language)), term[f"{language}_text"]) for term in glossary()["terms"]]


def languages(first: str) -> list[str]:
    return sorted(LANGUAGES, key=lambda language: language != first)


def glossary() -> dict:
    return tomllib.loads((DOCS / "glossary.toml").read_text(encoding="utf-8"))


def filled(text: str, texts: dict[str, str], language: str) -> str:
    """A page with the rows of its generated tables below the headers that stand there."""
    rows = {"= ledger_rows(LANGUAGE)": lambda: ledger_rows(language, texts),
            "= symbol_rows(LANGUAGE)": lambda: symbol_rows(language), "= term_rows(LANGUAGE)": lambda: term_rows(language)}
    for claim in reversed(scan(text)):
        if claim.kind == "table" and claim.note in rows:
            body = ["| " + " | ".join(row) + " |" for row in rows[claim.note]()]
            text = text[:claim.start] + "\n".join(body) + "\n" + text[claim.end:]
    return text


def main() -> None:
    for language in LANGUAGES:
        texts = page_texts(language)
        for page in GENERATED:
            before, after = texts[page], filled(texts[page], texts, language)
            (DOCS / language / page).write_text(after, encoding="utf-8")
            old, new = before.splitlines(), after.splitlines()
            print(f"{language}/{page}: {len(set(new) - set(old))} rows new, {len(set(old) - set(new))} gone")


if __name__ == "__main__":
    main()
