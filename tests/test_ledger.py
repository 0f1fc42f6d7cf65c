"""Every statement of the note has its place on a page, and every error of the note its erratum."""

import importlib.util
import re
from pathlib import Path

import pytest

from convdoc.site.notes import without_notes
from convdoc.spec import Page
from convdoc.spec.words import stated

spec = importlib.util.spec_from_file_location("tables", Path(__file__).parents[1] / "docs/tables.py")
tables = importlib.util.module_from_spec(spec)
spec.loader.exec_module(tables)


@pytest.fixture(params=tables.LANGUAGES)
def language(request):
    return request.param


@pytest.fixture
def texts(language):
    return tables.page_texts(language)


def test_the_ledger_holds_every_number_of_the_note_in_order():
    document = [f"S000{letter}" for letter in "abcdef"]
    numbered = [f"S{n:03}" for n in range(1, 99)]
    for restored in ("S079b", "S088b"):
        numbered.insert(numbered.index(restored[:-1]) + 1, restored)
    assert [item["id"] for item in tables.ledger()] == document + numbered
    assert len(tables.ledger()) == 106


def test_verdicts_are_the_known_ones_and_lines_speak_in_words():
    for item in tables.ledger():
        assert {"id", "verdict", "zh", "en"} <= item.keys() <= {"id", "verdict", "zh", "en", "printed", "remark", "remark_en"}
        assert item["verdict"] in {"✔", "✔*", "✘", "∅", "E", "D", "style"}
        for line in tables.statement(item, "zh"), tables.statement(item, "en"):
            assert not re.search(r"[\d$|]", line.replace("`corr2d`", "")), f"{item['id']}: a number that nothing checks"


def test_every_line_stands_in_both_languages():
    for item in tables.ledger():
        assert ("remark" in item) == ("remark_en" in item), f"{item['id']}: a remark in one language"
        for key in item.keys() & {"en", "remark_en"}:
            assert item[key].strip() and not re.search(r"[\u3000-\u9fff\uff00-\uffef]", item[key]), f"{item['id']}: {key}"


@pytest.mark.parametrize("item", tables.ledger(), ids=lambda item: item["id"])
def test_a_line_states_the_same_numbers_in_both_languages(item):
    chinese, english = (tables.statement(item, language) for language in tables.LANGUAGES)
    assert sorted(stated(chinese)) == sorted(stated(english)), f"{chinese} | {english}"


def test_every_number_is_placed_and_no_page_carries_a_stranger(texts):
    assert tables.places(texts).keys() == {item["id"] for item in tables.ledger()}


def test_every_error_of_the_note_has_one_erratum(texts):
    wrong = {item["id"] for item in tables.ledger() if item["verdict"] in {"✘", "∅", "style"} or "remark" in item}
    assert set(tables.errata(texts)) == wrong
    assert len(tables.errata(texts)) == len(wrong)


def test_links_lead_to_ids_that_stand_once_in_their_page(texts, language):
    rendered = {page: without_notes(text) for page, text in texts.items()}
    for _, _, _, where in tables.ledger_rows(language, texts):
        for page, anchor in re.findall(r"\]\(([^)#]*)#([^)]+)\)", where):
            text = rendered[page or "errata.md"]
            assert text.count(f'id="{anchor}"') + text.count(f"{{ #{anchor} }}") == 1, f"{page}#{anchor}"


def test_links_are_labelled_with_the_number_of_the_section_or_its_title():
    texts = {"errata.md": "", "a.md": "## 1.1 互相关 { #x }\n<!-- source: S001 -->\n### 感受野 { #y }\n<!-- source: S002 -->"}
    carried = tables.places(texts)
    words = tables.WORDS["zh"]
    assert tables.links("S001", carried["S001"], False, words) == ["[1.1](a.md#S001)"]
    assert tables.links("S002", carried["S002"], True, words) == ["[感受野](a.md#S002)", "[勘误](#erratum-S002)"]


def test_a_lab_carries_numbers_in_its_comments():
    texts = tables.page_texts("zh") | {"labs/lab.py": "%% [markdown]\n# 实验\n<!-- source: S045 -->"}
    assert ("labs/lab.py", "实验") in tables.places(texts)["S045"]


# ------------------------------------------------------------------------------------------- what goes red
def test_a_lost_source_note_is_an_error(texts, language):
    carrier, _ = tables.places(texts)["S086"][0]
    texts[carrier] = texts[carrier].replace("<!-- source: S086 -->", "")
    with pytest.raises(ValueError, match="no page carries S086; say <!-- source: S086 -->"):
        tables.ledger_rows(language, texts)


def test_a_number_twice_in_a_page_is_an_error(texts, language):
    carrier, _ = tables.places(texts)["S012"][0]
    texts[carrier] += "\n<!-- source: S012 -->\n"
    with pytest.raises(ValueError, match=f"{carrier}: two source notes carry S012"):
        tables.ledger_rows(language, texts)


@pytest.mark.parametrize("stray", ["<!-- source: S999 -->", '<span id="erratum-S999"></span>'])
def test_a_number_that_the_ledger_does_not_have_is_an_error(texts, language, stray):
    texts["errata.md"] += f"\n{stray}\n"
    with pytest.raises(ValueError, match="docs/ledger.toml has no S999"):
        tables.ledger_rows(language, texts)


def test_a_source_note_inside_a_fence_carries_nothing():
    assert tables.places({"a.md": "# 1 图 { #x }\n\n```\n<!-- source: S001 -->\n```\n"}) == {}


# ------------------------------------------------------------------------------------------- what the note prints
def test_a_formula_that_the_note_does_not_print_is_no_quotation(monkeypatch):
    monkeypatch.setattr(tables, "NOTE", tables.NOTE.replace("k_k", "k_h"))
    with pytest.raises(ValueError, match="does not print the formula of S012"):
        tables.printed_in_note("S012")
    assert "p_h + s_w" in tables.printed_in_note("S086")


def test_blocks_stop_at_unknown_names_until_something_is_imported(monkeypatch):
    monkeypatch.setattr(tables, "NOTE_CODE", ["a = 1", "a + b", "import sys", "c"])
    assert tables.unnamed() == [2]


def test_the_shapes_that_the_note_gives_anew_are_read_as_tuples(monkeypatch):
    monkeypatch.setattr(tables, "NOTE", "X = X.reshape((1, 2, 3))\nX = X.reshape((1, 1) + X.shape)\n")
    assert tables.reshaped_in_note("X") == [(1, 2, 3)]


# ------------------------------------------------------------------------------------------- the generated tables
def test_the_tables_on_the_pages_are_up_to_date(texts, language):
    for page in tables.GENERATED:
        assert tables.filled(texts[page], texts, language) == texts[page], "run `python docs/tables.py`"


def test_filling_a_table_keeps_its_header_and_what_follows(texts, language):
    rows = re.compile(r"^\| S\d.*\n", re.M)
    bare = rows.sub("", texts["errata.md"]) + "\n后文\n"
    assert tables.filled(bare, texts, language) == texts["errata.md"] + "\n后文\n"


# ------------------------------------------------------------------------------------------- errata that prove something
@pytest.mark.parametrize(("printed", "corrected", "message"), [
    (r"(n_h - k_k + 1) \times (n_w - k_w + 1)$<!-- ", r"(n_h - k_h + 1) \times (n_w - k_w + 1)$<!-- ", "does not use it"),
    ("(n_w - k_w + p_h + s_w)/s_w⌋$<!-- ", "(n_w - k_w + p_w + s_w)/s_w⌋$<!-- ", "right in every instance"),
    (r"(n_h-k_h+p_h+s_h)/s_h⌋$<!-- ", r"(n_h-k_h+2p_h+s_h)/s_h⌋$<!-- ", "right in every instance"),
])
def test_an_erratum_fails_when_the_printed_formula_is_right(texts, language, printed, corrected, message):
    text = texts["errata.md"]
    assert text.count(printed) == 1
    for unquoted, expected in ((False, "the note quotes"), (True, message)):
        changed = text.replace(printed, corrected)
        changed = re.sub(r"<!-- quote [^;]*; ", "<!-- ", changed) if unquoted else changed
        faults = Page(changed, f"docs/{language}/errata.md", Path(__file__).parents[1]).evaluate().faults
        assert len(faults) == 1 and expected in str(faults[0].fault)
