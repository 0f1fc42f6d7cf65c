"""Numbers of headings, links and titles: each is held by the place it speaks of."""

import pytest

from convdoc.spec import Page


def messages(text, tmp_path=None):
    page = Page(text, tmp_path / "page.md" if tmp_path else "page.md", tmp_path or ".")
    return [str(claim.fault) for claim in page.evaluate().faults]


def test_a_title_with_a_number_is_the_first_heading():
    page = "---\ntitle: {}\n---\n\n# 2 Windows {{ #w }}\n\n`True`\n"
    assert messages(page.format("2 Windows")) == []
    assert messages(page.format("3 Windows")) == ["the page is headed '2 Windows', its title says '3 Windows'"]
    assert messages(page.format("Windows")) == []


@pytest.mark.parametrize(("front", "message"), [
    ("description: >-\n  with 99 rows", "a number in the description, which nothing checks"),
    ("title: >-\n  7 Windows", "a number in the title, which nothing checks"),
])
def test_what_the_front_matter_shows_may_go_on_in_the_next_line(front, message):
    assert messages(f"---\n{front}\n---\n\n`True`\n") == [message]


@pytest.mark.parametrize(("text", "message"), [
    ("`True`, three<!-- = n -->万", "'万' makes another number of three; write it before the note"),
    ("`True`, 3<!-- = n -->%", "'%' makes another number of 3; write it before the note"),
    ("`True`, $3$<!-- = n -->‰", "'‰' makes another number of this formula; write the whole number into it"),
    ("`True`, three<!-- = n -->teen", "'t' makes another number of three"),
    ("`True`, 3<!-- = n -->.3<!-- = n -->", "'.3' makes another number of 3"),
    ("`True`, 3<!-- = n -->3<!-- = n -->", "'3' makes another number of 3"),
    ("`True`, 3<!-- = n --><sup>3<!-- = n --></sup>", "'<sup' makes another number of 3"),
    ("`True`, $3$<!-- = n -->&percnt;", "'&percnt;' makes another number of this formula"),
    ("`True`, 3<!-- = n --> percent", "' percent' makes another number of 3"),
    ("`True`, three<!-- = n --> trillion", "' trillion' makes another number of three"),
    ("`True`, 3<!-- = n -->的平方", "'的平方' makes another number of 3"),
    ("`True`, –3<!-- = n -->", "'–' before 3 reads as its sign"),
    ("`True`, &minus;3<!-- = n -->", "'&minus;' before 3 reads as its sign"),
    ("`True`, − 3<!-- = n -->", "'− ' before 3 reads as its sign"),
    ("`True`, –$3$<!-- = n -->", "a letter, digit or sign touches this formula"),
    ("`True`, &minus;$3$<!-- = n -->", "a letter, digit or sign touches this formula"),
    ("`True`, \u202e3<!-- = n -->", "a character that nobody sees, '\\u202e', can hide what is said"),
    ("`True`, ni&shy;ne", "a character that nobody sees, '&shy;', can hide what is said"),
    ("`True`, <bdo dir=rtl>3<!-- = n --></bdo>", "'<bdo' shows something that nothing checks"),
    ("`True`, XIX rows", "the number 'XIX' is not verified"),
    ("`True`, when {n=99} holds", "the number '99' is not verified"),
    ("`True`, in all\n5. of them", "the number '5' is not verified"),
    ('`True`, [x](#a "with 5 rows")', "the number '5' in a tooltip, which nothing checks"),
    ('`True`, **x**{ title="5 rows" }', "the number '5' in a tooltip, which nothing checks"),
    ("## 2.7 a\n\n`True`", "the number 2.7 follows no other; number the heading above it too"),
    ("# 1 a\n\n### 1.1 b\n\n`True`", "a heading of level 3 has a number of 3 parts, the page says 1.1"),
])
def test_what_a_renderer_shows_as_a_number_counts(text, message):
    assert [m[:len(message)] for m in messages("<!-- setup\nn = 3\n-->\n\n" + text + "\n")] == [message]


@pytest.mark.parametrize("text", [
    "3<!-- = n -->成立", "(3<!-- = n -->)", "from 3<!-- = n -->–3<!-- = n -->", "3<!-- = n --> rows", "III<!-- = n --> rows"])
def test_what_stands_beside_a_number_and_leaves_it_as_it_is(text):
    assert messages(f"<!-- setup\nn = 3\n-->\n\n`True`, {text}\n") == []


@pytest.mark.parametrize("text", ["1. a\n2. b\n", "- a\n\n    1. b\n    2. c\n", "> 1. a\n> 2. b\n", "# a { #s1 .b2 }\n", "`True`{ .x1 }\n", "[a](#s1){ #s2 }\n"])
def test_what_a_renderer_counts_or_does_not_show_is_no_number(text):
    assert messages("`True`\n\n" + text) == []


def test_a_description_has_no_number():
    assert messages("---\ndescription: with 3 rows\n---\n\n`True`\n") == ["a number in the description, which nothing checks"]


@pytest.mark.parametrize(("numbers", "wrong"), [
    ("1 1.1 1.2 2 2.1", None), ("3 3.1 3.1.1 3.1.2 3.2 4", None), ("1 1.2", "after 1 comes 1.1 or 2, the page says 1.2"),
    ("1 1.1 1.3", "after 1.1 comes 1.1.1 or 1.2 or 2, the page says 1.3"), ("1 3", "after 1 comes 1.1 or 2, the page says 3"),
])
def test_headings_count(numbers, wrong):
    text = "".join(f"{'#' * (1 + n.count('.'))} {n} a\n\n" for n in numbers.split())
    assert messages(text) == ([wrong] if wrong else [])


def test_the_number_of_a_link_is_that_of_the_section_on_the_other_page(tmp_path):
    (tmp_path / "other.md").write_text("# 4 a\n\n## 4.1 b { #b }\n\n### c { #c }\n\n<!-- source: S7 -->\nwords\n")
    for text in ("[4](other.md)", "[4.1](other.md#b)", "[4.1](other.md#c)", "[4.1](other.md#S7)"):
        assert messages(text, tmp_path) == []
    assert messages("[4.2](other.md#c)", tmp_path) == ["the link leads to section 4.1, the page says 4.2"]
    assert messages("[4](none.md)", tmp_path) == ["the link leads to 'none.md', which does not exist"]
    assert messages("[4](https://example.org)", tmp_path)[0].startswith("the number '4' speaks of a place that nothing checks")


def test_an_anchor_that_is_not_there_leads_nowhere(tmp_path):
    (tmp_path / "other.md").write_text("# 4 a\n\n## 4.1 b { #b }\n")
    assert messages("[4.1](other.md#nowhere)", tmp_path) == ["the link leads to 'other.md#nowhere', which does not exist"]
