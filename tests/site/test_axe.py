"""No barrier that axe-core knows of: every page, light and dark, wide and on a phone, in every edition."""

from importlib.resources import files

import pytest
from browsing import EDITIONS, PAGES

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
SOURCES = [folder + page + "source.html" for folder in EDITIONS.values() for page in ("chapters/image-convolution/", "labs/learning-a-kernel/")]
MISSING = [folder + "no-such-page/" for folder in EDITIONS.values()]
RUN = """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary}`))"""


def barriers(tab):
    """What axe-core finds on a page, once nothing on it moves."""
    if not tab.evaluate("'axe' in window"):
        tab.add_style_tag(content="*, ::before, ::after { transition: none !important; animation: none !important }")
        tab.evaluate(AXE)
    return tab.evaluate(RUN)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES + SOURCES + MISSING, ids=lambda page: page.strip("/") or "home")
def test_a_page_has_no_barrier(opened, page, scheme):
    tab = opened(page, color_scheme=scheme, viewport={"width": 1280, "height": 800})
    assert barriers(tab) == []
    tab.set_viewport_size({"width": 390, "height": 800})
    assert barriers(tab) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", [folder + "chapters/image-convolution/" for folder in EDITIONS.values()])
def test_what_a_reader_unfolds_has_no_barrier(opened, page, scheme):
    """The marks of every claim, the folded parts, and the results of a search."""
    tab = opened(page, color_scheme=scheme)
    tab.locator(".evidence input").check()
    tab.evaluate("for (const folded of document.querySelectorAll('article details')) folded.open = true")
    assert barriers(tab) == []
    tab.locator("[data-md-component=search-query]").click()
    tab.keyboard.type("corr2d")
    tab.locator(".md-search-result__item").first.wait_for()
    assert barriers(tab) == []


def test_axe_sees_a_barrier(opened):
    """Without this, a check that never ran would look like a page without barriers."""
    tab = opened("")
    tab.evaluate("document.querySelector('article').append(Object.assign(document.createElement('img'), { src: 'data:,' }))")
    assert [found.split(":")[0] for found in barriers(tab)] == ["image-alt"]
