"""The API pages: every public name once, as its docstring says, with links to the chapters and from them."""

import ast
import inspect
import re
from html import unescape

import browsing
import markdown
import pytest

import convdoc
from convdoc.site.docstrings import examples, latex, signature
from convdoc.site.docstrings import markdown as shown
from convdoc.site.reconcile import Unreconciled, pair
from convdoc.spec import Page
from convdoc.spec.scan import scan

TITLES = {"Notes": "Notes:", "References": "References:"}
ENTRY = '<div class="doc doc-object"><h3 id="convdoc.pad2d" class="doc doc-heading">pad2d</h3><p><code>1 + 1</code></p></div>'


@pytest.fixture(params=browsing.EDITIONS)
def page(request, site):
    return (site / browsing.EDITIONS[request.param] / "api" / "index.html").read_text(encoding="utf-8")


def text(html):
    return unescape(re.sub(r"<annotation.*?</annotation>|<[^>]+>", "", html))


def entry(page, name):
    """What the page shows of a public name."""
    start = page.index(f'<h3 id="convdoc.{name}"')
    return page[start:re.compile(r"<h[23]\b|\Z").search(page, start + 1).start()]


def test_every_public_name_has_one_entry(page):
    assert sorted(re.findall(r'<h3 id="convdoc\.(\w+)"', page)) == sorted(convdoc.__all__)


@pytest.mark.parametrize("name", convdoc.__all__)
def test_an_entry_shows_the_signature_that_a_caller_sees(page, name):
    said = text(re.search(r'(?s)<div class="[^"]*doc-signature.*?</pre>', entry(page, name))[0]).strip()
    given = ast.parse(f"def {said}: ...").body[0].args
    defaults = [None] * (len(given.args) - len(given.defaults)) + given.defaults + given.kw_defaults
    assert [(one.arg, default and ast.unparse(default)) for one, default in zip(given.args + given.kwonlyargs, defaults)] == [
        (one.name, None if one.default is one.empty else repr(one.default)) for one in inspect.signature(getattr(convdoc, name)).parameters.values()]


@pytest.mark.parametrize("name", convdoc.__all__)
def test_an_entry_shows_all_that_the_docstring_says(page, name):
    """Word for word, but for what is written otherwise: the titles of sections, prompts, formulas, references."""
    docstring = inspect.getdoc(getattr(convdoc, name))
    words = set(re.findall(r"[a-z]{3,}", re.sub(r"(?m)^(\w+)\n-+$|^        .*\n", "", docstring)))
    assert words <= set(re.findall(r"[a-z]{3,}", text(entry(page, name))))


@pytest.mark.parametrize("name", convdoc.__all__)
def test_the_examples_of_an_entry_are_code_and_output(page, name):
    docstring = inspect.getdoc(getattr(convdoc, name))
    outputs = len(re.findall(r"(?m)^(?:>>>|\.\.\.) .*\n(?!>>>|\.\.\.|\n|\Z)", docstring))
    assert ">>>" not in text(entry(page, name))
    assert entry(page, name).count("language-text output no-copy") == outputs > 0


@pytest.mark.parametrize("name", convdoc.__all__)
def test_a_formula_of_a_docstring_is_a_formula_of_the_page(page, name):
    docstring = inspect.getdoc(getattr(convdoc, name))
    notes = re.search(r"(?s)\nNotes\n-+\n(.*?)(?=\n\w+\n-|\Z)", docstring)
    blocks = re.findall(r"(?m)^    \S.*$", notes[1]) if notes else []
    assert entry(page, name).count('<math display="block">') == len(blocks)


@pytest.mark.parametrize("name", convdoc.__all__)
def test_an_entry_shows_the_source_that_the_chapters_embed(page, name):
    source = re.search(r"(?s)<details class=\"fold\">.*?</details>", entry(page, name))[0]
    assert re.search(rf"^(?:def|class) {name}\b", text(re.search("(?s)<pre.*</pre>", source)[0]), re.M)


def test_the_labels_are_those_of_the_language(site):
    for language, labels in {"zh": ("参数：", "返回：", "示例：", "说明：", "文献："), "en": ("Parameters:", "Returns:", "Examples:", "Notes:", "References:")}.items():
        said = text(entry((site / browsing.EDITIONS[language] / "api" / "index.html").read_text(encoding="utf-8"), "corr2d"))
        assert all(label in said for label in labels), language


@pytest.mark.parametrize("language", browsing.EDITIONS)
@pytest.mark.parametrize("name", convdoc.__all__)
def test_an_entry_leads_to_the_reference_and_the_reference_to_it(language, name):
    source = (browsing.DOCS / language / "api.md").read_text(encoding="utf-8")
    behind = source.split(f"::: convdoc.{name}\n")[1].split(":::")[0]
    assert re.search(r"\]\(reference\.md#[\w-]+\)", behind)
    reference = (browsing.DOCS / language / "reference.md").read_text(encoding="utf-8")
    assert f"](api.md#convdoc.{name})" in reference


@pytest.mark.parametrize("chapter", ["image-convolution", "padding-and-stride"])
@pytest.mark.parametrize("language", browsing.EDITIONS)
def test_code_that_a_chapter_embeds_leads_to_its_entry(site, language, chapter):
    html = (site / browsing.EDITIONS[language] / "chapters" / chapter / "index.html").read_text(encoding="utf-8")
    source = (browsing.DOCS / language / "chapters" / f"{chapter}.md").read_text(encoding="utf-8")
    embedded = [name for name in re.findall(r'^-+8<-+ "convdoc/\w+\.py:(\w+)"', source, re.M) if name in convdoc.__all__]
    assert re.findall(r'<a href="\.\./\.\./api/#convdoc\.(\w+)">\1</a>', html) == embedded != []


def test_no_page_asks_for_the_style_of_mkdocstrings(site):
    assert not [path for path in site.rglob("*.html") if "_mkdocstrings.css" in path.read_text(encoding="utf-8")]


def test_what_stands_for_an_object_is_a_claim():
    [claim] = scan("::: convdoc.pad2d\n")
    assert (claim.kind, claim.body) == ("object", "convdoc.pad2d")


@pytest.mark.parametrize("line", [":::convdoc.pad2d", "## ::: convdoc.pad2d", "  ::: convdoc.pad2d", "::: convdoc.pad2d now", "words ::: convdoc.pad2d"])
def test_an_object_in_any_other_form_is_refused(line):
    assert "problem" in [claim.kind for claim in scan(line + "\n")]


@pytest.mark.parametrize(("name", "says"), [
    ("convdoc.pad3d", "there is no convdoc.pad3d"), ("nowhere.pad2d", "there is no nowhere.pad2d"), ("convdoc.padding.np.pi", None)])
def test_an_object_must_exist_and_say_something(name, says):
    [claim] = Page(f"::: {name}\n").evaluate().claims
    assert says is None and claim.true or says in str(claim.fault)


def test_what_an_object_says_is_not_counted_and_the_object_is(tmp_path):
    (tmp_path / "page.md").write_text("::: convdoc.pad2d\n", encoding="utf-8")
    report = Page("::: convdoc.pad2d\n", tmp_path / "page.md", tmp_path).evaluate()
    [(one, claim)] = pair(ENTRY, report, tmp_path)
    assert (one.item.kind, one.item.text) == ("object", claim.body)


@pytest.mark.parametrize(("html", "says"), [
    (ENTRY.replace("pad2d", "corr2d"), "checked, but not shown: object 'convdoc.pad2d'"),
    (ENTRY + ENTRY, "objects: 2 shown, 1 checked"),
    (ENTRY + "<p><code>1 + 1</code></p>", "shown, but not checked: span '1 + 1'"),
    ("", "checked, but not shown: object 'convdoc.pad2d'")])
def test_an_object_that_is_not_the_one_that_was_checked_is_noticed(tmp_path, html, says):
    report = Page("::: convdoc.pad2d\n", tmp_path / "page.md", tmp_path).evaluate()
    with pytest.raises(Unreconciled, match=re.escape(says)):
        pair(html, report, tmp_path)


def test_a_signature_calls_types_by_short_names():
    parameters, result = signature(convdoc.corr2d)
    assert [(one.name, one.annotation, one.default) for one in parameters] == [
        ("X", "ArrayLike", None), ("K", "ArrayLike", None), ("padding", "Padding", "0"), ("stride", "Size", "1")]
    assert result == "NDArray"


def test_a_formula_becomes_latex():
    assert latex("Y[i] = 2 · Σ_a X̃[i·s + a]²,  0 ≤ a < k,") == r"Y[i] = 2 \cdot  \sum_a \tilde X[i\cdot s + a]^2,\quad 0 \le  a < k"


def test_examples_lose_their_prompts_and_code_without_output_is_kept():
    html = markdown.markdown(examples("Words:\n\n>>> a = 1\n>>> a + 1\n2\n"), extensions=["pymdownx.superfences", "pymdownx.highlight"])
    assert text(html).split() == ["Words:", "a", "=", "1", "a", "+", "1", "2"]
    assert html.count("<pre>") == 2


def test_an_empty_line_of_an_output_is_shown_empty():
    assert examples(">>> print(1, 2, sep='\\n\\n')\n1\n<BLANKLINE>\n2\n").endswith("\n1\n\n2\n```\n")


def test_names_citations_and_references_become_links():
    docstring = "Do it.\n\nNotes\n-----\nAs `pad2d` and `other` [1]_.\n\nReferences\n----------\n.. [1] Somebody,\n   https://example.org.\n"
    assert shown(docstring, TITLES, {"pad2d": "convdoc.pad2d"}) == (
        "Do it.\n\nNotes:\n-----\nAs [`pad2d`][convdoc.pad2d] and `other` [1].\n\nReferences:\n-----\n[1] Somebody, <https://example.org>.\n\n")
