"""What readers see is what was checked: the elements of the rendered page against the claims, one to one.

The page is read as the browser gets it. Each formula, block of code, output, code span, table and image in it must
be a claim with the same content; what only one side has stops the build. The pairs tell where the marks belong.
What `::: package.name` stands for is one item, the object by its id: what it says was written in the code, not on the page.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from convdoc.spec import Claim, Falsehood, Report
from convdoc.spec.embeds import expand
from convdoc.spec.labs import cells, is_lab
from convdoc.spec.scan import TABLE, prose

from .notes import is_number

NAMES = {"formula": "formulas", "code": "blocks of code", "output": "outputs", "span": "code spans", "table": "tables",
         "image": "images", "number": "numbers with a note", "object": "objects"}
# A lab's outputs and plots are made by running it while the site is built: its source has no claims about them.
MADE_BY_RUNNING = {"output", "image"}
# Elements that show what no claim can speak of.
UNREAD = {"iframe", "object", "embed", "video", "audio", "canvas", "picture"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Item(NamedTuple):
    """Something that is shown or was checked; the same item has the same kind and text on both sides."""

    kind: str
    text: str


# A number among words has no element of its own; `notes` leaves an empty one behind it.
NUMBER = Item("number", "")


@dataclass
class Seen:
    """An item of the rendered page: `html[start:end]`; its mark goes to the end."""

    item: Item
    start: int
    end: int
    display: bool = False


class Unreconciled(Exception):
    """The rendered page and the claims differ."""


class Reader(HTMLParser):
    """Collects the items of a page, with their places."""

    def __init__(self, html: str):
        super().__init__()
        self.html = html
        self.lines = [0]
        for line in html.split("\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)
        self.seen: list[Seen] = []
        self.open: list[tuple[str, int, str]] = []            # tag, where it begins, its classes
        self.text: list[str] = []                             # of the element that is being read
        self.rows = 0
        self.latex = ""                                       # of the formula that is being read
        self.feed(html)
        self.close()
        while self.open:                                      # what is never closed reaches to the end of the page
            tag, start, classes = self.open.pop()
            self.take(tag, start, classes.split(), len(html), len(html))

    @property
    def place(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def inside(self, *tags: str) -> bool:
        return any(tag in tags for tag, _, _ in self.open)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag in ("annotation", "pre", "code", "table") and not (tag == "code" and self.inside("pre")):
            self.text = []
        if "doc-heading" in (given.get("class") or "").split() and self.objects == 1:
            self.seen.append(Seen(Item("object", given.get("id") or ""), self.place, self.place))
        if tag == "table":
            self.rows = 0
        if tag == "math":
            self.latex = ""
        self.rows += tag == "tr"
        if tag == "img":
            self.add("image", Path(given.get("src") or "").name, self.place, self.place + len(self.get_starttag_text()))
        if tag in UNREAD:
            self.add("image", f"<{tag}>", self.place, self.place)
        if tag not in VOID:
            self.open.append((tag, self.place, given.get("class") or ""))

    @property
    def objects(self) -> int:
        """In how many objects that document themselves this place is."""
        return sum("doc-object" in classes.split() for _, _, classes in self.open)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self.inside(tag):
            begin = self.place
            while self.open[-1][0] != tag:
                self.open.pop()
            _, start, classes = self.open.pop()
            self.take(tag, start, classes.split(), begin, self.html.index(">", begin) + 1)

    def take(self, tag: str, start: int, classes: list[str], begin: int, end: int) -> None:
        """An element is complete: html[start:end], whose end tag begins at `begin`."""
        if tag == "math":
            self.add("formula", " ".join(self.latex.split()), start, end)
        elif tag == "annotation":
            self.latex = "".join(self.text)
        elif tag == "pre":
            output = any("output" in outer.split() for _, _, outer in self.open)
            self.add("output" if output else "code", bare("".join(self.text)), start, end)
        elif tag == "code" and not self.inside("pre"):
            self.add("span", "".join(self.text).strip(), start, end)
        elif tag == "table" and not self.inside("table"):
            self.add("table", f"{self.rows} rows", start, end)
        elif tag == "svg" and not self.inside("svg"):
            self.add("image", self.html[start:end], start, end)
        elif tag == "span" and classes == ["mark"]:
            self.add(*NUMBER, start, end)
        elif tag == "div" and "math--block" in classes:
            for seen in self.within(start):
                seen.start, seen.end, seen.display = start, end, True
        elif tag in ("a", "summary"):                         # they hold no link: marks go behind them
            for seen in self.within(start):
                seen.end = end
        elif tag == "figure":
            for seen in self.within(start):
                seen.end = begin

    def within(self, start: int) -> list[Seen]:
        """The items of the element that began at `start` and ends here."""
        return [seen for seen in self.seen if seen.start >= start]

    def add(self, kind: str, text: str, start: int, end: int) -> None:
        if not self.objects:
            self.seen.append(Seen(Item(kind, text), start, end))


def seen(html: str) -> list[Seen]:
    """The items of a rendered page, in order."""
    return Reader(html).seen


def checked(report: Report, root: Path) -> Iterator[tuple[Item, Claim | None]]:
    """The items that were checked, each with its claim; what a noted table holds was checked with it."""
    text = words_of(report.text)
    for claim in report.claims:
        if claim.kind == "formula":
            yield Item("formula", " ".join(claim.body.split())), claim
        elif claim.kind == "span":
            yield Item("span", claim.body.strip()), claim
        elif claim.kind in ("code", "peer", "text", "static"):
            yield Item("code", bare(shown(claim, root))), claim
        elif claim.kind == "output":
            yield Item("output", bare(claim.body)), claim
        elif is_number(claim):
            yield NUMBER, claim
        elif claim.kind == "object":
            yield Item("object", claim.body), claim
        elif claim.kind == "image":
            yield Item("image", picture(claim, report, root)), claim
        elif claim.kind == "table":
            for inner in prose(claim.body, 0, len(claim.body)):
                if inner.kind in ("formula", "span"):
                    yield Item(inner.kind, " ".join(inner.body.split())), None
        if claim.kind in ("code", "peer", "text", "output", "static", "setup"):
            text = text[:claim.start] + " " * (claim.end - claim.start) + text[claim.end:]
    noted = {claim.start: claim for claim in report.claims if claim.kind == "table"}
    for table in TABLE.finditer(text):
        yield Item("table", f"{1 + len(table['rows'].splitlines())} rows"), noted.get(table.start("rows"))


def words_of(text: str) -> str:
    """The text with nothing but Markdown in it: of a lab, the cells of words at their places."""
    if not is_lab(text):
        return text
    words = " " * len(text)
    for cell in cells(text):
        if cell.kind == "markdown":
            words = words[:cell.start] + cell.text + words[cell.end:]
    return words


def shown(claim: Claim, root: Path) -> str:
    """The text of a block of code as readers see it, embedded definitions in place."""
    try:
        return expand(claim.body, root).text
    except Falsehood:
        return claim.body                                     # its own claim is false, and says why


def picture(claim: Claim, report: Report, root: Path) -> str:
    """A drawing is a part of the page, to the letter; any other image is named by its file."""
    path = (root / report.path).parent / claim.info
    if path.suffix == ".svg" and path.is_file():
        svg = path.read_text(encoding="utf-8")
        return svg[svg.index("<svg"):].strip()
    return path.name


def bare(text: str) -> str:
    """A block without what nobody sees: spaces at the ends of lines, empty lines around it."""
    return "\n".join(line.rstrip() for line in text.strip("\n").split("\n")).strip("\n")


def pair(html: str, report: Report, root: str | Path) -> list[tuple[Seen, Claim]]:
    """Each item of the page that a claim speaks of, with this claim; `Unreconciled` where the two sides differ."""
    ignored = MADE_BY_RUNNING if report.path.endswith(".py") else set()
    there = [one for one in seen(html) if one.item.kind not in ignored]
    waiting: dict[Item, deque] = defaultdict(deque)
    for item, claim in checked(report, Path(root)):
        waiting[item].append(claim)
    pairs, strangers = [], []
    for one in there:
        if waiting[one.item]:
            pairs.append((one, waiting[one.item].popleft()))
        else:
            strangers.append(one.item)
    missing = [item for item, claims in waiting.items() for _ in claims]
    if strangers or missing:
        raise Unreconciled(difference(report.path, there, strangers, missing))
    return [(one, claim) for one, claim in pairs if claim is not None]


def difference(path: str, there: list[Seen], strangers: list[Item], missing: list[Item]) -> str:
    """`path: formulas: 3 shown, 2 checked`, and what they are."""
    shown = Counter(one.item.kind for one in there)
    extra, lost = (Counter(item.kind for item in items) for items in (strangers, missing))
    told = [f"{NAMES[kind]}: {shown[kind]} shown, {shown[kind] - extra[kind] + lost[kind]} checked"
            for kind in NAMES if extra[kind] or lost[kind]]
    lines = [f"{path}: {'; '.join(told)}"]
    lines += [f"    shown, but not checked: {item.kind} {brief(item.text)}" for item in strangers]
    lines += [f"    checked, but not shown: {item.kind} {brief(item.text)}" for item in missing]
    return "\n".join(lines)


def brief(text: str) -> str:
    line = " ".join(text.split())
    return repr(line if len(line) <= 80 else line[:79] + "…")
