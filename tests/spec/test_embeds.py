"""What readers see of an embedded definition, and what cannot be embedded."""

from pathlib import Path

import pytest

from convdoc.spec.claims import Falsehood
from convdoc.spec.embeds import embeds, expand

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
    assert expand('--8<-- "package/module.py:double"', root) == '''def double(x):
    """Twice x."""
    return 2 * x  # a remark'''


def test_the_docstrings_of_methods_are_cut_too(root):
    assert expand('--8<-- "package/module.py:Pair"', root) == '''class Pair:
    """Two of them."""

    def first(self):
        """The first one."""
        return 1'''


def test_an_embed_keeps_its_indentation(root):
    assert expand('    --8<-- "package/module.py:double"', root).splitlines()[2] == "        return 2 * x  # a remark"


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
    shown = expand('--8<-- "convdoc/correlation.py:corr2d"', root)
    source = (root / "convdoc" / "correlation.py").read_text(encoding="utf-8")
    assert shown.splitlines()[2:] == source[source.index("    k_h, k_w = K.shape"):source.index("@padded_and_strided\ndef convolve2d")].rstrip().splitlines()
