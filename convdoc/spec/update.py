"""Rewriting what is stale: values that the code computes, at exact offsets, and only where the page is the better for it.

A round evaluates the page, applies every fix that the verdicts offer, and evaluates the text that comes of it. It is
kept only if each claim that was rewritten is true now, or nearer to it by a fix of its own, and nothing that was true
became false. Otherwise the page stays as it was, and `Updated.refusal` says why.
"""

from __future__ import annotations

import difflib
import os
import re
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copymode

from .apart import SECONDS, evaluate_all
from .claims import Claim, Report
from .files import Refused, Source

ROUNDS = 10                         # a claim with several values may take one for each
LINE_END = re.compile(r"\r\n?")     # of other systems, which reading a page makes "\n"
SEALED = ("false", "quote ", "lit", "unknown ", "static:")


@dataclass
class Updated:
    """A page after its rounds: the report on the text as it is now, how many claims were rewritten, or why none."""

    source: Source
    report: Report
    rewritten: int = 0
    refusal: str = ""

    @property
    def text(self) -> str:
        return self.report.text

    def diff(self) -> str:
        """The change as a unified diff."""
        before, after = (text.splitlines(keepends=True) for text in (self.source.text, self.text))
        lines = difflib.unified_diff(before, after, f"a/{self.report.path}", f"b/{self.report.path}")
        return "".join(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n" for line in lines)


def update(source: Source, report: Report, seconds: float = SECONDS) -> Updated:
    """Bring a page up to date, as far as the code tells how; nothing is written here."""
    start, touched = report, set()
    for _ in range(ROUNDS):
        fixes = fixable(report)
        if not fixes:
            return Updated(source, report, len(touched))
        text = applied(report, fixes)
        [new] = evaluate_all([replace(source, text=text)], seconds)
        if refusal := worse(report, new, fixes):
            return Updated(source, start, refusal=refusal)
        touched |= set(fixes)
        report = new
    return Updated(source, start, refusal=f"it still changes after {ROUNDS} rounds")


def fixable(report: Report) -> list[int]:
    """The numbers of the claims whose value the code has computed anew."""
    return [number for number, claim in enumerate(report.claims)
            if claim.fault and claim.fault.fix and not claim.note.startswith(SEALED)]


def applied(report: Report, numbers: Iterable[int]) -> str:
    """The text of the page with the fixes of these claims, from its end to its beginning, so that offsets stay true."""
    text = report.text
    for start, end, new in sorted((replacement(report, report.claims[number]) for number in numbers), reverse=True):
        text = text[:start] + LINE_END.sub("\n", new) + text[end:]
    return text


def replacement(report: Report, claim: Claim) -> tuple[int, int, str]:
    """The fix of a claim as offsets into the page; what goes into a fence has the fence's prefix before each line."""
    start, end, new = claim.fault.fix
    if claim.kind not in ("output", "text"):
        return claim.at + start, claim.at + end, new
    lines = "".join((claim.prefix + line).rstrip() + "\n" for line in new.removesuffix("\n").split("\n"))
    return claim.at, claim.at + length_on_page(report.text, claim), lines


def length_on_page(text: str, claim: Claim) -> int:
    """How long the lines of a fence are on the page, where each begins with the prefix; what closes it does not count."""
    at = claim.at
    for _ in range(claim.body.count("\n")):
        at = text.index("\n", at) + 1
    return at - claim.at


def worse(before: Report, after: Report, fixes: list[int]) -> str:
    """Why the new text is not to be had; empty where it is better."""
    if [claim.kind for claim in before.claims] != [claim.kind for claim in after.claims]:
        return "with the values of the code this would no longer be the same claims"
    fixes = set(fixes)
    for number, (old, new) in enumerate(zip(before.claims, after.claims)):
        if old.true and not new.true:
            return f"line {after.line_of(new)} would no longer be true: {new.fault}"
        if number in fixes and not new.true and (not new.fault.fix or new.fault.fix[0] == old.fault.fix[0]):
            return f"line {after.line_of(new)} would still not be true: {new.fault}"
    return ""


def write(updated: Updated) -> None:
    """Put the new text in the place of the old, all at once; byte-order mark, line ends and mode stay."""
    path = updated.source.path.resolve()
    raw = path.read_bytes()
    mark = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    old = raw[len(mark):].decode("utf-8")
    if LINE_END.sub("\n", old) != updated.source.text:
        raise Refused(f"{updated.source.path} was changed by somebody else meanwhile")
    new = mark + with_line_ends(updated.text, old).encode("utf-8")
    try:
        replace_file(path, new)
    except OSError as error:
        raise Refused(f"{updated.source.path} cannot be written: {error.strerror}") from None


def with_line_ends(text: str, like: str) -> str:
    """The text with the line ends of another, where these are mixed each line with those of the line it replaces."""
    old = re.split(r"(\r\n|\r|\n)", like)
    lines, ends = old[::2], old[1::2]
    usual = ends[0] if ends else "\n"
    if len(set(ends)) <= 1:
        return text.replace("\n", usual)
    new = text.split("\n")
    kept = [usual] * (len(new) - 1) + [""]
    for _, a, end, b, stop in difflib.SequenceMatcher(None, lines, new).get_opcodes():
        for line in range(b, min(stop, len(new) - 1)):
            if a < end:
                kept[line] = ends[min(a + line - b, end - 1, len(ends) - 1)]
    return "".join(map(str.__add__, new, kept))


def replace_file(path: Path, content: bytes) -> None:
    """A reader of the file sees the old one or the new one, never a part."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        copymode(path, name)
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
