"""What the build puts into a page so that its code can run there: which blocks those are, and what each of them has shown."""

from __future__ import annotations

import json
from pathlib import Path

from convdoc.site.live import pack
from convdoc.site.live.fetch import CACHE, PINS, missing
from convdoc.site.reconcile import Seen
from convdoc.spec import Claim

FOLDER = "assets/live/"
RUNNER = Path(__file__).with_name("runner.py")
FOLD = '<details class="fold"'                                  # folded code of a lab draws its plots with matplotlib
RUNNING = ("index.md", "snippets.md", "chapters/", "labs/")    # pages whose code readers run


def is_here() -> bool:
    """Whether the runtime is there, as it is pinned."""
    return not missing(CACHE, PINS["sha256"])


def files() -> dict[str, bytes]:
    """What the site serves for it, by its address."""
    return {FOLDER + name: content for name, content in {**pack.runtime(), RUNNER.name: RUNNER.read_bytes()}.items()}


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
