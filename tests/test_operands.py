"""What the functions accept and refuse, and in which dtype they compute."""
import subprocess
import sys

import numpy as np
import pytest

from convdoc import convolve2d, corr2d, corr2d_fast
from convdoc.operands import counts, image, pair, reads, sides

X = np.arange(12).reshape(3, 4)
K = np.array([[1, -2, 0], [3, 0, 5]])
CORRELATIONS = [corr2d, corr2d_fast, convolve2d]
INTEGERS = [np.int8, np.uint8, np.int16, np.uint16, np.int32, np.uint32, np.int64, np.uint64]


@pytest.mark.parametrize("f", CORRELATIONS)
@pytest.mark.parametrize("dtype", [np.bool, *INTEGERS])
def test_bool_and_integers_become_at_least_intp(f, dtype):
    Y = f(X.astype(dtype), (K > 0).astype(dtype))
    assert Y.dtype == np.result_type(np.intp, np.int64 if dtype == np.uint64 else dtype)


@pytest.mark.parametrize("f", CORRELATIONS)
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64, np.longdouble, np.complex64, np.complex128])
def test_floats_and_complex_numbers_keep_their_dtype(f, dtype):
    assert f(X.astype(dtype), K.astype(dtype)).dtype == dtype


@pytest.mark.parametrize(
    ("x", "k", "y"),
    [
        (np.float32, np.int8, np.float32),
        (np.float32, np.bool, np.float32),
        (np.uint16, np.float32, np.float32),
        (np.float32, np.int32, np.float64),
        (np.float16, np.float32, np.float32),
        (np.float32, np.complex64, np.complex64),
        (np.float64, np.uint64, np.float64),
    ],
)
def test_mixed_operands_follow_numpys_promotion(x, k, y):
    assert corr2d(X.astype(x), np.abs(K).astype(k)).dtype == y


@pytest.mark.parametrize("f", CORRELATIONS)
def test_unsigned_pixels_do_not_wrap(f):
    white_on_black = np.array([[0, 1, 255]], np.uint8)
    np.testing.assert_array_equal(f(white_on_black, np.array([[1, 1]], np.uint8)), [[1, 256]])
    np.testing.assert_array_equal(corr2d(white_on_black, [[1, -1]]), [[-1, -254]])


def test_bool_operands_count():
    np.testing.assert_array_equal(corr2d([[True, True, False]], [[True, True]]), [[2, 1]])


def test_float16_is_computed_in_float32_and_rounded_once():
    pixels = np.full((1, 4096), 1, np.float16)
    pixels[0, 0] = 2048  # 2048 + 1 is 2048 in float16
    Y = corr2d_fast(pixels, np.ones((1, 4096), np.float16))
    np.testing.assert_array_equal(Y, np.array([[2048 + 4095]], np.float16))


def test_uint64_beyond_int64_is_an_error():
    with pytest.raises(ValueError) as caught:
        corr2d(X, np.array([[2**63]], np.uint64))
    assert str(caught.value) == f"K must fit in int64, where integers are computed: {2**63} > {2**63 - 1}"
    assert corr2d(X, np.array([[2**63]], np.uint64).astype(float)).dtype == float


@pytest.mark.parametrize("f", CORRELATIONS)
@pytest.mark.parametrize(
    ("A", "error", "message"),
    [
        (5, ValueError, r"must have 2 dimensions (height, width), got shape ()"),
        ([1, 2], ValueError, r"must have 2 dimensions (height, width), got shape (2,)"),
        (np.ones((1, 3, 4)), ValueError, r"must have 2 dimensions (height, width), got shape (1, 3, 4)"),
        (np.ones((0, 4)), ValueError, r"must not be empty, got shape (0, 4)"),
        ([[]], ValueError, r"must not be empty, got shape (1, 0)"),
        ([[1, 2], [3]], ValueError, r"must be rectangular, all rows of one length: "),
        (np.array([[1, None]]), TypeError, r"must hold numbers, got dtype object"),
        ([[2**70]], TypeError, r"must hold numbers, got dtype object"),
        ([["1"]], TypeError, r"must hold numbers, got dtype <U1"),
        (np.array([["2026-11-22"]], "M8[D]"), TypeError, r"must hold numbers, got dtype datetime64[D]"),
        (np.array([[1]], "m8[s]"), TypeError, r"must hold numbers, got dtype timedelta64[s]"),
        (np.zeros((2, 2), "i4,f4"), TypeError, r"must hold numbers, got dtype [('f0', '<i4'), ('f1', '<f4')]"),
        (np.ma.masked_equal([[1, 2]], 2), TypeError, r"must not be masked; fill it first: "),
    ],
)
def test_operands_that_are_no_images_are_refused_by_name(f, A, error, message):
    for name, operands in (("X", (A, K)), ("K", (X, A))):
        with pytest.raises(error) as caught:
            f(*operands)
        assert str(caught.value).startswith(f"{name} {message}")


@pytest.mark.parametrize("f", CORRELATIONS)
@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"stride": 0}, ValueError, "stride must be at least 1, got 0"),
        ({"stride": (1, -2)}, ValueError, "stride must be at least 1, got -2"),
        ({"stride": (1, 1, 1)}, ValueError, "stride must be one value or a pair (height, width), got (1, 1, 1)"),
        ({"stride": 1.0}, TypeError, "stride must be made of integers, got 1.0"),
        ({"stride": True}, TypeError, "stride must be made of integers, got True"),
        ({"stride": None}, TypeError, "stride must be made of integers, got None"),
        ({"padding": -1}, ValueError, "padding must not be negative, got -1"),
        ({"padding": ((0, 0), (0, -3))}, ValueError, "padding must not be negative, got -3"),
        ({"padding": (1,)}, ValueError, "padding must be one value or a pair (height, width), got (1,)"),
        ({"padding": ((1, 2, 3), 0)}, ValueError, "padding must be one value or a pair (height, width), got (1, 2, 3)"),
        ({"padding": 0.5}, TypeError, "padding must be made of integers, got 0.5"),
        ({"padding": np.True_}, TypeError, "padding must be made of integers, got np.True_"),
        ({"padding": "same"}, TypeError, "padding must be made of integers, got 'same'"),
    ],
)
def test_wrong_options_are_refused_with_rule_and_value(f, options, error, message):
    with pytest.raises(error) as caught:
        f(X, K, **options)
    assert str(caught.value) == message


@pytest.mark.parametrize("f", CORRELATIONS)
def test_a_kernel_larger_than_the_padded_input_is_an_error(f):
    with pytest.raises(ValueError) as caught:
        f(np.ones((2, 2)), np.ones((3, 3)), padding=(0, 1))
    assert str(caught.value) == "kernel (3, 3) does not fit in padded input (2, 4): height 3 > 2"


@pytest.mark.parametrize("f", CORRELATIONS)
def test_operands_are_neither_modified_nor_shared(f):
    x, k = X.astype(float), np.array([[1.0]])
    x.flags.writeable = k.flags.writeable = False
    Y = f(x, k)
    assert not np.shares_memory(Y, x) and not np.shares_memory(Y, k)
    assert Y.flags.writeable and Y.base is None
    np.testing.assert_array_equal(Y, X)


@pytest.mark.parametrize("f", CORRELATIONS)
def test_any_memory_layout_gives_the_same_values(f):
    expected = f(X.T.copy(), K.T.copy())
    np.testing.assert_array_equal(f(X.T, K.T), expected)
    np.testing.assert_array_equal(f(X.T.astype(">i4"), K.T.astype(">i2")), expected)
    np.testing.assert_array_equal(f(X.T.tolist(), K.T.tolist()), expected)
    np.testing.assert_array_equal(f(X.T.view(np.matrix), K.T.view(np.matrix)), expected)


def test_an_int_stands_for_both_axes():
    assert pair(3, "size") == (3, 3)
    assert pair(np.array([2, 5]), "size") == (2, 5)
    assert counts((0, np.uint8(4)), "total") == (0, 4)


def test_padding_has_three_forms():
    assert sides(2, "padding") == ((2, 2), (2, 2))
    assert sides((1, 2), "padding") == ((1, 1), (2, 2))
    assert sides([[0, 1], [2, 3]], "padding") == ((0, 1), (2, 3))


def test_an_image_is_not_copied():
    assert image(X, "X") is X


def test_reads_passes_arguments_through_their_readers_however_they_are_given():
    @reads(size=pair)
    def f(A, size=1):
        return A, size

    assert f("A") == ("A", (1, 1))
    assert f("A", 2) == f(size=2, A="A") == ("A", (2, 2))


def test_importing_the_package_pulls_in_numpy_and_nothing_else():
    code = """
import sys
before = set(sys.modules)
import convdoc
loaded = {name.partition(".")[0] for name in set(sys.modules) - before}
print(sorted(loaded - set(sys.stdlib_module_names)))
print(sorted(name for name in sys.modules if name.startswith(("convdoc.spec", "convdoc.site"))))
"""
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed == "['convdoc', 'numpy']\n[]\n"
