"""Padding per side and in total, and which side gets the odd row."""
import numpy as np
import pytest
from scipy import ndimage, signal

from convdoc import corr2d, output_size, pad2d, same_padding, split_padding

X = np.arange(9).reshape(3, 3)
K = np.arange(4).reshape(2, 2)


def test_an_int_pads_every_side():
    np.testing.assert_array_equal(pad2d([[5, 6]], 1), [[0, 0, 0, 0], [0, 5, 6, 0], [0, 0, 0, 0]])


def test_a_pair_is_rows_then_columns_per_side():
    np.testing.assert_array_equal(pad2d([[5, 6]], (1, 2)), np.pad([[5, 6]], [(1, 1), (2, 2)]))
    np.testing.assert_array_equal(pad2d([[5, 6]], (0, 1)), [[0, 5, 6, 0]])


def test_each_side_can_have_its_own_padding():
    np.testing.assert_array_equal(pad2d([[5, 6]], ((1, 0), (0, 2))), [[0, 0, 0, 0], [5, 6, 0, 0]])


def test_padding_by_nothing_copies():
    Y = pad2d(X, 0)
    np.testing.assert_array_equal(Y, X)
    assert not np.shares_memory(X, Y)


@pytest.mark.parametrize("dtype", [bool, np.uint8, np.int32, np.float32, np.complex64])
def test_padding_keeps_the_dtype(dtype):
    assert pad2d(X.astype(dtype), 1, value=1).dtype == dtype


def test_max_pooling_can_pad_with_minus_infinity():
    np.testing.assert_array_equal(pad2d([[1.0]], (0, 1), value=-np.inf), [[-np.inf, 1, -np.inf]])
    np.testing.assert_array_equal(pad2d([[1.0]], (0, 1), value=np.nan), [[np.nan, 1, np.nan]])


@pytest.mark.parametrize(
    ("dtype", "value", "error", "message"),
    [
        (np.int64, -np.inf, ValueError, "value must fit in the dtype of X, int64, got -inf"),
        (np.int64, 0.5, ValueError, "value must fit in the dtype of X, int64, got 0.5"),
        (np.uint8, -1, ValueError, "value must fit in the dtype of X, uint8, got -1"),
        (bool, 2, ValueError, "value must fit in the dtype of X, bool, got 2"),
        (float, 1j, ValueError, "value must fit in the dtype of X, float64, got 1j"),
        (int, 1j, ValueError, "value must fit in the dtype of X, int64, got 1j"),
        (int, "edge", TypeError, "value must be one number, got 'edge'"),
        (int, [0, 1], TypeError, "value must be one number, got [0, 1]"),
    ],
)
def test_a_value_the_image_cannot_hold_is_an_error(dtype, value, error, message):
    with pytest.raises(error) as caught:
        pad2d(X.astype(dtype), 1, value=value)
    assert str(caught.value) == message


def test_pad2d_checks_image_and_padding():
    with pytest.raises(ValueError, match=r"X must have 2 dimensions \(height, width\), got shape \(3,\)"):
        pad2d([1, 2, 3], 1)
    with pytest.raises(ValueError, match="padding must not be negative, got -1"):
        pad2d(X, (0, -1))


def test_the_odd_row_goes_where_extra_says():
    assert split_padding((3, 5)) == ((1, 2), (2, 3))
    assert split_padding((3, 5), extra="start") == ((2, 1), (3, 2))
    assert split_padding(4) == split_padding(4, extra="start") == ((2, 2), (2, 2))


def test_same_padding_keeps_the_size_for_every_kernel():
    for k_h in range(1, 16):
        for k_w in range(1, 16):
            for extra in ("start", "end"):
                assert output_size((6, 8), (k_h, k_w), padding=same_padding((k_h, k_w), extra=extra)) == (6, 8)


def test_extra_at_the_start_is_scipy_ndimages_same():
    Y = corr2d(X, K, padding=same_padding(2, extra="start"))
    np.testing.assert_array_equal(Y, [[0, 3, 8], [9, 19, 25], [21, 37, 43]])
    np.testing.assert_array_equal(Y, ndimage.correlate(X, K, mode="constant"))


def test_extra_at_the_end_is_scipy_signals_same():
    Y = corr2d(X, K, padding=same_padding(2, extra="end"))
    np.testing.assert_array_equal(Y, [[19, 25, 10], [37, 43, 16], [7, 8, 0]])
    np.testing.assert_array_equal(Y, signal.correlate2d(X, K, mode="same"))


@pytest.mark.parametrize("f", [split_padding, same_padding])
def test_another_word_for_extra_is_an_error(f):
    with pytest.raises(ValueError, match="extra must be \"start\" or \"end\", got 'top'"):
        f(3, extra="top")


def test_totals_and_kernel_sizes_are_checked():
    with pytest.raises(ValueError, match="total must not be negative, got -1"):
        split_padding(-1)
    with pytest.raises(ValueError, match="kernel_size must be at least 1, got 0"):
        same_padding((0, 1))
    with pytest.raises(TypeError, match="total must be made of integers, got 1.5"):
        split_padding(1.5)
