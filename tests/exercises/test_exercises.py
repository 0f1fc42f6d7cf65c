"""Every exercise is proven: its start does not pass, its solution does, and each wrong answer is told what is wrong with it."""

import re
import tomllib
from itertools import product
from pathlib import Path

import pytest

from convdoc.site.live import exercises, grading, runner

ROOT = Path(__file__).parents[2]
LANGUAGES = ("zh", "en")
FOUND = {language: {page.stem: exercises.read(page.read_text(encoding="utf-8")) for page in exercises.pages(ROOT / "docs" / language)} for language in LANGUAGES}
CASES = [pytest.param(one, language, id=f"{language}-{one.id}") for language in LANGUAGES for found in FOUND[language].values() for one in found]
CODE = [case for case in CASES if case.values[0].kind == "code"]
CHOICES = [case for case in CASES if case.values[0].kind == "choice"]
WRONG = {path.stem.replace("_", "-"): tomllib.loads(path.read_text(encoding="utf-8")).get("wrong", []) for path in Path(__file__).parent.glob("*.toml")}
ANSWERS = [one for answers in WRONG.values() for one in answers]
DIGITS = re.compile(r"[0-9０-９一二两三四五六七八九十]|\b(one|two|three|four|five|six|seven|eight|nine|ten)\b", re.IGNORECASE)
ALLOWED = re.compile(r"一致|一样|一些|一下|统一|同一|每一|这一|任一|唯一|某一|一般|一起|一边|一定|进一步|第一个|一个|另一|之一|逐一|一律|二维|一维|corr2d|conv2d|pool2d|pad2d|trans_conv2d|\b2-?D\b|\b1-?D\b|one-dimensional|two-dimensional", re.IGNORECASE)


def check_of(one):
    return (ROOT / "docs/exercises" / one.check).read_text(encoding="utf-8")


def loaded(one):
    names = {"__name__": "check"}
    exec(compile(check_of(one), one.check, "exec"), names)
    return names


def answered(code, one, language="zh"):
    """What a reader is told who answers this."""
    return runner.grade(code, check_of(one), language, "exercise", one.id, lambda kind, content: None)


def test_there_are_exercises_to_prove():
    assert CODE and CHOICES and ANSWERS
    assert set(WRONG) == set(FOUND["zh"]) == set(FOUND["en"])


def test_each_exercise_has_a_check_and_each_check_an_exercise():
    names = [one.check for found in FOUND["zh"].values() for one in found]
    assert sorted(names) == sorted(exercises.checks(ROOT))


def test_the_editions_ask_the_same():
    def asked(language):
        return {page: [(one.id, one.kind, without_comments(one.start), without_comments(one.solution), one.truths, len(one.options)) for one in found]
                for page, found in FOUND[language].items()}
    assert asked("zh") == asked("en")


def without_comments(code):
    return re.sub(r" *#.*", "", re.sub(r'"""[^"]*"""', '""', code))


@pytest.mark.parametrize(("one", "language"), CODE)
def test_the_start_runs_and_is_not_right(one, language):
    told = answered(one.start, one, language)
    assert told["end"] == "wrong", told
    assert told["feedback"]


@pytest.mark.parametrize(("one", "language"), CODE)
def test_the_solution_is_right(one, language):
    assert answered(one.solution, one, language) == {"end": "right"}


@pytest.mark.parametrize("wrong", ANSWERS, ids=lambda wrong: f"{wrong['exercise']}-{wrong['feedback']}")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_answer_is_told_what_is_wrong(wrong, language):
    [one] = [one for found in FOUND[language].values() for one in found if one.id == wrong["exercise"]]
    told = answered(wrong["answer"], one, language)
    assert (told["end"], told.get("key")) == ("wrong", wrong["feedback"]), told
    assert told["feedback"] and not re.search(r"[{}]", re.sub(r"\{[^{}]*:|\bset\(", "", told["feedback"]))


@pytest.mark.parametrize(("one", "language"), [case for case in CODE if case.values[1] == "zh"])
def test_wrong_answers_are_tried_at_least_three_and_every_message_is_given(one, language):
    keys = [wrong["feedback"] for wrong in ANSWERS if wrong["exercise"] == one.id]
    assert len(keys) >= 3
    assert set(loaded(one).get("FEEDBACK", {})) - set(grading.GENERIC) <= set(keys)


@pytest.mark.parametrize(("one", "language"), [case for case in CODE if case.values[1] == "zh"])
def test_numbers_in_messages_come_from_the_answer(one, language):
    for key, messages in loaded(one).get("FEEDBACK", {}).items():
        assert len(messages) == 2, key
        for message in messages:
            assert not DIGITS.search(ALLOWED.sub("", re.sub(r"\{[^}]*\}|`[^`]*`", "", message))), message


@pytest.mark.parametrize(("one", "language"), CHOICES)
def test_what_the_solution_says_of_the_options_is_computed(one, language):
    assert one.truths == [bool(truth) for truth in loaded(one)["truths"]()]
    assert 3 <= len(one.options) == len(one.reasons) <= 5
    assert all(one.reasons) and any(one.truths) and not all(one.truths)


def test_a_wrong_answer_names_an_exercise():
    assert {wrong["exercise"] for wrong in ANSWERS} <= {case.values[0].id for case in CODE}
    for page, answers in WRONG.items():
        assert {wrong["exercise"] for wrong in answers} <= {one.id for one in FOUND["zh"][page]}


HOSTILE = {
    "an object that raises": "class A:\n    def __array__(self, *a, **k):\n        raise ValueError('no')\n    def __repr__(self):\n        raise ValueError('no')\n{name} = A()",
    "a ragged list": "{name} = [[1], [2, 3]]", "words": "{name} = 'words'", "nothing": "{name} = None", "objects": "{name} = [object()]",
    "a function that leaves": "import sys\ndef {name}(*a, **k):\n    sys.exit()", "a function without end": "def {name}(*a, **k):\n    return {name}(*a, **k)",
    "a function that gives nothing": "def {name}(*a, **k):\n    pass", "a class": "class {name}:\n    pass", "too few parameters": "def {name}():\n    return 1",
}


@pytest.mark.parametrize(("one", "hostile"), [(case.values[0], name) for case, name in product(CODE, HOSTILE) if case.values[1] == "zh"],
                         ids=lambda value: getattr(value, "id", value))
def test_no_answer_breaks_a_check(one, hostile):
    import inspect
    asked = inspect.signature(loaded(one)["check"]).parameters
    told = answered("\n".join(HOSTILE[hostile].replace("{name}", name) for name in asked), one)
    assert told["end"] == "wrong" and told["feedback"], told
