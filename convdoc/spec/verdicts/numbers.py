"""Evaluators for the numbers of bare words: what a note says, the count of a heading, the target of a link, a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..claims import Claim, Falsehood, MissingName, Unverified
from ..formula import exact, shown
from ..words import number, numerals

if TYPE_CHECKING:
    from ..page import Page

FIRST_HEADING = re.compile(r"^# +(?P<title>.*?)(?:[ ]*\{[^}\n]*\})?[ ]*$", re.M)
HEADING = re.compile(r"^#{1,6}[ ]+(?P<title>.*?)(?:[ ]*\{[ ]?#(?P<id>[\w-]+)[^}\n]*\})?[ ]*$", re.M)
SECTION = re.compile(r"\d+(?:\.\d+)*(?=\s|$)")


def check_number(page: Page, claim: Claim) -> None:
    """A number among words is worth what its note says."""
    if not claim.note:
        raise Unverified(f"the number {claim.body!r} is not verified; say right behind it <!-- = EXPR -->, or say it without a number")
    note = page.read(claim.note)
    claim.cases = len(note.instances)
    said = number(claim.body)
    for instance in note.instances:
        if (want := exact(instance.expected)) != said:
            fix = (0, len(claim.body), shown(want)) if claim.body.isascii() and claim.body[0].isdigit() else None
            raise Falsehood(f"the code gives {shown(want)}, the page says {claim.body}", fix=fix)


def check_name(page: Page, claim: Claim) -> None:
    """A name that holds digits is one that somebody has listed, or that its link or its heading leads to."""
    if claim.note:
        note = page.read(claim.note)
        for instance in note.instances:
            if instance.expected != claim.body:
                raise Falsehood(f"the code gives {instance.expected!r}, the page says {claim.body!r}")
    elif claim.info:
        if not re.search(rf"(?<![A-Za-z0-9]){re.escape(claim.body)}(?![A-Za-z0-9])", claim.info):
            raise Falsehood(f"the page says {claim.body!r}, and this leads to {claim.info!r}")
    elif claim.body not in page.names.get("NAMES", ()) and claim.body not in page.names:
        raise MissingName(f"nothing on this page is named {claim.body!r}, nor is it one of the NAMES of its set-up",
                          names=(claim.body, "NAMES"))


def check_heading(page: Page, claim: Claim) -> None:
    """The numbers of headings count: 1, 1.1, 1.2, 2, … and each part of a number is a level."""
    text = page.report.text
    level = len(re.search(r"#+", text[text.rfind("\n", 0, claim.start) + 1:claim.start])[0])
    if level != len(claim.body.split(".")):
        raise Falsehood(f"a heading of level {level} has a number of {level} parts, the page says {claim.body}")
    numbers = [c for c in page.report.claims if c.kind == "heading"]
    place = next(i for i, c in enumerate(numbers) if c.start == claim.start)
    if place == 0:
        if level > 1 and set(claim.body.split(".")) != {"1"}:
            raise Unverified(f"the number {claim.body} follows no other; number the heading above it too")
        return
    before, here = ([int(part) for part in c.body.split(".")] for c in (numbers[place - 1], claim))
    follows = [before[:depth] + [before[depth] + 1] for depth in range(len(before))] + [before + [1]]
    if here not in follows:
        wanted = " or ".join(".".join(map(str, f)) for f in follows[::-1])
        raise Falsehood(f"after {numbers[place - 1].body} comes {wanted}, the page says {claim.body}")


def check_title(page: Page, claim: Claim) -> None:
    """A title with a number in it is the first heading, which is verified."""
    first = FIRST_HEADING.search(page.report.text)
    if not first or first["title"] != claim.body:
        raise Falsehood(f"the page is headed {first['title'] if first else 'by nothing'!r}, its title says {claim.body!r}")


def check_link(page: Page, claim: Claim) -> None:
    """The number in a link is that of the section it leads to."""
    file, _, anchor = claim.info.partition("#")
    if re.match(r"[a-z]+:", file):
        raise Unverified(f"the number {claim.body!r} speaks of a place that nothing checks: {claim.info}")
    path = ((page.root / page.report.path).parent / file) if file else None
    if path and not path.is_file():
        raise Falsehood(f"the link leads to {file!r}, which does not exist")
    text = path.read_text(encoding="utf-8-sig") if path else page.report.text
    if anchor and not spot_of(anchor).search(text):
        raise Falsehood(f"the link leads to {claim.info!r}, which does not exist")
    found = section(text, anchor)
    if found is None and not anchor and claim.body in numbers_of_title(text):
        return
    if found is None:
        raise Falsehood(f"the link leads to {claim.info!r}, which has no number")
    if found != claim.body:
        raise Falsehood(f"the link leads to section {found}, the page says {claim.body}", fix=(0, len(claim.body), found))


def numbers_of_title(text: str) -> list[str]:
    """The numbers in the first heading: "Attribution 4.0" has one."""
    first = FIRST_HEADING.search(text)
    return [text[start:stop] for _, start, stop in numerals(text, *first.span("title"))] if first else []


def spot_of(anchor: str) -> re.Pattern[str]:
    """Where an anchor stands: the id of a heading or of an element, or a `source:` note."""
    name = re.escape(anchor)
    return re.compile(rf'\{{ ?#{name}[\s}}]|id="{name}"|<!--\s*source:[^>]*\b{name}\b')


def section(text: str, anchor: str) -> str | None:
    """The number of the section that holds an anchor: of the nearest heading above it that has one.

    Without an anchor it is that of the first heading, by which a page is known.
    """
    headings = list(HEADING.finditer(text))
    if not anchor:
        headings = headings[:1]
    elif at := spot_of(anchor).search(text):
        headings = [heading for heading in headings if heading.start() <= at.start()]
    numbers = [found[0] for heading in headings if (found := SECTION.match(heading["title"]))]
    return numbers[-1] if numbers else None
