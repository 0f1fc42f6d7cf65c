"""Figures in a browser, step by step: with buttons, keys and fingers, announced, at rest and on paper."""

import json
import re
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from browsing import FILES, language
from test_browser import reach
from test_figures import contrast

from convdoc import corr2d, edge_image, pad2d
from convdoc.site.figures import gallery
from convdoc.spec import terms
from convdoc.spec.worked import written

SCRIPT = Path(__file__).parents[2] / "docs/assets/js/stepper.js"
X, K = np.arange(9).reshape(3, 3), np.arange(4).reshape(2, 2)
# Input, kernel, padding, stride of every figure that has steps.
STEPPED = {
    "cross-correlation": (X, K, 0, (1, 1)),
    "padding": (X, K, 1, (1, 1)),
    "stride": (X, K, 1, (3, 2)),
    "edges": (edge_image(), np.array([[1, -1]]), 0, (1, 1)),
}
WHERE = [(page, name) for page, path in FILES.items()
         for name in re.findall(r"figures/([\w-]+)\.svg\)", path.read_text(encoding="utf-8")) if name in STEPPED]
CHAPTER = "chapters/image-convolution/"
WORDS = {"zh": ["上一步", "播放", "下一步", "暂停"], "en": ["Previous", "Play", "Next", "Pause"]}
RESTING = {"zh": "共 {} 步", "en": "{} steps"}

every_figure = pytest.mark.parametrize("page, name", WHERE, ids=lambda value: value.strip("/") or "home")


# What can be seen of an element of a drawing.
VISIBLE = "element => element.getBoundingClientRect().width > 0 && getComputedStyle(element).visibility == 'visible'"


class Figure:
    """A figure of a page, and what a reader sees of it."""

    def __init__(self, tab, name):
        self.tab, self.place = tab, tab.locator(f"figure#fig-{name}")
        self.previous, self.play, self.next = self.place.locator(".stepper button").all()
        self.says = self.place.locator(".stepper [aria-live]")

    @property
    def count(self):
        return self.place.locator(".stepper__count").inner_text()

    def cells(self, array, tint):
        """The places of the cells of an array that carry a tint."""
        selector = f"[data-array='{array}'].fig-is-{tint}"
        return {tuple(place) for place in self.place.locator(selector).evaluate_all(
            "cells => cells.map(cell => [Number(cell.dataset.row), Number(cell.dataset.col)])")}

    def seen(self, array):
        """The numbers that can be read in an array."""
        return self.place.locator(f"[data-array='{array}'] text").evaluate_all(
            f"texts => texts.filter({VISIBLE}).map(text => text.textContent)")

    def sums(self):
        """The worked sums that can be read."""
        return self.place.locator("svg .fig-sum").evaluate_all(
            f"sums => sums.filter({VISIBLE}).map(sum => sum.textContent)")

    def corner(self, over):
        """Where what moves over an array stands: the first corner of which cell."""
        return self.place.evaluate("""(figure, over) => {
            const {e, f} = new DOMMatrix(getComputedStyle(figure.querySelector(`.fig-mover[data-over=${over}]`)).transform);
            const at = [...figure.querySelectorAll(`[data-array=${over}]`)].filter(({firstElementChild: rect}) => {
                return rect.getAttribute("x") == e && rect.getAttribute("y") == f; });
            return at.map(cell => [Number(cell.dataset.row), Number(cell.dataset.col)]); }""", over)

    def still(self):
        """Is this the figure as it was drawn?"""
        return self.place.locator(".fig-still").is_visible() and not self.place.locator(".fig-moving").is_visible()

    def outside(self):
        """The texts that reach out of the drawing."""
        return self.place.evaluate("""figure => { const {left, right, top, bottom} = figure.querySelector("svg").getBoundingClientRect();
            return [...figure.querySelectorAll("svg text")].filter(%s).filter(text => {
                const box = text.getBoundingClientRect();
                return box.left < left || box.right > right || box.top < top || box.bottom > bottom; }).map(text => text.textContent); }""" % VISIBLE)


def plain(text):
    return text.replace("\N{MINUS SIGN}", "-")


@every_figure
def test_every_step_shows_what_the_code_multiplies_and_adds_up(opened, page, name):
    tab = opened(page, reduced_motion="reduce", viewport={"width": 390, "height": 800})
    figure = Figure(tab, name)
    X, K, padding, stride = STEPPED[name]
    padded, Y = pad2d(X, padding), corr2d(X, K, padding=padding, stride=stride)
    products = terms(partial(corr2d, stride=stride), padded, K)
    array = "X_padded" if padding else "X"
    assert figure.still() and figure.count == RESTING[language(page)].format(Y.size) and len(figure.seen("Y")) == Y.size
    for step, (i, j) in enumerate(np.ndindex(*Y.shape), 1):
        figure.next.click()
        expected = f"Y[{i}, {j}] = {written(products[i, j].tree)} = {Y[i, j]:g}"
        assert [plain(sum) for sum in figure.sums()] == [expected]
        assert plain(figure.says.inner_text()).startswith(expected)
        assert figure.count == f"{step} / {Y.size}"
        window = {(a, b) for a, b in np.ndindex(*padded.shape)
                  if 0 <= a - i * stride[0] < K.shape[0] and 0 <= b - j * stride[1] < K.shape[1]}
        assert figure.cells(array, "window") == window
        assert figure.corner(array) == [[i * stride[0], j * stride[1]]]
        assert figure.cells("Y", "output") == {(i, j)} and figure.corner("Y") == [[i, j]]
        assert [float(plain(number)) for number in figure.seen("Y")] == [*Y.ravel()[:step]]
        assert figure.outside() == []
    assert figure.next.get_attribute("aria-disabled") == "true"
    figure.next.click(force=True)             # there is nowhere to go
    assert figure.count == f"{Y.size} / {Y.size}"
    assert tab.complaints == []


def test_every_figure_with_steps_is_on_a_page_of_every_edition():
    for edition in {language(page) for page in FILES}:
        assert {name for page, name in WHERE if language(page) == edition} == set(STEPPED)


@every_figure
def test_one_step_back_from_the_first_is_the_still_figure_again(opened, page, name):
    figure = Figure(opened(page), name)
    look = "figure => [...figure.querySelectorAll('[data-array]')].map(cell => cell.getAttribute('class'))"
    drawn, sums = figure.place.evaluate(look), figure.sums()
    assert figure.previous.get_attribute("aria-disabled") == "true"
    figure.next.click()
    assert not figure.still() and figure.place.evaluate(look) != drawn
    figure.previous.click()
    assert figure.still() and figure.place.evaluate(look) == drawn and figure.sums() == sums
    assert figure.says.inner_text() == figure.place.locator("svg title").text_content()


@every_figure
def test_the_controls_speak_the_language_of_the_page(opened, page, name):
    tab = opened(page)
    figure = Figure(tab, name)
    back, play, on, pause = WORDS[language(page)]
    assert [button.inner_text() for button in (figure.previous, figure.play, figure.next)] == [back, play, on]
    figure.play.click()
    assert figure.play.inner_text() == pause
    group = figure.place.get_by_role("group")
    assert "Home" in group.get_attribute("aria-label") and "End" in group.get_attribute("aria-label")
    assert re.search("[一-鿿]", group.get_attribute("aria-label") + figure.place.locator("svg").get_attribute("data-steps")) is (
        None) if language(page) == "en" else "第" in figure.place.locator("svg").get_attribute("data-steps")


def test_the_arrow_keys_home_and_end_step_and_the_focus_is_seen(opened):
    tab = opened(CHAPTER)
    figure = Figure(tab, "cross-correlation")
    tab.locator(".evidence input").focus()
    reach(tab, "#fig-cross-correlation .stepper button", 160)
    assert tab.locator(":focus").evaluate("button => getComputedStyle(button).outlineStyle") == "solid"
    seen = []
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "End", "ArrowRight", "Home", "ArrowLeft", "Alt+ArrowRight", "Control+End"):
        tab.keyboard.press(key)
        seen.append(figure.count)
    assert seen == ["1 / 4", "2 / 4", "1 / 4", "4 / 4", "4 / 4", *["共 4 步"] * 4]
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert figure.count == "1 / 4"


def test_arrow_keys_elsewhere_do_not_step(opened):
    tab = opened(CHAPTER)
    tab.keyboard.press("ArrowRight")
    tab.locator("#fig-cross-correlation svg").click(position={"x": 2, "y": 2})
    tab.keyboard.press("ArrowRight")
    assert Figure(tab, "cross-correlation").count == "共 4 步"


def test_play_steps_until_it_is_paused_and_announces_where_it_stopped(opened):
    tab = opened(CHAPTER)
    figure = Figure(tab, "cross-correlation")
    tab.clock.install()
    figure.play.click()
    assert figure.count == "1 / 4" and figure.says.get_attribute("aria-live") == "off"
    tab.clock.run_for(2000)
    assert figure.count == "2 / 4"
    figure.play.click()
    assert figure.says.get_attribute("aria-live") == "polite" and "25" in figure.says.inner_text()
    tab.clock.run_for(20000)
    assert figure.count == "2 / 4"


def test_play_ends_at_the_last_step_and_then_begins_again(opened):
    tab = opened(CHAPTER)
    figure = Figure(tab, "cross-correlation")
    tab.clock.install()
    figure.play.click()
    tab.clock.run_for(20000)
    assert figure.count == "4 / 4" and figure.play.inner_text() == WORDS["zh"][1]
    figure.play.click()
    assert figure.count == "1 / 4"


def test_a_step_by_hand_ends_the_play(opened):
    tab = opened(CHAPTER)
    figure = Figure(tab, "edges")
    tab.clock.install()
    figure.play.click()
    figure.next.click()
    tab.clock.run_for(20000)
    assert figure.count == "2 / 42" and figure.play.inner_text() == WORDS["zh"][1]


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_plays_by_itself_and_nothing_slides_for_who_asked_for_less_motion(opened, motion):
    tab = opened(CHAPTER, reduced_motion=motion)
    figure = Figure(tab, "cross-correlation")
    tab.clock.install()
    tab.clock.run_for(20000)
    assert figure.count == "共 4 步"
    takes = float(figure.place.locator(".fig-mover").first.evaluate("mover => getComputedStyle(mover).transitionDuration").removesuffix("s"))
    assert takes < 0.001 if motion == "reduce" else takes == 0.25
    figure.play.click()
    tab.clock.run_for(2000)
    assert figure.count == "2 / 4"


def drag(tab, box, dx, dy):
    """Put a finger on the middle of a box, move it, lift it."""
    session = tab.context.new_cdp_session(tab)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for part in (0.25, 0.5, 0.75, 1):
        session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x + part * dx, "y": y + part * dy}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@every_figure
def test_a_finger_swipes_from_step_to_step_and_still_scrolls_the_page(opened, page, name):
    tab = opened(page, viewport={"width": 320, "height": 800}, has_touch=True, is_mobile=True)
    figure = Figure(tab, name)
    figure.place.scroll_into_view_if_needed()
    seen = []
    for dx, dy in ((-90, 10), (-90, -10), (90, 0), (10, 0), (-50, -70)):
        drag(tab, figure.place.locator("svg").bounding_box(), dx, dy)
        tab.evaluate("() => new Promise(requestAnimationFrame)")
        seen.append(figure.count.split(" ")[0])
    assert seen == ["1", "2", "1", "1", "1"]


def test_an_element_of_the_output_that_is_touched_shows_its_sum(opened):
    tab = opened(CHAPTER, viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    figure = Figure(tab, "edges")
    figure.place.locator("[data-array='Y'][data-row='2'][data-col='5']").tap()
    assert figure.sums() == ["Y[2, 5] = 0×1 + 1×(\N{MINUS SIGN}1) = \N{MINUS SIGN}1"]
    figure.place.locator("[data-array='Y'][data-row='4'][data-col='6']").tap()           # not computed yet, and empty
    assert figure.count == "35 / 42"


@pytest.mark.parametrize("width", [320, 1280])
@every_figure
def test_a_button_is_large_enough_for_a_finger_and_in_the_window(opened, page, name, width):
    tab = opened(page, viewport={"width": width, "height": 800})
    figure = Figure(tab, name)
    for button in (figure.previous, figure.play, figure.next):
        box = button.bounding_box()
        assert box["width"] >= 44 and box["height"] >= 44
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
    assert figure.place.locator(".figure__scroll").evaluate("place => place.scrollWidth <= place.clientWidth")
    assert figure.outside() == []


@every_figure
def test_without_javascript_the_figure_stands_still_and_says_what_it_shows(opened, page, name):
    tab = opened(page, java_script_enabled=False)
    place = tab.locator(f"figure#fig-{name}")
    assert place.locator(".fig-still .fig-sum").first.is_visible() and not place.locator(".fig-moving").is_visible()
    assert not place.locator(".stepper").is_visible() and place.locator(".stepper").bounding_box() is None
    described = place.locator("svg").get_attribute("aria-labelledby").split()
    assert all(place.locator(f"#{one}").text_content() for one in described)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("page", sorted({page for page, _ in WHERE if CHAPTER in page}))
def test_the_controls_take_the_place_that_was_kept_for_them(browser, address, page, width):
    heights = []
    for script in ("**/nothing", "**/stepper.js"):
        context = browser.new_context(viewport={"width": width, "height": 800})
        context.route(script, lambda route: route.abort())
        tab = context.new_page()
        tab.goto(address + page, wait_until="networkidle")
        heights.append(tab.locator("figure").evaluate_all("figures => figures.map(figure => figure.getBoundingClientRect().height)"))
        assert tab.locator(".stepper").first.is_visible() is (script == "**/nothing")
        context.close()
    assert heights[0] == heights[1]


SHIFTS = """() => new Promise(resolve => { let sum = 0;
    new PerformanceObserver(list => { for (const shift of list.getEntries()) sum += shift.value; }).observe({type: "layout-shift", buffered: true});
    setTimeout(() => resolve(sum), 200); })"""


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("page", sorted({page for page, _ in WHERE}), ids=lambda page: page.strip("/") or "home")
def test_a_page_with_figures_does_not_shift_while_it_loads(opened, page, width):
    assert opened(page, viewport={"width": width, "height": 800}).evaluate(SHIFTS) < 0.05


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_window_and_controls_follow_the_scheme(opened, scheme):
    tab = opened(CHAPTER, color_scheme=scheme)
    figure = Figure(tab, "cross-correlation")
    figure.next.click()

    def colour(selector, name):
        value = figure.place.locator(selector).first.evaluate("(element, name) => getComputedStyle(element)[name]", name)
        return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", value)[:3])

    window = colour(".fig-is-window rect", "fill")
    assert contrast(window, "#ffffff") < 2 if scheme == "light" else contrast(window, "#ffffff") > 7
    assert contrast(window, colour(".fig-is-window text", "fill")) >= 4.5
    assert contrast(colour(".stepper__play", "color"), colour(".stepper__play", "backgroundColor")) >= 4.5


def test_paper_gets_the_still_figure_without_controls(opened):
    tab = opened(CHAPTER)
    figure = Figure(tab, "edges")
    figure.next.click()
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert figure.still() and len(figure.seen("Y")) == 42 and not tab.locator(".stepper:visible").count()
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    tab.emulate_media(media="screen")
    assert not figure.still() and figure.count == "1 / 42"


def test_a_figure_is_reached_by_its_address_and_offers_it(opened):
    tab = opened("chapters/padding-and-stride/#fig-stride", viewport={"width": 1280, "height": 900})
    top = tab.locator("#fig-stride").bounding_box()["y"]
    assert tab.locator(".md-header").bounding_box()["height"] <= top < 450
    link = tab.locator("#fig-stride > .headerlink")
    assert link.get_attribute("href") == "#fig-stride" and link.get_attribute("aria-label")
    link.focus()
    assert float(link.evaluate("link => new Promise(done => setTimeout(() => done(getComputedStyle(link).opacity), 400))")) == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", gallery.GALLERY)
def test_the_words_of_a_drawing_fit_into_it(browser, name, lang):
    tab = browser.new_page()
    tab.set_content(f"<figure id='fig-drawing'>{gallery.GALLERY[name](lang)}</figure>")
    assert Figure.outside(SimpleNamespace(place=tab.locator("figure"))) == []
    tab.close()


def test_every_figure_of_the_gallery_that_shows_a_kernel_at_work_has_steps():
    drawn = {path.stem: path.read_text(encoding="utf-8") for path, _ in gallery.files()}
    assert {name for name, svg in drawn.items() if "data-steps" in svg} == set(STEPPED)


def test_the_figures_work_from_a_folder_without_a_server(browser, site):
    tab = browser.new_page()
    tab.goto((site / CHAPTER / "index.html").as_uri())
    figure = Figure(tab, "cross-correlation")
    figure.next.click()
    assert figure.count == "1 / 4"
    tab.close()


def test_the_script_is_small_and_writes_text_alone():
    script = SCRIPT.read_text(encoding="utf-8")
    assert len(script.encode()) <= 8 * 1024
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|eval\(|\bcorr|\*\s*k|reduce\(", script)


def test_the_steps_of_the_editions_differ_in_words_alone():
    for name in STEPPED:
        zh, en = (json.loads(re.search('data-steps="([^"]*)"', gallery.GALLERY[f"{name}.svg"](lang))[1].replace("&quot;", '"'))
                  for lang in ("zh", "en"))
        assert [(step["cells"], step["parts"]) for step in zh] == [(step["cells"], step["parts"]) for step in en]
        assert [re.findall(r"\d+", step["says"].split("=", 1)[0]) for step in zh] == [re.findall(r"\d+", step["says"].split("=", 1)[0]) for step in en]
