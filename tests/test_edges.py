"""The edge image and the difference kernels."""
import numpy as np
import pytest

from convdoc import corr2d, edge_image, edge_kernel


def test_the_image_is_white_with_a_black_band_in_columns_two_to_five():
    np.testing.assert_array_equal(edge_image(), [[1, 1, 0, 0, 0, 0, 1, 1]] * 6)
    assert edge_image().dtype == np.float64


def test_height_width_and_band_can_be_chosen():
    np.testing.assert_array_equal(edge_image(2, 3, band=(0, 1)), [[0, 1, 1], [0, 1, 1]])


@pytest.mark.parametrize("band", [(3, 3), (4, 2), (2, 9)])
def test_a_band_that_is_empty_or_leaves_the_image_is_an_error(band):
    with pytest.raises(ValueError) as caught:
        edge_image(band=band)
    assert str(caught.value) == f"band must satisfy 0 <= start < stop <= width, got {band} for width 8"


def test_sizes_of_the_image_are_checked():
    with pytest.raises(ValueError, match="height must be at least 1, got 0"):
        edge_image(0, 8)
    with pytest.raises(ValueError, match="band must not be negative, got -1"):
        edge_image(band=(-1, 2))
    with pytest.raises(TypeError, match="width must be made of integers, got 8.0"):
        edge_image(6, 8.0)


def test_the_vertical_kernel_answers_plus_one_from_white_to_black():
    np.testing.assert_array_equal(corr2d(edge_image(), edge_kernel("vertical")), [[0, 1, 0, 0, 0, -1, 0]] * 6)


def test_the_vertical_kernel_is_blind_to_horizontal_edges():
    np.testing.assert_array_equal(corr2d(edge_image().T, edge_kernel("vertical")), np.zeros((8, 5)), strict=True)


def test_the_horizontal_kernel_finds_what_the_vertical_one_finds_transposed():
    found = corr2d(edge_image().T, edge_kernel("horizontal"))
    np.testing.assert_array_equal(found, corr2d(edge_image(), edge_kernel("vertical")).T)


def test_the_diagonal_kernel_finds_the_edge_of_a_lower_triangle():
    found = corr2d(np.tri(4, 5), edge_kernel("diagonal"))
    np.testing.assert_array_equal(found, [[-1, -1, 0, 0], [0, -1, -1, 0], [0, 0, -1, -1]])


def test_the_diagonal_kernel_is_blind_to_the_other_diagonal():
    np.testing.assert_array_equal(corr2d(np.tri(4, 5)[:, ::-1], edge_kernel("diagonal")), np.zeros((3, 4)))


def test_an_unknown_direction_is_an_error():
    with pytest.raises(ValueError) as caught:
        edge_kernel("up")
    assert str(caught.value) == "direction must be one of vertical, horizontal, diagonal, got 'up'"
