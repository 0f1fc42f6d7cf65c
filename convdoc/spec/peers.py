"""Code in another library, beside the page's own: `<!-- peer: LIBRARY -->` above a block of Python.

It says the same as the code of the page above it, in the words of that library. Where the library is installed, in the
version the page speaks of, the block runs, in a namespace of its own, and its output is exact. `convdoc record` keeps
what the blocks have shown there. Where the library is not installed, the claim is marked as not run; its output is
what is on record for this very code, and code without a record is unverified. Everywhere the library is known to have
the names, and the output shows the values of the output beside it.

The set-up of the page tells of such libraries: PEERS = {LIBRARY: {"title": …, "version": …, "names": […], "record": …}},
where the record is a list of runs, one a page: [code, what it has shown] for each block in turn. Without one, what a
block shows is only compared with the output beside it.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from importlib.metadata import PackageNotFoundError, version
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from . import code
from .claims import Claim, Falsehood, Unverified
from .embeds import embeds
from .foreign_names import refuse_unknown_names
from .notes import PEER

if TYPE_CHECKING:
    from .page import Page

TAB = re.compile(r'^(?P<indent>[ \t]*)={3}[!+]* "(?P<title>[^"\n]*)"[ \t]*$', re.M)
TOKEN = re.compile(r"(?P<number>[-−+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)|(?P<call>[A-Za-z_][\w.]*)\(|[A-Za-z_][\w.]*|[^\s,]")


@dataclass(frozen=True)
class Peer:
    """A library as the set-up tells of it: `names` are those of its own, dotted."""

    library: str
    title: str
    version: str
    names: frozenset[str]
    record: list[list[list[str]]] | None = None               # runs of blocks, each with its code and what it has shown

    def __str__(self) -> str:
        return f"{self.title} {self.version}"

    def is_here(self) -> bool:
        try:
            return version(self.library).partition("+")[0] == self.version
        except PackageNotFoundError:
            return False

    def has(self, name: str) -> bool:
        """Is this a dotted name of the library, or a module that holds one?"""
        return name in self.names or any(known.startswith(name + ".") for known in self.names)

    def has_ending(self, word: str) -> bool:
        """Is this how the library calls something, wherever it has it?"""
        return word in self.names or any(known.endswith("." + word) for known in self.names)


class Token(NamedTuple):
    """A number, a bracket or a word of an output, and where it stands."""

    said: tuple[bool, Fraction] | str
    at: int
    shown: str


def library_of(claim: Claim) -> str:
    return claim.note.removeprefix(PEER).strip()


def peer_of(page: Page, claim: Claim) -> Peer:
    library = library_of(claim)
    told = page.names.get("PEERS", {}).get(library)
    if told is None:
        raise Unverified(f"the set-up tells nothing of a peer {library!r}; say PEERS = {{{library!r}: …}} there")
    return Peer(library, told["title"], told["version"], frozenset(told["names"]), told.get("record"))


def load(page: Page, claim: Claim) -> bool:
    """Import the library, so that copies of this process need not do it each for itself; whether it is here."""
    try:
        peer = peer_of(page, claim)
    except Unverified:
        return False
    if peer.is_here():
        importlib.import_module(peer.library)
    return peer.is_here()


def check_peer(page: Page, claim: Claim) -> None:
    page.ran = claim, None
    peer = peer_of(page, claim)
    claim.peer, claim.unrun = str(peer), not peer.is_here()
    if embeds(claim.body):
        raise Unverified("what the project defines is embedded in code of the page's own, not in that of a peer")
    if (title := tab(page, claim)) not in (None, peer.title):
        raise Falsehood(f"this is code of {peer.title}, below a tab that says {title!r}")
    code.refuse_numbers_in_remarks(claim.body)
    names = page.peers.setdefault(peer.library, {"__name__": "__page__"})
    refuse_unknown_names(claim.body, peer, names)
    if claim.unrun:
        page.ran = claim, on_record(peer, [block.body for block in blocks_so_far(page, claim)])
    else:
        page.ran = claim, code.run_told(claim.body, names, page.report.path, page.line(claim))
    claim.shown = page.ran[1]


def tab(page: Page, claim: Claim) -> str | None:
    """The title of the content tab that a block stands in."""
    titles = [title for title in TAB.finditer(page.report.text, 0, claim.start) if len(title["indent"]) < len(claim.prefix)]
    return titles[-1]["title"] if titles and not claim.prefix.strip() else None


def blocks_so_far(page: Page, claim: Claim) -> list[Claim]:
    """The blocks in the same library above this one, and this one."""
    return [other for other in page.report.claims if other.kind == "peer" and other.note == claim.note and other.start <= claim.start]


def on_record(peer: Peer, blocks: list[str]) -> str | None:
    """What the last of these blocks has shown, where all of them were run in turn."""
    if peer.record is None:
        return None
    shown = next((run[len(blocks) - 1][1] for run in peer.record if [code for code, _ in run[:len(blocks)]] == blocks), None)
    if shown is None:
        raise Unverified(f"this code has not been run with {peer} as it stands: it is new, or it or a block above it has changed; "
                         "`convdoc record` runs it where the library is installed")
    return shown


def check_peer_output(page: Page, claim: Claim) -> None:
    """To the letter what the block shows, where it runs; and anywhere the values that the page's own code shows."""
    ran, output = page.ran
    claim.peer, claim.unrun, claim.shown = ran.peer, ran.unrun, ran.shown
    if not ran.true:
        return
    if output is not None and (fault := code.differ(output, claim.body)):
        fault.fix = 0, len(claim.body.rstrip()), output.rstrip()
        raise fault
    if page.beside is None:
        raise Unverified("the output of a peer, and above it no output of the page's own code to compare it with")
    own, given = page.beside
    if own.true:
        compare(given, claim.body, peer_of(page, ran))


def compare(given: str, said: str, peer: Peer) -> None:
    """The same numbers, in the same brackets and words; only what the libraries call their own may differ."""
    for call in TOKEN.finditer(said):
        if call["call"] and not peer.has_ending(call["call"]):
            raise Falsehood(f"{peer.title} has nothing that is called {call['call']!r}, as far as the set-up tells", call.start())
    for one, other in zip_longest(values(given), values(said)):
        if one is None or other is None or one.said != other.said:
            wrote, gives = (token.shown if token else "nothing more" for token in (other, one))
            raise Falsehood(f"the code beside it gives {gives!r}, the page says {wrote!r}", other.at if other else max(0, len(said.rstrip()) - 1))


def values(text: str) -> Iterator[Token]:
    """What an output shows: `array([[1, 2]])`, `tensor([[1., 2.]])` and `[[1, 2]]` show the same."""
    closing = []                                              # for each open bracket, whether it belongs to a name
    for found in TOKEN.finditer(text):
        shown = found[0]
        if found["number"]:
            sign = shown[0] in "-−"
            yield Token((sign, Fraction(shown.lstrip("-−+"))), found.start(), shown)
        elif found["call"]:
            closing.append(True)
        elif shown in "([{":
            closing.append(False)
            yield Token("[", found.start(), shown)
        elif shown in ")]}":
            if not (closing and closing.pop()):
                yield Token("]", found.start(), shown)
        else:
            yield Token(shown, found.start(), shown)
