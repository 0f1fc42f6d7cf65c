"""Do the pages notice when the code they speak of is broken?

Every mutant is written into a private copy of the package and the pages, and the pages are evaluated there, in a
copy of a process that has the engine and all that the pages import in memory, but nothing of the package.
"""

from __future__ import annotations

import contextlib
import importlib
import multiprocessing
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ..files import pages_under
from ..page import Page
from .copies import CAUGHT, ENDLESS, FalseAlready, in_a_copy, is_false
from .mutants import Mutant, mutants

ENGINE = __name__.rpartition(".mutation")[0]


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant: caught or endless, or else nobody noticed it, or the check itself broke."""

    file: str
    mutant: Mutant
    outcome: str

    @property
    def noticed(self) -> bool:
        return self.outcome in (CAUGHT, ENDLESS)


def mutate_package(package: Path, docs: Path, workers: int = 2) -> Iterator[Verdict]:
    """The verdict of the pages on each mutant of the modules at the top of the package, in order."""
    sys.dont_write_bytecode = True                            # two mutants of one size and second would be taken for one
    jobs = [(path.name, mutant) for path in sorted(package.glob("*.py")) for mutant in mutants(path.read_text(encoding="utf-8"))]
    with tempfile.TemporaryDirectory() as folder:
        order = Workshop(package, docs, folder).prepare()
        open_one = partial(open_workshop, package, docs, folder, order)
        with multiprocessing.get_context("fork").Pool(workers, open_one) as pool:
            for (file, mutant), outcome in zip(jobs, pool.imap(judged, jobs)):
                yield Verdict(file, mutant, outcome)


class Workshop:
    """A private copy of a package and its pages, where one file at a time is broken."""

    def __init__(self, package: Path, docs: Path, folder: str):
        self.package, self.root = package.name, Path(tempfile.mkdtemp(dir=folder)).resolve()
        shutil.copytree(package, self.root / package.name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(docs, self.root / docs.name, ignore=shutil.ignore_patterns("__pycache__"))
        for file in filter(Path.is_file, package.resolve().parent.iterdir()):
            shutil.copy(file, self.root)
        paths = [path for path in pages_under(self.root / docs.name) if path.suffix == ".md"]
        self.pages = [Page(path.read_text(encoding="utf-8-sig"), path, self.root) for path in paths]

    def prepare(self) -> list[str]:
        """Evaluate the pages as they are: what they import is in memory then, all but the package.

        The paths of the pages come back, the quickest first: asked in this order, they are sooner through.
        """
        self.use_package()
        seconds = {}
        for page in self.pages:
            begin = time.process_time()
            if (report := page.evaluate()).faults:
                raise FalseAlready("\n".join(map(report.describe, report.roots)))
            seconds[report.path] = time.process_time() - begin
        sys.path.remove(str(self.root))
        forget(self.package)
        return sorted(seconds, key=seconds.get)

    def outcome(self, file: str, mutant: Mutant) -> str:
        """What became of a mutant: its file is broken, the pages are evaluated, and the file is mended."""
        path = self.root / self.package / file
        good = path.read_text(encoding="utf-8")
        path.write_text(mutant.source, encoding="utf-8")
        try:
            return in_a_copy(self.notices)
        finally:
            path.write_text(good, encoding="utf-8")

    def notices(self) -> bool:
        self.use_package()
        return any(map(is_false, self.pages))

    def use_package(self) -> None:
        forget(self.package)
        sys.path.insert(0, str(self.root))
        if ENGINE.startswith(f"{self.package}."):
            with contextlib.suppress(Exception):              # one that cannot be imported is for the pages to notice
                importlib.import_module(self.package).__dict__[ENGINE.rpartition(".")[2]] = sys.modules[ENGINE]


def forget(package: str) -> None:
    """Let the package be imported anew; the engine stays, even where it is a part of the package."""
    for name in list(sys.modules):
        if f"{name}.".startswith(f"{package}.") and not f"{name}.".startswith(f"{ENGINE}."):
            del sys.modules[name]


workshop: Workshop                                            # of a worker: set once, when it starts


def open_workshop(package: Path, docs: Path, folder: str, order: list[str]) -> None:
    global workshop
    workshop = Workshop(package, docs, folder)
    workshop.pages.sort(key=lambda page: order.index(page.report.path))


def judged(job: tuple[str, Mutant]) -> str:
    return workshop.outcome(*job)
