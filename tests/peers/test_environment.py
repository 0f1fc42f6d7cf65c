"""Which Python `make test-peers` takes: the first for which no libraries for graphics cards are planned."""

import subprocess
import sys
import tomllib
from pathlib import Path

import environment
import pytest

ROOT = Path(__file__).parents[2]
SLIM, FAT = ["torch", "sympy"], ["torch", "nvidia-cublas", "triton"]


def choose(plain, cpu=()):
    """What is chosen among three Pythons, given what is planned for each, from the package index and from the other one."""
    plans = {environment.PLAIN: dict(plain), environment.CPU_INDEX: dict(cpu)}
    return environment.choose(["a", "b", "c"], lambda python, index: plans[index].get(python))


def test_the_first_python_without_libraries_for_graphics_cards_is_taken():
    assert choose({"a": FAT, "b": SLIM, "c": SLIM}) == ("b", environment.PLAIN)


def test_a_python_for_which_nothing_is_found_is_passed_over():
    assert choose({"a": None, "b": [], "c": SLIM}) == ("c", environment.PLAIN)


def test_where_each_would_bring_gigabytes_the_index_without_them_is_asked():
    assert choose(dict.fromkeys("abc", FAT), {"b": SLIM}) == ("b", environment.CPU_INDEX)


def test_where_there_is_none_the_message_says_what_to_do(monkeypatch, capsys):
    monkeypatch.setattr(environment, "planned", lambda python, index: None)
    assert environment.main("nowhere") == 1
    assert "make test-peers PYTHON=" in capsys.readouterr().err


def test_what_is_installed_stands_in_the_project_file():
    pinned = [one for one in environment.requirements() if one.startswith("torch")]
    peers = tomllib.loads((ROOT / "docs" / "foreign.toml").read_text(encoding="utf-8"))["peers"]
    assert pinned == [environment.heavy()] == [f"torch=={peers['torch']['version']}"]
    assert {one.partition(">")[0] for one in environment.requirements()} >= {"numpy", "sybil", "pytest"}


def test_a_python_is_named_by_its_path_and_once():
    assert environment.present([sys.executable, sys.executable, "no-such-python"]) == [sys.executable]


@pytest.mark.parametrize("target", ["test-peers"])
def test_make_lists_the_target(target):
    assert f"make {target} " in subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True).stdout
