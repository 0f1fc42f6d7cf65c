"""What the build puts into a page so that its code can run there: which blocks those are, and what each of them has shown."""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import PurePosixPath

from convdoc.site.live import exercises, pack
from convdoc.site.live.fetch import CACHE, PINS, ROOT, missing
from convdoc.site.reconcile import Seen
from convdoc.spec import Claim

FOLDER = "assets/live/"
FOLD = '<details class="fold"'                                  # folded code of a lab draws its plots with matplotlib
RUNNING = ("index.md", "snippets.md", "chapters/", "labs/", exercises.FOLDER)    # pages whose code readers run
SECTION = re.compile(r'<h2 id="([^"]+)"')


def is_here() -> bool:
    """Whether the runtime is there, as it is pinned."""
    return not missing(CACHE, PINS["sha256"])


def files() -> dict[str, bytes]:
    """What the site serves for it, by its address."""
    checks = {exercises.FOLDER + name: path.read_bytes() for name, path in exercises.checks(ROOT).items()}
    return {FOLDER + name: content for name, content in {**pack.runtime(), **checks}.items()}


def runs(page: str) -> bool:
    return page.startswith(RUNNING)


def edits(html: str, pairs: list[tuple[Seen, Claim]]) -> list[tuple[int, int, str]]:
    """Number the blocks that run, and say of each output which block it is of: html[start:end] becomes the text."""
    found, number, last = [], 0, None
    for seen, claim in pairs:
        at = html.find("<pre", seen.start, seen.end)
        if claim.kind == "code" and is_folded(html, at):
            last = None
        elif claim.kind == "code" and at >= 0:
            number, last = number + 1, claim
            raises = " data-raises" if claim.note == "raises" else ""
            found.append((at + 4, at + 4, f' data-live="{number}"{raises}'))
        elif claim.kind == "peer":
            last = None
        elif claim.kind == "output" and last and at >= 0:
            found.append((at + 4, at + 4, f' data-output-of="{number}"'))
    return found


def is_folded(html: str, at: int) -> bool:
    """Whether it is code that draws: matplotlib is not in the page, and what it drew stands there."""
    return html.rfind(FOLD, 0, at) > html.rfind("</details>", 0, at)


def told(folder: str) -> str:
    """What the script has to know: where the runtime lies, and which archives to unpack."""
    archives = json.dumps([pack.NUMPY, pack.PACKAGE])
    return f"<template id=\"live\" data-base='{folder}' data-archives='{archives}'></template>"


def asks(page: str) -> bool:
    return page.startswith(exercises.FOLDER)


def answers(html: str, pairs: list[tuple[Seen, Claim]]) -> list[tuple[int, int, str]]:
    """Say of each block of an exercise whose it is, and which of them the reader edits: the first."""
    headings = [(match.start(), match[1]) for match in SECTION.finditer(html)]
    found, begun = [], set()
    for seen, claim in pairs:
        at = html.find("<pre", seen.start, seen.end)
        if claim.kind == "code" and at >= 0 and (own := [name for start, name in headings if start < at]):
            folded = html.rfind("<details", 0, at) > html.rfind("</details>", 0, at)
            starts = " data-start" if not folded and own[-1] not in begun else ""
            begun.add(own[-1])
            found.append((at + 4, at + 4, f' data-exercise="{own[-1]}"{starts}'))
    return found


def asked(page: str, markdown: str, folder: str) -> str:
    """What the script has to know of the exercises of a page."""
    found = [{"id": one.id, "truths": one.truths} for one in exercises.read(markdown)]
    return f"<template data-page=\"{PurePosixPath(page).stem}\" data-base=\"{folder}{exercises.FOLDER}\" data-exercises='{escape(json.dumps(found))}'></template>"
