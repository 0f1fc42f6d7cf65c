"""The words, marks, counts and banners that show how a page was verified."""

import re

import pytest

from convdoc.site.account import COUNTED_AS, Account, filled, table_named
from convdoc.site.evidence import around, asserts, banner, below_title, how, method, summary, with_marks
from convdoc.site.notes import without_notes
from convdoc.site.reconcile import pair
from convdoc.site.sources import address, source_page
from convdoc.site.wording import WORDS, words
from convdoc.spec import Claim, Page
from convdoc.spec.verdicts import EVALUATORS

ZH, EN = words("zh"), words("en")
SETUP = """\
```python
import numpy as np

X = np.arange(6).reshape(2, 3)
```

<!-- setup
from convdoc.spec import terms, traced
cases = [(2, 3), (4, 7)]
PRINTED = r"n+1=1"
PEERS = {"nowhere": {"title": "Elsewhere", "version": "1.2", "names": ["nowhere.ones"]}}
-->

"""


def claim_of(markdown):
    """The last claim of a page, verified."""
    report = Page(SETUP + markdown + "\n").evaluate()
    assert report.faults == [], report.describe(report.faults[0])
    return report.claims[-1]


PEER = ("`6`<!-- = X.size -->\n\n```python\nX[0]\n```\n\n```text .output\narray([0, 1, 2])\n```\n\n"
        "<!-- peer: nowhere -->\n```python\nimport nowhere\n\n0\n```\n\n```text .output\n[0, 1, 2]\n```")

# A claim, the method it is checked by, and what readers are told.
TOLD = {
    "$1+1=2$": ("relation", "用代码里的数直接计算，成立"),
    "$X$": ("symbol", "符号，本页或术语表里有定义"),
    "$2$<!-- = X.shape[0] -->": ("value", "与代码算出的值相等；对照 X.shape[0]"),
    "$n+m$<!-- = m + n for n, m in cases -->": ("value", "代入 2 组数值，每组都与代码算出的值相等；对照 m + n"),
    r"$2\times3$<!-- shape = X.shape -->": ("shape", "与代码给出的形状一致；对照 X.shape"),
    r"$n\times m$<!-- shape = (n, m) for n, m in cases -->": ("shape", "代入 2 组数值，每组都与代码给出的形状一致；对照 (n, m)"),
    "$n+m=m+n$<!-- for n, m in cases -->": ("relation", "代入 2 组数值，每组都成立"),
    "$n>3$<!-- = n - 3 > 0 for n, m in cases -->": ("condition", "代入 2 组数值，成立与否都与代码的判断一致；对照 n - 3 > 0"),
    "约 $0.33$<!-- ≈ X[0, 1] / X[1, 0] -->": ("rounded", "代码算出的值，舍入后正是这些数字；对照 X[0, 1] / X[1, 0]"),
    r"$0\times1+2\times3=6$<!-- = traced(X[0, 0]) * X[0, 1] + traced(X[0, 2]) * X[1, 0] -->":
        ("steps", "逐步核对代码真正做的计算；对照 traced(X[0, 0]) * X[0, 1] + traced(X[0, 2]) * X[1, 0]"),
    r"$0\times0+1\times1+2\times2=5$<!-- = terms(lambda A, B: (A * B).sum(axis=1), X, X)[0] -->":
        ("terms", "逐项核对代码真正相乘的数；对照 terms(lambda A, B: (A * B).sum(axis=1), X, X)[0]"),
    "$n+m=n$<!-- false for n, m in cases -->": ("false", "代码找得到反例"),
    "$n+1=1$<!-- quote PRINTED; false for n, m in cases -->": ("false", "代码找得到反例"),
    "$k_k$<!-- unknown k_k -->": ("unknown", "其中有一个名字没有定义"),
    "`X.shape == (2, 3)`": ("comparison", "求值为真"),
    "`X.shape`": ("expression", "能够求值，其中的名字代码里都有"),
    "`6`<!-- = X.size -->": ("value", "与代码算出的值相等；对照 X.size"),
    "`arange`<!-- in dir(np) + [X.size] -->": ("inside", "与出处逐字相同"),
    "`make it`<!-- lit -->": ("literal", "照字面显示，不求值"),
    "```python\nX[0]\n```\n\n``` { .text .output }\narray([0, 1, 2])\n```": ("output", "重新运行上面的代码，逐字相同"),
    PEER: ("peer values", "数值与旁边的输出逐个相同；没有用 Elsewhere 1.2 运行"),
    '<!-- setup\nPEERS["nowhere"]["record"] = [[["import nowhere\\n\\n0\\n", "[0, 1, 2]\\n"]]]\n-->\n\n' + PEER:
        ("peer output", "数值与旁边的输出逐个相同；用 Elsewhere 1.2 运行过，逐字相同"),
    "<!-- = [(1, 2)] * X.shape[0] -->\n| a | b |\n|---|---|\n| 1 | 2 |\n| 1 | 2 |": ("table", "每一格都与代码给出的相同；对照 [(1, 2)] * X.shape[0]"),
    "<!-- static: a shell, which nothing runs -->\n```bash\nls\n```": ("exempt", "无法用代码检查"),
}


@pytest.mark.parametrize("markdown", TOLD)
def test_readers_are_told_how_a_claim_is_checked(markdown):
    claim = claim_of(markdown)
    assert (method(claim), how(claim, ZH)) == TOLD[markdown]
    assert how(claim, EN).isascii() or "≈" in markdown


@pytest.mark.parametrize("kind", sorted(EVALUATORS.keys() - {"setup", "problem"}))
def test_every_kind_of_claim_has_words(kind):
    claim = Claim(kind, 0, 1, "1", 0)
    assert how(claim, ZH) and how(claim, EN)
    assert f"of {COUNTED_AS.get(kind, kind)}" in ZH or not asserts(claim)


def test_both_languages_have_the_same_words():
    assert WORDS["zh"].keys() == WORDS["en"].keys()
    for key, zh in WORDS["zh"].items():
        assert set(re.findall(r"\{\w+\}", zh)) == set(re.findall(r"\{\w+\}", WORDS["en"][key])), key
    assert words("zh-TW") is WORDS["zh"] and words("fr") is WORDS["en"]


def test_what_is_exempt_or_literal_is_not_counted():
    text = "`1 < 2` `make`<!-- lit -->\n\n<!-- static: a shell, which nothing runs -->\n```bash\nls\n```\n\n<!-- setup\nx = 1\n-->\n"
    assert [asserts(claim) for claim in Page(text).evaluate().claims] == [True, False, False, False]
    assert [asserts(claim) for claim in Page("`1 < 2` and $$\n").evaluate().claims] == [True, False]
    line = summary(Page(text).evaluate(), "../verification/", ZH)
    assert "本页 1 条说法，全部经过验证" in line and 'href="../verification/"' in line and '<input type="checkbox"' in line


def test_a_false_page_does_not_say_that_it_is_verified():
    line = summary(Page("`1 < 2` `1 > 2`\n").evaluate(), "x", ZH)
    assert "本页 2 条说法，其中 1 条不成立" in line and "全部" not in line


def marked(html, text):
    report = Page(text).evaluate()
    return with_marks(html, pair(html, report, "."), report, "source.html", EN)


def test_a_mark_stands_behind_what_is_true_and_only_there():
    html = marked("<p><code>1 &lt; 2</code> and <code>1 &gt; 2</code></p>", "`1 < 2` and\n`1 > 2`\n")
    assert html == ('<p><code>1 &lt; 2</code><a class="mark mark--quiet" href="source.html#L1" aria-label="Verified: evaluates to true"></a>'
                    " and <code>1 &gt; 2</code></p>")


def test_what_a_page_calls_wrong_has_a_mark_of_its_own():
    html = marked("<p><math><annotation>1=2</annotation></math></p>", "<!-- setup\ncases = range(2)\n-->\n\n$1=2$<!-- false for n in cases -->\n")
    assert 'class="mark mark--quiet mark--refuted"' in html
    assert "Known to be wrong: the code has a counterexample" in html


def test_a_heading_has_no_mark():
    assert "class=\"mark" not in marked("<h2><code>1 &lt; 2</code></h2>", "## `1 < 2`\n")


def test_a_block_is_wrapped_with_its_mark():
    html = marked('<div class="math math--block"><math><annotation>1+1=2</annotation></math></div>', "$$\n1+1=2\n$$\n")
    assert re.fullmatch(r'<div class="marked"><div class="math math--block">.*</div><a class="mark" href="source.html#L2" .*></a></div>', html)


def test_the_mark_of_a_number_is_where_its_note_stands():
    text = "There are 3<!-- = len('abc') -->, and [4<!-- = len('abcd') --> or 1<!-- = len('a') --> there](x.md).\n"
    report = Page("<!-- setup\nlength = len\n-->\n\n" + text.replace("len(", "length(")).evaluate()
    assert report.faults == [], report.describe(report.faults[0])
    html = without_notes(text).replace("[", '<a href="x">').replace("](x.md)", "</a>")
    html = with_marks(html, pair(html, report, "."), report, "s", EN)
    assert re.sub(r'<a class="mark[^>]*#L(\d)[^>]*></a>', r"(\1)", html) == 'There are 3(5), and <a href="x">4 or 1 there</a>(5)(5).\n'


def test_nothing_in_a_note_can_leave_its_attribute():
    claim = claim_of("""$1$<!-- = len({'<"&>'}) * X.shape[0] // 2 -->""")
    html = marked(f"<math><annotation>{claim.body}</annotation></math>", """<!-- setup\nlength = len\n-->\n$1$<!-- = length({'<"&>'}) -->\n""")
    assert "length({&#x27;&lt;&quot;&amp;&gt;&#x27;})" in html


def test_the_line_stands_below_the_title_or_on_top():
    assert below_title("<h1>a</h1><p>b</p>", "LINE") == "<h1>a</h1>\nLINE<p>b</p>"
    assert below_title("<p>b</p>", "LINE") == "\nLINE<p>b</p>"


def test_the_banner_names_the_line_and_shows_the_spot():
    report = Page("words\n\n$1+1=3$ and `1 < 2`\n").evaluate()
    html = banner(report, "a/source.html", EN)
    assert '<a href="a/source.html#L3">line 3</a>: this is not true: 2 = 3' in html
    assert "<pre>$<mark>1</mark>+1=3$ and `1 &lt; 2`</pre>" in html
    assert "a &lt; b" in banner(report, "x", EN, "a < b")


def test_a_long_line_is_cut_around_the_spot():
    assert around("abcdefg", 3, reach=2) == ("…bc", "d", "ef…")
    assert around("ab", 2, reach=2) == ("ab", " ", "")


def test_the_source_of_a_page_lies_beside_it():
    assert address("index.md") == "source.html"
    assert address("chapters/a.md") == "chapters/a/source.html"
    assert address("labs/a.py") == "labs/a/source.html"
    assert address("b/index.md") == "b/source.html"


def test_a_source_page_shows_everything_and_runs_nothing():
    text = "# <script>alert(1)</script> { #x }\n\n`1 < 2` <!-- setup\na = '</i>'\n-->\n\n<script>\n"
    report = Page(text).evaluate()
    page = source_page(report, "<b>", "../?a&b", "en", EN)
    assert "<script>" not in page and "<b>" not in page and "<title>source: &lt;b&gt;</title>" in page
    assert '<a href="../?a&amp;b">Back to the page</a>' in page
    assert '<li id="L3"><a href="#L3" tabindex="-1" aria-hidden="true"></a>`1 &lt; 2` <i>&lt;!-- setup</i><ul><li><code>1 &lt; 2</code>: evaluates to true</li></ul></li>' in page
    assert '<li id="L4"><a href="#L4" tabindex="-1" aria-hidden="true"></a><i>a = &#x27;&lt;/i&gt;&#x27;</i></li>' in page
    assert page == source_page(report, "<b>", "../?a&b", "en", EN)


@pytest.fixture
def account():
    reports = {"a.md": Page("# A & B { #a }\n\n$1+1=2$ `1 < 2` `make`<!-- lit -->\n", "docs/a.md").evaluate(),
               "b.md": Page("# B\n\n$x+1>x$<!-- for x in map(abs, numbers) -->\n\n<!-- setup\nnumbers = [1, 2, 3]\n-->\n\n"
                            "<!-- static: a shell, & nothing runs it -->\n```bash\nls\n```\n", "docs/b.md").evaluate()}
    assert not any(report.faults for report in reports.values())
    mutation = {"pages": {"docs/a.md": {"told": {"digit": 6, "sign": 2}, "unchanged": 1, "survivors": []},
                          "docs/zh/a.md": {"told": {"digit": 900}, "unchanged": 9, "survivors": []},      # of another edition
                          "docs/b.md": {"told": {"digit": 4}, "unchanged": 0, "survivors": [{"kind": "digit", "said": "1", "lie": "2"}]}},
                "package": {"mutants": 50, "caught": 47, "endless": 1, "equivalent": 1, "survivors": [
                    {"file": "a.py", "kind": "number", "said": "x < 1", "now": "x <= 1", "line": "if x <= 1:", "reason": {"en": "x is even"}},
                    {"file": "a.py", "kind": "name", "said": "a", "now": "b", "line": "b = 2", "reason": {}}]}}
    return Account(reports, mutation, lambda page: f"../{page}/", lambda page: f"../{page}/source.html", EN, "en")


def cells(html):
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", html)]


def test_the_claims_are_counted_by_page_and_kind(account):
    assert cells(table_named("claims")(account)) == [
        ["Page", "Formulas", "Code spans", "Total", "Cases tried"], ['<a href="../a.md/">A &amp; B</a>', "1", "1", "2", "2"],
        ['<a href="../b.md/">B</a>', "1", "0", "1", "3"], ["Total", "2", "1", "3", "5"]]


def test_every_exemption_is_listed_with_its_reason(account):
    assert cells(table_named("exemptions")(account)) == [
        ["Place", "What", "Reason"], ['B <a href="../b.md/source.html#L11">line 11</a>', "<code>ls</code>", "a shell, &amp; nothing runs it"]]
    assert cells(table_named("literals")(account))[1:] == [['<a href="../a.md/">A &amp; B</a>', "1"], ["Total", "1"]]
    account.reports.pop("b.md")
    assert table_named("exemptions")(account) == "<p>None.</p>"


def test_the_lies_that_nobody_noticed_are_counted(account):
    assert cells(table_named("mutation")(account)) == [
        ["Page", "Changes", "Result unchanged", "Unnoticed"], ['<a href="../a.md/">A &amp; B</a>', "8", "1", "0"],
        ['<a href="../b.md/">B</a>', "4", "0", "1"], ["All pages", "12", "1", "1"], ["The package", "50", "1", "2"]]
    assert cells(table_named("survivors")(account))[1:] == [
        ["<code>a.py</code>", "<code>x &lt; 1</code>", "<code>if x &lt;= 1:</code>", "x is even"], ["<code>a.py</code>", "<code>a</code>", "<code>b = 2</code>", ""]]
    account.mutation["package"]["survivors"].clear()
    assert table_named("survivors")(account) == "<p>None.</p>"
    account.mutation = None
    assert table_named("survivors")(account) == "<p>Not computed yet.</p>"
    assert table_named("mutation")(account) == "<p>Not computed yet.</p>"


def test_a_page_is_filled_where_its_notes_ask_for_it(account):
    html = filled(without_notes("words\n\n<!-- site: versions -->\n"), account)
    assert "<td>Python</td>" in html and "data-site" not in html
