"""What the scanner finds on a page, and what it refuses to pass over."""

import pytest

from convdoc.spec.scan import notes, scan


def kinds(text):
    return [claim.kind for claim in scan(text)]


@pytest.mark.parametrize("info", ["python", " python", 'python title="x"', 'python hl_lines="1 2"', "{ .python }", "{.python}",
                                  '{ .python title="x" }', "py", "python3", "Python", "pycon", "ipython"])
@pytest.mark.parametrize("fence", ["```", "````", "~~~"])
def test_every_form_of_a_python_fence_is_code(info, fence):
    assert kinds(f"{fence}{info}\na = 1\n{fence}\n") == ["code"]


@pytest.mark.parametrize("prefix", ["", "    ", "        ", "> ", "  "])
def test_a_fence_is_found_at_any_depth(prefix):
    [claim] = scan(f"{prefix}```python\n{prefix}a = 1\n{prefix}```\n")
    assert claim.kind == "code"
    assert claim.body == "a = 1\n"


def test_a_fence_shown_inside_a_longer_fence_is_text():
    assert kinds("````markdown\n```python\na = b\n```\n````\n") == ["problem"]


def test_dollars_and_ticks_inside_a_fence_are_code():
    assert kinds("```python\na = '$1+1=3$ `b`'\n```\n") == ["code"]


def test_a_formula_inside_a_code_span_is_code():
    assert kinds("`$1+1=3$`<!-- lit -->") == ["span"]


def test_code_ticks_inside_a_comment_are_no_span():
    assert kinds("<!-- setup\na = '`x`'\n-->") == ["setup"]


def test_an_escaped_dollar_opens_nothing():
    assert kinds(r"It costs \$a or \$b, `True`.") == ["span"]


@pytest.mark.parametrize("front", ["---\ntitle: a\n...\n", "---\ntitle: a\n--- \n", "---\ntitle: a\ntags:\n  - b\n---\n"])
def test_front_matter_ends_where_the_site_ends_it(front):
    assert kinds(front + "\n`1 == 2`\n\n---\n") == ["span"]


@pytest.mark.parametrize("front", ["---\n$1=2$\n\n---\n", "---\nwords\n---\n", "---\ntitle: a\n"])
def test_what_only_looks_like_front_matter_is_a_problem(front):
    assert "problem" in kinds(front + "\n`True`\n")


def test_prices_are_no_formula():
    assert kinds("Between $ a and $ b, `True`.") == ["span"]


def test_a_formula_may_go_on_in_the_next_line_but_not_over_an_empty_one():
    assert kinds("$1+1\n=2$") == ["formula"]
    assert kinds("$a+a\n\n=b$ `True`") == ["span"]


def test_display_and_inline_formulas_are_told_apart():
    first, second = scan("$$\n1=1\n$$\n\n$2=2$")
    assert (first.body, first.display) == ("1=1", True)
    assert (second.body, second.display) == ("2=2", False)


def test_a_note_glued_behind_belongs_to_what_stands_before_it():
    first, second = scan("$6$<!-- = six --> and `X`<!-- lit -->")
    assert (first.note, second.note) == ("= six", "lit")


def test_a_note_above_belongs_to_the_block_below():
    [claim] = scan("<!-- = six -->\n$$\n6\n$$\n")
    assert claim.note == "= six"


def test_a_note_above_does_not_reach_over_words():
    assert kinds("<!-- = six -->\nwords\n\n$$\n6\n$$\n") == ["problem", "formula"]


def test_a_space_before_a_note_leaves_it_astray():
    assert kinds("$6$ <!-- = six -->") == ["formula", "problem"]


def test_ledger_items_are_not_claims():
    assert kinds("<!-- source: S001 -->\n`True`") == ["span"]


def test_front_matter_is_not_part_of_the_page():
    assert kinds("---\nkey: $1+1=3$\n---\n\n`True`") == ["span"]


def test_links_attributes_and_tags_hold_no_claims():
    assert kinds("[a](b_1.md){ #x .y } <span id=\"s1\">`True`</span>") == ["span"]


def test_what_only_looks_like_a_link_or_an_attribute_is_read():
    assert kinds("a](b $1=1$) {: $2=2$ } {# $3=3$ }") == ["formula"] * 3


def test_each_opening_that_never_closes_is_a_problem():
    for opening in ("```python\na = 1\n", "$$\n1=1\n", "<!-- = six\n"):
        assert "problem" in kinds(opening), opening


def test_a_table_under_a_note_is_one_claim():
    assert kinds("<!-- = rows -->\n| a |\n| --- |\n| $1$ |\n") == ["table"]


def test_a_table_without_a_note_is_read_like_prose():
    assert kinds("| a |\n| --- |\n| $1=1$ |\n") == ["formula"]


def test_a_number_in_a_table_without_a_note_is_a_problem():
    assert kinds("| a |\n| --- |\n| 1 |\n") == ["problem"]


def test_an_image_carries_its_path():
    [claim] = scan('![a square](../figures/square.svg "title"){ .wide }<!-- = draw() -->')
    assert (claim.kind, claim.info, claim.note) == ("image", "../figures/square.svg", "= draw()")


def test_claims_come_in_the_order_of_the_page_and_do_not_overlap():
    claims = scan("`a`\n\n| b | 1 |\n| --- | --- |\n| $c$ | 2 |\n\n```python\nd\n```\n\n<!-- = x -->\n")
    for before, after in zip(claims, claims[1:]):
        assert before.end <= after.start or before.kind == "problem", (before, after)


def test_a_page_without_claims_is_a_problem():
    assert kinds("Only words.") == kinds("") == ["problem"]


def test_notes_are_found_where_they_are_read():
    text = "a <!-- lit --> `<!-- no -->`\n\n```html\n<!-- no -->\n```\n"
    assert [(text[start:end], note) for start, end, note in notes(text)] == [("<!-- lit -->", "lit")]


@pytest.mark.parametrize("text", ["`" * 100_000, "$" * 100_000, "<!--" * 30_000, "|" * 100_000, "![" * 50_000, "](" * 50_000, "{:" * 50_000, "<a" * 50_000, "![a](" * 20_000,
                                  "$1+" * 30_000, "\n> ```\n" * 3_000])
def test_hostile_text_is_scanned_in_bounded_time(text):
    scan(text)
