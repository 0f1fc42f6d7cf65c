"""What makes a page a pleasure to read: terms that explain themselves, places to link to, the keyboard, paper."""

import re
from html import unescape

import markdown
import pytest
from browsing import EDITIONS, PAGES, ROOT, language
from mkdocs.config import load_config
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from convdoc.site import terms
from convdoc.site.reading import linked_formulas, minutes
from convdoc.site.wording import words

CHAPTERS = [folder + "chapters/image-convolution/" for folder in EDITIONS.values()]
TERMS = [
    {"zh": "卷积", "en": "convolution", "zh_text": "翻转后再相关。", "en_text": "Flip, then correlate."},
    {"zh": "卷积核", "en": "kernel", "zh_text": "权重。", "en_text": "The weights."},
    {"zh": "偏置", "en": "bias", "zh_text": "加上的数。", "en_text": "What is “added”."},
]


@pytest.mark.parametrize(("before", "after"), [("", "，"), ("「", "」"), ("（", ""), ("*强调*（", "）。")])
def test_punctuation_that_touches_a_short_formula_stays_with_it(before, after):
    html = markdown.markdown(f"见{before}$x${after}后文", extensions=["pymdownx.arithmatex", "convdoc.site.mathml"],
                             extension_configs={"pymdownx.arithmatex": {"generic": True}})
    kept = re.search(r'<span class="math"[^>]*>([^<]*)<math.*</math>([^<]*)</span>', html)
    assert kept.groups() == (before[-1:], after[:1])
    assert re.sub(r"<annotation.*?</annotation>|<[^>]*>", "", html) == f"见{before.replace('*', '')}x{after}后文"


# ------------------------------------------------------------------------------------------------ terms
def told(html, language="zh"):
    """The text of each term that is linked, with where it leads."""
    return re.findall(r'<a class="term" href="g/#([^"]+)"[^>]*>([^<]+)</a>', terms.linked(html, TERMS, language, "g/"))


def test_the_longest_term_is_found_and_each_only_once():
    assert told("<p>卷积核不是卷积，卷积核不是卷积。</p>") == [("term-kernel", "卷积核"), ("term-convolution", "卷积")]


def test_english_terms_are_whole_words_in_any_case_and_number():
    assert told("<p>Biases in kernel-based kernelling; two Kernels.</p>", "en") == [("term-bias", "Biases"), ("term-kernel", "Kernels")]


@pytest.mark.parametrize("html", [
    "<h2>卷积核</h2>", '<p><a href="x">看<em>卷积核</em></a></p>', "<p><code>卷积核</code></p>", "<pre><span>卷积核</span></pre>",
    "<svg><text>卷积核</text></svg>", '<p title="卷积核"></p>', "<table><tr><th>卷积核</th></tr></table>",
])
def test_headings_links_code_and_drawings_stay_as_they_are(html):
    assert terms.linked(html, TERMS, "zh", "g/") == html


def test_what_follows_something_apart_is_text_again():
    assert told("<h2>卷积核</h2><p><br>卷积核</p>") == [("term-kernel", "卷积核")]


def test_a_term_carries_its_explanation():
    assert 'aria-description="What is “added”."' in terms.linked("<p>a bias</p>", TERMS, "en", "g/")


def test_an_entry_of_the_glossary_has_the_same_id_in_every_language():
    for language, word in (("zh", "卷积核"), ("en", "kernel")):
        assert terms.anchored(f"<tr>\n<td>{word}</td></tr>", TERMS, language) == f'<tr id="term-kernel">\n<td>{word}</td></tr>'


@pytest.mark.parametrize("folder", EDITIONS.values())
def test_every_term_has_its_entry_in_the_glossary(site, folder):
    page = (site / folder / "glossary" / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'<tr id="(term-[^"]+)">', page) == [terms.anchor(term) for term in terms.glossary()["terms"]]


def test_the_search_keeps_the_terms_whole():
    assert terms.SEARCH_WORDS.read_text(encoding="utf-8") == terms.search_words(terms.glossary()), "run python -m convdoc.site.terms"


SAYS = "element => getComputedStyle(element, '::after').content"


@pytest.mark.parametrize("page", CHAPTERS)
def test_a_term_says_what_it_means_on_hover_and_focus_until_escape(opened, page):
    tab = opened(page, java_script_enabled=True)
    term = tab.locator("article .term").first
    explanation = term.get_attribute("aria-description")
    assert explanation in [entry[f"{language(page)}_text"] for entry in terms.glossary()["terms"]]
    assert term.evaluate(SAYS) == "none"
    term.hover()
    assert explanation in term.evaluate(SAYS)
    tab.keyboard.press("Escape")
    assert term.evaluate(SAYS) == "none"
    tab.mouse.move(0, 0)
    term.focus()
    assert explanation in term.evaluate(SAYS)
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/glossary/#term-*")
    assert tab.locator("tr:target").is_visible()


def test_a_term_says_what_it_means_without_javascript(opened):
    term = opened(CHAPTERS[0], java_script_enabled=False).locator("article .term").first
    term.hover()
    assert term.get_attribute("aria-description") in term.evaluate(SAYS)


def test_a_first_touch_explains_a_term_and_a_second_leads_to_the_glossary(opened):
    tab = opened(CHAPTERS[0], has_touch=True, is_mobile=True, viewport={"width": 390, "height": 800})
    term = tab.locator("article .term").first
    term.tap()
    assert term.get_attribute("aria-description") in term.evaluate(SAYS)
    assert tab.url.endswith(CHAPTERS[0])
    term.tap()
    tab.wait_for_url("**/glossary/#term-*")


# --------------------------------------------------------------------------------------- time, places, edits
def test_the_time_a_page_takes_counts_characters_words_and_formulas():
    assert minutes("<p>短</p>") == 1
    assert minutes("<p>" + "长" * 900 + "</p>") == 3
    assert minutes("<p>" + "word " * 900 + "</p>") == 5
    assert minutes('<div class="math math--block"></div>' * 12) == 2
    assert minutes("<svg>" + "<text>图</text>" * 900 + "</svg>") == 1


@pytest.mark.parametrize("page", PAGES)
def test_a_page_to_be_read_through_says_how_long_it_takes(site, page):
    text = (site / page / "index.html").read_text(encoding="utf-8")
    pattern = re.escape(words(language(page))["minutes"]).replace(re.escape("{minutes}"), r"[1-9]\d?")
    told = re.search(rf'<div class="evidence" data-search-exclude><span>{pattern}</span>', text)
    assert bool(told) == ("chapters/" in page or "labs/" in page)


def test_a_formula_is_numbered_within_its_section():
    block = '<div class="math math--block">'
    html = linked_formulas(f'{block}<h2 id="a">{block}{block}<h2 id="b">{block}', "Link")
    assert re.findall(r'math--block" id="([^"]+)"', html) == ["top-eq-1", "a-eq-1", "a-eq-2", "b-eq-1"]
    assert re.findall(r'<a class="formula__link" href="#([^"]+)" aria-label="Link"></a><div', html) == ["top-eq-1", "a-eq-1", "a-eq-2", "b-eq-1"]


def test_places_have_the_same_addresses_in_every_edition(site):
    for page in PAGES:
        bare = page.removeprefix(EDITIONS[language(page)])
        if not bare.startswith("labs/"):                      # headings of labs are numbered by what runs them
            found = {folder: re.findall(r' id="((?:fig|term)-[^"]+|[\w-]+-eq-\d+)"', (site / folder / bare / "index.html").read_text(encoding="utf-8"))
                     for folder in EDITIONS.values()}
            assert len(set(map(tuple, found.values()))) == 1, (bare, found)


@pytest.mark.parametrize("language", EDITIONS)
def test_edit_this_page_leads_to_the_file_of_the_page(monkeypatch, language):
    monkeypatch.setenv("REPO_URL", "https://example.org/convdoc")
    monkeypatch.setenv("EDIT_URI", "edit/main/docs/zh/")
    monkeypatch.setenv("EDIT_URI_EN", "edit/main/docs/en/")
    config = load_config(str(ROOT / ("mkdocs.yml" if language == "zh" else f"mkdocs.{language}.yml")))
    file = File("chapters/image-convolution.md", config.docs_dir, config.site_dir, use_directory_urls=True)
    address = Page(None, file, config).edit_url
    assert address == f"https://example.org/convdoc/edit/main/docs/{language}/chapters/image-convolution.md"
    assert (ROOT / address.partition("/main/")[2]).is_file()


# ---------------------------------------------------------------------------------- reading in two languages
@pytest.mark.skipif(len(EDITIONS) == 1, reason="there is one edition")
def test_the_switch_between_languages_keeps_the_section(opened):
    tab = opened(CHAPTERS[0])
    tab.evaluate("scrollTo({ top: document.querySelector('#edge-detection').offsetTop, behavior: 'instant' })")
    tab.locator("a[hreflang=en]").evaluate("link => link.click()")
    tab.wait_for_url("**/en/chapters/image-convolution/#edge-detection")


# ---------------------------------------------------------------------------------------------- the keyboard
FOCUSED = """() => {
    const element = document.activeElement;
    if (element === document.body) return null;
    const label = element.matches(".md-option") ? [element.nextElementSibling] : element.labels ?? [];
    const boxes = [element, ...label].map((one) => [one.getBoundingClientRect(), getComputedStyle(one)]);
    const shown = boxes.find(([box, style]) => box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
        && style.visibility === "visible" && style.opacity > 0);
    const outlined = boxes.some(([, style]) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1
        || style.boxShadow !== "none");
    element.dataset.reached = "";
    return { what: element.outerHTML.slice(0, 120), shown: Boolean(shown), outlined };
}"""
UNREACHED = """() => [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")]
    .filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && one.tabIndex >= 0 && !one.disabled
        && !("reached" in one.dataset) && one.getBoundingClientRect().width > 1)
    .map((one) => one.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("page", CHAPTERS)
def test_the_keyboard_reaches_everything_and_the_focus_is_seen(opened, page):
    tab = opened(page, viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    for _ in range(600):
        tab.keyboard.press("Tab")
        focused = tab.evaluate(FOCUSED)
        if focused is None:
            break
        assert focused["shown"] and focused["outlined"], focused
    assert focused is None
    assert tab.evaluate(UNREACHED) == []


# ------------------------------------------------------------------------------------------------------ paper
A4 = {"width": 718, "height": 1047}                           # within margins of 10 mm, in CSS pixels


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.strip("/") or "home")
def test_a_printed_page_is_the_text_alone_and_nothing_is_cut_off(opened, page):
    tab = opened(page, color_scheme="dark", viewport=A4)
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    tab.emulate_media(media="print")
    assert tab.locator(":is(.md-header, .md-sidebar, .md-footer, .md-content__button, .headerlink, .formula__link, .stepper, button):visible").count() == 0
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    cut = "e => [...e].filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent.slice(0, 60))"
    assert tab.locator("article :is(pre, pre > code, .md-typeset__scrollwrap, .figure__scroll, .math--block)").evaluate_all(cut) == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= A4["width"]


# ------------------------------------------------------------------------------------------------- the font
def test_the_font_of_the_formulas_holds_every_character_of_theirs(site):
    readme = (ROOT / "docs/assets/fonts/README.txt").read_text(encoding="utf-8")
    ranges = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", re.search(r'--unicodes="(.*?)"', readme, re.S)[1])
    held = {code for first, last in ranges for code in range(int(first, 16), int(last or first, 16) + 1)}
    for page in PAGES:
        for formula in re.findall(r"<math.*?</math>", (site / page / "index.html").read_text(encoding="utf-8"), re.S):
            shown = unescape(re.sub(r"(?s)<annotation.*?</annotation>|<mtext>.*?</mtext>|<[^>]*>|\s", "", formula))
            assert {letter for letter in shown if ord(letter) not in held} == set(), (page, formula)
