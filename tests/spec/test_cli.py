"""`convdoc check` as somebody uses it: what it prints, and how it ends."""

import subprocess
import sys

import pytest

from convdoc.spec.cli import main

TRUE = "`1 + 1 == 2`\n"
FALSE = "words\n\n  `1 + 1 == 3`\n"


@pytest.fixture
def pages(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "docs" / "deep" / "deeper").mkdir(parents=True)
    return tmp_path / "docs"


def test_true_pages_end_with_zero_and_a_count(pages, capsys):
    (pages / "a.md").write_text(TRUE)
    (pages / "deep" / "deeper" / "b.md").write_text(TRUE)
    assert main(["check"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "docs/a.md: 1 claims, 0 not true", "docs/deep/deeper/b.md: 1 claims, 0 not true", "2 pages, 2 claims, 0 not true"]


def test_a_false_page_ends_with_one_and_names_page_line_and_column(pages, capsys):
    (pages / "a.md").write_text(FALSE)
    assert main(["check", "docs/a.md"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "docs/a.md:3:4: this is False", "      `1 + 1 == 3`", "       ^", "docs/a.md: 1 claims, 1 not true"]


def test_quiet_says_nothing_about_true_pages(pages, capsys):
    (pages / "a.md").write_text(TRUE)
    assert main(["check", "-q", "docs/a.md"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("arguments", "message"), [
    (["check", "no.md"], "no.md does not exist"), (["check", "docs/deep"], "no Markdown page in docs/deep"),
    (["check", "docs/binary.md"], "docs/binary.md is not a text in UTF-8"),
])
def test_what_cannot_be_done_ends_with_two(pages, capsys, arguments, message):
    (pages / "binary.md").write_bytes(b"\xff\xfe\x00")
    assert main(arguments) == 2
    assert message in capsys.readouterr().err


def test_failures_that_follow_from_broken_code_are_left_out(pages, capsys):
    (pages / "a.md").write_text("```python\na = 1 / 0\n```\n\n`a`, `a == 1`\n")
    assert main(["check", "docs"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("docs/a.md:2:1: the code fails: ZeroDivisionError: division by zero")
    assert "named 'a'" not in out


def test_the_command_is_installed_and_has_help():
    run = subprocess.run([sys.executable, "-m", "convdoc.spec.cli", "check", "--help"], capture_output=True, text=True, check=True)
    assert "exit status: 0 all claims are true" in run.stdout
