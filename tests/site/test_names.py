"""What the site says outside of its pages: the navigation, the title and the description."""

from pathlib import Path

import pytest
from mkdocs.config import load_config

from convdoc.site.account import title_of
from convdoc.spec import Page
from convdoc.spec.words import numerals

ROOT = Path(__file__).parents[2]
CONFIG = load_config(str(ROOT / "mkdocs.yml"))


def entries(nav):
    for entry in nav:
        for title, target in entry.items():
            yield from entries(target) if isinstance(target, list) else [(title, target)]


@pytest.mark.parametrize(("title", "page"), [entry for entry in entries(CONFIG.nav) if entry[1] != "index.md"])
def test_the_navigation_calls_a_page_as_it_is_headed(title, page):
    path = Path(CONFIG.docs_dir) / page
    assert title == title_of(page, Page(path.read_text(encoding="utf-8"), path, ROOT).report)


def test_the_description_of_the_site_states_no_number():
    for text in (CONFIG.site_name, CONFIG.site_description):
        assert list(numerals(text, 0, len(text))) == []
