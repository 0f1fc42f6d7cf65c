"""What runs the reader's code: in a browser, and here in any Python."""

import os
import sys
import time

import pytest

from convdoc.site.live import runner


@pytest.fixture
def page():
    yield "page"
    runner.forget("page")


def run(source, page="page", limit=runner.LIMIT):
    """How a block ended, and what it has shown."""
    shown = []
    told = runner.run(source, page, "block 1", lambda kind, content: shown.append((kind, content)), limit)
    return told, shown


def text(shown):
    return "".join(content for kind, content in shown if kind in ("out", "err"))


@pytest.mark.parametrize(("source", "shown"), [
    ("1 + 1", "2\n"), ("print(1)\n2", "1\n2\n"), ("x = 1", ""), ("None", ""), ("'a'", "'a'\n"),
    ("import numpy as np\nnp.set_printoptions(precision=2)\nnp.array([1 / 3])", "array([0.33])\n"),
])
def test_a_block_shows_what_it_prints_and_its_last_expression(page, source, shown):
    told, said = run(source)
    assert told == {"end": "done"} and text(said) == shown


def test_the_next_block_prints_as_numpy_does(page):
    run("import numpy as np\nnp.set_printoptions(precision=2)")
    assert text(run("np.array([1 / 3])")[1]) == "array([0.33333333])\n"


def test_the_blocks_of_a_page_share_their_names_and_pages_do_not(page):
    run("x = 3")
    assert text(run("x")[1]) == "3\n"
    assert run("x", "another")[0]["type"] == "NameError"
    runner.forget("page")
    assert run("x")[0]["type"] == "NameError"


@pytest.mark.parametrize(("source", "line", "last"), [
    ("x = 1\n\nx / 0", 3, "ZeroDivisionError: division by zero"),
    ("def f():\n    raise ValueError('no')\n\nf()", 2, "ValueError: no"),
    ("x = 1\nx +", 2, "SyntaxError: invalid syntax"),
    ("import absent", 1, "ModuleNotFoundError: No module named 'absent'"),
    ("def f():\n    f()\n\nf()", 2, "RecursionError: maximum recursion depth exceeded"),
    ("import json\njson.loads('{')", 2, "json.decoder.JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
])
def test_a_traceback_points_at_the_line_of_the_block_and_shows_nothing_of_the_runner(page, source, line, last):
    told, _ = run(source)
    assert (told["end"], told["line"]) == ("error", line)
    assert told["error"].strip().splitlines()[-1] == last
    assert "runner.py" not in told["error"]


def test_a_traceback_shows_the_lines_of_the_block(page):
    told, _ = run("def f(x):\n    return 1 / x\n\nf(0)")
    assert 'File "<block 1>", line 4, in <module>\n    f(0)' in told["error"] and "    return 1 / x" in told["error"]


def test_output_is_cut_where_nobody_would_read_on(page):
    told, shown = run("while True:\n    print('x' * 99)", limit=1000)
    assert told == {"end": "limit", "limit": 1000} and len(text(shown)) == 1000


def test_no_exception_handler_holds_up_the_cut(page):
    told, shown = run("while True:\n    try:\n        print('x' * 99)\n    except Exception:\n        pass", limit=1000)
    assert told["end"] == "limit"


def test_a_stop_is_told_with_its_line_and_keeps_the_names(page):
    told, _ = run("x = 5\nraise KeyboardInterrupt")
    assert told == {"end": "stopped", "line": 2}
    assert text(run("x")[1]) == "5\n"


@pytest.mark.parametrize(("source", "error"), [("import sys\nsys.exit()", ""), ("raise SystemExit(3)", "3")])
def test_code_that_leaves_ends_the_run_alone(page, source, error):
    assert run(source)[0] == {"end": "exit", "error": error}


@pytest.mark.parametrize(("kind", "content"), [("png", b"\x89PNG"), ("svg", "<svg/>")])
def test_an_image_leaves_as_an_image_and_after_what_was_printed(page, kind, content):
    told, shown = run(f"class Image:\n    def _repr_{kind}_(self):\n        return {content!r}\n\nprint(1)\nImage()")
    assert shown == [("out", "1\n"), (kind, content)]


def test_a_matrix_is_shown_as_numbers_and_then_as_an_image(page):
    told, [(kind, numbers), (image, png)] = run("import numpy as np\nnp.array([[0, -1], [1, 0]])")
    assert (kind, numbers) == ("out", "array([[ 0, -1],\n       [ 1,  0]])\n")
    assert (image, png[:4]) == ("signed", b"\x89PNG")


def test_standard_output_is_what_it_was(page):
    before = sys.stdout, sys.stderr, sys.modules["__main__"]
    run("import sys\nsys.stdout = None\n1 / 0")
    assert (sys.stdout, sys.stderr, sys.modules["__main__"]) == before


def test_what_cannot_work_in_a_page_says_so(page, monkeypatch):
    import builtins
    for module, name in ((time, "sleep"), (builtins, "input"), (os, "_exit")):
        monkeypatch.setattr(module, name, getattr(module, name))
    runner.prepare()
    assert "put the value into a variable" in run("input('x')")[0]["error"]
    assert run("import os\nos._exit(3)")[0] == {"end": "exit", "error": "3"}
    assert run("import time\ntime.sleep(0.01)")[0] == {"end": "done"}
    assert "non-negative" in run("import time\ntime.sleep(-1)")[0]["error"]
