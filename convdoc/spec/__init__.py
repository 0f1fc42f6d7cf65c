"""The engine that verifies pages: it knows Markdown, LaTeX, Python and numbers, and nothing of any subject.

    text of a page → scan → claims → verdicts → report

A *claim* is one checkable statement of a page: a block of code, the output below it, a formula, a code span,
a table, an image. `scan` finds them, `Page` evaluates them in the page's namespace, `Report` tells what is
not true. Three callers share this: pytest through Sybil (`collect`), the site's build, and the command
`convdoc check` (`cli`). The notes that authors may write are described in `notes`.
"""

from pathlib import Path

from .claims import Claim, Falsehood, Report

try:
    from .page import Page
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(f"{error.name} is not installed; pip install 'convdoc[check]' brings what verifying pages needs",
                              name=error.name) from None
from .worked import terms, traced

__all__ = ["Claim", "Falsehood", "Page", "Report", "check", "pages_under", "terms", "traced"]


def check(path: str | Path, root: str | Path = ".") -> Report:
    """Evaluate the page at `path`; embeds and set-up files are looked up from `root`."""
    return Page(Path(path).read_text(encoding="utf-8-sig"), path, root).evaluate()


def pages_under(path: str | Path) -> list[Path]:
    """The Markdown files of a folder, at any depth, or the one file that `path` is."""
    path = Path(path)
    return sorted(page for page in path.rglob("*.md") if page.is_file()) if path.is_dir() else [path]
