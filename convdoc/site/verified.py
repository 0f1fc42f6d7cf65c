"""The build and the truth: what is not true is not published."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from posixpath import dirname, normpath

from convdoc.spec import Report, check_all, pages_under


def reports(folder: str | Path, root: str | Path) -> dict[str, Report]:
    """The report on each page below a folder, by its path there; the project's README.md is a page as well."""
    paths = {page.relative_to(folder).as_posix(): page for page in pages_under(folder)}
    readme = Path(root) / "README.md"
    if readme.is_file():
        paths["README.md"] = readme
    return dict(zip(paths, check_all(paths.values(), root)))


def unverified(files: Iterable[str], reports: dict[str, Report]) -> str:
    """Why nothing is built: files that lie among the pages, and that no check has seen. Figures are seen where a page shows them."""
    seen = set(reports)
    for page, report in reports.items():
        seen |= {normpath(f"{dirname(page)}/{claim.info}".lstrip("/")) for claim in report.claims if claim.kind == "image"}
    return "\n".join(f"{file} would be published, and nothing checks it" for file in sorted(files) if file not in seen)


def drifted(differences: list[str]) -> str:
    """Why nothing is built; empty where the editions agree."""
    return "\n".join(["the editions differ; nothing is published.", "", *differences]) if differences else ""


def refusal(found: Iterable[Report]) -> str:
    """Why nothing is built; empty where every page is true."""
    messages = [report.describe(claim) for report in found for claim in report.roots]
    if not messages:
        return ""
    count = "1 claim is" if len(messages) == 1 else f"{len(messages)} claims are"
    return f"{count} not true; nothing is published.\n\n" + "\n".join(messages)
