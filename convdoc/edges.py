"""Edge detection: a black band on white, and small kernels that answer where the brightness changes.

Each kernel takes the difference of two neighbours, so it gives 0 where they are equal; page
"Image Convolution".
"""
import numpy as np

from convdoc.operands import counts, integer, reads


@reads(height=integer, width=integer, band=counts)
def edge_image(height=6, width=8, band=(2, 6)) -> np.ndarray:
    """Draw a white image (1) with a black vertical band (0).

    Parameters
    ----------
    height, width : int
        Size of the image, in pixels.
    band : (int, int)
        First black column, and first white column after it.

    Returns
    -------
    ndarray of float64, shape (height, width)
        Brightness, dimensionless: 1 is white, 0 is black.

    Raises
    ------
    ValueError
        If height or width is below 1, or the band is empty or leaves the image.
    TypeError
        If a number is not an integer.

    References
    ----------
    .. [1] A. Zhang, Z. C. Lipton, M. Li and A. J. Smola, Dive into Deep Learning, §7.2.3
       (§6.2.3 in the Chinese edition), https://d2l.ai.

    Examples
    --------
    >>> edge_image(2, 8)
    array([[1., 1., 0., 0., 0., 0., 1., 1.],
           [1., 1., 0., 0., 0., 0., 1., 1.]])
    """
    start, stop = band
    if not start < stop <= width:
        raise ValueError(f"band must satisfy 0 <= start < stop <= width, got {band} for width {width}")
    X = np.ones((height, width))
    X[:, start:stop] = 0
    return X


def edge_kernel(direction) -> np.ndarray:
    """Return the difference kernel that detects edges running in the given direction.

    Parameters
    ----------
    direction : "vertical", "horizontal" or "diagonal"
        How the edge runs: up and down, left and right, or from top left to bottom right.

    Returns
    -------
    ndarray of float64
        Shape (1, 2), (2, 1) or (2, 2), dimensionless.

    Raises
    ------
    ValueError
        If direction is another word.

    Notes
    -----
    "vertical" subtracts the right neighbour, `X[i, j] - X[i, j+1]`: 1 from white to black,
    -1 from black to white, 0 on an edge that runs horizontally. "horizontal" is its transpose.
    "diagonal" is one half of Roberts' cross [1]_, `X[i, j+1] - X[i+1, j]`: 0 on an edge that
    runs from top right to bottom left. Each one answers to the other slanted edges as well.

    References
    ----------
    .. [1] L. G. Roberts, "Machine Perception of Three-Dimensional Solids", MIT, 1963.

    Examples
    --------
    >>> edge_kernel("vertical")
    array([[ 1., -1.]])
    >>> edge_kernel("diagonal")
    array([[ 0.,  1.],
           [-1.,  0.]])
    """
    kernels = {
        "vertical": [[1, -1]],
        "horizontal": [[1], [-1]],
        "diagonal": [[0, 1], [-1, 0]],
    }
    if direction not in kernels:
        raise ValueError(f"direction must be one of {', '.join(kernels)}, got {direction!r}")
    return np.array(kernels[direction], float)
