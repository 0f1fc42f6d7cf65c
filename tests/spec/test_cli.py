"""`convdoc` as somebody uses it: what it prints, and how it ends."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from convdoc.spec.cli import main

COMMAND = [sys.executable, "-m", "convdoc.spec.cli"]
TRUE = "`1 + 1 == 2`\n"
FALSE = "words\n\n  `1 + 1 == 3`\n"
ENDLESS = "```python\nwhile True:\n    pass\n```\n"


@pytest.fixture
def pages(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "docs" / "deep" / "deeper").mkdir(parents=True)
    return tmp_path / "docs"


def test_true_pages_end_with_zero_and_a_count(pages, capsys):
    (pages / "a.md").write_text(TRUE)
    (pages / "deep" / "deeper" / "b.md").write_text(TRUE)
    assert main(["check"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "docs/a.md: 1 claim, 0 not true", "docs/deep/deeper/b.md: 1 claim, 0 not true", "2 pages, 2 claims, 0 not true"]


def test_a_false_page_ends_with_one_and_names_page_line_and_column(pages, capsys):
    (pages / "a.md").write_text(FALSE)
    assert main(["check", "docs/a.md"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "docs/a.md:3:4: this is False", "      `1 + 1 == 3`", "       ^", "docs/a.md: 1 claim, 1 not true"]


@pytest.mark.parametrize("name", ["a.markdown", "a.mdown", "a.MD", "a.txt"])
def test_any_file_may_be_named_as_a_page(pages, capsys, name):
    (pages / name).write_text(FALSE)
    assert main(["check", f"docs/{name}"]) == 1
    assert capsys.readouterr().out.startswith(f"docs/{name}:3:4: this is False")


def test_a_folder_is_searched_for_markdown_and_not_in_hidden_folders(pages, capsys):
    for name in ("a.md", "b.markdown", "c.mdown", "d.txt", ".hidden/e.md"):
        (pages / name).parent.mkdir(exist_ok=True)
        (pages / name).write_text(TRUE)
    assert main(["check", "docs", "docs/a.md"]) == 0
    assert [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()] == [
        "docs/a.md", "docs/b.markdown", "docs/c.mdown", "3 pages, 3 claims, 0 not true"]


def test_of_a_long_line_only_what_stands_around_the_spot_is_shown(pages, capsys):
    (pages / "a.md").write_text("`True` " * 500 + "`1 == 2`" + " `True`" * 500)
    assert main(["check"]) == 1
    message, source, caret, _ = capsys.readouterr().out.splitlines()
    assert message == "docs/a.md:1:3502: this is False"
    assert len(source) == 4 + 1 + 400 + 1 and source.startswith("    …") and source.endswith("…")
    assert source[len(caret) - 1:].startswith("1 == 2`")


def test_a_page_with_very_many_faults_on_a_line_is_told_in_bounded_time(pages, capsys):
    (pages / "a.md").write_text("`1 == 2` " * 3_000)
    began = time.monotonic()
    assert main(["check"]) == 1
    assert capsys.readouterr().out.count("this is False") == 3_000
    assert time.monotonic() - began < 20


def test_quiet_says_nothing_about_true_pages(pages, capsys):
    for name in "ab":
        (pages / f"{name}.md").write_text(TRUE)
    assert main(["check", "-q"]) == 0
    assert capsys.readouterr().out == ""


def test_a_set_up_file_gives_names_to_a_page_that_has_none(pages, capsys):
    (pages / "note.md").write_text("$k + 1 = 4$, `k == 4`\n")
    (pages.parent / "names.py").write_text("k = 3\n")
    assert main(["check", "docs/note.md"]) == 1
    assert "nothing on this page is named 'k'" in capsys.readouterr().out
    assert main(["check", "docs/note.md", "--setup", "names.py"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "docs/note.md:1:15: this is False", "    $k + 1 = 4$, `k == 4`", "                  ^", "docs/note.md: 3 claims, 1 not true"]


def test_a_broken_set_up_file_is_told_once(pages, capsys):
    (pages / "note.md").write_text("$k + 1 = 4$, `j`\n")
    (pages.parent / "names.py").write_text("j = 2\nk = 1 / 0\n")
    assert main(["check", "docs/note.md", "--setup", "names.py"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("docs/note.md:1:1: names.py:2: the code fails: ZeroDivisionError: division by zero\n")
    assert out.count("docs/note.md:") == 2


def test_embeds_are_looked_up_from_the_root(pages, capsys, monkeypatch):
    (pages / "mod.py").write_text("def f(x):\n    return x + 1\n")
    (pages / "a.md").write_text('```python\n--8<-- "mod.py:f"\n```\n\n`f(1) == 2`\n')
    monkeypatch.syspath_prepend(str(pages))
    assert main(["check", "docs/a.md"]) == 1
    assert main(["check", "docs/a.md", "--root", "docs"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "a.md: 2 claims, 0 not true"


def too_long(path):
    path.write_text("`True`\n" * 300_000)


def hopelessly_long(path):
    path.write_bytes(b"\xff" * 9_000_000)


@pytest.mark.parametrize(("arguments", "message"), [
    (["check", "no.md"], "no.md does not exist"), (["check", "docs/deep"], "no Markdown page in docs/deep"),
    (["check", "docs/binary.md"], "docs/binary.md is not a text in UTF-8"),
    (["check", "docs/null.md"], "docs/null.md is not a text: it holds a null character"),
    (["check", "docs/long.md"], "docs/long.md is too long to be a page: 2,100,000 characters; 2,000,000 are the most"),
    (["check", "docs/huge.md"], "docs/huge.md is too long to be a page: 9,000,000 bytes; 2,000,000 characters are the most"),
    (["check", "docs/a.md", "--setup", "no.py"], "the set-up file no.py does not exist"),
    (["check", "docs/a.md", "--root", "no"], "the root no is not a folder"),
    (["report", "docs/a.md", "--output", "no/where.json"], "no/where.json cannot be written: No such file or directory"),
    (["update", "no.md"], "no.md does not exist"), (["report", "no.md"], "no.md does not exist"),
])
def test_what_cannot_be_done_ends_with_two_and_a_line(pages, capsys, arguments, message, monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    (pages / "a.md").write_text(TRUE)
    (pages / "binary.md").write_bytes(b"\xff\xfe\x00")
    (pages / "null.md").write_bytes(b"a\x00b")
    too_long(pages / "long.md")
    hopelessly_long(pages / "huge.md")
    began = time.monotonic()
    assert main(arguments) == 2
    assert capsys.readouterr() == ("", f"convdoc {arguments[0]}: {message}\n")
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(("owner", "function", "place"), [(Path, "read_text", "docs/a.md"), (os, "scandir", "docs")], ids=["file", "folder"])
def test_what_may_not_be_read_is_named(pages, capsys, monkeypatch, owner, function, place):
    """The tests may run as root, who may read everything: so the system's answer is played."""
    (pages / "a.md").write_text(TRUE)
    real = getattr(owner, function)

    def refuse(path, *arguments, **options):
        if str(path) == place:
            raise PermissionError(13, "Permission denied", place)
        return real(path, *arguments, **options)

    monkeypatch.setattr(owner, function, refuse)
    assert main(["check", "docs"]) == 2
    assert capsys.readouterr().err == f"convdoc check: {place} cannot be read: Permission denied\n"


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "soon"])
def test_a_time_that_is_none_is_refused(pages, capsys, seconds):
    with pytest.raises(SystemExit) as end:
        main(["check", "--seconds", seconds])
    assert end.value.code == 2
    assert "argument --seconds" in capsys.readouterr().err


def test_an_endless_page_ends(pages, capsys):
    (pages / "a.md").write_text(ENDLESS)
    assert main(["check", "--seconds", "0.5"]) == 1
    assert capsys.readouterr().out.startswith("docs/a.md:2:1: this does not end: stopped after 0.5 s\n")


def test_failures_that_follow_from_broken_code_are_left_out(pages, capsys):
    (pages / "a.md").write_text("`a`\n\n```python\na = 1 / 0\n```\n\n```python\nb = a\n```\n\n`a`, `a == 1`, `b`\n")
    assert main(["check", "docs"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("docs/a.md:4:1: the code fails: ZeroDivisionError: division by zero")
    assert out.count("docs/a.md:") == 2
    assert out.endswith("docs/a.md: 6 claims, 6 not true\n")


def test_a_name_that_broken_code_would_not_have_bound_is_told(pages, capsys):
    (pages / "a.md").write_text("```python\na = 1 / 0\nimport os.path as p\n```\n\n`a`, `p`, `c`\n\n```python\nd = e\n```\n")
    assert main(["check", "docs"]) == 1
    told = [line for line in capsys.readouterr().out.splitlines() if line.startswith("docs/a.md:")]
    assert told[1:3] == ["docs/a.md:6:12: nothing on this page is named 'c'; if it is not Python, say behind it <!-- lit -->",
                         "docs/a.md:9:1: the code fails: NameError: name 'e' is not defined"]


def test_json_names_place_kind_and_what_is_said(pages, capsys):
    (pages / "a.md").write_text("一个图 `1 + 1 == 3`\n\n```python\nX = 3\n```\n\n$4$<!-- = X -->\n")
    assert main(["check", "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == {"pages": 1, "claims": 3, "not_true": 2, "faults": [
        {"path": "docs/a.md", "line": 1, "column": 6, "end": {"line": 1, "column": 17}, "kind": "span", "said": "1 + 1 == 3",
         "message": "this is False", "note": "", "cases": 1},
        {"path": "docs/a.md", "line": 7, "column": 2, "end": {"line": 7, "column": 16}, "kind": "formula", "said": "4",
         "message": "the code gives 3, the page says 4", "note": "= X", "cases": 1}]}


def test_github_shows_a_fault_beside_its_line(pages, capsys, monkeypatch):
    (pages / "a,b:c.md").write_text("`len('50%\\n') == 3 and 0`\n\n`1 == 2`\n")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(pages.parent))
    assert main(["check"]) == 1
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "::error file=docs/a%2Cb%3Ac.md,line=3,col=2,title=convdoc%3A this span is not true::this is False",
        "docs/a,b:c.md: 2 claims, 2 not true"]


def test_a_message_of_several_lines_stays_one_annotation(pages, capsys):
    (pages / "a.md").write_text("```python\nraise ValueError('50%: a, b')\n```\n")
    assert main(["check", "--format", "github"]) == 1
    assert capsys.readouterr().out.splitlines()[0] == (
        "::error file=docs/a.md,line=2,col=1,title=convdoc%3A this code is not true::the code fails: ValueError: 50%25: a, b")


def test_a_format_that_is_asked_for_wins_over_github(pages, capsys, monkeypatch):
    (pages / "a.md").write_text(FALSE)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert main(["check", "--format", "text"]) == 1
    assert capsys.readouterr().out.startswith("docs/a.md:3:4: this is False\n")


def test_a_terminal_shows_how_far_it_is_and_a_pipe_does_not(pages):
    for name in "ab":
        (pages / f"{name}.md").write_text(TRUE)
    outer, inner = pytest.importorskip("pty").openpty()
    run = subprocess.run([*COMMAND, "check"], stdout=subprocess.PIPE, stderr=inner, timeout=60)
    os.close(inner)
    shown = b""
    while select.select([outer], [], [], 0.2)[0]:
        try:
            shown += os.read(outer, 4096)
        except OSError:                                       # Linux's word for the end of a terminal
            break
    os.close(outer)
    assert run.stdout.decode().splitlines()[-1] == "2 pages, 2 claims, 0 not true"
    assert b"2/2 docs/" in shown and shown.endswith(b"\r\x1b[K")
    assert subprocess.run([*COMMAND, "check"], capture_output=True, timeout=60).stderr == b""


def test_a_reader_who_goes_away_is_no_error(pages):
    (pages / "a.md").write_text("`1 == 2`\n\n" * 4000)
    run = subprocess.Popen([*COMMAND, "check"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    run.stdout.readline()
    run.stdout.close()
    assert run.stderr.read() == b""
    assert run.wait(timeout=60) == 141


def test_an_interrupt_ends_with_a_word_and_leaves_nothing_running(pages):
    (pages / "a.md").write_text(f"```python\nimport os, time\nopen({str(pages / 'pid')!r}, 'w').write(str(os.getpid())) and time.sleep(600)\n```\n")
    run = subprocess.Popen([*COMMAND, "check", "--seconds", "60"], stderr=subprocess.PIPE, start_new_session=True)
    for _ in range(400):
        if (pages / "pid").exists() and (pages / "pid").read_text():
            break
        time.sleep(0.05)
    os.killpg(run.pid, signal.SIGINT)
    assert run.stderr.read() == b"\nconvdoc check: stopped\n"
    assert run.wait(timeout=60) == 130
    with pytest.raises(ProcessLookupError):
        os.kill(int((pages / "pid").read_text()), 0)


def test_a_terminal_that_lacks_a_character_still_gets_the_message(pages):
    (pages / "a.md").write_text("图 `1 == 2`\n", encoding="utf-8")
    run = subprocess.run([*COMMAND, "check"], capture_output=True, env=os.environ | {"PYTHONIOENCODING": "ascii"}, timeout=60)
    assert (run.returncode, run.stderr) == (1, b"")
    assert b"\\u56fe `1 == 2`" in run.stdout


def test_convdoc_alone_tells_what_it_can_do(capsys):
    assert main([]) == 0
    out = capsys.readouterr().out
    assert all(f"    {command} " in out for command in ("check", "update", "report"))


def test_the_version_is_that_of_the_package(capsys):
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert (end.value.code, capsys.readouterr().out) == (0, "convdoc 0.1.0\n")


@pytest.mark.parametrize("command", ["check", "update", "report"])
def test_each_command_has_help_with_examples_and_exit_statuses(command):
    run = subprocess.run([*COMMAND, command, "--help"], capture_output=True, text=True, check=True)
    assert f"examples:\n  convdoc {command} " in run.stdout
    assert all(f"\n  {status}  " in run.stdout.partition("exit status:")[2] for status in range(3))


@pytest.mark.parametrize(("seconds", "message"), [("inf", "at most 86400 are possible"), ("nan", "at most 86400 are possible"),
                                                  ("0", "more than 0"), ("soon", "'soon' is not a number of seconds")])
def test_seconds_are_a_number_that_can_be_waited_for(pages, capsys, seconds, message):
    with pytest.raises(SystemExit) as ended:
        main(["check", "--seconds", seconds])
    assert ended.value.code == 2
    assert message in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no such files")
def test_what_is_no_regular_file_is_refused(pages, capsys):
    os.mkfifo(pages / "pipe.md")
    assert main(["check", "docs/pipe.md"]) == 2
    assert "docs/pipe.md is not a file that can be read as a page" in capsys.readouterr().err
