"""Cross-correlation, what convolutional layers compute, and true convolution.

The definition is `corr2d`, one window and one sum after the other, as on the page "Convolutions for
Images". `corr2d_fast` gives the same sums, added in another order, and `convolve2d` turns the kernel by 180° first.
The dtype rule all three share stands in `convdoc.operands`.
"""
import numpy as np

from convdoc.options import padded, padded_and_strided


@padded_and_strided
def corr2d(X, K):
    """Cross-correlate X with K, by definition: a window, a sum, an element.

    Parameters
    ----------
    X : array_like, shape (n_h, n_w)
        Input image, dimensionless numbers; not modified.
    K : array_like, shape (k_h, k_w)
        Kernel, dimensionless numbers; not modified.
    padding : int, (p_h, p_w) or ((top, bottom), (left, right))
        Rows and columns of zeros per side, in elements, as in `pad2d`.
    stride : int or (s_h, s_w)
        Step of the window down and across, in elements.

    Returns
    -------
    ndarray, shape `output_size(X.shape, K.shape, padding=padding, stride=stride)`
        A new array. Floats and complex numbers keep their dtype; bool and integers become at
        least np.intp, so unsigned pixels do not wrap.

    Raises
    ------
    ValueError
        If X or K is not 2-D, is empty or ragged, the kernel is larger than the padded input, a
        padding is negative, a stride is below 1, or a uint64 value does not fit in int64.
    TypeError
        If X or K does not hold numbers or is masked, or an option is not made of integers.

    Notes
    -----
    With X̃ the padded input [1]_,

        Y[i, j] = Σ_a Σ_b X̃[i·s_h + a, j·s_w + b] · K[a, b],  0 ≤ a < k_h,  0 ≤ b < k_w,

    for 0 ≤ i ≤ (n_h + P_h - k_h) // s_h and 0 ≤ j ≤ (n_w + P_w - k_w) // s_w, where P_h and P_w
    are the total padding: exactly the windows that fit.

    References
    ----------
    .. [1] A. Zhang, Z. C. Lipton, M. Li and A. J. Smola, Dive into Deep Learning, §7.2.1 and §7.3
       (§6.2.1 and §6.3 in the Chinese edition), https://d2l.ai.

    Examples
    --------
    The window over the top left corner gives 0·0 + 1·1 + 3·2 + 4·3 = 19:

    >>> import numpy as np
    >>> X, K = np.arange(9).reshape(3, 3), np.arange(4).reshape(2, 2)
    >>> corr2d(X, K)
    array([[19, 25],
           [37, 43]])

    Three rows down, two columns across:

    >>> corr2d(X, K, padding=1, stride=(3, 2))
    array([[0, 8],
           [6, 8]])
    """
    k_h, k_w = K.shape
    Y = np.zeros((X.shape[0] - k_h + 1, X.shape[1] - k_w + 1), np.result_type(X, K))
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i:i + k_h, j:j + k_w] * K).sum()
    return Y


@padded_and_strided
def convolve2d(X, K):
    """Convolve X with K: turn the kernel upside down and left to right, then cross-correlate.

    Parameters
    ----------
    X : array_like, shape (n_h, n_w)
        Input image, dimensionless numbers; not modified.
    K : array_like, shape (k_h, k_w)
        Kernel, dimensionless numbers; not modified.
    padding : int, (p_h, p_w) or ((top, bottom), (left, right))
        Rows and columns of zeros per side, in elements, as in `pad2d`.
    stride : int or (s_h, s_w)
        Step of the window down and across, in elements.

    Returns
    -------
    ndarray, shape `output_size(X.shape, K.shape, padding=padding, stride=stride)`
        A new array in the dtype `corr2d` gives.

    Raises
    ------
    ValueError, TypeError
        As `corr2d`.

    Notes
    -----
    With X̃ the padded input, at stride 1,

        Y[i, j] = Σ_a Σ_b X̃[i + k_h - 1 - a, j + k_w - 1 - b] · K[a, b],  0 ≤ a < k_h,  0 ≤ b < k_w,

    for 0 ≤ i ≤ n_h + P_h - k_h and 0 ≤ j ≤ n_w + P_w - k_w. SciPy's function of this name returns
    these values with `mode="valid"`; its default, "full", is `padding=(k_h - 1, k_w - 1)` here [1]_.

    References
    ----------
    .. [1] A. Zhang, Z. C. Lipton, M. Li and A. J. Smola, Dive into Deep Learning, §7.2.5
       (§6.2.5 in the Chinese edition), https://d2l.ai.

    Examples
    --------
    >>> import numpy as np
    >>> X, K = np.arange(9).reshape(3, 3), np.arange(4).reshape(2, 2)
    >>> convolve2d(X, K)
    array([[ 5, 11],
           [23, 29]])
    >>> corr2d(X, K[::-1, ::-1])
    array([[ 5, 11],
           [23, 29]])
    """
    windows = np.lib.stride_tricks.sliding_window_view(X, K.shape)
    return np.einsum("ijab,ab->ij", windows, K[::-1, ::-1])


@padded
def corr2d_fast(X, K, stride=(1, 1)):
    """Cross-correlate X with K: the same sums as corr2d, a shifted image per kernel element.

    Parameters
    ----------
    X : array_like, shape (n_h, n_w)
        Input image, dimensionless numbers; not modified.
    K : array_like, shape (k_h, k_w)
        Kernel, dimensionless numbers; not modified.
    padding : int, (p_h, p_w) or ((top, bottom), (left, right))
        Rows and columns of zeros per side, in elements, as in `pad2d`.
    stride : int or (s_h, s_w)
        Step of the window down and across, in elements.

    Returns
    -------
    ndarray, shape `output_size(X.shape, K.shape, padding=padding, stride=stride)`
        A new array in the dtype `corr2d` gives. Integers are equal to those of `corr2d`; floats
        differ from them by rounding, at most k_h·k_w·eps times the sum of the products' magnitudes.

    Raises
    ------
    ValueError, TypeError
        As `corr2d`.

    Notes
    -----
    The sum of `corr2d` with its loops exchanged: outside run a and b, 0 ≤ a < k_h, 0 ≤ b < k_w,
    and inside, in NumPy, all j and a band of rows i at once. As in the definition, a NaN or an
    infinity reaches only the windows that cover it.

    Examples
    --------
    >>> import numpy as np
    >>> X, K = np.arange(9).reshape(3, 3), np.arange(4).reshape(2, 2)
    >>> corr2d_fast(X, K, padding=((0, 1), (0, 1)))
    array([[19, 25, 10],
           [37, 43, 16],
           [ 7,  8,  0]])
    """
    (k_h, k_w), (s_h, s_w) = K.shape, stride
    h, w = (X.shape[0] - k_h) // s_h + 1, (X.shape[1] - k_w) // s_w + 1
    Y = np.zeros((h, w), np.result_type(X, K))
    for i in range(0, h, 32):  # a band of output rows stays in the processor's cache
        band, rows = Y[i:i + 32], X[i * s_h:]
        for a in range(k_h):
            for b in range(k_w):
                band += K[a, b] * rows[a:a + len(band) * s_h:s_h, b:b + w * s_w:s_w]
    return Y
