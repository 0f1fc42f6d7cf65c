"""What the functions of this package accept, checked in one place before the arithmetic runs.

The dtype rule, for an input X and a kernel K:

- Floating-point and complex operands keep what NumPy's promotion gives, `np.result_type(X, K)`;
  float16 is computed in float32 and rounded once, at the end.
- Where both are bool or integer, both become at least `np.intp` before any arithmetic.
  Nothing wraps at the border of a small dtype: 0 - 1 of uint8 pixels is -1, not 255.
- uint64 becomes int64; a value that does not fit is an error, never a silent float64.
- Everything else (object, string, dates, structured, masked) is a TypeError.
"""
import functools
import inspect
import operator

import numpy as np

REAL = "biuf"
NUMERIC = REAL + "c"


def reads(**readers):
    """Decorate a function so that each named argument goes through its reader first.

    A reader takes the value received and the argument's name, and returns the value in its full
    form or raises; `@reads(stride=pair)` lets the body count on a pair.
    """
    def decorate(function):
        signature = inspect.signature(function)

        @functools.wraps(function)
        def reading(*args, **kwargs):
            bound = signature.bind(*args, **kwargs)
            bound.apply_defaults()
            for name, read in readers.items():
                bound.arguments[name] = read(bound.arguments[name], name)
            return function(*bound.args, **bound.kwargs)

        return reading

    return decorate


def image(A, name, kinds=NUMERIC):
    """Return A as a 2-D array of numbers that is not empty."""
    if isinstance(A, np.ma.MaskedArray):
        raise TypeError(f"{name} must not be masked; fill it first: {name}.filled(0)")
    try:
        A = np.asarray(A)
    except ValueError as error:
        raise ValueError(f"{name} must be rectangular, all rows of one length: {error}") from None
    if A.dtype.kind not in kinds:
        numbers = "numbers" if kinds == NUMERIC else "real numbers"
        raise TypeError(f"{name} must hold {numbers}, got dtype {A.dtype}")
    if A.ndim != 2:
        raise ValueError(f"{name} must have 2 dimensions (height, width), got shape {A.shape}")
    if A.size == 0:
        raise ValueError(f"{name} must not be empty, got shape {A.shape}")
    return A


def real_image(A, name):
    """Return A as a 2-D array of real numbers that is not empty."""
    return image(A, name, REAL)


def integer(value, name, least=1):
    """Return value as an int that is at least `least`."""
    if isinstance(value, (bool, np.bool)):
        raise TypeError(f"{name} must be made of integers, got {value!r}")
    try:
        number = operator.index(value)
    except TypeError:
        raise TypeError(f"{name} must be made of integers, got {value!r}") from None
    if number < least:
        rule = "not be negative" if least == 0 else f"be at least {least}"
        raise ValueError(f"{name} must {rule}, got {number}")
    return number


def pair(value, name, read=integer):
    """Return value as (height, width), each read by `read`; a single value stands for both."""
    if isinstance(value, str) or not np.iterable(value):
        value = (value, value)
    elif len(value) != 2:
        raise ValueError(f"{name} must be one value or a pair (height, width), got {value!r}")
    height, width = value
    return read(height, name), read(width, name)


def count(value, name):
    """Return value as an int that is not negative."""
    return integer(value, name, least=0)


def counts(value, name):
    """Return value as a pair of ints that are not negative."""
    return pair(value, name, count)


def sides(value, name):
    """Return padding as ((top, bottom), (left, right)).

    An int pads every side, a pair (p_h, p_w) pads top and bottom by p_h each, left and right by p_w each.
    """
    return pair(value, name, counts)


def promoted(X, K):
    """Return X and K in the dtype they are computed in, and the dtype of the result."""
    dtype = common_dtype(X, K)
    working = np.dtype(np.float32) if dtype == np.float16 else dtype
    return np.asarray(X, working), np.asarray(K, working), dtype


def common_dtype(X, K):
    """Return the dtype of a sum of products of X and K, by the rule above."""
    if X.dtype.kind not in "biu" or K.dtype.kind not in "biu":
        return np.result_type(X.dtype, K.dtype)
    return np.result_type(np.intp, signed(X, "X"), signed(K, "K"))


def signed(A, name):
    """Return the dtype of A, int64 in place of uint64."""
    if A.dtype != np.uint64:
        return A.dtype
    largest = np.iinfo(np.int64).max
    if A.max() > largest:
        raise ValueError(f"{name} must fit in int64, where integers are computed: {A.max()} > {largest}")
    return np.dtype(np.int64)
