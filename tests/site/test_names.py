"""What the site says outside of its pages: the navigation, the title and the description."""

from pathlib import Path

import pytest
from mkdocs.config import load_config

from convdoc.site.account import title_of
from convdoc.spec import Page
from convdoc.spec.words import numerals

ROOT = Path(__file__).parents[2]
CONFIGS = [load_config(str(ROOT / name)) for name in ("mkdocs.yml", "mkdocs.en.yml")]


def entries(nav):
    for entry in nav:
        for title, target in entry.items():
            yield from entries(target) if isinstance(target, list) else [(title, target)]


@pytest.mark.parametrize(("title", "path"), [(title, Path(config.docs_dir) / page) for config in CONFIGS
                                             for title, page in entries(config.nav) if page != "index.md"])
def test_the_navigation_calls_a_page_as_it_is_headed(title, path):
    assert title == title_of(path.name, Page(path.read_text(encoding="utf-8"), path, ROOT).report)


@pytest.mark.parametrize("config", CONFIGS, ids=lambda config: config.theme["language"])
def test_the_description_of_the_site_states_no_number(config):
    for text in (config.site_name, config.site_description):
        assert list(numerals(text, 0, len(text))) == []


def test_the_editions_list_their_pages_in_the_same_order():
    zh, en = ([page for _, page in entries(config.nav)] for config in CONFIGS)
    assert zh == en
