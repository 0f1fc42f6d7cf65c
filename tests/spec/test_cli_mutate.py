"""`convdoc mutate` as somebody uses it: what it counts, lists and refuses."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from convdoc.spec.cli import main

pytest.importorskip("resource", reason="lies in code need a system that copies processes")
NOTICED = "```python\nX = 7\nX\n```\n\n```text .output\n7\n```\n"
SURVIVES = NOTICED + "\n`True`\n"


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").touch()
    return tmp_path / "page.md"


def test_a_page_that_notices_every_lie_ends_with_zero(page, capsys):
    page.write_text(NOTICED)
    assert main(["mutate", "page.md"]) == 0
    name, said = capsys.readouterr().out.strip().split(": ")
    lies, survivors = said.split(", ")
    assert (name, survivors) == ("page.md", "0 survivors")
    assert int(lies.removesuffix(" lies")) >= 4


def test_a_lie_that_nobody_notices_is_listed_with_its_place(page, capsys):
    page.write_text(SURVIVES)
    assert main(["mutate", "page.md"]) == 1
    out = capsys.readouterr().out.splitlines()
    assert out[0].startswith("page.md:10:2: nobody notices this lie (")
    assert out[1:3] == ["    True", "    False"]
    assert out[-1].endswith(", 1 survivor")


def test_json_lists_lies_by_class_and_survivors(page, capsys):
    page.write_text(SURVIVES)
    assert main(["mutate", "page.md", "--json"]) == 1
    [score] = json.loads(capsys.readouterr().out)
    assert (score["path"], score["told"]["code: digit"]) == ("page.md", 2)
    assert [(s["line"], s["column"], s["said"], s["lie"]) for s in score["survivors"]] == [(10, 2, "True", "False")]


def test_a_page_that_is_not_true_is_told_no_lies(page, capsys):
    page.write_text("`1 == 2`\n")
    assert main(["mutate", "page.md"]) == 1
    assert capsys.readouterr().out.splitlines() == ["page.md:1:2: this is False", "    `1 == 2`", "     ^",
                                                    "1 page not true: lies are told of true pages"]


def test_an_interrupt_ends_with_a_word_alone(page):
    page.write_text(f"```python\nimport os, time\nopen({str(page.parent / 'begun')!r}, 'a').write('x')\ntime.sleep(1)\n```\n")
    run = subprocess.Popen([sys.executable, "-m", "convdoc.spec.cli", "mutate", "page.md"], stderr=subprocess.PIPE, start_new_session=True)
    for _ in range(400):                                      # the check, and after it the first lie
        if (page.parent / "begun").exists() and len((page.parent / "begun").read_text()) > 1:
            break
        time.sleep(0.05)
    os.killpg(run.pid, signal.SIGINT)
    assert run.stderr.read() == b"\nconvdoc mutate: stopped\n"
    assert run.wait(timeout=60) == 130


def test_a_set_up_file_gives_names_to_the_page_and_to_its_lies(page, capsys):
    page.write_text("$k + 1 = 4$\n\n`k == 3`\n")
    (page.parent / "names.py").write_text("k = 3\n")
    assert main(["mutate", "page.md", "--setup", "names.py"]) == 0
    assert capsys.readouterr().out.endswith(", 0 survivors\n")


def test_a_claim_may_take_as_long_as_it_is_given(page, capsys):
    page.write_text("`sum(range(10 ** 10)) == 0`\n")
    assert main(["mutate", "page.md", "--seconds", "0.2"]) == 1
    assert "stopped after 0.2 s" in capsys.readouterr().out


def test_a_page_that_is_false_only_where_lies_are_told_ends_with_one_line(page, capsys):
    page.write_text("```python\nimport multiprocessing\nname = multiprocessing.current_process().name\n```\n\n`'ForkPool' not in name`\n")
    assert main(["mutate", "page.md"]) == 2
    assert capsys.readouterr().err == ("convdoc mutate: a page is true by itself, and false where lies are told: "
                                       "page.md:6:2: this is False\n")
