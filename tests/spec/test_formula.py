"""LaTeX is read whole or refused with its position; values are exact."""

import time
from fractions import Fraction

import numpy as np
import pytest

from convdoc.spec.claims import MissingName, Unverified
from convdoc.spec.formula import Unreadable, exact, holds, read, shown, value

X = np.arange(6).reshape(2, 3)
NAMES = {"n": 7, "k_h": 2, "s": 3, "X": X, "i": 1, "Y_hat": X, "k_prime": 5, "star": lambda a, b: 10 * a + b, "f": lambda a, b: a - b,
         "A": np.array([[1, 2], [3, 4], [5, 6]]), "v": np.array([1, 1]), "dL_dK": X}


@pytest.mark.parametrize(("tex", "expected"), [
    ("2+3", 5), ("2-3-4", -5), ("2-(3-4)", 3), ("-2+3", 1), (r"2\times3+4", 10), (r"2\cdot 3", 6), ("2(3+4)", 14), ("n k_h", 14),
    ("7/2", Fraction(7, 2)), (r"\frac{7}{2}", Fraction(7, 2)), ("0.1", Fraction(1, 10)), ("2^3", 8), ("2^{1+2}", 8),
    (r"\lfloor n/2\rfloor", 3), (r"\lceil n/2\rceil", 4), ("⌊n/2⌋", 3), ("⌈n/2⌉", 4), (r"\left\lfloor\frac{n-k_h}{s}\right\rfloor", 1),
    (r"\lfloor -n/2\rfloor", -4), ("|2-5|", 3), ("X[1,2]", 5), ("X_{i,2}", 5), (r"X[i-1,\,2]", 2), (r"\hat Y_{0,1}", 1),
    (r"\hat{Y}_{0,1}", 1), ("k'", 5), (r"\mathbf{X}_{1,0}", 3), (r"\sum_{a=0}^{2}X[1,a]", 12), (r"\sum_{a=0}^{1}\sum_{b=0}^{2}X[a,b]", 15),
    (r"2\sum_{a=1}^{3}a", 12), (r"\sum_{a=1}^{0}a", 0), (r"\max(2,3)", 3), (r"1\star 2", 12), ("f(5,2)", 3), ("n−k_h", 5),
    (r"\frac{\partial L}{\partial K_{1,2}}", 5),
])
def test_a_formula_has_its_exact_value(tex, expected):
    [tree] = read(tex)
    assert value(tree, NAMES) == expected


@pytest.mark.parametrize(("tex", "expected"), [
    (r"2\times3", (2, 3)), (r"(n-1)\times k_h", (6, 2)), (r"1\times2\times3", (1, 2, 3)), (r"\lfloor n/2\rfloor\times n", (3, 7)),
])
def test_a_shape_is_a_tuple_of_sizes(tex, expected):
    [tree] = read(tex)
    assert value(tree, NAMES, shape=True) == expected


@pytest.mark.parametrize(("tex", "expected"), [
    (r"\begin{bmatrix}1&2\\3&4\end{bmatrix}", ((1, 2), (3, 4))), (r"A^\top A", ((35, 44), (44, 56))), (r"A^{\top}A", ((35, 44), (44, 56))),
    ("A v", (3, 7, 11)), ("2A", ((2, 4), (6, 8), (10, 12))), ("A-A", ((0, 0),) * 3), ("(1,-1)", (1, -1)),
])
def test_arrays_follow_linear_algebra(tex, expected):
    [tree] = read(tex)
    assert value(tree, NAMES) == expected


@pytest.mark.parametrize(("tex", "true"), [
    ("1+1=2", True), ("1+1=3", False), ("1<2<3", True), ("1<2<2", False), (r"1\le1", True), (r"2\ge3", False), (r"1\ne2", True),
    ("1=1=2", False), (r"2/3\approx0.67", True), (r"2/3\approx0.66", False), (r"2/3\approx0.667", True), (r"-2/3\approx-0.67", True),
    (r"2/3\approx-0.67", False), ("X[0,1]=1", True), (r"\begin{aligned}1+1&=2\end{aligned}", True), ("(1,2)=(1,2)", True),
])
def test_a_relation_is_true_or_not(tex, true):
    [tree] = read(tex)
    assert holds(tree, NAMES)[0] is true


def test_commas_and_line_breaks_separate_statements():
    assert len(read(r"1=1,\quad 2=2")) == len(read(r"\begin{aligned}1&=1\\2&=2\end{aligned}")) == 2


@pytest.mark.parametrize(("tex", "pos"), [
    ("1+", 2), ("1+=2", 2), ("(1+2", 4), ("1+2)", 3), (r"\foo", 0), (r"1\\23)", 5), (r"\frac{1}", 8), (r"\sum_{a=0}a", 10),
    (r"\begin{cases}1\end{cases}", 14), (r"\begin{bmatrix}1&2\\3\end{bmatrix}", 0), ("1 = ", 4), ("", 0), (r"\lfloor 1\rceil", 9), ("#", 0),
])
def test_what_is_not_understood_is_refused_with_its_position(tex, pos):
    with pytest.raises(Unreadable) as error:
        read(tex)
    assert error.value.pos == pos


@pytest.mark.parametrize("tex", ["{" * 100_000, "{" * 10_000, r"\frac{" * 1_500, "(" * 10_000 + "1" + ")" * 10_000, "1+" * 50_000 + "1", r"\frac" * 5_000, "-" * 1000, "x_" * 5_000,
                                 "X" + "[1" * 5_000, "1^" * 5_000 + "1", "1+" * 4_000 + "1", "(" * 40 + "1" + "+1)" * 40 + "+1" * 100, "1" * 5_000, "n'" * 5_000, r"\begin{cases}" * 900,
                                 r"\{" * 5_000, "|" * 9_000, "1+" * 9_000, r"\text{and}" * 900, r"\sum_{a}" * 2_000 + "a", "a:" * 5_000])
def test_hostile_formulas_are_refused_in_no_time(tex):
    start = time.process_time()
    with pytest.raises(Unreadable):
        read(tex)
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize("tex", ["X[2,0]", "X[0,-1]", "X[0]", "X[0,1/2]", "1/0", "2^{0.5}", "2^{100000}", "A A", r"\sum_{a=0}^{1/2}a", r"X\times X"])
def test_what_has_no_exact_value_is_an_error(tex):
    [tree] = read(tex)
    with pytest.raises(Unverified):
        value(tree, NAMES)


def test_an_unknown_symbol_is_missing():
    [tree] = read("n_w+1")
    with pytest.raises(MissingName, match="'n_w'"):
        value(tree, NAMES)


def test_a_value_next_to_a_rounding_boundary_is_refused():
    [tree] = read(r"0.125\approx0.13")
    with pytest.raises(Unverified, match="too near a rounding boundary"):
        holds(tree, NAMES)


def test_floats_are_taken_as_what_they_are():
    assert exact(0.5) == Fraction(1, 2)
    assert exact(0.1) != Fraction(1, 10)


def test_values_are_shown_as_a_reader_writes_them():
    assert [shown(exact(x)) for x in (3, 0.5, Fraction(1, 3), (1, 2), np.array([[1]]))] == ["3", "0.5", "1/3", "(1, 2)", "((1,),)"]
