"""A page is evaluated once, from top to bottom; every claim gets its verdict from the evaluator of its kind."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from . import code, embeds
from .claims import RUN, Claim, Falsehood, MissingName, Report, Unverified, relative
from .formula import Unreadable
from .notes import Note, read_note
from .scan import CELL, scan
from .verdicts import EVALUATORS


# What may name something that code further down the page brings.
WAITING = {"span", "formula", "table", "text", "image", "number", "name"}


class Hidden(dict):
    """The namespace of the set-up: it may use what the page has defined, never the other way round.

    `__page__` is the path of the page, for a set-up that many pages share.
    """

    def __init__(self, own: dict[str, Any], path: str):
        super().__init__(__name__="__setup__", __page__=path)
        self.own = own

    def __missing__(self, name: str) -> Any:
        return self.own[name]


class Page:
    """The text of a page, the namespaces of its code and of its set-up, and its claims with their verdicts.

    With `setup`, a file, the page is evaluated as if a note in its first line named that file.
    """

    def __init__(self, text: str, path: str | Path = "page.md", root: str | Path = ".", setup: str | Path | None = None):
        self.root = Path(root).resolve()
        self.setup = setup
        first = [Claim("setup", 0, 0, "", 0, info=relative(setup, root))] if setup else []
        self.report = Report(relative(path, root), text, first + scan(text))
        self.own: dict[str, Any] = {"__name__": "__page__"}   # what the code that readers see has defined
        self.hidden = Hidden(self.own, self.report.path)      # what the set-up has, for notes and spans
        self.peers: dict[str, dict[str, Any]] = {}            # what the code in another library has defined, by library
        self.ran: tuple[Claim, str | None] | None = None      # the last code and what it shows, None where it could not run
        self.beside: tuple[Claim, str] | None = None          # the same of the last code of the page's own that has an output
        self.is_shown = False                                 # whether the page has shown that already
        self.known: dict[str, Note] = {}                      # the notes read since code last ran
        self.before_claim: Callable[[Page, Claim], None] = lambda page, claim: None
        self.at_claim: Callable[[Page, Claim], None] = lambda page, claim: None

    def evaluate(self) -> Report:
        """Evaluate every claim in order; what names something further down waits for the code that brings it."""
        waiting: list[Claim] = []
        for claim in self.report.claims:
            runs = claim.kind in RUN
            if runs:
                self.miss_output()
                before = self.names.keys()
            self.settle(claim, waiting)
            self.is_shown |= claim.kind == "output"
            if runs:
                brought = self.names.keys() - before
                for earlier in [w for w in waiting if claim.kind == "setup" or not brought.isdisjoint(w.fault.names)]:
                    waiting.remove(earlier)
                    self.settle(earlier, waiting)
        self.miss_output()
        return self.report

    def settle(self, claim: Claim, waiting: list[Claim]) -> None:
        self.before_claim(self, claim)
        if claim.kind != "problem":
            claim.fault = self.verdict(claim)
        if claim.fault and claim.kind in RUN:
            claim.lost = self.would_bind(claim)
        if isinstance(claim.fault, MissingName) and claim.kind in WAITING:
            waiting.append(claim)
        else:
            self.at_claim(self, claim)

    def verdict(self, claim: Claim) -> Falsehood | None:
        """None where the claim is true. Claims other than code and set-up leave the page as it was.

        And what a reader does not run takes nothing from the random numbers of what a reader runs.
        """
        state = random.getstate(), np.random.get_state()
        if claim.kind in ("code", "setup"):
            self.known.clear()
        try:
            EVALUATORS[claim.kind](self, claim)
        except Falsehood as fault:
            return fault
        except Unreadable as error:
            return Unverified(f"cannot be read as a formula: {error}", error.pos)
        except RecursionError:
            return Unverified("nested too deeply to be read")
        except (Exception, SystemExit) as error:
            return Unverified(f"cannot be evaluated: {code.last_line(error)}")
        finally:
            if claim.kind != "code":
                random.setstate(state[0])
                np.random.set_state(state[1])
        return None

    def read(self, note: str) -> Note:
        """A note with its instances, worked out once while the names of the page stay the same."""
        if note not in self.known:
            self.known[note] = read_note(note, self.names)
        return self.known[note]

    def would_bind(self, claim: Claim) -> frozenset[str]:
        """The names that the page does not have because this code or set-up has failed."""
        file = self.root / claim.info
        if claim.kind == "setup" and claim.info:
            return code.bound(file.read_text(encoding="utf-8", errors="replace")) if file.is_file() else frozenset({"*"})
        return code.bound(claim.body) | {embed.name for embed in embeds.embeds(claim.body)}

    def set_up(self) -> set[str]:
        """The names that the set-up has bound itself."""
        return {name for name in self.hidden if not name.startswith("__")}

    @property
    def names(self) -> dict[str, Any]:
        """All names of the page, as notes and spans see them."""
        return {**self.hidden, **self.own}

    def miss_output(self) -> None:
        """Output that the page does not show is a fault of the code that makes it."""
        if self.ran and not self.is_shown:
            claim, output = self.ran
            if output and output.strip() and claim.true and claim.info != CELL:
                claim.fault = Falsehood(f"this code shows {output.strip()!r}, and the page has no output for it; "
                                        "show it below in a fence that opens with ``` { .text .output }")
        self.ran, self.is_shown = None, False

    def line(self, claim: Claim) -> int:
        return self.report.place(claim.at)[0]
