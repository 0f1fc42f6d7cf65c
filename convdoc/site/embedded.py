"""Code from the package leads to its entry in the API: a link for each definition, beside the name of its file."""

from __future__ import annotations

import re

import convdoc
from convdoc.spec import Claim
from convdoc.spec.embeds import embeds

from .reconcile import Seen

TITLE = re.compile(r'<span class="filename">[^<]*(?P<end></span>)\Z')


def links(html: str, pairs: list[tuple[Seen, Claim]], api: str) -> list[tuple[int, int, str]]:
    """What to put where into the page: html[start:end] becomes the text."""
    edits = []
    for seen, claim in pairs:
        names = [embed.name for embed in embeds(claim.body) if embed.name in convdoc.__all__] if claim.kind == "code" else []
        before = html[html.rfind("<span", 0, seen.start):seen.start]
        if names and (title := TITLE.search(before)):
            at = seen.start - len(before) + title.start("end")
            edits.append((at, at, "".join(f' <a href="{api}#convdoc.{name}">{name}</a>' for name in names)))
    return edits
