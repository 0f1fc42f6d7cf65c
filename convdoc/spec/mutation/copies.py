"""A copy of this process, in which something false is tried out: whatever it breaks ends with it."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Callable

from ..claims import Claim
from ..page import Page

SECONDS = 20                                                  # of the processor; how busy the machine is does not matter
CAUGHT, UNNOTICED, ENDLESS, BROKEN = "caught", "unnoticed", "endless", "broken"
STATUS = {0: UNNOTICED, 1: CAUGHT, -signal.SIGXCPU: ENDLESS}


class FalseAlready(Exception):
    """Pages that are not true cannot be told lies, and say nothing about mutants."""


class Noticed(Exception):
    """A page has a false claim."""


def split() -> str | None:
    """Copy this process. None in the copy, which has to `leave`; here, when the copy has ended, what became of it."""
    if child := os.fork():
        return STATUS.get(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), BROKEN)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    return None


def leave(noticed: bool | None) -> None:
    """End a copy: was something false noticed? None says that nobody can tell."""
    os._exit(2 if noticed is None else int(noticed))


def in_a_copy(evaluate: Callable[[], bool]) -> str:
    """What became of a copy of this process in which `evaluate` told whether something is false."""
    if (outcome := split()) is not None:
        return outcome
    noticed = None
    try:
        noticed = evaluate()
    finally:
        leave(noticed)


def is_false(page: Page) -> bool:
    """Evaluate a page up to its first false claim."""
    page.at_claim = refuse_falsehood
    try:
        return bool(page.evaluate().faults)
    except Noticed:
        return True


def refuse_falsehood(page: Page, claim: Claim) -> None:
    if claim.fault:
        raise Noticed
