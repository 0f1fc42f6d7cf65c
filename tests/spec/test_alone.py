"""Code shows what it shows a reader who runs it, whatever notes, spans and set-up do beside it."""

import pytest

from convdoc.spec import check

CODE = "```python\n{}\n```\n\n"
OUTPUT = "``` {{ .output }}\n{}\n```\n\n"


def faults(tmp_path, *parts):
    page = tmp_path / "page.md"
    page.write_text("".join(parts), encoding="utf-8")
    return [str(claim.fault) for claim in check(page, tmp_path).faults]


@pytest.mark.parametrize(("before", "beside", "after", "wrong", "right"), [
    ("it = iter([1, 2, 3])", "$1$<!-- = next(it) -->\n\n", "next(it)", "2", "1"),
    ("L = [3, 1]", "`L.sort()`\n\n", "L", "[1, 3]", "[3, 1]"),
    ("import numpy as np\nrng = np.random.default_rng(0)", "$0.5$<!-- ≈ rng.random() * 0 + 0.5 -->\n\n".replace("$0.5$", "$0.5\\approx 0.5$"), "rng.integers(1000)", "np.int64(511)", "np.int64(850)"),
    ("A = [1, 2]", "<!-- setup\nA[0] = 5\n-->\n\n", "A", "[5, 2]", "[1, 2]"),
    ("import math", "<!-- setup\nimport math\nmath.floor = lambda x: 9\n-->\n\n", "math.floor(2.5)", "9", "2"),
])
def test_what_stands_beside_code_does_not_change_what_it_shows(tmp_path, before, beside, after, wrong, right):
    found = faults(tmp_path, CODE.format(before), beside, CODE.format(after), OUTPUT.format(wrong))
    assert any(f"run by itself, as a reader runs it, this code shows '{right}'" in fault for fault in found), found


def test_honest_pages_show_the_same_by_themselves(tmp_path):
    assert faults(tmp_path, CODE.format("import random\nL = [3, 1]\nrandom.seed(1)"), "`L[0]`, `sorted(L) == [1, 3]`\n\n",
                  CODE.format("L, random.random()"), OUTPUT.format("([3, 1], 0.13436424411240122)")) == []


def test_code_that_fails_in_both_ways_is_told_once(tmp_path):
    assert faults(tmp_path, CODE.format("1 / 0"), CODE.format("2 + 2"), OUTPUT.format("4")) == ["the code fails: ZeroDivisionError: division by zero"]


def test_code_that_only_ends_because_of_a_note_is_stopped(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(CODE.format("L = [1]") + "`L.clear()`\n\n" + CODE.format("while L: pass"), encoding="utf-8")
    [fault] = check(page, tmp_path, seconds=1).faults
    assert "this does not end" in str(fault.fault)
