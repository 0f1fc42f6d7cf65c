"""Reads the exercises of a page: the tasks that readers answer with code, and those with several options."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = "exercises/"                                         # of the pages, and of the checks under docs
HEADING = re.compile(r"^## .*\{ *#(?P<id>[\w-]+) *\}\s*$")
FENCE = re.compile(r"^(?P<indent> *)(?P<ticks>`{3,})\s*(?P<info>[^`]*)$")
ITEM = re.compile(r"^\d+\.\s+")
RIGHT = re.compile(r"^\*\*(?P<right>对。|不对。|Right\.|Wrong\.)\*\*\s*")


@dataclass
class Exercise:
    """One section of a page; code has a start and a solution, a choice has options, and why each is right or wrong."""

    id: str
    text: str
    start: str = ""
    solution: str = ""
    options: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    truths: list[bool] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return "choice" if self.truths else "code"

    @property
    def check(self) -> str:
        """The name of the file that checks it."""
        return self.id.replace("-", "_") + ".py"


def read(markdown: str) -> list[Exercise]:
    """The exercises of a page, in their order; a section that has neither code nor options is none."""
    found = [exercise(name, lines) for name, lines in sections(markdown.splitlines())]
    return [one for one in found if one.start or one.solution or one.truths]


def sections(lines: list[str]) -> list[tuple[str, list[str]]]:
    """The sections that have a name of their own, each with its lines."""
    found: list[tuple[str, list[str]]] = []
    inside, ticks = False, ""
    for line in lines:
        if fence := FENCE.match(line):
            if not ticks:
                ticks = fence["ticks"]
            elif fence["ticks"].startswith(ticks) and not fence["info"].strip():
                ticks = ""
        if not ticks and line.startswith("## "):
            heading = HEADING.match(line)
            inside = heading is not None
            if heading:
                found.append((heading["id"], []))
        elif inside:
            found[-1][1].append(line)
    return found


def exercise(name: str, lines: list[str]) -> Exercise:
    outside, solution = parted(lines)
    said, starts, answers = items(solution), fences(outside), fences(solution)
    judged = [RIGHT.match(item) for item in said]
    if said and all(judged):
        return Exercise(name, "\n".join(lines), options=items(outside), reasons=[RIGHT.sub("", item) for item in said],
                        truths=[one["right"] in ("对。", "Right.") for one in judged if one])
    return Exercise(name, "\n".join(lines), start=starts[0] if starts else "", solution=answers[-1] if answers else "")


def parted(lines: list[str]) -> tuple[list[str], list[str]]:
    """What stands outside the folded blocks, and what in the solution."""
    outside: list[str] = []
    solution: list[str] = []
    place: list[str] | None = outside
    for line in lines:
        if line.startswith("???"):
            place = solution if "success" in line.split('"')[0] else None
        elif line.strip() and not line.startswith(" "):
            place = outside
            place.append(line)
        elif place is not None:
            place.append(line)
    return outside, textwrap.dedent("\n".join(solution)).splitlines()


def fences(lines: list[str]) -> list[str]:
    """The blocks of Python."""
    found: list[str] = []
    taken: list[str] | None = None
    ticks, indent = "", 0
    for line in lines:
        fence = FENCE.match(line)
        if fence and not ticks:
            ticks, indent = fence["ticks"], len(fence["indent"])
            taken = [] if re.match(r"python\b|\{[^}]*\.python\b|py\b", fence["info"].strip()) else None
        elif fence and fence["ticks"].startswith(ticks) and not fence["info"].strip():
            if taken is not None:
                found.append("\n".join(taken))
            ticks, taken = "", None
        elif taken is not None:
            taken.append(line[indent:])
    return found


def items(lines: list[str]) -> list[str]:
    """The items of the first ordered list."""
    found: list[str] = []
    for line in lines:
        if ITEM.match(line):
            found.append(ITEM.sub("", line))
        elif found and line.startswith(" "):
            found[-1] += "\n" + line.strip()
        elif found and line.strip() and not line.startswith("<!--"):
            break
    return found


def pages(folder: Path) -> list[Path]:
    """The pages of an edition that hold exercises."""
    return sorted((folder / FOLDER).glob("*.md"))


def checks(root: Path) -> dict[str, Path]:
    """The files that check, by their names."""
    return {path.name: path for path in sorted((root / "docs" / FOLDER).glob("*.py"))}
