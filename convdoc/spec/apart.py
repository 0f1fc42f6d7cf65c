"""Each page in a process of its own: what its code does to that process, it does to nobody else.

An endless loop is ended, a crash or an `os._exit` becomes a fault at the claim that was being evaluated, memory is
limited where the system can, and nothing that a page changes (modules, options, random numbers, standard output)
outlives it. The process tells through a pipe which claim it is at, and what became of it; `Run` listens.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from . import alone
from .claims import Claim, Falsehood, Report, Unreached, Unverified, relative
from .code import last_line
from .files import Source, read_page
from .page import Page

SECONDS = 20.0                      # that a claim may take
GRACE = 5.0                         # after which a process whose parent was killed ends too
START = 60.0                        # that a process may take to begin, on a machine that is busy
MEMORY = 4 << 30                    # bytes that a page may take
Progress = Callable[[int, int, Path], None]

CONTEXT = multiprocessing.get_context("forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn")
if CONTEXT.get_start_method() == "forkserver":
    CONTEXT.set_forkserver_preload(["numpy", "sybil.parsers.markdown"])      # not our own modules: `mkdocs serve` may edit them


def check(path: str | Path, root: str | Path = ".", seconds: float = SECONDS) -> Report:
    """Evaluate the page at `path`; embeds and set-up files are looked up from `root`, and no claim may take longer than `seconds`."""
    [report] = evaluate_all([read_page(path, root)], seconds)
    return report


def check_all(paths: Iterable[str | Path], root: str | Path | None = None, seconds: float = SECONDS, jobs: int | None = None,
              progress: Progress | None = None) -> Iterator[Report]:
    """The reports on many pages, in their order; without a root, each page is looked at from the project it lies in."""
    return evaluate_all([read_page(path, root) for path in paths], seconds, jobs, progress)


def evaluate_all(sources: Iterable[Source], seconds: float = SECONDS, jobs: int | None = None,
                 progress: Progress | None = None) -> Iterator[Report]:
    """Evaluate pages side by side, as many at once as there are processors; their reports come in order."""
    sources = list(sources)
    jobs = jobs or os.cpu_count() or 1
    running: dict[int, Run] = {}
    done: dict[int, Report] = {}
    begun = given = 0
    try:
        while given < len(sources):
            while begun < len(sources) and len(running) < jobs:
                running[begun] = Run(sources[begun], seconds)
                begun += 1
            listen(running.values())
            for number in [number for number, run in running.items() if run.is_over()]:
                done[number] = running.pop(number).close()
                if progress:
                    progress(begun - len(running), len(sources), sources[number].path)
            while given in done:
                yield done.pop(given)
                given += 1
    finally:
        for run in running.values():
            run.close()


def listen(runs: Iterable[Run]) -> None:
    """Wait until a page has something to say, has ended, or has run out of time."""
    runs = list(runs)
    first = min(run.deadline for run in runs)
    wait([thing for run in runs for thing in (run.pipe, run.process.sentinel)], max(0.0, first - time.monotonic()))


class Run:
    """The evaluation of one page, seen from outside: what is known of its claims, and which one it is at."""

    def __init__(self, source: Source, seconds: float):
        place = relative(source.path, source.root)
        self.report = Report(place, source.text, [Claim("problem", 0, 0, "", 0, fault=Unreached("this page was not read"))])
        self.seconds = seconds
        self.at = 0                                           # the claim that is being evaluated
        self.ended = False
        self.pipe, inner = CONTEXT.Pipe(duplex=False)
        self.process = CONTEXT.Process(target=evaluate, args=(replace(source, path=source.path.resolve()), inner, dict(os.environ), seconds), daemon=True)
        with no_main():
            self.process.start()
        inner.close()
        self.deadline = time.monotonic() + START

    def is_over(self) -> bool:
        """Take in what the page has said; then: has it ended, or must it?"""
        try:
            while not self.ended and self.pipe.poll():
                self.take(self.pipe.recv())
                self.deadline = time.monotonic() + self.seconds
            lost = not self.ended and not self.process.is_alive() and not self.pipe.poll()
        except (EOFError, OSError):
            lost = True
        except Exception:                                     # not what this process sends: the page has written into its pipe
            self.stop_here(Falsehood("the code breaks the process it runs in"))
            lost = False
        if lost:
            self.process.join(timeout=1)
            self.stop_here(Falsehood(f"the code ends the whole process ({ending(self.process.exitcode)})"))
        elif not self.ended and time.monotonic() > self.deadline:
            self.stop_here(Falsehood(f"this does not end: stopped after {self.seconds:g} s"))
        return self.ended

    def take(self, message: Any) -> None:
        match message:
            case int():
                self.at = message
            case (int() as number, Claim() as claim):
                self.report.claims[number] = claim
            case Falsehood():
                self.stop_here(message)
            case (Report() as scanned, bool() as ended):
                self.ended = ended
                self.report = scanned
                if not ended:
                    for claim in scanned.claims:
                        claim.fault = claim.fault or Unreached("not evaluated: the page stopped above")

    def stop_here(self, fault: Falsehood) -> None:
        self.report.claims[self.at].fault = fault
        self.ended = True

    def close(self) -> Report:
        """End the process, and whatever it has started."""
        if hasattr(os, "killpg"):
            with suppress(OSError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        self.pipe.close()
        return self.report


def ending(status: int | None) -> str:
    return signal.Signals(-status).name if status is not None and status < 0 else f"exit status {status}"


@contextmanager
def no_main() -> Iterator[None]:
    """A new process imports the program that asks for it, which may be pytest, MkDocs or a script; a page needs none of it."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def evaluate(source: Source, pipe: Connection, environment: dict[str, str], seconds: float) -> None:
    """The life of such a process: evaluate one page, and tell how far it is."""
    settle_in(source.root, environment)
    pipe.send(None)                                           # it has begun, and its time runs
    try:
        page = Page(source.text, source.path, source.root, source.setup)
        waiting = alone.copy(page)
        shown = alone.Shown(page)
        numbers = {id(claim): number for number, claim in enumerate(page.report.claims)}
        pipe.send((page.report, False))

        def begin(_: Page, claim: Claim) -> None:
            outlive(seconds)
            pipe.send(numbers[id(claim)])

        def end(_: Page, claim: Claim) -> None:
            shown.note(page, claim)
            pipe.send((numbers[id(claim)], claim))

        page.before_claim, page.at_claim = begin, end
        report = page.evaluate()
        if waiting:
            alone.compare(report, shown, waiting, pipe.send)
        pipe.send((report, True))
    except Exception as error:
        pipe.send(Unverified(f"cannot be evaluated: {last_line(error)}"))


def outlive(seconds: float) -> None:
    """Where nobody is left to stop this process, the system does, somewhat later."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds + GRACE)


def settle_in(root: Path, environment: dict[str, str]) -> None:
    """What a new process has to put right before it runs somebody's code."""
    if hasattr(os, "setsid"):
        os.setsid()                                           # what the code starts ends with it
    os.chdir(root)                                            # wherever the check is started, a page finds the files of its project
    os.environ.clear()
    os.environ.update(environment)
    np.random.seed()                                          # processes made from one copy begin with one state
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    limit_memory()


def limit_memory() -> None:
    """Let a page take MEMORY on top of what the process has, where the system knows how."""
    try:
        import resource
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (ImportError, OSError, ValueError):
        return
