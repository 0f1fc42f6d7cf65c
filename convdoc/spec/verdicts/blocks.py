"""Evaluators for what stands in lines of its own: set-up, code, output, tables, images, and what is exempt."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from .. import code, embeds, peers
from ..claims import Claim, Falsehood, Unverified
from ..words import first_numeral
from .fixes import output_fix, table_fix

if TYPE_CHECKING:
    from ..page import Page


def check_setup(page: Page, claim: Claim) -> None:
    if not claim.info:
        code.run_told(claim.body, page.hidden, page.report.path, page.line(claim))
        return
    file = page.root / claim.info
    if not file.is_file():
        raise Falsehood(f"the set-up file {claim.info!r} does not exist")
    source = file.read_text(encoding="utf-8")
    page.hidden["__file__"] = str(file)
    try:
        code.run_told(source, page.hidden, claim.info, 1)
    except Falsehood as fault:                                # its place is not on this page
        line = source.count("\n", 0, fault.at) + 1
        fault.args = f"{claim.info}:{line}: {fault}", *fault.args[1:]
        fault.at = 0
        raise


def check_code(page: Page, claim: Claim) -> None:
    if claim.info.startswith(("pycon", "python-console")) or claim.body.lstrip().startswith(">>> "):
        raise Unverified("write code without prompts, and its output in a fence of its own")
    if claim.note and claim.note != "raises":
        raise Unverified(f"a note that code does not know: {claim.note!r}")
    page.ran = claim, ""
    expanded = embeds.expand(claim.body, page.root)
    try:
        code.refuse_numbers_in_remarks(expanded.text)
        run = code.run_raising if claim.note == "raises" else code.run_told
        output = run(expanded.text, page.own, page.report.path, page.line(claim))
    except Falsehood as fault:
        fault.at = expanded.origin(fault.at)
        raise
    for embed in embeds.embeds(claim.body):
        page.own[embed.name] = embeds.verified(embed, page.own[embed.name], page.root)
    page.ran = claim, output
    for name in sorted(page.own.keys() & page.set_up()):
        if not embeds.is_same(page.own[name], page.hidden[name]):
            raise Falsehood(f"this code gives another meaning to {name!r}, which the set-up has for the notes; take another name in one of them")


def check_output(page: Page, claim: Claim) -> None:
    if page.ran is None or page.is_shown:
        raise Unverified("an output without code above it")
    ran, output = page.ran
    if ran.kind == "peer":
        peers.check_peer_output(page, claim)
        return
    page.beside = page.ran
    if ran.true and (fault := code.differ(output, claim.body)):
        fault.fix = output_fix(output, claim.body)
        raise fault


def check_text(page: Page, claim: Claim) -> None:
    """A fence of another language is to the letter what its note gives, as a text or as lines."""
    instances = page.read(claim.note).instances
    if len(instances) != 1:
        raise Unverified(f"the note gives {len(instances)} texts, and this is one")
    [instance] = instances
    expected = instance.expected if isinstance(instance.expected, str) else "\n".join(map(str, instance.expected))
    if fault := code.differ(expected, claim.body):
        fault.fix = output_fix(expected, claim.body)
        raise fault


def check_table(page: Page, claim: Claim) -> None:
    """Every cell below the header, as it is written."""
    lines = claim.body.splitlines(keepends=True)
    note = page.read(claim.note)
    if len(note.instances) != 1:
        raise Unverified(f"the note gives the rows of {len(note.instances)} tables, and this is one")
    expected = [[str(cell) for cell in row] for row in note.instances[0].expected]
    at = 0
    for line, want in zip(lines, expected):
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))]
        for said, truth in zip(cells, want):
            if said != truth:
                raise Falsehood(f"the code gives {truth!r}, the page says {said!r}", at + line.find(said or "|"), table_fix(claim.body, expected))
        if len(cells) != len(want):
            raise Falsehood(f"this row has {len(cells)} cells, the code gives {len(want)}", at)
        at += len(line)
    if len(lines) != len(expected):
        raise Falsehood(f"this table has {len(lines)} rows, the code gives {len(expected)}", max(at - 1, 0))


def check_image(page: Page, claim: Claim) -> None:
    """An image of ours is drawn by code: the file must be what EXPR draws."""
    path = (page.root / page.report.path).parent / claim.info
    if not path.is_file():
        raise Falsehood(f"the image {claim.info!r} does not exist")
    if path.suffix == ".svg" and claim.body not in titles(path):
        raise Unverified(f"the description {claim.body!r} is not the image's own <title>, which is drawn with it")
    if path.suffix != ".svg" and (number := first_numeral(claim.body)):
        raise Unverified(f"the number {number[0]!r} in a description, which nothing checks", number[1])
    if claim.note.startswith("static:") and path.suffix != ".svg":
        return check_static(page, claim)
    if not claim.note:
        raise Unverified("an image that nothing checks; say behind it <!-- = EXPR --> or <!-- static: why -->")
    for instance in page.read(claim.note).instances:
        if path.read_text(encoding="utf-8") != instance.expected:
            raise Falsehood(f"{claim.info} is not what the code draws from this page's values")


def titles(path: Path) -> list[str]:
    """What an SVG calls itself: computed by the code that draws it."""
    return [unescape(title) for title in re.findall(r"<title[^>]*>([^<]*)<", path.read_text(encoding="utf-8"))]


def check_static(page: Page, claim: Claim) -> None:
    if len(claim.note.removeprefix("static:").strip()) < 10:
        raise Unverified("say why nothing can check this: <!-- static: WHY -->")
