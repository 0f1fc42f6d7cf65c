"""`convdoc update` as somebody uses it: what it rewrites, what it leaves, and that it never makes a page worse."""

import os
import re
import stat

import pytest

from convdoc.spec import Page
from convdoc.spec.claims import Falsehood
from convdoc.spec.cli import main
from convdoc.spec.update import applied, fixable, worse

CODE = "```python\nimport numpy as np\nX = np.arange(6).reshape(2, 3)\n```\n\n"


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CI", raising=False)
    (tmp_path / "pyproject.toml").touch()
    return tmp_path / "page.md"


def updated(page, text, *options):
    """The status of the command, and the page after it."""
    page.write_text(text, encoding="utf-8")
    status = main(["update", "page.md", *options])
    return status, page.read_text(encoding="utf-8")


STALE = {
    "an output": ("```python\nX\n```\n\n```text .output\narray([[0, 1, 2],\n       [3, 4, 9]])\n```\n",
                  "```python\nX\n```\n\n```text .output\narray([[0, 1, 2],\n       [3, 4, 5]])\n```\n"),
    "an output that grows": ("```python\nX.T\n```\n\n```text .output\n[]\n```\n",
                             "```python\nX.T\n```\n\n```text .output\narray([[0, 3],\n       [1, 4],\n       [2, 5]])\n```\n"),
    "an empty output": ("```python\nX.shape\n```\n\n```text .output\n```\n", "```python\nX.shape\n```\n\n```text .output\n(2, 3)\n```\n"),
    "an output in a list": ("- so\n\n    ```python\n    X.T\n    ```\n\n    ```text .output\n    1\n    ```\n",
                            "- so\n\n    ```python\n    X.T\n    ```\n\n    ```text .output\n    array([[0, 3],\n           [1, 4],\n           [2, 5]])\n    ```\n"),
    "an output in a quote": ("> ```python\n> print('a\\n\\nb')\n> ```\n>\n> ```text .output\n> a\n> ```\n",
                             "> ```python\n> print('a\\n\\nb')\n> ```\n>\n> ```text .output\n> a\n>\n> b\n> ```\n"),
    "the message of an error": ("<!-- raises -->\n```python\n1 / 0\n```\n\n```text .output\nNo\n```\n",
                                "<!-- raises -->\n```python\n1 / 0\n```\n\n```text .output\nZeroDivisionError: division by zero\n```\n"),
    "the right end of an equation": ("$X_{1,1} - 1 = 12$", "$X_{1,1} - 1 = 3$"),
    "the right end of a chain": ("$X_{1,1} = X_{0,1} + 3 = 12$", "$X_{1,1} = X_{0,1} + 3 = 4$"),
    "a sign that appears": ("$-X_{1,1} = 4$", "$-X_{1,1} = -4$"),
    "a sign that disappears": ("$X_{1,1} = -4$", "$X_{1,1} = 4$"),
    "rounded digits": (r"$X_{1,1} / 3 \approx 1.30$", r"$X_{1,1} / 3 \approx 1.33$"),
    "rounded digits of a note": ("约 $1.30$<!-- ≈ -X[1, 1] / 3 -->", "约 $-1.33$<!-- ≈ -X[1, 1] / 3 -->"),
    "a bare value": ("$14$<!-- = X.sum() -->", "$15$<!-- = X.sum() -->"),
    "a decimal": ("$2$<!-- = X.mean() -->", "$2.5$<!-- = X.mean() -->"),
    "a shape": (r"$3\times 2$<!-- shape = X.shape -->", r"$2\times 3$<!-- shape = X.shape -->"),
    "a tuple": ("$(3, 2)$<!-- = X.shape -->", "$(2, 3)$<!-- = X.shape -->"),
    "a matrix": (r"$\begin{bmatrix}0&1&2\\3&4&6\end{bmatrix}$<!-- = X -->", r"$\begin{bmatrix}0&1&2\\3&4&5\end{bmatrix}$<!-- = X -->"),
    "the result of a worked example": (r"$0\times3+1\times4=5$<!-- = traced(X[0, 0]) * X[1, 0] + traced(X[0, 1]) * X[1, 1] -->",
                                       r"$0\times3+1\times4=4$<!-- = traced(X[0, 0]) * X[1, 0] + traced(X[0, 1]) * X[1, 1] -->"),
    "a code span with a note": ("`14`<!-- = X.sum() -->", "`15`<!-- = X.sum() -->"),
    "the right side of a comparison": ("`X.shape == (3, 2)`", "`X.shape == (2, 3)`"),
    "a number among words": ("in all 14<!-- = X.sum() --> of them", "in all 15<!-- = X.sum() --> of them"),
    "the cells of a table": ("<!-- = [(n, n * X[1, 2]) for n in range(2)] -->\n| n | m |\n| --- | ---: |\n| 1 | 0 |\n|  1|     7|\n",
                             "<!-- = [(n, n * X[1, 2]) for n in range(2)] -->\n| n | m |\n| --- | ---: |\n| 0 | 0 |\n|  1|     5|\n"),
    "two claims of a line": ("$14$<!-- = X.sum() --> and $7$<!-- = X.size -->", "$15$<!-- = X.sum() --> and $6$<!-- = X.size -->"),
    "two equations of a formula": ("$X_{0,1} = 2, X_{0,2} = 3$", "$X_{0,1} = 1, X_{0,2} = 2$"),
}
SETUP = "<!-- setup\nfrom convdoc.spec import traced\n-->\n"


@pytest.mark.parametrize("case", STALE)
def test_a_stale_value_is_rewritten(page, case):
    stale, fresh = STALE[case]
    assert updated(page, SETUP + CODE + stale) == (0, SETUP + CODE + fresh)
    assert main(["check", "page.md"]) == 0


@pytest.mark.parametrize("case", STALE)
def test_a_second_run_changes_nothing(page, case, capsys):
    _, text = updated(page, SETUP + CODE + STALE[case][0])
    capsys.readouterr()
    assert updated(page, text) == (0, text)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("text", [
    "$3 + 4 = 8$", "$X_{1,1} - 1 = X_{1,2} - 1$", "$X_{1,1} < 2$", "$X_{1,1}/3 = 1$", r"$X_{1,1} \ne 4$",
    r"$0\times7+1\times4=4$<!-- = traced(X[0, 0]) * X[1, 0] + traced(X[0, 1]) * X[1, 1] -->",
    "`(X == X.T[0, 0]).all() == True`", "`X.sum() > 15`", "`14 == 15`", "$X_{1,1} = 4$<!-- false -->",
    "$14$<!-- quote '14'; = X.sum() -->", "$14$<!-- = n for n in (X.sum(), X.size) -->",
    "```python\nX.sum()\n```\n", "```python\nY = X\n```\n\n```text .output\n14\n```\n",
    "<!-- = [(n,) for n in X[0]] -->\n| n |\n| --- |\n| 0 |\n",
], ids=["arithmetic", "symbols", "an inequality", "not a decimal", "a negation", "a term", "a truth", "a condition", "literals", "called false",
        "a quotation", "two values", "an output that is missing", "an output of nothing", "a row that is missing"])
def test_what_is_no_value_of_the_code_stays_and_is_listed(page, text, capsys):
    text = SETUP + CODE + text
    assert updated(page, text) == (1, text)
    out = capsys.readouterr().out
    assert re.match(r"page\.md:\d+:\d+: ", out)
    assert out.endswith("page.md: 0 claims rewritten, 1 not true\n")


def test_what_can_be_rewritten_is_and_the_rest_is_listed(page, capsys):
    status, text = updated(page, CODE + "$14$<!-- = X.sum() -->, $3 + 4 = 8$\n")
    assert (status, text) == (1, CODE + "$15$<!-- = X.sum() -->, $3 + 4 = 8$\n")
    out = capsys.readouterr().out
    assert "page.md:6:26: this is not true: 7 = 8" in out
    assert "page.md: 1 claim rewritten, 1 not true" in out


def test_a_quotation_that_is_false_does_not_hold_up_the_rest(page):
    status, text = updated(page, CODE + "$14$<!-- quote '14'; = X.sum() -->, $14$<!-- = X.sum() -->\n")
    assert (status, text) == (1, CODE + "$14$<!-- quote '14'; = X.sum() -->, $15$<!-- = X.sum() -->\n")


def test_the_change_is_shown_as_a_diff(page, capsys):
    updated(page, CODE + "$14$<!-- = X.sum() -->")
    assert capsys.readouterr().out == ("--- a/page.md\n+++ b/page.md\n@@ -3,4 +3,4 @@\n X = np.arange(6).reshape(2, 3)\n ```\n \n"
                                       "-$14$<!-- = X.sum() -->\n\\ No newline at end of file\n"
                                       "+$15$<!-- = X.sum() -->\n\\ No newline at end of file\n"
                                       "page.md: 1 claim rewritten, 0 not true\n")


def test_a_dry_run_writes_nothing_and_ends_with_one(page, capsys):
    text = CODE + "$14$<!-- = X.sum() -->\n"
    assert updated(page, text, "--dry-run") == (1, text)
    out = capsys.readouterr().out
    assert "+$15$" in out and "1 claim would be rewritten" in out


@pytest.mark.parametrize(("value", "status"), [("true", 2), ("1", 2), ("false", 0), ("0", 0), ("", 0)])
def test_it_refuses_to_write_in_an_automatic_run(page, monkeypatch, capsys, value, status):
    monkeypatch.setenv("CI", value)
    stale, fresh = CODE + "$14$<!-- = X.sum() -->\n", CODE + "$15$<!-- = X.sum() -->\n"
    assert updated(page, stale) == (status, stale if status else fresh)
    assert ("the variable CI is set" in capsys.readouterr().err) == bool(status)


def test_line_ends_byte_order_mark_and_mode_stay(page):
    page.write_bytes(b"\xef\xbb\xbf" + (CODE + "$14$<!-- = X.sum() -->\n\nend").replace("\n", "\r\n").encode())
    page.chmod(0o640)
    assert main(["update", "page.md"]) == 0
    assert page.read_bytes() == b"\xef\xbb\xbf" + (CODE + "$15$<!-- = X.sum() -->\n\nend").replace("\n", "\r\n").encode()
    assert stat.S_IMODE(page.stat().st_mode) == 0o640


def test_mixed_line_ends_stay_where_they_are(page):
    raw = CODE.encode() + b"a\r\n\r\n$14$<!-- = X.sum() -->\r\n\nend\r\n"
    page.write_bytes(raw)
    assert main(["update", "page.md"]) == 0
    assert page.read_bytes() == raw.replace(b"$14$", b"$15$")


def test_a_link_stays_a_link_and_nothing_is_left_behind(page, tmp_path):
    (tmp_path / "real.md").write_text(CODE + "$14$<!-- = X.sum() -->\n")
    page.symlink_to("real.md")
    assert main(["update", "page.md"]) == 0
    assert page.is_symlink()
    assert "$15$" in (tmp_path / "real.md").read_text()
    assert sorted(os.listdir(tmp_path)) == ["page.md", "pyproject.toml", "real.md"]


def test_a_value_that_changes_from_run_to_run_is_not_written(page, capsys):
    text = "```python\nimport random\nrandom.random()\n```\n\n```text .output\n0.5\n```\n\n```python\nX = 1\n```\n\n$2$<!-- = X -->\n"
    assert updated(page, text) == (1, text)
    assert "page.md: nothing is written: line 7 would still not be true: the code gives '0." in capsys.readouterr().out


@pytest.mark.parametrize(("after", "why"), [
    ("`True` $6$<!-- = six -->", ""),
    ("`1 == 2` $6$<!-- = six -->", "line 4 would no longer be true: this is False"),
    ("`True` $7$<!-- = six -->", "line 4 would still not be true: the code gives 6, the page says 7"),
    ("`True` $6$<!-- = six --> `True`", "with the values of the code this would no longer be the same claims"),
])
def test_a_text_is_only_taken_where_nothing_is_worse(after, why):
    code = "```python\nsix = 6\n```\n"
    before, new = (Page(code + text).evaluate() for text in ("`True` $5$<!-- = six -->", after))
    assert worse(before, new, fixable(before)) == why


def test_a_true_page_is_left_alone(page):
    page.write_text(CODE + "$15$<!-- = X.sum() -->\n")
    before = page.stat().st_mtime_ns, page.stat().st_ino
    assert main(["update", "page.md"]) == 0
    assert (page.stat().st_mtime_ns, page.stat().st_ino) == before


def test_code_that_shows_a_carriage_return_rewrites_nothing(page):
    stale = "```python\nprint('a\\rb')\n```\n\n```text .output\nc\n```\n"
    assert updated(page, stale) == (1, stale)


def test_a_fix_with_other_line_ends_is_applied_as_the_page_would_be_read():
    report = Page("```text .output\nc\n```\n").report
    [claim] = report.claims
    claim.fault = Falsehood("stale", fix=(0, 2, "a\r\nb\rc\n"))
    assert applied(report, [0]) == "```text .output\na\nb\nc\n```\n"
