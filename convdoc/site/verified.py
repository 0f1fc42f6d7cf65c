"""The build and the truth: what is not true is not published, and shows in the page while one is writing it."""

from __future__ import annotations

from html import escape
from pathlib import Path

from convdoc.spec import check, pages_under


def faults(folder: str | Path, root: str | Path) -> dict[str, list[str]]:
    """For each page below a folder that is not true, by its path there: what is wrong, and where."""
    reports = {page.relative_to(folder).as_posix(): check(page, root) for page in pages_under(folder)}
    return {page: [report.describe(claim) for claim in report.roots] for page, report in reports.items() if report.faults}


def refusal(found: dict[str, list[str]]) -> str:
    """Why nothing is built."""
    messages = [message for page in found.values() for message in page]
    return f"{len(messages)} claims are not true; nothing is published.\n\n" + "\n".join(messages)


def banner(messages: list[str]) -> str:
    """The same above the page, for whoever is writing it."""
    text = escape("\n".join(messages))
    return f'<div class="admonition failure" role="alert"><p class="admonition-title">convdoc check</p><pre>{text}</pre></div>\n'
