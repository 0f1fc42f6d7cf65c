"""The glossary: symbols that the formula reader knows by the same name, and the field's terms, one per idea."""

import re
import tomllib
from pathlib import Path

import pytest

from convdoc.spec.formula import read
from convdoc.spec.words import stated

GLOSSARY = tomllib.loads((Path(__file__).parents[1] / "docs/glossary.toml").read_text(encoding="utf-8"))
SYMBOLS, TERMS = GLOSSARY["symbols"], GLOSSARY["terms"]


def name_of(tex):
    """The name under which the engine looks a symbol up."""
    [symbol] = read(tex)
    return symbol.name


@pytest.mark.parametrize("symbol", SYMBOLS, ids=lambda symbol: symbol["name"])
def test_the_reader_calls_a_symbol_by_its_name(symbol):
    assert name_of(symbol["tex"]) == symbol["name"]


def test_a_formula_inside_an_explanation_uses_known_symbols():
    known = {symbol["name"] for symbol in SYMBOLS}
    for symbol in SYMBOLS:
        for tex in re.findall(r"\$([^$]+)\$", symbol["zh"] + symbol["en"]):
            assert {name_of(part) for part in tex.split(r"\times")} <= known


def test_sizes_come_in_pairs_and_padding_is_told_per_side_and_in_total():
    names = {symbol["name"] for symbol in SYMBOLS}
    assert {f"{letter}_{axis}" for letter in "nkpPs" for axis in "hw"} <= names
    meaning = {symbol["name"]: symbol["zh"] + symbol["en"] for symbol in SYMBOLS}
    for axis in "hw":
        assert "每一侧" in meaning[f"p_{axis}"] and "per side" in meaning[f"p_{axis}"]
        assert "总" in meaning[f"P_{axis}"] and "total" in meaning[f"P_{axis}"]


def test_no_entry_stands_twice_or_is_empty():
    for entries, keys in ((SYMBOLS, ("name", "tex")), (TERMS, ("zh", "en"))):
        for key in keys:
            values = [entry[key] for entry in entries]
            assert len(values) == len(set(values))
        assert all(value.strip() and "|" not in value for entry in entries for value in entry.values())


def test_the_terms_of_the_field_are_there_with_their_english_names():
    wanted = {
        "互相关": "cross-correlation", "卷积": "convolution", "卷积核": "kernel", "窗口": "window", "填充": "padding",
        "步幅": "stride", "膨胀": "dilation", "通道": "channel", "特征映射": "feature map", "感受野": "receptive field",
        "汇聚": "pooling", "偏置": "bias",
    }
    assert wanted.items() <= {term["zh"]: term["en"] for term in TERMS}.items()


def test_every_definition_is_one_sentence():
    for term in TERMS:
        assert term["zh_text"].count("。") == 1 and term["zh_text"].endswith("。")
        assert term["en_text"].count(".") == 1 and term["en_text"].endswith(".") and term["en_text"].isascii()


@pytest.mark.parametrize("entry", [*SYMBOLS, *TERMS], ids=lambda entry: entry["en"])
def test_an_entry_states_the_same_numbers_in_both_languages(entry):
    chinese, english = (entry.get(f"{language}_text", entry[language]) for language in ("zh", "en"))
    assert sorted(stated(chinese)) == sorted(stated(english)), f"{chinese} | {english}"
