"""What `make test-peers` runs, in an environment that has the other libraries: their code on the pages runs, and lies about it are noticed.

Its name does not begin with test_, because without these libraries it cannot say anything.
"""

import json
import pkgutil
import tomllib
from pathlib import Path

import pytest

from convdoc.spec import check_all, pages_under
from convdoc.spec.cli.record import record
from convdoc.spec.code import differ, run
from convdoc.spec.mutation import mutate_pages
from convdoc.spec.scan import scan

ROOT = Path(__file__).parents[2]
PEERS = tomllib.loads((ROOT / "docs" / "foreign.toml").read_text(encoding="utf-8"))["peers"]
PAGES = [page for page in pages_under(ROOT / "docs") if any(claim.kind == "peer" for claim in scan(page.read_text(encoding="utf-8")))]


def is_of_a_peer(claim):
    return claim.kind == "peer" or bool(claim.peer)


@pytest.mark.parametrize("report", list(check_all(PAGES, ROOT)), ids=lambda report: report.path)
def test_every_block_of_a_peer_runs_and_shows_what_the_page_says(report):
    assert not report.faults, "\n".join(map(report.describe, report.faults))
    blocks = [claim for claim in report.claims if claim.peer]
    assert blocks and not [report.line_of(claim) for claim in blocks if claim.unrun]


def test_the_record_holds_what_the_blocks_show_and_nothing_else():
    """For those who do not have the libraries, docs/peers.json says what they show; `make record` writes it."""
    assert json.loads((ROOT / "docs" / "peers.json").read_text(encoding="utf-8")) == record(check_all(PAGES, ROOT))


def test_every_lie_about_a_peer_is_noticed():
    """And of the changes of its code that are not, because the page shows the same with them, there are few."""
    for score in mutate_pages(PAGES, ROOT, about=is_of_a_peer):
        survivors, unchanged = ("\n".join(f"{score.path}:{lie.line}: {lie.said} → {lie.lie}" for lie in lies) for lies in (score.survivors, score.unchanged))
        assert score.told.keys() >= {"digit", "name", "peer: digit", "peer: name"}
        assert not survivors, survivors
        assert sum(score.told.values()) > 10 * len(score.unchanged), unchanged


@pytest.mark.parametrize("page", [page for page in PAGES if page.name == "snippets.md"], ids=lambda page: page.parent.name)
def test_each_block_of_the_cookbook_runs_alone(page):
    claims = [claim for claim in scan(page.read_text(encoding="utf-8")) if claim.kind in ("peer", "output")]
    blocks = [(claim, output) for claim, output in zip(claims, claims[1:]) if claim.kind == "peer"]
    assert blocks
    for claim, output in blocks:
        assert differ(run(claim.body, {}, page.name), output.body) is None, output.body


@pytest.mark.parametrize("name", [name for peer in PEERS.values() for name in peer["names"]])
def test_the_library_has_every_name_that_the_pages_may_use(name):
    holder, _, last = name.rpartition(".")
    found = pkgutil.resolve_name(holder)
    assert hasattr(found, last) or last in annotated(found), f"{name} does not exist"


def annotated(found):
    """What the objects of a class have once they are made."""
    return {name for one in getattr(found, "__mro__", ()) for name in one.__dict__.get("__annotations__", {})}


@pytest.mark.parametrize("library", PEERS)
def test_the_version_that_the_pages_speak_of_is_the_one_that_is_installed(library):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"{library}=={PEERS[library]['version']}" in project["optional-dependencies"]["peers"]
