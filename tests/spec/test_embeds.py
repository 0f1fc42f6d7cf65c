"""What readers see of an embedded definition, and what cannot be embedded."""

from pathlib import Path

import numpy as np
import pytest

from convdoc.spec.claims import Falsehood
from convdoc.spec.embeds import Embed, embeds, expand, verified

SOURCE = '''"""A module."""
import functools


@functools.cache
def double(x):
    """Twice x.

    More about it.
    """
    return 2 * x  # a remark


class Pair:
    """Two of them.

    More about them.
    """

    def first(self):
        """The first one.

        More about it.
        """
        return 1
'''


@pytest.fixture
def root(tmp_path):
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "module.py").write_text(SOURCE)
    return tmp_path


def test_a_definition_is_shown_without_decorators_and_with_a_summary_line(root):
    assert expand('--8<-- "package/module.py:double"', root).text == '''def double(x):
    """Twice x."""
    return 2 * x  # a remark'''


def test_the_docstrings_of_methods_are_cut_too(root):
    assert expand('--8<-- "package/module.py:Pair"', root).text == '''class Pair:
    """Two of them."""

    def first(self):
        """The first one."""
        return 1'''


def test_an_embed_keeps_its_indentation(root):
    assert expand('    --8<-- "package/module.py:double"', root).text.splitlines()[2] == "        return 2 * x  # a remark"


@pytest.mark.parametrize(("mark", "rule"), [
    ("package/module.py:triple", "defines no 'triple'"), ("package/modul.py:double", "does not exist in the project"),
    ("package/module.py", "say which definition"), ("../module.py:double", "does not exist in the project"),
])
def test_what_cannot_be_embedded_is_an_error(root, mark, rule):
    with pytest.raises(Falsehood, match=rule):
        expand(f'--8<-- "{mark}"', root)


def test_all_embeds_of_a_fence_are_found():
    assert [e.name for e in embeds('--8<-- "a.py:f"\n\n--8<-- "b.py:g"\n')] == ["f", "g"]


def test_a_real_definition_is_shown_to_the_letter():
    root = Path(__file__).parents[2]
    shown = expand('--8<-- "convdoc/correlation.py:corr2d"', root).text
    source = (root / "convdoc" / "correlation.py").read_text(encoding="utf-8")
    assert shown.splitlines()[2:] == source[source.index("    k_h, k_w = K.shape"):source.index("@padded_and_strided\ndef convolve2d")].rstrip().splitlines()


def test_a_place_below_an_embed_is_found_again_on_the_page(root):
    body = 'a = 1\n--8<-- "package/module.py:double"\nb = c\n'
    expanded = expand(body, root)
    assert expanded.origin(expanded.text.index("b = c") + 4) == body.index("b = c") + 4
    assert expanded.origin(expanded.text.index("return")) == body.index("--8<--")


def test_the_text_on_the_page_must_do_what_the_package_does(tmp_path, monkeypatch):
    (tmp_path / "lesson.py").write_text("def twice(X):\n    return 2 * X\n")
    monkeypatch.syspath_prepend(tmp_path)
    both = verified(Embed("lesson.py", "twice"), eval("lambda X: 3 * X"), tmp_path)
    with pytest.raises(Falsehood, match="twice as the page shows it gives something else"):
        both(np.ones(2))
    assert verified(Embed("lesson.py", "twice"), eval("lambda X: X + X"), tmp_path)(np.ones(2)).tolist() == [2, 2]
