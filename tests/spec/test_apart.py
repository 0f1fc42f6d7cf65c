"""What the code of a page does to its process, it does to nobody else; and each such end is told at its claim."""

import subprocess
import sys
import time

import numpy as np
import pytest

from convdoc.spec import check, check_all
from convdoc.spec.claims import Unreached

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="this system limits or ends processes in another way")


def fence(source):
    return f"```python\n{source}\n```\n"


@pytest.fixture
def write(tmp_path):
    def page(text, name="page.md"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path
    return page


def messages(report):
    return [f"{report.line_of(claim)}: {claim.fault}" for claim in report.roots]


def test_an_endless_loop_is_stopped_and_told_at_its_claim(write, tmp_path):
    began = time.monotonic()
    report = check(write("`True`\n\n" + fence("while True:\n    pass")), tmp_path, seconds=1)
    assert messages(report) == ["4: this does not end: stopped after 1 s"]
    assert time.monotonic() - began < 10


def test_an_endless_loop_that_catches_everything_is_stopped(write, tmp_path):
    source = "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass"
    assert messages(check(write(fence(source)), tmp_path, seconds=1)) == ["2: this does not end: stopped after 1 s"]


def test_an_endless_note_is_stopped_at_its_formula(write, tmp_path):
    text = fence("def f():\n    while True:\n        pass") + "\nIt is $6$<!-- = f() -->.\n"
    assert messages(check(write(text), tmp_path, seconds=1)) == ["7: this does not end: stopped after 1 s"]


def test_a_claim_has_its_seconds_for_itself(write, tmp_path):
    slow = fence("import time\ntime.sleep(0.6)")
    assert not check(write(slow * 3), tmp_path, seconds=1.5).faults


def test_code_that_ends_the_process_is_a_fault_at_its_claim(write, tmp_path):
    report = check(write("`True`\n\n" + fence("import os\nos._exit(3)")), tmp_path)
    assert messages(report) == ["4: the code ends the whole process (exit status 3)"]


@LINUX
def test_a_crash_is_a_fault_at_its_claim(write, tmp_path):
    report = check(write(fence("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)")), tmp_path)
    assert messages(report) == ["2: the code ends the whole process (SIGSEGV)"]


def test_claims_below_the_end_are_not_true_but_not_listed(write, tmp_path):
    report = check(write("`1 == 2`, `later`\n\n" + fence("import os\nos._exit(0)") + "\n`True`\n"), tmp_path)
    assert messages(report) == ["1: this is False", "4: the code ends the whole process (exit status 0)"]
    assert [isinstance(claim.fault, Unreached) for claim in report.claims] == [False, True, False, True]


@LINUX
def test_memory_without_end_is_a_fault_of_the_code(write, tmp_path):
    report = check(write(fence("a = []\nwhile True:\n    a.append(bytes(10**8))")), tmp_path)
    assert messages(report) == ["4: the code fails: MemoryError"]


@LINUX
def test_an_endless_page_ends_even_if_whoever_asked_was_killed(write, tmp_path):
    write(fence(f"import os\nopen({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid())) and [None for _ in iter(int, 1)]"))
    run = subprocess.Popen([sys.executable, "-m", "convdoc.spec.cli", "check", "page.md", "--seconds", "2"], cwd=tmp_path)
    wait_for(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text())
    run.kill()
    run.wait()
    wait_for(lambda: is_gone(int((tmp_path / "pid").read_text())))


def wait_for(happened):
    for _ in range(400):
        if happened():
            return
        time.sleep(0.05)
    pytest.fail("this did not happen in time")


def is_gone(pid):
    try:
        return open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


@LINUX
def test_what_a_page_starts_ends_with_it(write, tmp_path):
    source = f"import subprocess\nchild = subprocess.Popen(['sleep', '600'])\nopen({str(tmp_path / 'pid')!r}, 'w').write(str(child.pid))"
    check(write(fence(source)), tmp_path)
    wait_for(lambda: is_gone(int((tmp_path / "pid").read_text())))


def test_a_thread_that_goes_on_does_not_hold_the_check(write, tmp_path):
    began = time.monotonic()
    assert not check(write(fence("import threading, time\nthreading.Thread(target=time.sleep, args=(60,)).start()")), tmp_path).faults
    assert time.monotonic() - began < 20


def test_code_has_nobody_to_ask(write, tmp_path):
    assert messages(check(write(fence("a = input()")), tmp_path)) == ["2: the code fails: EOFError: EOF when reading a line"]


def test_what_a_page_writes_past_python_is_not_mixed_with_the_messages(write, tmp_path):
    write(fence("import os\nsize = os.write(1, b'leak'), os.write(2, b'leak')"))
    run = subprocess.run([sys.executable, "-m", "convdoc.spec.cli", "check", "-q", "page.md"], cwd=tmp_path, capture_output=True, timeout=60)
    assert (run.returncode, run.stdout, run.stderr) == (0, b"", b"")


def test_one_page_cannot_spoil_the_next(write, tmp_path):
    spoil = "import builtins, numpy as np, convdoc.spec.page as page\nbuiltins.sum = lambda x: 0\nnp.sum = None\npage.EVALUATORS.clear()"
    pages = [write(fence(spoil), "a.md"), write("`sum([1, 2]) == 3`\n", "b.md"), write("`sum([1, 2]) == 4`\n", "c.md")]
    first, second, third = check_all(pages, tmp_path, jobs=1)
    assert (not first.faults, not second.faults, len(third.faults)) == (True, True, 1)
    assert sum([1, 2]) == 3 and np.sum is not None


def test_reports_come_in_the_order_of_the_pages(write, tmp_path):
    pages = [write(fence(f"import time\ntime.sleep({wait})"), f"{name}.md") for name, wait in [("slow", 1.5), ("quick", 0), ("last", 0)]]
    seen = []
    reports = list(check_all(pages, tmp_path, jobs=2, progress=lambda done, total, path: seen.append((done, total, path.name))))
    assert [report.path for report in reports] == ["slow.md", "quick.md", "last.md"]
    assert [done for done, _, _ in seen] == [1, 2, 3]
    assert seen[0][2] == "quick.md"


def test_random_numbers_differ_from_page_to_page(write, tmp_path):
    """Processes made from one copy would all begin with the same state, and a random output would look stable."""
    text = fence("import random\nimport numpy as np\nrandom.random(), np.random.rand()") + "\n```text .output\n?\n```\n"
    one, other = (str(check(write(text), tmp_path).faults[0].fault) for _ in range(2))
    assert one != other


def test_a_note_takes_nothing_from_the_random_numbers_of_the_page(write, tmp_path):
    seed = fence("import random\nimport numpy as np\nrandom.seed(1)\nnp.random.seed(1)")
    note = "`0.0`<!-- = np.random.rand() * random.random() * 0 -->\n"
    draw = fence("random.random(), float(np.random.rand())") + "\n```text .output\n?\n```\n"
    with_note, without = (str(check(write(text), tmp_path).roots[0].fault) for text in (seed + note + draw, seed + draw))
    assert with_note == without


def test_the_folder_and_the_environment_are_those_of_whoever_asks(write, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAID", "yes")
    text = fence("import os") + f"\n`os.getcwd() == {str(tmp_path)!r}`, `os.environ['SAID'] == 'yes'`\n"
    assert messages(check(write(text), tmp_path)) == []


def test_a_kind_of_fault_survives_the_way_back(write, tmp_path):
    [claim] = check(write("`a`\n"), tmp_path).faults
    assert type(claim.fault).__name__ == "MissingName"
    assert claim.fault.names == ("a",)


@pytest.mark.parametrize("guard", ["", "if __name__ == '__main__':\n    "], ids=["bare", "guarded"])
def test_a_script_may_check_a_page(write, tmp_path, guard):
    """The new process does not run the script again, guarded or not."""
    write("`1 == 2`\n")
    script = tmp_path / "script.py"
    script.write_text(f"from convdoc.spec import check\nprint('once')\n{guard}print(len(check('page.md').faults))\n")
    run = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert (run.stdout, run.stderr) == ("once\n1\n", "")


def test_a_page_runs_in_the_root_of_its_project_wherever_the_check_is_started(tmp_path, monkeypatch):
    (tmp_path / "project" / "docs").mkdir(parents=True)
    (tmp_path / "project" / "data.txt").write_text("7")
    page = tmp_path / "project" / "docs" / "page.md"
    page.write_text("```python\nint(open('data.txt').read())\n```\n\n``` { .output }\n7\n```\n")
    monkeypatch.chdir(tmp_path)
    assert check(page.relative_to(tmp_path), "project").faults == []


def test_a_page_that_writes_into_its_pipe_does_not_take_the_check_with_it(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("```python\nimport os\nfor fd in range(3, 40):\n    try:\n        os.write(fd, b'\\x00\\x00\\x00\\x04junk')\n    except OSError:\n        pass\n```\n")
    [fault] = check(page, tmp_path, seconds=5).faults
    assert "the process" in str(fault.fault)
