"""Lies and mutants: each class is told, what nobody notices is found, and what is no lie is not told."""

import pytest

from convdoc.spec.claims import Claim
from convdoc.spec.mutation import copies
from convdoc.spec.mutation.lies import lies
from convdoc.spec.mutation.mutants import mutants
from convdoc.spec.mutation.copies import FalseAlready
from convdoc.spec.mutation.package import mutate_package
from convdoc.spec.mutation.pages import mutate_page
from convdoc.spec.mutation.score import package_score, page_scores

TOLD = [
    ("formula", "digit", "n-1", "n-2"),
    ("formula", "sign", "n+1", "n-1"),
    ("formula", "sign", "n-1", "n+1"),
    ("formula", "sign", "(1,-1)", "(1,+1)"),
    ("formula", "operator", r"0\times1", "0+1"),
    ("formula", "operator", "n/s", r"n\times s"),
    ("formula", "operator", r"\sum_{l=1}^{m}k_l", r"\prod_{l=1}^{m}k_l"),
    ("formula", "operator", "e^2", "e"),
    ("formula", "fraction", r"\frac{n}{s_h}", r"\frac{s_h}{n}"),
    ("formula", "rounding", r"\lfloor n/s\rfloor", r"\lceil n/s\rceil"),
    ("formula", "rounding", "⌈n/s⌉", "⌊n/s⌋"),
    ("formula", "relation", "k>1", r"k\le 1"),
    ("formula", "relation", "P=2p", r"P\ne 2p"),
    ("formula", "axis", "k_h+1", "k_w+1"),
    ("formula", "axis", r"h\times w", r"w\times w"),
    ("formula", "index", "X[i+a]", "X[j+a]"),
    ("formula", "index", "X[i+a]", "X[i+b]"),
    ("formula", "size", "n_h", "k_h"),
    ("formula", "size", "p", "s"),
    ("formula", "total", "P_h", "p_h"),
    ("formula", "array", "K[a,b]", "X[a,b]"),
    ("formula", "array", r"\hat Y-Y", "Y-Y"),
    ("formula", "row", r"\begin{bmatrix}1&2\\3&4\end{bmatrix}", r"\begin{bmatrix}3&4\end{bmatrix}"),
    ("formula", "transposed", r"\begin{bmatrix}1&2\\3&4\end{bmatrix}", r"\begin{bmatrix}1&3\\2&4\end{bmatrix}"),
    ("output", "digit", "19\n", "29\n"),
    ("output", "sign", "array([1, -2])\n", "array([1, 2])\n"),
    ("output", "sign", "array([1, -2])\n", "array([-1, -2])\n"),
    ("output", "row", "array([[1, 2],\n       [3, 4]])\n", "array([[1, 2],\n"),
    ("output", "transposed", "array([[1, 2],\n       [3, 4]])\n", "array([[1, 3],\n       [2, 4]])\n"),
    ("output", "column", "array([[1, 2],\n       [3, 4]])\n", "array([[2],\n       [4]])\n"),
    ("output", "shape", "(2, 3)\n", "(3, 2)\n"),
    ("output", "truth", "True\n", "False\n"),
    ("output", "name", "ValueError: no\n", "ValueErro: no\n"),
    ("table", "cells", "| 1 | 2 |\n", "| 2 | 1 |\n"),
    ("table", "row", "| 1 |\n| 2 |\n", "| 1 |\n"),
    ("span", "digit", "X.shape == (2, 2)", "X.shape == (3, 2)"),
    ("span", "name", "np.pad", "np.pa"),
    ("span", "name", "np.pad", "np.padd"),
    ("span", "name", "extra=", "extr="),
    ("span", "comparison", "X == K", "X != K"),
    ("span", "transposed", "X.T == K", "X == K"),
    ("span", "other name", "f(X) == 1", "f(K) == 1"),
    ("number", "word", "三", "四"),
    ("number", "word", "两", "三"),
    ("number", "word", "two", "three"),
    ("heading", "digit", "1.2", "1.3"),
    ("code", "digit", "x = [1]", "x = [2]"),
    ("code", "digit", "print('1')", "print('2')"),
    ("code", "operator", "x + y", "x - y"),
    ("code", "operator", "x += y", "x -= y"),
    ("code", "comparison", "x < y", "x > y"),
    ("code", "truth", "x and y", "x or y"),
    ("code", "transposed", "(X.T, X)", "(X, X)"),
    ("code", "name", "total = 1", "tota = 1"),
]


@pytest.mark.parametrize(("kind", "lie", "said", "now"), TOLD)
def test_each_class_of_lie_is_told(kind, lie, said, now):
    claim = Claim(kind, 0, len(said), said, 0)
    told = {(found.kind, found.told(claim).body) for found in lies(claim, ["X", "K", "f"])}
    assert (lie, now) in told
    assert said not in {body for _, body in told}


def test_a_mention_is_not_taken_for_another_name_and_what_is_embedded_is_not_the_pages_own():
    assert not list(lies(Claim("span", 0, 1, "X", 0), ["X", "K"]))
    assert not list(lies(Claim("code", 0, 9, '--8<-- "a/b1.py:f2"\n', 0)))


PAGE = """```python
x = [1, 2, 3]
limit = 9
y = [v * 2 for v in x if v < limit]
y
```

``` { .text .output }
[2, 4, 6]
```

The sum is $12$<!-- = sum(y) -->, so $n > 1$<!-- for n in [len(y), 5] -->, and `sum(y) == 12`.
"""


def test_the_lies_that_nobody_notices_are_found_with_their_place(tmp_path):
    (tmp_path / "page.md").write_text(PAGE, encoding="utf-8")
    score = mutate_page(tmp_path / "page.md", tmp_path)
    assert [(s.line, s.column, s.kind, s.said, s.lie) for s in score.survivors] == [
        (12, 43, "digit", "n > 1", "n > 0"), (12, 43, "digit", "n > 1", "n > 2")]
    assert score.told["digit"] == 16
    assert score.told["code: name"] == 2


def test_code_that_still_gives_what_the_page_shows_is_no_lie(tmp_path):
    (tmp_path / "page.md").write_text(PAGE, encoding="utf-8")
    unchanged = mutate_page(tmp_path / "page.md", tmp_path).unchanged
    assert [(s.line, s.column, s.said, s.lie) for s in unchanged] == [(3, 9, "limit = 9", "limit = 8")]


def test_a_false_page_is_not_told_lies(tmp_path):
    (tmp_path / "page.md").write_text("`1 == 2`\n", encoding="utf-8")
    with pytest.raises(FalseAlready, match="this is False"):
        mutate_page(tmp_path / "page.md", tmp_path)


CHANGED = [
    ("x = a + b", "arithmetic", "x = a - b"),
    ("x += b", "arithmetic", "x -= b"),
    ("x = a < b", "comparison", "x = a <= b"),
    ("x = a is not b", "comparison", "x = a is b"),
    ("x = a and b", "logic", "x = a or b"),
    ("x = not a", "logic", "x = (a)"),
    ("x = -a", "sign", "x = (a)"),
    ("x = 1", "number", "x = 2"),
    ("x = 1", "number", "x = (0)"),
    ("x = True", "truth", "x = False"),
    ("x = 'end'", "text", "x = 'nd'"),
    ("k_h, k_w = 1, 2", "name", "k_w, k_w = 1, 2"),
    ("for i in r:\n    for j in r:\n        f(i)", "name", "for i in r:\n    for j in r:\n        f(j)"),
    ("x = X[::-1]", "slice", "x = X"),
    ("x = X[a:b]", "slice", "x = X[:b]"),
    ("f(x, y)", "arguments", "f(y, x)"),
    ("f(x, k=1)", "arguments", "f(x)"),
    ("f(k=1)", "arguments", "f()"),
    ("if x:\n    y = 1", "condition", "if (not (x)):\n    y = 1"),
    ("x = [y for y in z if y]", "condition", "x = [y for y in z if (not (y))]"),
    ("@d\ndef f(): pass", "decorator", "\ndef f(): pass"),
    ("def f():\n    return x", "return", "def f():\n    return None"),
    ("x = y", "statement", "pass"),
    ("raise E", "statement", "pass"),
]


@pytest.mark.parametrize(("source", "kind", "now"), CHANGED)
def test_each_class_of_mutant_is_made(source, kind, now):
    assert (kind, now) in {(mutant.kind, mutant.source) for mutant in mutants(source)}


def test_what_is_not_code_is_not_changed_and_no_program_comes_twice():
    source = 'Size = int | str\n\ndef f(x: Size = 1) -> "T":\n    """Return 1."""\n    raise ValueError(f"{x} is 1", 2)\n'
    found = [mutant.source for mutant in mutants(source)]
    assert {mutant.said for mutant in mutants(source)} == {"1", 'raise ValueError(f"{x} is 1", 2)'}
    assert len(found) == len(set(found)) == 3


def package(tmp_path, page):
    (tmp_path / "tool").mkdir()
    (tmp_path / "tool" / "__init__.py").write_text("def last(x):\n    while x > 9:\n        x = x - 10\n    return x\n", encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.md").write_text("<!-- setup\nfrom tool import last\n-->\n\n" + page, encoding="utf-8")
    return tmp_path / "tool", tmp_path / "docs"


def test_the_pages_alone_judge_the_mutants_and_an_endless_one_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(copies, "SECONDS", 1)
    verdicts = list(mutate_package(*package(tmp_path, "`last(25) == 5`\n")))
    assert {(v.mutant.said, v.mutant.now): v.outcome for v in verdicts} == {
        ("x", "None"): "caught", ("x = x - 10", "pass"): "endless", ("return x", "pass"): "caught", (">", ">="): "unnoticed",
        (">", "<"): "caught", ("x > 9", "(not (x > 9))"): "caught", ("9", "10"): "unnoticed", ("9", "(8)"): "unnoticed",
        ("-", "+"): "endless", ("10", "11"): "caught", ("10", "(9)"): "caught"}


def test_a_claim_that_was_missing_catches_the_mutants(tmp_path, monkeypatch):
    monkeypatch.setattr(copies, "SECONDS", 1)
    verdicts = mutate_package(*package(tmp_path, "`last(25) == 5`, `last(10) == 0`, `last(9) == 9`\n"))
    assert all(verdict.noticed for verdict in verdicts)


def test_pages_that_are_false_already_judge_nothing(tmp_path):
    with pytest.raises(FalseAlready, match="this is False"):
        list(mutate_package(*package(tmp_path, "`last(25) == 6`\n")))


def test_the_score_counts_both_directions_and_gives_a_reason_for_what_is_equivalent(tmp_path, monkeypatch):
    monkeypatch.setattr(copies, "SECONDS", 1)
    verdicts = list(mutate_package(*package(tmp_path, "`last(25) == 5`, `last(9) == 9`\n")))
    [alive] = [v for v in verdicts if not v.noticed]
    line = alive.mutant.source.splitlines()[alive.mutant.line - 1].strip()
    equivalent = {"why": {"en": "because"}, "mutants": [{"file": "__init__.py", "said": "9", "line": line, "reason": "why"}]}
    found = package_score(verdicts, equivalent)
    assert (found["mutants"], found["caught"], found["endless"], found["equivalent"]) == (11, 10, 2, 1)
    assert found["survivors"] == [{"file": "__init__.py", "said": "9", "now": "10", "line": line, "reason": {"en": "because"}}]
    equivalent["mutants"][0]["line"] = "another line with a 10"
    assert package_score(verdicts, equivalent)["equivalent"] == 0
    (tmp_path / "page.md").write_text(PAGE, encoding="utf-8")
    page = page_scores([mutate_page(tmp_path / "page.md", tmp_path)])["page.md"]
    assert page["unchanged"] == 1
    assert page["survivors"][0] == {"kind": "digit", "said": "n > 1", "lie": "n > 0"}
