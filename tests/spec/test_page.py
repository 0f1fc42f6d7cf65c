"""A page goes from top to bottom in one namespace, and what it does to Python's output or NumPy's printing stays where it is."""

import sys
import warnings

import numpy as np
import pytest

from convdoc.spec import Page


def told(text):
    report = Page(text).evaluate()
    return [f"{report.line_of(claim)}: {claim.fault}" for claim in report.roots]


def fence(source, output=""):
    return f"```python\n{source}\n```\n" + (f"\n```text .output\n{output}\n```\n" if output else "")


@pytest.mark.parametrize("spoil", ["import sys\nsys.stdout = None", "import sys, io\nsys.stdout = io.StringIO()", "import sys\nsys.stdout.write = print"])
def test_what_code_does_to_standard_output_ends_with_it(spoil):
    stdout = sys.stdout
    assert told(fence(spoil) + fence("print(2)", "2")) == []
    assert sys.stdout is stdout


def test_the_value_of_a_last_expression_is_shown_whatever_became_of_standard_output():
    assert told(fence("import sys\nsys.stdout = None\n1 + 1", "2")) == []


def test_print_options_that_stay_changed_are_refused():
    """The next block would show other digits to whoever runs the page than to whoever copies the block."""
    before = np.get_printoptions()
    assert told(fence("import numpy as np\nnp.set_printoptions(precision=2)") + fence("np.array([1 / 3])", "array([0.33333333])")) == [
        "2: this code leaves NumPy's print options changed; write `with np.printoptions(…):` around what shows the numbers"]
    assert np.get_printoptions() == before


def test_print_options_in_a_with_block_are_welcome():
    assert told(fence("import numpy as np\nwith np.printoptions(precision=2):\n    print(np.array([1 / 3]))", "[0.33]")) == []


def test_a_warning_is_no_output_and_no_fault():
    assert told(fence("import numpy as np\nnp.array([1.0]) / 0", "array([inf])")) == []


def test_warnings_that_code_turns_into_errors_do_so_in_that_code():
    text = fence("import warnings\nwarnings.simplefilter('error')\nwarnings.warn('no')")
    assert told(text) == ["4: the code fails: UserWarning: no"]
    filters = warnings.filters[:]
    assert told(fence("import warnings\nwarnings.simplefilter('error')") + fence("warnings.warn('no')")) == []
    assert warnings.filters == filters


BROKEN = {
    "a target": "1 / 0\nx = 1", "a target in a tuple": "1 / 0\ny, (x, z) = 1, (2, 3)", "an import": "1 / 0\nimport x.y", "an alias": "1 / 0\nfrom a import b as x",
    "a star": "1 / 0\nfrom a import *", "a function": "1 / 0\ndef x(): pass", "a class": "1 / 0\nclass x: pass", "a loop": "for x in 1 / 0:\n    pass",
    "an augmented name": "1 / 0\nx += 1", "a walrus": "1 / 0\n(x := 1)", "a with": "with 1 / 0 as x:\n    pass", "what is not Python": "x = = 1",
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_name_that_broken_code_would_have_bound_is_not_told_again(case):
    assert len(told(fence(BROKEN[case]) + "\n`x`, $x = 2$, $2$<!-- = x -->\n")) == 1


@pytest.mark.parametrize("source", ["1 / 0\ndef f():\n    x = 1", "1 / 0\n[x for x in 'ab']", "1 / 0\ny = lambda x: x", "1 / 0\nprint(x)", "1 / 0\ny.x = 1", "y = = 1"])
def test_a_name_that_broken_code_would_not_have_bound_is_told(source):
    assert told(fence(source) + "\n`x`\n")[1:] == [f"{source.count(chr(10)) + 5}: nothing on this page is named 'x'; if it is not Python, say behind it <!-- lit -->"]


def test_a_name_that_is_lost_two_blocks_later_is_not_told():
    assert len(told(fence("a = 1 / 0") + fence("b = a") + fence("c = b") + "\n`c == 1`\n")) == 1


def test_code_that_needs_what_only_later_code_would_have_bound_is_told():
    assert told(fence("a = b") + fence("b = 1 / 0")) == ["2: the code fails: NameError: name 'b' is not defined",
                                                        "5: the code fails: ZeroDivisionError: division by zero"]


def test_a_broken_set_up_takes_its_names_and_the_symbols_with_it(tmp_path):
    (tmp_path / "names.py").write_text("1 / 0\nSYMBOLS = {'k'}\nx = 1\n")
    report = Page("<!-- setup: names.py -->\n$k$, `x`, `y`\n", tmp_path / "a.md", tmp_path).evaluate()
    assert [str(claim.fault) for claim in report.roots] == ["names.py:1: the code fails: ZeroDivisionError: division by zero",
                                                            "nothing on this page is named 'y'; if it is not Python, say behind it <!-- lit -->"]


def test_what_waits_for_a_name_is_tried_again_only_when_code_binds_it():
    tried = []
    page = Page("`later == 1` `never == 1`\n\n" + fence("x = 0") * 5 + fence("later = 1") + fence("x = 1") * 5)
    page.before_claim = lambda _, claim: tried.append(claim.body)
    page.evaluate()
    assert (tried.count("later == 1"), tried.count("never == 1")) == (2, 1)


def test_a_carriage_return_in_what_code_shows_is_refused():
    """No page can show one: reading a page makes a line end of it."""
    assert told(fence(r"print('a\rb')", "a\nb")) == ["2: this code shows a carriage return, which no page can show; print lines that end in '\\n'"]
