"""What an array looks like in the page, read by a decoder that is not ours."""

import io

import numpy as np
import pytest
from matplotlib.image import imread

from convdoc.site.figures.palette import COLOURS
from convdoc.site.live.picture import ABSENT, BLACK, CELL, GAP, NEGATIVE, POSITIVE, WHITE, picture


def pixels(png):
    return (imread(io.BytesIO(png), format="png") * 255).round().astype(int)


def cells(X):
    """The kind, and the colour in the middle of each element's square."""
    kind, png = picture(X)
    return kind, pixels(png)[CELL // 2::CELL, CELL // 2::CELL]


def test_without_signs_zero_is_black_and_the_greatest_is_white():
    kind, seen = cells(np.array([[0, 4], [1, 4]]))
    assert kind == "grey"
    assert seen.tolist() == [[list(BLACK), list(WHITE)], [[round(b + (w - b) / 4) for b, w in zip(BLACK, WHITE)], list(WHITE)]]


def test_with_signs_zero_is_white_between_two_colours():
    kind, seen = cells(np.array([[-2.0, 0.0, 2.0]]))
    assert (kind, seen.tolist()) == ("signed", [[list(NEGATIVE), list(WHITE), list(POSITIVE)]])


def test_both_signs_share_one_scale():
    _, seen = cells(np.array([[-1.0, 4.0]]))
    assert seen[0, 0].tolist() == [round(w + (n - w) / 4) for w, n in zip(WHITE, NEGATIVE)]


def test_what_is_no_number_has_a_colour_of_its_own():
    _, seen = cells(np.array([[np.nan, np.inf, 1.0]]))
    assert seen.tolist() == [[list(ABSENT), list(ABSENT), list(WHITE)]]


@pytest.mark.parametrize("X", [np.zeros((2, 3)), np.full((2, 2), np.nan), np.full((2, 2), 1e308), np.full((2, 2), -5e-324), np.ones((2, 2), bool)])
def test_every_matrix_of_numbers_is_drawn_without_a_warning(X):
    assert picture(X)


def test_elements_are_squares_with_lines_between_them_as_long_as_there_is_room():
    image = pixels(picture(np.ones((6, 8)))[1])
    assert image.shape == (6 * CELL + 1, 8 * CELL + 1, 3)
    assert (image[0] == GAP).all() and (image[:, -1] == GAP).all()
    assert pixels(picture(np.ones((300, 300)))[1]).shape == (300, 300, 3)


@pytest.mark.parametrize("X", [[[1, 2]], np.ones(3), np.ones((1, 1)), np.ones((2, 2, 2)), np.ones((2, 0)), np.ones((2, 2), complex), np.array([["a", "b"]]),
                               np.ma.masked_equal(np.ones((2, 2)), 1), np.ones((2, 100_000))])
def test_nothing_else_is_drawn(X):
    assert picture(X) is None


def test_the_colours_are_those_of_the_figures():
    def rgb(name):
        return tuple(bytes.fromhex(COLOURS[name][0][1:]))
    assert (POSITIVE, NEGATIVE, BLACK, WHITE, GAP) == tuple(map(rgb, ("positive-strong", "negative-strong", "black", "white", "line")))
