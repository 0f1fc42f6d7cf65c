"""A page that is not true stops the build: all faults are told, and nothing is written."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from convdoc.site.verified import refusal, reports, unverified
from convdoc.spec import Page

ROOT = Path(__file__).parents[2]
LIE = "words\n\n$1+1=3$ and `1 < 2`\n"


def test_every_page_has_a_report(tmp_path):
    (tmp_path / "docs" / "deep").mkdir(parents=True)
    (tmp_path / "docs" / "a.md").write_text("$1+1=2$\n")
    (tmp_path / "docs" / "deep" / "b.md").write_text(LIE)
    (tmp_path / "README.md").write_text("`2 < 3`\n")
    found = reports(tmp_path / "docs", tmp_path)
    assert list(found) == ["a.md", "deep/b.md", "README.md"]
    assert [len(report.faults) for report in found.values()] == [0, 1, 0]


def test_true_pages_are_not_refused(tmp_path):
    (tmp_path / "a.md").write_text("$1+1=2$\n")
    assert refusal(reports(tmp_path, tmp_path).values()) == ""


def test_the_refusal_lists_every_fault_of_every_page(tmp_path):
    (tmp_path / "a.md").write_text(LIE)
    (tmp_path / "b.md").write_text(LIE)
    fault = "{}.md:3:2: this is not true: 2 = 3\n    $1+1=3$ and `1 < 2`\n     ^"
    assert refusal(reports(tmp_path, tmp_path).values()) == (
        f"2 claims are not true; nothing is published.\n\n{fault.format('a')}\n{fault.format('b')}")


CONFIGURATION = """\
site_name: small
theme: {name: material, language: en, font: false}
docs_dir: docs/en
strict: true
hooks: [convdoc/site/hooks.py]
markdown_extensions:
  pymdownx.superfences: {}
  pymdownx.arithmatex: {generic: true, inline_syntax: [dollar], block_syntax: [dollar]}
  convdoc.site.notes: {}
  convdoc.site.mathml: {}
"""
PAGE = "# Small { #small }\n\n$1+1=2$ and $2+2=4$\n"
VERIFICATION = "# Verified\n\n`1 < 2`\n\n<!-- site: claims -->\n"


@pytest.fixture
def project(tmp_path):
    """A small project that has a published site."""
    shutil.copytree(ROOT / "convdoc", tmp_path / "convdoc", ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in {"mkdocs.yml": CONFIGURATION, "docs/en/index.md": PAGE, "docs/en/verification.md": VERIFICATION,
                       "site/old.html": "the site of yesterday"}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def build(project):
    return subprocess.run([sys.executable, "-m", "mkdocs", "build", "--clean"], cwd=project, capture_output=True, text=True,
                          env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(project)})


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_true_site_is_built_anew(project):
    run = build(project)
    assert run.returncode == 0, run.stderr
    built = files(project / "site")
    assert "old.html" not in built and {"index.html", "source.html", "verification/index.html", "verification/source.html"} <= built.keys()


def test_a_false_page_leaves_the_published_site_as_it_was(project):
    page = project / "docs" / "en" / "index.md"
    page.write_text(PAGE.replace("=2", "=3").replace("=4", "=5"), encoding="utf-8")
    (project / "README.md").write_text("`1 > 2`\n")
    before = files(project / "site")
    run = build(project)
    assert run.returncode == 1
    for place in ("docs/en/index.md:3:2: this is not true: 2 = 3", "docs/en/index.md:3:14: this is not true: 4 = 5", "README.md:1:2: this is False"):
        assert place in run.stderr
    assert files(project / "site") == before == {"old.html": b"the site of yesterday"}


def test_a_page_that_is_no_text_is_told_in_a_line(project):
    (project / "docs" / "en" / "photo.md").write_bytes(b"\x89PNG\xff\x00")
    run = build(project)
    assert run.returncode == 1
    assert "photo.md" in run.stderr and "; nothing is published" in run.stderr and "Traceback" not in run.stderr
    assert files(project / "site") == {"old.html": b"the site of yesterday"}


def test_a_file_that_nothing_checks_is_not_published(project):
    (project / "docs" / "en" / "page.html").write_text("<p>1 + 1 = 3</p>")
    run = build(project)
    assert run.returncode == 1
    assert "page.html would be published, and nothing checks it" in run.stderr


def test_figures_are_checked_where_a_page_shows_them():
    shown = Page("# A\n\n![A window](../figures/a.svg)<!-- = a -->\n", "docs/en/chapters/a.md").report
    files = ["chapters/a.md", "figures/a.svg", "figures/b.svg"]
    assert unverified(files, {"chapters/a.md": shown}) == "figures/b.svg would be published, and nothing checks it"


def test_a_page_that_is_rendered_otherwise_than_it_was_checked_is_not_written(project):
    (project / "docs" / "en" / "index.md").write_text(PAGE + "\nwords\n\n    x = nonsense\n", encoding="utf-8")
    run = build(project)
    assert run.returncode == 1
    assert "docs/en/index.md: blocks of code: 1 shown, 0 checked" in run.stderr
    assert files(project / "site") == {}


def test_a_table_that_nobody_computes_is_an_error(project):
    (project / "docs" / "en" / "verification.md").write_text(VERIFICATION.replace("claims", "claim"), encoding="utf-8")
    run = build(project)
    assert run.returncode == 1
    assert "<!-- site: claim --> names no table; there are claims, exemptions" in run.stderr
