"""`::: package.name` shows what the code says of an object, and the examples in its docstring must be true."""

import sys
import textwrap

import numpy as np
import pytest

from convdoc.spec import Page


@pytest.fixture
def told(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def told(source, name="shapes.shape"):
        """What the check says of `::: NAME`, where this is the source of the module `shapes`."""
        monkeypatch.delitem(sys.modules, "shapes", raising=False)
        (tmp_path / "shapes.py").write_text(source, encoding="utf-8")
        report = Page(f"Words.\n\n::: {name}\n", tmp_path / "page.md", tmp_path).evaluate()
        return [report.describe(claim).split("\n")[0] for claim in report.roots]

    yield told
    sys.modules.pop("shapes", None)


def shape(examples):
    """A module with a function, and these examples from line 4 on."""
    return f'def shape(height, width):\n    """Height and width.\n\n{textwrap.indent(textwrap.dedent(examples), "    ")}    """\n    return height, width\n'


TRUE = """\
>>> shape(2, 3)
(2, 3)
"""


def test_a_true_example_passes(told):
    assert told(shape(TRUE)) == []


def test_a_false_example_is_told_at_the_object_with_its_place_in_the_source(told):
    assert told(shape(TRUE + "\nWords.\n\n>>> shape(4, 5)\n(4, 6)\n")) == [
        "page.md:3:5: shapes.py:9: an example of shapes.shape: the code gives '(4, 5)', the docstring says '(4, 6)'"]


def test_what_an_example_has_defined_the_next_one_uses(told):
    assert told(shape(">>> size = shape(2, 3)\n>>> size[0]\n2\n")) == []


@pytest.mark.parametrize(("examples", "says"), [
    (">>> shape(2, 3)\n", "4: an example of shapes.shape: the code gives '(2, 3)', the docstring says ''"),
    (">>> size = shape(2, 3)\n(2, 3)\n", "4: an example of shapes.shape: the code gives '', the docstring says '(2, 3)'"),
    (TRUE + "(2, 3)\n", "4: an example of shapes.shape: the code gives 'nothing more', the docstring says '(2, 3)'"),
    (">>> shape(2)\n", "4: an example of shapes.shape: the code fails: TypeError: shape() missing 1 required positional argument: 'width'"),
    (">>> shape(2, \n", "4: an example of shapes.shape: the code fails: SyntaxError: '(' was never closed"),
    (">>> exit(1)\n", "4: an example of shapes.shape: the code fails: SystemExit: 1"),
    (">>> shape(2, 3) == (2, 3)\n1\n", "4: an example of shapes.shape: the code gives 'True', the docstring says '1'"),
    (">>>shape(2, 3)\n(2, 3)\n", "line 3 of the docstring for shapes.shape lacks blank after >>>")])
def test_an_example_that_is_not_true_is_told(told, examples, says):
    [message] = told(shape(examples))
    assert says in message


@pytest.mark.parametrize(("example", "says"), [
    (">>> shape(2, 3)  # doctest: +SKIP\n(2, 4)\n", "an option of doctest"),
    (">>> shape(2, 3)  # doctest: +ELLIPSIS\n(2, ...)\n", "an option of doctest"),
    (">>> shape(2)  # doctest: +IGNORE_EXCEPTION_DETAIL\nTraceback (most recent call last):\n    ...\nTypeError: no\n", "an option of doctest"),
    (">>> shape(2)\nTraceback (most recent call last):\n  In 43 windows\nTypeError: no\n", "the stack of a traceback, which nothing checks")])
def test_an_example_that_need_not_be_true_to_the_letter_is_refused(told, example, says):
    [message] = told(shape(example))
    assert message.startswith(f"page.md:3:5: shapes.py:4: an example of shapes.shape: {says}")


def test_an_example_may_end_in_an_exception_and_says_which(told):
    example = ">>> 1 % 0\nTraceback (most recent call last):\n    ...\nZeroDivisionError: {} modulo by zero\n"
    assert told(shape(example.format("integer"))) == []
    [message] = told(shape(example.format("float")))
    assert message.endswith("the code gives 'ZeroDivisionError: integer modulo by zero', the docstring says 'ZeroDivisionError: float modulo by zero'")


def test_an_empty_line_of_an_output_has_a_mark(told):
    example = ">>> print(1, 2, sep='\\\\n\\\\n')\n1\n{}\n2\n"
    assert told(shape(example.format("<BLANKLINE>"))) == []
    assert len(told(shape(example.format("3")))) == 1


CLASS = '''\
"""Boxes."""
import functools


def loud(function):
    @functools.wraps(function)
    def call(self):
        """Not what the page shows."""
        return function(self)
    return call


class Box:
    """A box.

    >>> Box().sides()
    6
    """

    @loud
    def sides(self):
        """How many sides it has.

        >>> Box().sides()
        6
        """
        return 6

    @property
    def edges(self):
        """How many edges it has.

        >>> Box().edges
        12
        """
        return 12
'''


def test_the_examples_of_a_class_and_of_its_methods_are_run(told):
    assert told(CLASS, "shapes.Box") == []


@pytest.mark.parametrize(("line", "lie"), [(16, "7"), (24, "7"), (33, "13")])
@pytest.mark.parametrize("name", ["shapes.Box", "shapes"])
def test_a_false_example_of_a_class_or_of_a_method_is_told(told, name, line, lie):
    lines = CLASS.split("\n")
    lines[line] = lines[line].replace(lines[line].strip(), lie)
    [message] = told("\n".join(lines), name)
    assert message.startswith(f"page.md:3:5: shapes.py:{line}: an example of {name}: the code gives")
    assert message.endswith(f"the docstring says '{lie}'")


def test_a_method_is_an_object_too(told):
    [message] = told(CLASS.replace("        6\n", "        7\n"), "shapes.Box.sides")
    assert message.startswith("page.md:3:5: shapes.py:24: an example of shapes.Box.sides: the code gives '6'")


def test_the_docstrings_of_other_objects_are_not_this_ones(told):
    assert told(shape(TRUE) + "\n\ndef other():\n    '''Say.\n\n    >>> 1\n    2\n    '''\n") == []


def test_an_object_that_is_shown_under_the_name_of_another_module_has_its_examples_run(told, tmp_path):
    (tmp_path / "front.py").write_text("from shapes import shape\n", encoding="utf-8")
    [message] = told(shape(">>> shape(2, 3)\n(2, 4)\n"), "front.shape")
    assert message.startswith("page.md:3:5: shapes.py:4: an example of front.shape: the code gives '(2, 3)'")
    del sys.modules["front"]


def test_examples_of_an_object_without_source_are_run_as_well(told):
    source = "made = type('Made', (), {'__doc__': '>>> 1\\n2\\n'})\n"
    assert told(source, "shapes.made") == ["page.md:3:5: an example of shapes.made: the code gives '1', the docstring says '2'"]


def test_examples_show_numbers_as_pages_do_whatever_the_print_options(told):
    with np.printoptions(precision=2):
        assert told(shape(">>> import numpy as np\n>>> np.array([1 / 3])\narray([0.33333333])\n")) == []


def test_examples_leave_the_page_as_it_was(told):
    assert told(shape(">>> size = 3\n>>> import numpy as np\n>>> np.set_printoptions(precision=2)\n")) == []
    report = Page("::: shapes.shape\n\n`size`\n\n```python\nimport numpy as np\n\nnp.array([1 / 3])\n```\n\n```text .output\narray([0.33333333])\n```\n").evaluate()
    assert [str(claim.fault) for claim in report.roots] == [
        "nothing on this page is named 'size'; if it is not Python, say behind it <!-- lit -->"]
