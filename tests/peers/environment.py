"""`python tests/peers/environment.py FOLDER [PYTHON]`: an environment with the libraries of the extra `peers`.

Some of them bring gigabytes for graphics cards along, which no page needs. So this asks pip, for one Python after the other,
what it would install, and takes the first for which nothing of that kind is planned; else the index of builds without it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).parents[2]
PYTHONS = ("python3.12", "python3.13", "python3.14", "python3.11", "python3")
PLAIN: tuple[str, ...] = ()
CPU_INDEX = ("--index-url", "https://download.pytorch.org/whl/cpu")
FOR_GRAPHICS_CARDS = re.compile(r"nvidia|cuda|triton", re.I)
SECONDS = 300

Plan = Callable[[str, tuple[str, ...]], "list[str] | None"]


def requirements(extra: str = "peers") -> list[str]:
    """What the package and one of its extras require, without the package itself."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = list(project["dependencies"]) if extra == "peers" else []
    for one in project["optional-dependencies"][extra]:
        own = re.fullmatch(rf"{project['name']}\[(\w+)\]", one)
        found += requirements(own[1]) if own else [one]
    return found


def heavy() -> str:
    """The one that may bring more than is needed."""
    return next(one for one in requirements() if one.startswith("torch"))


def choose(pythons: Iterable[str], plan: Plan) -> tuple[str, tuple[str, ...]] | None:
    """The first Python, and where to install from, for which only what is needed is planned."""
    pythons = list(pythons)
    for index in (PLAIN, CPU_INDEX):
        for python in pythons:
            planned = plan(python, index)
            if planned and not any(map(FOR_GRAPHICS_CARDS.search, planned)):
                return python, index
    return None


def planned(python: str, index: tuple[str, ...]) -> list[str] | None:
    """What pip would install for this Python; None where it finds nothing."""
    command = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--dry-run", "--ignore-installed", "--report", "-", *index, heavy()]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
        return [one["metadata"]["name"] for one in json.loads(run.stdout)["install"]] if run.returncode == 0 else None
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return None


def present(pythons: Iterable[str]) -> list[str]:
    """Those that run, each once, by their own paths."""
    found = []
    for python in filter(None, map(shutil.which, pythons)):
        run = subprocess.run([python, "-c", "import sys; print(sys.executable * (sys.version_info >= (3, 11)))"], capture_output=True, text=True)
        if run.returncode == 0 and (path := run.stdout.strip()) and path not in found:
            found.append(path)
    return found


def create(folder: str, python: str, index: tuple[str, ...]) -> None:
    subprocess.run([python, "-m", "venv", "--clear", folder], check=True)
    pip = [f"{folder}/bin/python", "-m", "pip", "--disable-pip-version-check", "--retries", "2", "install", "-qq"]
    subprocess.run([*pip, *index, heavy()], check=True)
    subprocess.run([*pip, *requirements()], check=True)


def main(folder: str, *named: str) -> int:
    print(f"convdoc: looking for a Python for which {heavy()} comes without gigabytes for graphics cards", flush=True)
    found = choose(present([*named, *PYTHONS]), planned)
    if found is None:
        print(f"convdoc: none of {', '.join(PYTHONS)} gets {heavy()} without libraries for graphics cards, neither from the package index nor from\n"
              f"         {CPU_INDEX[1]}; is there a network? Or name another Python: make test-peers PYTHON=/path/to/python", file=sys.stderr)
        return 1
    python, index = found
    print(f"convdoc: creating {folder} with {python}{' from ' + index[1] if index else ''}", flush=True)
    try:
        create(folder, python, index)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"convdoc: {folder} could not be made: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    os.chdir(ROOT)
    raise SystemExit(main(*sys.argv[1:]))
