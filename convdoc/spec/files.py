"""Pages on the disk: which files are pages, and what keeps one from being read, said in one line."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from .labs import is_lab

MARKDOWN = {".md", ".markdown", ".mdown", ".mkdn", ".mkd"}
LONGEST = 2_000_000


class Refused(Exception):
    """Why a path cannot be checked."""


@dataclass(frozen=True)
class Source:
    """The text of a page, and what it takes to evaluate it."""

    path: Path
    root: Path
    text: str
    setup: Path | None = None


def pages_under(path: str | Path) -> list[Path]:
    """The Markdown files and the labs of a folder, at any depth, or the one file that `path` is; hidden folders are not searched."""
    path = Path(path)
    if not path.is_dir():
        return [path]
    found = []
    for folder, inner, names in os.walk(path, onerror=unreadable):
        inner[:] = [name for name in inner if not name.startswith(".")]
        found += [page for name in names if (page := Path(folder, name)).is_file() and is_page(page)]
    return sorted(found)


def is_page(path: Path) -> bool:
    """A Markdown file, or a script that is a lab."""
    if path.suffix.lower() in MARKDOWN:
        return True
    try:
        return path.suffix == ".py" and is_lab(path.read_text(encoding="utf-8-sig", errors="replace"))
    except OSError as error:
        unreadable(error)


def find_pages(paths: list[Path]) -> list[Path]:
    """All pages that the paths name, each once, or why there are none."""
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise Refused(f"{path} does not exist")
        if not (pages := pages_under(path)):
            raise Refused(f"no Markdown page in {path}")
        found |= dict.fromkeys(pages)
    return [*found]


def read_page(path: str | Path, root: str | Path | None = None, setup: Path | None = None) -> Source:
    """A page as it is evaluated, its line ends made one; embeds are looked up from `root`, or from the project it lies in."""
    path = Path(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Refused(f"{path} is not a file that can be read as a page")
        size = path.stat().st_size
        if size > 4 * LONGEST:
            raise Refused(f"{path} is too long to be a page: {size:,} bytes; {LONGEST:,} characters are the most")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"{path} is not a text in UTF-8") from None
    except OSError as error:
        unreadable(error, path)
    if "\0" in text:
        raise Refused(f"{path} is not a text: it holds a null character")
    if len(text) > LONGEST:
        raise Refused(f"{path} is too long to be a page: {len(text):,} characters; {LONGEST:,} are the most")
    return Source(path, Path(root).resolve() if root is not None else project_root(path), text, setup and setup.resolve())


def unreadable(error: OSError, path: Path | None = None) -> None:
    raise Refused(f"{path or error.filename} cannot be read: {error.strerror}") from None


def project_root(path: str | Path) -> Path:
    """The nearest folder above a page that holds a project; embeds are looked up from there."""
    path = Path(path).resolve()
    marks = ("pyproject.toml", "mkdocs.yml", ".git")
    return next((folder for folder in path.parents if any((folder / mark).exists() for mark in marks)), Path.cwd())
