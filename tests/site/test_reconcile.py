"""The rendered page holds what was checked, no more and no less."""

import markdown
import pytest

from convdoc.site.reconcile import Unreconciled, pair, seen
from convdoc.spec import Page

EXTENSIONS = ["attr_list", "md_in_html", "tables", "footnotes", "pymdownx.highlight", "pymdownx.superfences", "pymdownx.details",
              "pymdownx.arithmatex", "convdoc.site.notes", "convdoc.site.mathml"]
PAGE = """\
# Title `1 + 1 == 2`

$1+1=2$, **`2 * 2 == 4`** and a link to [$3-1=2$](elsewhere.md).

$$
2\\times3=6
$$

-   words

    ```python
    6 * 7
    ```

    ``` { .text .output }
    42
    ```

| a | b |
|---|---|
| `1 < 2` | $5>4$ |
"""


def rendered(text):
    return markdown.markdown(text, extensions=EXTENSIONS, extension_configs={
        "pymdownx.arithmatex": {"generic": True, "inline_syntax": ["dollar"], "block_syntax": ["dollar"]}})


def report_on(text, root):
    (root / "page.md").write_text(text, encoding="utf-8")
    return Page(text, root / "page.md", root).evaluate()


def test_every_item_of_a_page_is_a_claim_of_its_own(tmp_path):
    report = report_on(PAGE, tmp_path)
    assert report.faults == []
    pairs = pair(rendered(PAGE), report, tmp_path)
    assert [(one.item.kind, one.item.text) for one, _ in pairs] == [
        ("span", "1 + 1 == 2"), ("formula", "1+1=2"), ("span", "2 * 2 == 4"), ("formula", "3-1=2"),
        ("formula", r"2\times3=6"), ("code", "6 * 7"), ("output", "42"), ("span", "1 < 2"), ("formula", "5>4")]
    assert [claim for _, claim in pairs] == report.claims


def test_the_end_of_an_item_in_a_link_is_the_end_of_the_link():
    html = '<p><a href="x">see <code>K</code> there</a> and <code>X</code></p>'
    inside, outside = seen(html)
    assert html[:inside.end].endswith("</a>") and html[:outside.end].endswith("</code>")


@pytest.mark.parametrize("html", ["<pre>x</b></pre>", "<p><pre>x"])
def test_html_that_is_not_well_formed_hides_nothing(html):
    assert [one.item for one in seen(html)] == [("code", "x")]


# What makes a page differ from what was checked, and what the build says of it.
TRICKS = {
    "code by indentation": (PAGE + "\nwords\n\n    x = nonsense\n", "blocks of code: 2 shown, 1 checked", "shown, but not checked: code 'x = nonsense'"),
    "a table in HTML": (PAGE + "\n<table><tr><td>no</td></tr></table>\n", "tables: 2 shown, 1 checked", "shown, but not checked: table '1 rows'"),
    "a formula in HTML": (PAGE + "\n<math><mi>x</mi></math>\n", "formulas: 5 shown, 4 checked", "shown, but not checked: formula ''"),
    "a film": (PAGE + '\n<video src="x.webm"></video>\n', "images: 1 shown, 0 checked", "shown, but not checked: image '<video>'"),
}


def test_a_fence_that_markdown_does_not_read_as_one_is_noticed(tmp_path):
    text = "-   ```python\n    6 * 7\n    ```\n\n    ``` { .text .output }\n    42\n    ```\n"
    assert report_on(text, tmp_path).faults == []
    with pytest.raises(Unreconciled, match="outputs: 0 shown, 1 checked"):
        pair(rendered(text), report_on(text, tmp_path), tmp_path)


@pytest.mark.parametrize("trick", TRICKS)
def test_what_nobody_checked_is_not_published(trick, tmp_path):
    text, counts, what = TRICKS[trick]
    with pytest.raises(Unreconciled) as refusal:
        pair(rendered(text), report_on(text, tmp_path), tmp_path)
    assert str(refusal.value) == f"page.md: {counts}\n    {what}"


def test_what_was_checked_and_is_not_shown_is_told(tmp_path):
    text = PAGE.replace("$1+1=2$", "<!-- hidden -->").replace("\n# Title", "")
    with pytest.raises(Unreconciled, match=r"(?s)page.md: formulas: 3 shown, 4 checked\n    checked, but not shown: formula '1\+1=2'$"):
        pair(rendered(text), report_on(PAGE, tmp_path), tmp_path)


@pytest.mark.parametrize(("old", "new", "kind"), [("1+1=2", "1+1=3", "formula"), ("6 * 7", "6 * 8", "code"),
                                                  ("42", "43", "output"), ("2 * 2 == 4", "2 * 2 == 5", "span"), ("| `1", "| a | b |\n| `1", "table")])
def test_the_content_counts_not_only_the_number(old, new, kind, tmp_path):
    assert old in PAGE
    with pytest.raises(Unreconciled, match=f"shown, but not checked: {kind}"):
        pair(rendered(PAGE.replace(old, new)), report_on(PAGE, tmp_path), tmp_path)


def test_a_drawing_is_compared_to_the_letter(tmp_path):
    (tmp_path / "a.svg").write_text("<?xml version='1.0'?>\n<svg><title>a</title></svg>\n")
    report = report_on("`1 < 2`\n\n![a](a.svg)<!-- = 1 -->\n", tmp_path)
    page = "<p><code>1 &lt; 2</code></p><figure><div><svg><title>a</title></svg></div></figure>"
    [_, (drawing, claim)] = pair(page, report, tmp_path)
    assert claim.kind == "image" and page[drawing.end:] == "</figure>"
    with pytest.raises(Unreconciled, match="images: 1 shown, 1 checked"):
        pair(page.replace("<title>a", "<title>b"), report, tmp_path)


def test_the_outputs_of_a_lab_are_made_while_the_site_is_built(tmp_path):
    report = report_on("`1 < 2`\n", tmp_path)
    page = '<p><code>1 &lt; 2</code></p><div class="output"><pre><code>7</code></pre></div><figure><svg></svg></figure>'
    with pytest.raises(Unreconciled):
        pair(page, report, tmp_path)
    report.path = "labs/page.py"
    assert len(pair(page, report, tmp_path)) == 1
