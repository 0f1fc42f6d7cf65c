"""Padding: rows and columns of a constant around the input, and which side gets the odd one.

`padding` is always counted per side, as in PyTorch: p_h rows on top and again at the bottom.
The sums of both sides, the capital P_h and P_w of the page "Padding and Stride", are called `total`.
"""
import functools

import numpy as np

from convdoc.operands import NUMERIC, counts, image, pair, reads, sides


def keeps_dtype(pad):
    """Decorate pad2d: check the image, write padding in full, refuse a value that the image's dtype cannot hold."""
    @functools.wraps(pad)
    def padded(X, padding, *, value=0):
        X = image(X, "X")
        return pad(X, sides(padding, "padding"), value=fitting(value, X.dtype))

    return padded


def fitting(value, dtype):
    """Return value as a scalar of dtype, rounded to a float where dtype is one, changed in no other way."""
    scalar = np.asarray(value)
    if scalar.ndim or scalar.dtype.kind not in NUMERIC:
        raise TypeError(f"value must be one number, got {value!r}")
    with np.errstate(invalid="ignore"):
        cast = scalar.real.astype(dtype) if dtype.kind != "c" else scalar.astype(dtype)
    if (dtype.kind in "biu" and cast != scalar) or (dtype.kind == "f" and scalar.imag != 0):
        raise ValueError(f"value must fit in the dtype of X, {dtype}, got {value!r}")
    return cast


@keeps_dtype
def pad2d(X, padding, *, value=0):
    """Surround X with rows and columns of a single value.

    Parameters
    ----------
    X : array_like, shape (n_h, n_w)
        Input image, dimensionless numbers; not modified.
    padding : int, (p_h, p_w) or ((top, bottom), (left, right))
        Rows and columns to add per side, in elements. An int pads all four sides alike; a pair
        adds p_h rows on top and p_h at the bottom, p_w columns on the left and p_w on the right.
    value : scalar
        What the new elements hold, in the unit of X.

    Returns
    -------
    ndarray, shape (top + n_h + bottom, left + n_w + right)
        A new array in the dtype of X.

    Raises
    ------
    ValueError
        If X is not 2-D or is empty, a padding is negative or has the wrong length,
        or value does not fit in the dtype of X.
    TypeError
        If X does not hold numbers, a padding is not made of integers, or value is not one number.

    Notes
    -----
    Element [i, j] of the result is `X[i - top, j - left]` where that exists, and `value` elsewhere [1]_.

    References
    ----------
    .. [1] A. Zhang, Z. C. Lipton, M. Li and A. J. Smola, Dive into Deep Learning, §7.3.1
       (§6.3.1 in the Chinese edition), https://d2l.ai.

    Examples
    --------
    >>> pad2d([[1, 2], [3, 4]], 1)
    array([[0, 0, 0, 0],
           [0, 1, 2, 0],
           [0, 3, 4, 0],
           [0, 0, 0, 0]])
    >>> pad2d([[1, 2], [3, 4]], ((0, 1), (2, 0)), value=9)
    array([[9, 9, 1, 2],
           [9, 9, 3, 4],
           [9, 9, 9, 9]])
    """
    if np.ndim(padding) < 2:  # p or (p_h, p_w): as much before as behind
        padding = np.reshape(padding, (-1, 1))
    return np.pad(X, padding, constant_values=value)


def start_or_end(extra, name):
    """Return extra, which is "start" or "end"."""
    if extra not in ("start", "end"):
        raise ValueError(f'{name} must be "start" or "end", got {extra!r}')
    return extra


@reads(total=counts, extra=start_or_end)
def split_padding(total, *, extra="end") -> tuple[tuple[int, int], tuple[int, int]]:
    """Split total padding between the two sides of each axis.

    Parameters
    ----------
    total : int or (P_h, P_w)
        Rows and columns to add altogether, in elements.
    extra : "start" or "end"
        Where the odd row and the odd column go. "start" is top and left, as in scipy.ndimage;
        "end" is bottom and right, as in PyTorch, TensorFlow and ONNX's SAME_UPPER.

    Returns
    -------
    ((int, int), (int, int))
        ((top, bottom), (left, right)), ready to be used as `padding`.

    Raises
    ------
    ValueError
        If total is negative or has the wrong length, or extra is another word.
    TypeError
        If total is not made of integers.

    Notes
    -----
    The side named by `extra` gets ⌈P / 2⌉ of the total P, the other ⌊P / 2⌋.

    Examples
    --------
    >>> split_padding((3, 4))
    ((1, 2), (2, 2))
    >>> split_padding((3, 4), extra="start")
    ((2, 1), (2, 2))
    """
    P_h, P_w = total
    if extra == "start":
        return (P_h - P_h // 2, P_h // 2), (P_w - P_w // 2, P_w // 2)
    return (P_h // 2, P_h - P_h // 2), (P_w // 2, P_w - P_w // 2)


@reads(kernel_size=pair)
def same_padding(kernel_size, *, extra="end") -> tuple[tuple[int, int], tuple[int, int]]:
    """Choose the padding that keeps height and width at stride 1.

    Parameters
    ----------
    kernel_size : int or (k_h, k_w)
        Height and width of the kernel, in elements.
    extra : "start" or "end"
        Where the odd row and the odd column of an even kernel go, as in `split_padding`.

    Returns
    -------
    ((int, int), (int, int))
        ((top, bottom), (left, right)), ready to be used as `padding`.

    Raises
    ------
    ValueError
        If a size is below 1, kernel_size has the wrong length, or extra is another word.
    TypeError
        If a size is not an integer.

    Notes
    -----
    The output has n - k + P + 1 elements along an axis, so n of them need P = k - 1.

    Examples
    --------
    >>> same_padding((5, 3))
    ((2, 2), (1, 1))
    >>> same_padding((2, 4))
    ((0, 1), (1, 2))
    """
    k_h, k_w = kernel_size
    return split_padding((k_h - 1, k_w - 1), extra=extra)
