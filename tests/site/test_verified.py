"""A page that is not true stops the build; while serving, it says so itself."""

from convdoc.site.verified import banner, faults, refusal

LIE = "words\n\n$1+1=3$ and `1 < 2`\n"


def test_true_pages_have_no_faults(tmp_path):
    (tmp_path / "a.md").write_text("$1+1=2$\n")
    assert faults(tmp_path, tmp_path) == {}


def test_a_false_page_is_named_with_its_line(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.md").write_text(LIE)
    assert faults(tmp_path, tmp_path) == {"deep/a.md": ["deep/a.md:3:2: this is not true: 2 = 3\n    $1+1=3$ and `1 < 2`\n     ^"]}


def test_the_refusal_lists_every_fault():
    assert refusal({"a.md": ["one", "two"], "b.md": ["three"]}) == "3 claims are not true; nothing is published.\n\none\ntwo\nthree"


def test_the_banner_shows_the_message_as_text():
    assert "1 &lt; 2" in banner(["1 < 2"])
