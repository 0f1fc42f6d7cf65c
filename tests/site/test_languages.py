"""The two editions as one site: the switch stays on the page, and an edition that lacks or changes something is refused."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import browsing
import pytest

from convdoc.site.editions import switch

ROOT = Path(__file__).parents[2]
BOTH = [{"name": "中文", "link": ".", "lang": "zh"}, {"name": "English", "link": "en/", "lang": "en"}]


class Config:
    def __init__(self, language):
        self.theme = {"language": language}
        self.extra = {"editions": BOTH}


@pytest.mark.parametrize(("language", "url", "zh", "en"), [
    ("zh", "", ".", "en/"),
    ("zh", "chapters/stride/", ".", "../../en/chapters/stride/"),
    ("en", "", "..", "."),
    ("en", "chapters/stride/", "../../../chapters/stride/", "."),
    ("zh", "index.html", "index.html", "en/index.html"),
    ("en", "chapters/stride.html", "../../chapters/stride.html", "stride.html"),
])
def test_the_switch_leads_to_the_same_page(language, url, zh, en):
    here = "http://here/" + ("en/" if language == "en" else "") + url
    found = {edition["lang"]: edition["link"] for edition in switch(url, Config(language))}
    assert {lang: urljoin(here, link) for lang, link in found.items()} == {
        "zh": urljoin(here, zh), "en": urljoin(here, en)}
    assert [edition["lang"] for edition in switch(url, Config(language))] == ["zh", "en"]


@pytest.mark.parametrize("page", browsing.PAGES)
def test_every_page_links_to_itself_in_the_other_language(site, page):
    text = (site / page / "index.html").read_text(encoding="utf-8")
    links = dict(re.findall(r'<a href="([^"]+)" hreflang="(\w+)"', text))
    bare = page.removeprefix(browsing.EDITIONS[browsing.language(page)])
    assert {lang: urljoin("http://here/" + page, link) for link, lang in links.items()} == {
        lang: "http://here/" + folder + bare for lang, folder in browsing.EDITIONS.items()}


# ------------------------------------------------------------------------------------------- what is refused
CONFIGURATION = """\
site_name: small
theme: {name: material, language: zh, font: false}
docs_dir: docs/zh
strict: true
hooks: [convdoc/site/hooks.py]
extra: {editions: [{name: 中文, link: ., lang: zh}, {name: English, link: en/, lang: en}]}
markdown_extensions:
  pymdownx.arithmatex: {generic: true, inline_syntax: [dollar], block_syntax: [dollar]}
  convdoc.site.notes: {}
  convdoc.site.mathml: {}
"""
ENGLISH = "INHERIT: mkdocs.yml\ntheme: {language: en}\ndocs_dir: docs/en\n"


@pytest.fixture
def project(tmp_path):
    shutil.copytree(ROOT / "convdoc", tmp_path / "convdoc", ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in {"mkdocs.yml": CONFIGURATION, "mkdocs.en.yml": ENGLISH, "pyproject.toml": "",
                       "docs/zh/index.md": "# 小 { #small }\n\n$1+1=2$\n", "docs/en/index.md": "# Small { #small }\n\n$1+1=2$\n",
                       "docs/zh/verification.md": "# 验证 { #verified }\n\n`1 < 2`\n",
                       "docs/en/verification.md": "# Verified { #verified }\n\n`1 < 2`\n"}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def build(project):
    return subprocess.run([sys.executable, "-m", "mkdocs", "build"], cwd=project, capture_output=True, text=True,
                          env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(project)})


def test_one_build_makes_both_editions(project):
    run = build(project)
    assert run.returncode == 0, run.stderr
    for page, title in {"index.html": "小", "en/index.html": "Small", "en/verification/index.html": "Verified"}.items():
        assert title in (project / "site" / page).read_text(encoding="utf-8")


@pytest.mark.parametrize(("page", "text", "told"), [
    ("index.md", "# Small { #small }\n\n$1+1=3$\n", "docs/en/index.md:3:2: this is not true: 2 = 3"),
    ("index.md", "# Small { #small }\n\n$1+2=3$\n", "docs/en/index.md:3:2: formula '1+2=3'; in the other edition, at docs/zh/index.md:3:2, formula '1+1=2'"),
    ("index.md", None, "docs/en/index.md is missing: there is docs/zh/index.md"),
    ("more.md", "# More\n\n$1+1=2$\n", "docs/zh/more.md is missing: there is docs/en/more.md"),
])
def test_an_edition_that_is_false_or_different_is_refused_before_anything_is_written(project, page, text, told):
    path = project / "docs" / "en" / page
    path.unlink(missing_ok=True) if text is None else path.write_text(text, encoding="utf-8")
    run = build(project)
    assert run.returncode == 1
    assert told in run.stderr and "nothing is published" in run.stderr
    assert not (project / "site").exists()


@pytest.mark.parametrize(("file", "text", "told"), [
    ("mkdocs.en.yml", ENGLISH.replace("docs/en", "docs/no"), "docs/no"),
    ("mkdocs.en.yml", ENGLISH + "plugins: [unheard-of]\n", "unheard-of"),
    ("mkdocs.en.yml", ENGLISH + "nav: [missing.md]\n", "missing.md"),
    ("mkdocs.yml", CONFIGURATION + "nav: [missing.md]\n", "missing.md"),
])
def test_whatever_fails_in_either_edition_the_site_that_stands_there_stays(project, file, text, told):
    assert build(project).returncode == 0
    before = {path: path.read_bytes() for path in (project / "site").rglob("*") if path.is_file()}
    (project / file).write_text(text, encoding="utf-8")
    run = build(project)
    assert run.returncode != 0
    assert told in run.stderr + run.stdout
    assert before == {path: path.read_bytes() for path in (project / "site").rglob("*") if path.is_file()}


def test_what_begins_with_a_dot_stays_in_the_folder_of_the_site(project):
    (project / "site" / ".git").mkdir(parents=True)
    (project / "site" / "old.html").touch()
    assert build(project).returncode == 0
    assert (project / "site" / ".git").is_dir() and not (project / "site" / "old.html").exists()
