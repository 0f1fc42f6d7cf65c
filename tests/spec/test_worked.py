"""Calculations are compared term by term with what the code really multiplied and added."""

import numpy as np
import pytest

from convdoc.spec.claims import Unverified
from convdoc.spec.formula import read
from convdoc.spec.worked import same, terms, traced, written


def pairs(X, K):
    """X[0]·K[0] + X[1]·K[1] and X[1]·K[0] + X[2]·K[1]."""
    return np.array([X[0] * K[0] + X[1] * K[1], X[1] * K[0] + X[2] * K[1]])


def test_terms_finds_the_products_that_the_code_adds():
    assert [written(cell.tree) for cell in terms(pairs, [4, 0, 6], [7, 8])] == ["4×7 + 0×8", "0×7 + 6×8"]


def test_terms_shows_negative_numbers_in_brackets():
    assert written(terms(pairs, [4, 5, 6], [1, -1])[0].tree) == "4×1 + 5×(-1)"


def test_terms_refuses_a_function_that_is_not_linear_in_both():
    with pytest.raises(Unverified, match="not the sum of its products"):
        terms(lambda X, K: np.minimum(pairs(X, K), 7), [1, 2, 3], [1, 2])
    with pytest.raises(Unverified, match="weighs the product"):
        terms(lambda X, K: 2 * pairs(X, K), [1, 2, 3], [1, 2])


@pytest.mark.parametrize(("tex", "alike"), [
    (r"8-3+2+1", True), (r"8-4+3+1", False), (r"8-3+1+2", False), (r"8-(3+2+1)", False), (r"9-3+2+1", False),
])
def test_a_traced_calculation_is_the_one_on_the_page_or_not(tex, alike):
    assert same(read(tex)[0], (traced(8) - 3 + 2 + 1).tree) is alike


def test_products_may_be_written_with_any_sign():
    for tex in (r"2\times3", r"2\cdot3", "2(3)"):
        assert same(read(tex)[0], (traced(2) * 3).tree)


def test_a_traced_value_is_exact():
    assert (1 / traced(3) + 1 / traced(3) + 1 / traced(3)).value == 1
