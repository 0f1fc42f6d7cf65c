"""The build and the truth: what is not true is not published."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from convdoc.spec import Report, check_all, pages_under


def reports(folder: str | Path, root: str | Path) -> dict[str, Report]:
    """The report on each page below a folder, by its path there; the project's README.md is a page as well."""
    paths = {page.relative_to(folder).as_posix(): page for page in pages_under(folder)}
    readme = Path(root) / "README.md"
    if readme.is_file():
        paths["README.md"] = readme
    return dict(zip(paths, check_all(paths.values(), root)))


def refusal(found: Iterable[Report]) -> str:
    """Why nothing is built; empty where every page is true."""
    messages = [report.describe(claim) for report in found for claim in report.roots]
    if not messages:
        return ""
    count = "1 claim is" if len(messages) == 1 else f"{len(messages)} claims are"
    return f"{count} not true; nothing is published.\n\n" + "\n".join(messages)
