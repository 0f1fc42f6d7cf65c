"""The built site in a real browser: light and dark, wide and on phones, by keyboard, and without JavaScript."""

import pytest
from browsing import EDITIONS, FIRST_VIEW, PAGES

@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.strip("/") or "home")
def test_a_page_is_quiet_and_does_not_scroll_sideways(opened, page, scheme, width):
    tab = opened(page, color_scheme=scheme, viewport={"width": width, "height": 800})
    assert tab.complaints == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.evaluate("document.body.dataset.mdColorScheme") == {"light": "default", "dark": "slate"}[scheme]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.strip("/") or "home")
def test_all_that_a_first_view_transfers_is_light(opened, page):
    tab = opened(page)
    assert sum(tab.sizes.values()) <= FIRST_VIEW, tab.sizes


def test_a_page_can_be_read_without_javascript(opened):
    tab = opened("chapters/image-convolution/", java_script_enabled=False)
    assert tab.locator("article math").first.is_visible()
    assert tab.locator("article figure svg").first.is_visible()
    assert "array([[19, 25]," in tab.locator("article").inner_text()


def reach(tab, selector, presses=60):
    """Press Tab until the focus is on what the selector names."""
    for _ in range(presses):
        tab.keyboard.press("Tab")
        if tab.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{presses} times Tab do not reach {selector}")


def test_the_palette_is_switched_by_keyboard(opened):
    tab = opened("", color_scheme="light")
    reach(tab, "input[name=__palette], label[for^=__palette]")
    tab.keyboard.press("Enter")
    tab.wait_for_function("document.body.dataset.mdColorScheme == 'slate'")


def test_the_copy_button_is_reached_by_keyboard_and_copies_the_code_alone(opened):
    tab = opened("", permissions=["clipboard-read", "clipboard-write"])
    reach(tab, "article .md-code__button, article .md-clipboard")
    tab.keyboard.press("Enter")
    tab.wait_for_function("navigator.clipboard.readText().then(text => text.startsWith('def corr2d(X, K):'))")


def test_outputs_have_no_copy_button(opened):
    tab = opened("")
    assert tab.locator("article .output").count() > 0
    assert tab.locator("article .output :is(.md-code__button, .md-clipboard)").count() == 0


def test_copying_a_formula_gives_its_latex(opened):
    tab = opened("", permissions=["clipboard-read", "clipboard-write"])
    tab.evaluate("getSelection().selectAllChildren(document.querySelector('.math--block'))")
    tab.keyboard.press("Control+c")
    tab.wait_for_function(r"navigator.clipboard.readText().then(text => text.includes('(n_h-k_h+1)\\times(n_w-k_w+1)'))")


CODE = ["corr2d", "Conv2D"]
SEARCHED = {"zh": ["互相关", "卷积核", "填充", "步幅", "感受野", "边缘检测", *CODE],
            "en": ["stride", "cross-correlation", "kernel", "padding", "receptive field", "edge detection", *CODE]}


@pytest.mark.parametrize(("language", "word"), [(language, word) for language in EDITIONS for word in SEARCHED[language]])
def test_search_finds(opened, language, word):
    tab = opened(EDITIONS[language])
    tab.keyboard.press("f")
    tab.keyboard.insert_text(word)
    tab.keyboard.press("End")                                 # an input method ends with a key, and the theme waits for one
    tab.locator(".md-search-result__item").first.wait_for()
    assert word.lower() in tab.locator(".md-search-result__item").first.inner_text().lower().replace("\u200b", "")


# A word, and the page that explains it: readers find that before those that only use the word.
EXPLAINED = {"zh": {"步幅": "2 填充和步幅", "填充": "2 填充和步幅", "输出形状": "2 填充和步幅", "互相关": "1 图像卷积", "池化": "术语与符号"},
             "en": {"stride": "2 Padding and Stride", "padding": "2 Padding and Stride", "cross-correlation": "1 Image Convolution",
                    "output shape": "2 Padding and Stride", "edge detection": "1 Image Convolution"}}


@pytest.mark.parametrize(("language", "word"), [(language, word) for language in EDITIONS for word in EXPLAINED[language]])
def test_search_shows_first_what_explains_a_word(opened, language, word):
    tab = opened(EDITIONS[language])
    tab.keyboard.press("f")
    tab.keyboard.insert_text(word)
    tab.keyboard.press("End")
    first = tab.locator(".md-search-result__item").first
    first.wait_for()
    assert first.locator("h1").first.inner_text().replace("\u200b", "") == EXPLAINED[language][word]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_switch_of_the_palette_shows_its_focus(opened, scheme):
    tab = opened("", color_scheme=scheme)
    for _ in range(9):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.name") == "__palette":
            break
    else:
        pytest.fail("the switch is not reached")
    shown = tab.locator(".md-header__option label:not([hidden])")
    assert shown.evaluate("label => getComputedStyle(label).outlineStyle") == "solid"
    assert shown.bounding_box()["width"] > 10


def test_what_readers_have_chosen_holds_in_the_other_edition(opened):
    tab = opened("chapters/image-convolution/")
    tab.get_by_text("PyTorch", exact=True).first.click()
    tab.goto(tab.url.replace("chapters/", "en/chapters/").partition("#")[0])
    assert tab.locator(".tabbed-set").first.locator("input:checked").evaluate(
        "chosen => document.querySelector(`label[for='${chosen.id}']`).innerText") == "PyTorch"


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_figures_follow_the_palette(opened, scheme):
    tab = opened("", color_scheme={"default": "light", "slate": "dark"}[scheme])
    fill = tab.evaluate("getComputedStyle(document.querySelector('article svg text')).fill")
    red = int(fill.removeprefix("rgb(").split(",")[0])
    assert red < 100 if scheme == "default" else red > 150


CHAPTER = "chapters/image-convolution/"


def test_the_marks_of_inline_claims_are_shown_on_request_without_javascript(opened):
    tab = opened(CHAPTER, java_script_enabled=False)
    quiet, always = tab.locator("article .mark--quiet"), tab.locator("article .mark:not(.mark--quiet)")
    assert always.first.is_visible() and not quiet.first.is_visible()
    tab.keyboard.press("Tab")
    reach(tab, ".evidence input")
    tab.keyboard.press("Space")
    assert quiet.first.is_visible() and quiet.count() > 50
    tab.keyboard.press("Space")
    assert not quiet.first.is_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_mark_leads_to_the_highlighted_line_of_the_source(opened, javascript):
    tab = opened(CHAPTER, java_script_enabled=javascript)
    tab.locator(".evidence input").focus()                    # the search, which lies before it, would send for its index
    reach(tab, "article .mark")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/source.html#L*")
    line = tab.locator("li:target")
    assert line.locator("ul").is_visible() and "逐字相同" in line.inner_text()
    plain = tab.locator("li:not(:target)").first
    background = "element => getComputedStyle(element).backgroundColor"
    assert line.evaluate(background) != plain.evaluate(background)
    assert tab.complaints == []
    tab.get_by_text("回到页面").click()
    tab.wait_for_url(f"**/{CHAPTER}")


SAYS = "element => [getComputedStyle(element, '::after').content, getComputedStyle(element, '::after').position]"


@pytest.mark.parametrize("width", [1280, 390])
def test_a_mark_says_how_its_claim_was_checked_when_it_has_the_focus(opened, width):
    tab = opened(CHAPTER, viewport={"width": width, "height": 800})
    reach(tab, "article .math--block + .mark", 160)
    focused = tab.locator(":focus")
    content, position = focused.evaluate(SAYS)
    assert content == f'"{focused.get_attribute("aria-label")}"' and "代入" in content and position == "fixed"
    assert tab.locator("article .math--block + .mark").last.evaluate(SAYS)[0] == "none"
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_what_a_mark_says_is_wide_enough_to_read_and_inside_the_window(opened):
    """The text of a tooltip has no box that a script can measure; an element of the same size takes its place."""
    tab = opened(CHAPTER, viewport={"width": 390, "height": 800})
    reach(tab, "article .math--block + .mark", 160)
    width, height = (float(tab.locator(":focus").evaluate(f"e => getComputedStyle(e, '::after').{side}").removesuffix("px")) for side in ("width", "height"))
    assert width > 3 * height and width < 390


def test_marks_are_not_copied(opened):
    tab = opened(CHAPTER, permissions=["clipboard-read", "clipboard-write"])
    tab.locator(".evidence input").check()
    tab.evaluate("""() => { const item = document.querySelector("li:has(.mark--quiet)"); getSelection().selectAllChildren(item); }""")
    tab.keyboard.press("Control+c")
    tab.wait_for_function("navigator.clipboard.readText().then(text => text.includes('$'))")
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == r"左上：$0\times0+1\times1+3\times2+4\times3=19$"


def test_marks_are_not_printed(opened):
    tab = opened(CHAPTER)
    tab.locator(".evidence input").check()
    assert tab.locator("article .mark--quiet").first.is_visible()
    tab.emulate_media(media="print")
    assert tab.locator("article .mark:visible, .evidence label:visible").count() == 0


@pytest.mark.parametrize("width", [1280, 320])
def test_all_marks_shown_do_not_make_a_page_scroll_sideways(opened, width):
    for page in (CHAPTER, "chapters/padding-and-stride/", "errata/"):
        tab = opened(page, viewport={"width": width, "height": 800})
        tab.locator(".evidence input").check()
        assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_a_source_page_follows_the_scheme_and_fits_a_phone(opened, scheme, width):
    tab = opened(CHAPTER + "source.html", color_scheme=scheme, viewport={"width": width, "height": 800})
    red = int(tab.evaluate("getComputedStyle(document.body).backgroundColor").removeprefix("rgb(").split(",")[0])
    assert red > 200 if scheme == "light" else red < 60
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.complaints == []
