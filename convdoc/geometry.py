"""How sizes travel through a layer: what comes out of it, and how much of the input one output sees.

Sizes are (height, width), in elements; an int stands for both. The page is "Padding and Stride".
"""
import numpy as np

from convdoc.operands import pair, reads, sides


@reads(input_size=pair, kernel_size=pair, padding=sides, stride=pair)
def output_size(input_size, kernel_size, *, padding=0, stride=1) -> tuple[int, int]:
    """Count the windows of a kernel that fit in a padded input, down and across.

    Parameters
    ----------
    input_size : int or (n_h, n_w)
        Height and width of the input, in elements.
    kernel_size : int or (k_h, k_w)
        Height and width of the kernel, in elements.
    padding : int, (p_h, p_w) or ((top, bottom), (left, right))
        Rows and columns added per side, in elements; p_h on top and again at the bottom.
    stride : int or (s_h, s_w)
        Step of the window down and across, in elements.

    Returns
    -------
    (int, int)
        Height and width of the output, each at least 1.

    Raises
    ------
    ValueError
        If the kernel is larger than the padded input, a size or stride is below 1,
        a padding is negative, or a length is not 2.
    TypeError
        If a number is not an integer; True and False are none.

    Notes
    -----
    With P the total padding of an axis, the sum of its two sides, the size along it is

        ⌊(n + P - k) / s⌋ + 1,

    because the windows start at 0, s, 2s, … and the last one ends no later than the padded input [1]_.

    References
    ----------
    .. [1] V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep learning",
       arXiv:1603.07285, relationship 6.

    Examples
    --------
    >>> output_size((3, 3), (2, 2))
    (2, 2)
    >>> output_size(8, (5, 3), padding=(2, 1))
    (8, 8)
    >>> output_size((8, 8), (3, 5), padding=(0, 1), stride=(3, 4))
    (2, 2)
    """
    if np.ndim(padding) < 2:  # p or (p_h, p_w): as much before as behind
        padding = np.reshape(padding, (-1, 1))
    P_h, P_w = np.broadcast_to(padding, (2, 2)).sum(axis=1).tolist()
    (n_h, n_w), (k_h, k_w), (s_h, s_w) = [np.broadcast_to(a, 2).tolist() for a in (input_size, kernel_size, stride)]
    axes = ("height", k_h, n_h + P_h), ("width", k_w, n_w + P_w)
    if too_large := [f"{axis} {k} > {n}" for axis, k, n in axes if k > n]:
        raise ValueError(
            f"kernel {(k_h, k_w)} does not fit in padded input {(n_h + P_h, n_w + P_w)}: {', '.join(too_large)}"
        )
    return (n_h + P_h - k_h) // s_h + 1, (n_w + P_w - k_w) // s_w + 1


def pairs(values, name):
    """Return a list of (height, width), one entry per layer."""
    try:
        values = list(values)
    except TypeError:
        raise TypeError(f"{name} must be a sequence, one entry per layer, got {values!r}") from None
    return [pair(value, name) for value in values]


def pairs_or_none(values, name):
    """Return a list of (height, width), one entry per layer, or None as it is."""
    return None if values is None else pairs(values, name)


@reads(kernel_sizes=pairs, strides=pairs_or_none)
def receptive_field(kernel_sizes, strides=None) -> tuple[int, int]:
    """Count the input rows and columns that one output element of stacked layers depends on.

    Parameters
    ----------
    kernel_sizes : sequence of int or (k_h, k_w)
        Kernel size of each layer, the layer next to the input first, in elements.
    strides : sequence of int or (s_h, s_w), optional
        Stride of each layer in the same order; 1 everywhere if left out.

    Returns
    -------
    (int, int)
        Height and width of the receptive field, in input elements.

    Raises
    ------
    ValueError
        If the two sequences differ in length, or a size or stride is below 1.
    TypeError
        If a number is not an integer, or an argument is not a sequence.

    Notes
    -----
    Per axis, over the layers l = 1, 2, …,

        r = 1 + Σ_l (k_l - 1) · ∏_{i<l} s_i,

    where the product counts the elements of the input that a step between neighbours in front of
    layer l jumps [1]_.

    References
    ----------
    .. [1] A. Araujo, W. Norris and J. Sim, "Computing Receptive Fields of Convolutional Neural
       Networks", Distill, 2019, doi:10.23915/distill.00021.

    Examples
    --------
    Two 2×2 layers see as much as one 3×3 layer:

    >>> receptive_field([2, 2])
    (3, 3)
    >>> receptive_field([(2, 5), 3], strides=[(2, 1), 1])
    (6, 7)
    """
    strides = [1] * len(kernel_sizes) if strides is None else strides
    if len(strides) != len(kernel_sizes):
        raise ValueError(f"every layer needs one stride: {len(kernel_sizes)} kernel sizes, {len(strides)} strides")
    r = jump = np.array([1, 1])
    for k, s in zip(kernel_sizes, strides):
        r, jump = r + (np.array(k) - 1) * jump, jump * s
    return tuple(r.tolist())
