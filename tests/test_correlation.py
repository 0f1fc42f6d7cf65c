"""corr2d against sums written out and SciPy; corr2d_fast against corr2d; convolution against correlation."""
import inspect

import numpy as np
import pytest
from scipy import signal

from convdoc import convolve2d, corr2d, corr2d_fast, edge_image

X = np.arange(9).reshape(3, 3)
K = np.arange(4).reshape(2, 2)
INTEGERS = [np.bool, np.int8, np.uint8, np.int16, np.uint16, np.int32, np.uint32, np.int64, np.uint64]


def test_each_output_element_is_one_sum_of_products():
    expected = [
        [0 * 0 + 1 * 1 + 3 * 2 + 4 * 3, 1 * 0 + 2 * 1 + 4 * 2 + 5 * 3],
        [3 * 0 + 4 * 1 + 6 * 2 + 7 * 3, 4 * 0 + 5 * 1 + 7 * 2 + 8 * 3],
    ]
    assert expected == [[19, 25], [37, 43]]
    np.testing.assert_array_equal(corr2d(X, K), expected, strict=True)


def test_padding_all_round_gives_every_partial_window():
    Y = corr2d(X, K, padding=1)
    np.testing.assert_array_equal(Y, [[0, 3, 8, 4], [9, 19, 25, 10], [21, 37, 43, 16], [6, 7, 8, 0]])


def test_stride_keeps_every_third_row_and_every_second_column():
    np.testing.assert_array_equal(corr2d(X, K, padding=1, stride=(3, 2)), [[0, 8], [6, 8]])
    np.testing.assert_array_equal(corr2d(X, K, padding=((1, 1), (1, 2)), stride=(3, 2)), [[0, 8, 0], [6, 8, 0]])


@pytest.mark.parametrize("f", [corr2d, corr2d_fast])
def test_unequal_padding_and_stride_reach_the_right_axes(f):
    Y = f(edge_image(), np.arange(6).reshape(2, 3), padding=(1, 0), stride=(3, 2))
    np.testing.assert_array_equal(Y, [[7, 0, 5], [8, 0, 7], [1, 0, 2]])


def test_a_delta_in_the_middle_of_an_odd_kernel_gives_the_input_back():
    delta = np.zeros((5, 3), int)
    delta[2, 1] = 1
    image = np.arange(42).reshape(6, 7)
    np.testing.assert_array_equal(corr2d(image, delta, padding=(2, 1)), image)


def random_case(rng):
    """Return operands of random shape and integer dtype, a padding for each side and a stride."""
    size = rng.integers(1, 9, 2)
    kernel_size = [rng.integers(1, n + 1) for n in size]
    operands = []
    for shape in (size, kernel_size):
        dtype = np.dtype(INTEGERS[rng.integers(len(INTEGERS))])
        limits = np.iinfo(np.uint8 if dtype.kind == "b" else dtype)
        low, high = max(limits.min, -10**6), min(limits.max, 10**6)
        operands.append(rng.integers(low, high, shape, endpoint=True).astype(dtype))
    padding = rng.integers(0, 3, (2, 2))
    return *operands, padding, tuple(rng.integers(1, 4, 2))


def test_a_thousand_random_cases_equal_scipy():
    rng = np.random.default_rng(20_26)
    seen = set()
    for _ in range(1000):
        x, k, padding, (s_h, s_w) = random_case(rng)
        before = x.copy(), k.copy()
        padded, kernel = np.pad(x.astype(np.int64), padding), k.astype(np.int64)
        expected = signal.correlate2d(padded, kernel, mode="valid")[::s_h, ::s_w]
        for f in (corr2d, corr2d_fast):
            np.testing.assert_array_equal(f(x, k, padding=padding, stride=(s_h, s_w)), expected, strict=True)
        convolved = signal.convolve2d(padded, kernel, mode="valid")[::s_h, ::s_w]
        np.testing.assert_array_equal(convolve2d(x, k, padding=padding, stride=(s_h, s_w)), convolved, strict=True)
        np.testing.assert_array_equal(x, before[0], strict=True)
        np.testing.assert_array_equal(k, before[1], strict=True)
        seen |= {x.dtype, k.dtype}
    assert len(seen) == len(INTEGERS)


@pytest.mark.parametrize("f", [corr2d, corr2d_fast, convolve2d])
def test_integers_beyond_the_precision_of_a_float_stay_exact(f):
    np.testing.assert_array_equal(f([[2**60 + 1]], [[3]]), [[3 * 2**60 + 3]], strict=True)


@pytest.mark.parametrize("stride", [1, (2, 1), (3, 2)])
@pytest.mark.parametrize("height", [31, 33, 34, 66, 97, 130])
def test_the_fast_form_joins_its_bands_of_rows(height, stride):
    rng = np.random.default_rng(height)
    x, k = rng.integers(-9, 10, (height, 4)), rng.integers(-9, 10, (3, 2))
    np.testing.assert_array_equal(corr2d_fast(x, k, stride=stride), corr2d(x, k, stride=stride))


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.complex128])
def test_the_fast_form_differs_from_the_definition_by_rounding_only(dtype):
    # Each of n = k_h·k_w products and additions rounds by at most eps/2, in both forms: n·eps·Σ|x||k|.
    rng = np.random.default_rng(1)
    for _ in range(50):
        x, k = rng.normal(size=(7, 9)).astype(dtype), rng.normal(size=rng.integers(1, 6, 2)).astype(dtype)
        stride = tuple(rng.integers(1, 4, 2))
        bound = k.size * np.finfo(dtype).eps * corr2d(np.abs(x), np.abs(k), stride=stride)
        difference = corr2d_fast(x, k, stride=stride) - corr2d(x, k, stride=stride)
        np.testing.assert_array_less(np.abs(difference), bound + np.finfo(dtype).tiny)


@pytest.mark.parametrize("f", [corr2d, corr2d_fast, convolve2d])
@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_nan_or_infinity_reaches_only_the_windows_over_it(f, value):
    image = np.ones((5, 6))
    image[1, 2] = value
    reached = ~np.isfinite(f(image, np.ones((2, 3))))
    expected = np.zeros((4, 4), bool)
    expected[0:2, 0:3] = True
    np.testing.assert_array_equal(reached, expected)


def test_convolution_turns_the_kernel_by_180_degrees():
    np.testing.assert_array_equal(convolve2d(X, K), [[5, 11], [23, 29]])
    np.testing.assert_array_equal(convolve2d(X, K), corr2d(X, [[3, 2], [1, 0]]))


def test_scipys_full_convolution_is_padding_by_the_kernel_less_one():
    kernel = np.arange(6).reshape(2, 3)
    np.testing.assert_array_equal(convolve2d(X, kernel, padding=(1, 2)), signal.convolve2d(X, kernel))


def test_convolving_with_complex_numbers_conjugates_nothing():
    np.testing.assert_array_equal(convolve2d([[1j]], [[1j]]), [[-1]])
    np.testing.assert_array_equal(corr2d([[1j, 1]], [[1j, 1j]]), [[-1 + 1j]])


@pytest.mark.parametrize("f", [corr2d, corr2d_fast, convolve2d])
def test_the_three_share_one_signature_and_keep_their_definition(f):
    parameters = inspect.signature(f).parameters
    assert list(parameters) == ["X", "K", "padding", "stride"]
    assert (parameters["padding"].default, parameters["stride"].default) == (0, 1)
    assert parameters["padding"].kind is parameters["stride"].kind is inspect.Parameter.KEYWORD_ONLY
    np.testing.assert_array_equal(f.__wrapped__(X, K), f(X, K))
