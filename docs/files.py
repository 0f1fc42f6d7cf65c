"""What README.md says of the project's own files: which there are, and which of them can be run."""

import re
from fractions import Fraction
from pathlib import Path

from convdoc.spec.cli import command_line
from convdoc.spec.scan import scan

ROOT = Path(__file__).resolve().parents[1]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
README_NOTES = [claim.note for claim in scan((ROOT / "README.md").read_text(encoding="utf-8")) if claim.kind == "formula"]
SOURCES = [path for place in ("convdoc", "docs", "tests") for path in (ROOT / place).rglob("*.py")] + [ROOT / "conftest.py"]
FILES = {path.relative_to(ROOT).as_posix() for path in SOURCES} | {f"{path.name}/" for path in ROOT.iterdir() if path.is_dir()}


def module(path: Path) -> str:
    """The name by which `python -m` runs a file."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__main__")


CONVDOC = {f"convdoc {name}" for group in command_line()._subparsers._group_actions for name in group.choices}
MAIN = [path for path in SOURCES if "__main__" in path.read_text(encoding="utf-8") or path.name == "__main__.py"]
RUNNABLE = {f"python -m {module(path)}" for path in MAIN} | {f"python {path.relative_to(ROOT).as_posix()}" for path in MAIN}


def targets(*names: str) -> list[str]:
    """How `make` is called for some of its targets, and what its own help says of them."""
    says = dict(re.findall(r"^([a-z-]+):.*?## (.*)", MAKEFILE, re.M))
    width = max(map(len, names))
    return [f"make {name:{width}}   # {says[name]}" for name in names]


def shell(*commands: str) -> list[str]:
    """Commands of the environment that `make` sets up; each program must be one that the project installs."""
    programs = set(re.findall(r'^([\w-]+) = "', PYPROJECT.partition("[project.scripts]")[2].partition("\n[")[0], re.M)) | {"pytest"}
    strangers = [command for command in commands if command.split()[0] not in programs]
    if strangers:
        raise ValueError(f"the project installs no {strangers[0].split()[0]}")
    return [f".venv/bin/{command}" for command in commands]
