"""Exercises in a browser, on the real runtime: solutions pass, wrong answers are told what is wrong, and progress is kept."""

import tomllib
from itertools import product

import pytest
from browsing import DOCS, EDITIONS, FILES, ROOT, language
from test_axe import barriers

from convdoc.site.live import exercises
from convdoc.site.wording import words

ANSWERS = [wrong for path in sorted((ROOT / "tests/exercises").glob("*.toml")) for wrong in tomllib.loads(path.read_text(encoding="utf-8"))["wrong"]]
PAGES = [page for page in FILES if page.removeprefix(EDITIONS[language(page)]).startswith(exercises.FOLDER)]
FOUND = {page: exercises.read(FILES[page].read_text(encoding="utf-8")) for page in PAGES}
CASES = [pytest.param(page, one, id=f"{language(page)}-{one.id}") for page in PAGES for one in FOUND[page]]
CODE = [case for case in CASES if case.values[1].kind == "code"]
CHOICES = [case for case in CASES if case.values[1].kind == "choice"]
WORDS = {"zh": {"right": "✓ 正确！", "wrong": "还不对。", "progress": "已完成 {} / {}", "fails": "代码要先能运行到底。", "choose": "先选一项。"},
         "en": {"right": "✓ Right!", "wrong": "Not yet.", "progress": "{} of {} done", "fails": "The code has to run to its end first.", "choose": "Choose one first."}}
START = 60_000                      # ms, on a machine that is busy


class Answer:
    """An exercise that is answered with code, and what a reader sees of it."""

    def __init__(self, tab, name):
        self.pre = tab.locator(f"pre[data-exercise='{name}'][data-start]")
        self.place = tab.locator(".highlight", has=self.pre).last
        self.area, self.check = self.place.locator("textarea"), self.place.locator(".exercise__check")
        self.feedback, self.output = self.place.locator(".exercise__feedback"), self.place.locator(".live__output")
        if not self.area.count():
            self.pre.click()
        self.area.wait_for()

    def told(self, code):
        """What is said of an answer."""
        self.area.fill(code)
        self.check.click()
        self.feedback.locator("strong").wait_for(timeout=START)
        return self.feedback.inner_text()


def form_of(tab, one):
    return tab.locator(".exercise__choice", has=tab.locator(f"input[name='{one.id}']"))


def progress(tab):
    return tab.locator(".exercises__progress [role=status]").inner_text()


def test_there_are_exercises():
    assert {language(page) for page in PAGES} == set(EDITIONS) and CODE and CHOICES and ANSWERS


@pytest.mark.parametrize("page", PAGES)
def test_solutions_pass_wrong_answers_are_told_why_and_starts_do_not_pass(opened, page):
    tab, says, done = opened(page), WORDS[language(page)], 0
    for one in FOUND[page]:
        if one.kind == "choice":
            continue
        answer = Answer(tab, one.id)
        assert answer.area.input_value().strip() == one.start.strip()
        assert answer.told(one.start).startswith(says["wrong"]), one.id
        wrong = next(wrong for wrong in ANSWERS if wrong["exercise"] == one.id)
        told = answer.told(wrong["answer"])
        assert told.startswith(says["wrong"]) and len(told) > len(says["wrong"]) + 5, one.id
        assert progress(tab) == says["progress"].format(done, len(FOUND[page]))
        assert answer.told(one.solution) == says["right"], one.id
        done += 1
        assert progress(tab) == says["progress"].format(done, len(FOUND[page]))
        assert tab.locator(f"h2#{one.id} .exercise__done").count() == 1
    assert tab.complaints == []


@pytest.mark.parametrize(("page", "one"), CHOICES)
def test_a_choice_is_made_by_keyboard_and_tells_the_reasons(opened, page, one):
    tab, says = opened(page), WORDS[language(page)]
    form = form_of(tab, one)
    inputs, feedback, several = form.locator("input"), form.locator("[role=status]"), sum(one.truths) > 1
    assert inputs.count() == len(one.options)
    form.locator("button").focus()
    tab.keyboard.press("Enter")
    assert feedback.inner_text().endswith(says["choose"])
    for n, truth in enumerate(one.truths):
        if not truth:
            inputs.nth(n).focus()
            tab.keyboard.press("Space")
            form.locator("button").focus()
            tab.keyboard.press("Enter")
            assert feedback.inner_text().startswith(says["wrong"])
            assert feedback.locator("li").count() == 1
            if several:
                inputs.nth(n).focus()
                tab.keyboard.press("Space")
    assert tab.locator(f"h2#{one.id} .exercise__done").count() == 0
    for n, truth in enumerate(one.truths):
        if truth:
            inputs.nth(n).focus()
            tab.keyboard.press("Space")
    form.locator("button").focus()
    tab.keyboard.press("Enter")
    assert feedback.inner_text().startswith(says["right"])
    assert feedback.locator("li").count() == sum(one.truths)
    assert tab.locator(f"h2#{one.id} .exercise__done").count() == 1


def test_every_selection_is_right_if_it_is_the_true_statements_and_else_not(opened):
    for page in PAGES:
        tab = opened(page)
        for one in FOUND[page]:
            if one.kind == "choice":
                form = form_of(tab, one)
                for chosen in product([False, True], repeat=len(one.truths)):
                    if any(chosen) and (sum(one.truths) > 1 or sum(chosen) == 1):
                        said = form.evaluate(SELECT, chosen)
                        assert said.startswith(WORDS[language(page)]["right"]) == (list(chosen) == one.truths), (one.id, chosen)


SELECT = """(form, chosen) => {
    form.querySelectorAll("input").forEach((input, n) => { input.checked = chosen[n]; });
    form.requestSubmit();
    return form.querySelector("[role=status]").textContent;
}"""


def test_code_that_fails_is_not_judged(opened):
    page, one = CODE[0].values
    answer = Answer(opened(page), one.id)
    assert answer.told("1 / 0").endswith(WORDS[language(page)]["fails"])
    assert "ZeroDivisionError" in answer.output.inner_text()


def test_names_of_one_exercise_are_not_those_of_another(opened):
    page, one = CODE[0].values
    other = next(case.values[1] for case in CODE if case.values[0] == page and case.values[1].id != one.id)
    tab = opened(page)
    assert Answer(tab, one.id).told(one.solution) == WORDS[language(page)]["right"]
    assert Answer(tab, other.id).told("pass").startswith(WORDS[language(page)]["wrong"])
    assert Answer(tab, one.id).told("pass").startswith(WORDS[language(page)]["wrong"])


def test_progress_is_kept_shared_by_the_editions_and_cleared(opened):
    page, one = CHOICES[0].values
    tab = opened(page)
    form = form_of(tab, one)
    for n, truth in enumerate(one.truths):
        if truth:
            form.locator("input").nth(n).check()
    form.locator("button").click()
    for other in [other for other in PAGES if other.endswith(page.removeprefix(EDITIONS[language(page)]))]:
        tab.goto(tab.url[:-len(page)] + other if tab.url.endswith(page) else tab.url)
        tab.locator(".exercises__progress").wait_for()
        assert progress(tab) == WORDS[language(other)]["progress"].format(1, len(FOUND[other]))
        assert tab.locator(f"h2#{one.id} .exercise__done").count() == 1
        tab.goto(tab.url[:-len(other)] + page)
    tab.locator(".exercises__progress button").click()
    assert progress(tab) == WORDS[language(page)]["progress"].format(0, len(FOUND[page]))
    tab.reload()
    tab.locator(".exercises__progress").wait_for()
    assert tab.locator(".exercise__done").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES)
def test_feedback_and_options_have_no_barrier(opened, page, scheme):
    tab = opened(page, color_scheme=scheme, viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    first = next(one for one in FOUND[page] if one.kind == "code")
    assert Answer(tab, first.id).told(first.start).startswith(WORDS[language(page)]["wrong"])
    for one in FOUND[page]:
        if one.kind == "choice":
            form_of(tab, one).locator("input").first.check()
            form_of(tab, one).locator("button").click()
    tab.evaluate("for (const folded of document.querySelectorAll('article details')) folded.open = true")
    assert barriers(tab) == []
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_javascript_the_options_and_the_solution_stand_there(opened):
    page, one = CHOICES[0].values
    tab = opened(page, java_script_enabled=False)
    assert tab.locator(f"h2#{one.id} ~ ol").first.locator("> li").count() == len(one.options)


def test_nothing_of_python_is_fetched_before_run(opened):
    tab = opened(PAGES[0])
    asked = tab.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert not [address for address in asked if "pyodide" in address or address.endswith((".whl", ".py"))]


def test_where_code_runs_nothing_says_that_it_does_not(site):
    for page in PAGES:
        assert words(language(page))["not live"] not in (site / page / "index.html").read_text(encoding="utf-8")


def test_each_check_file_lies_where_the_page_looks_for_it(site):
    for path in sorted((DOCS / "exercises").glob("*.py")):
        assert (site / "assets/live/exercises" / path.name).read_bytes() == path.read_bytes()
