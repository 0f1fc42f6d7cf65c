"""Learning a kernel from an input and the output it should give, by plain gradient descent.

The loss is the summed squared error, its gradient is written out; page "Image Convolution".
"""
import functools
import numbers
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from convdoc.correlation import corr2d
from convdoc.geometry import output_size
from convdoc.operands import integer, pair, real_image


class Fit(NamedTuple):
    """What `fit_kernel` returns: the kernel after the last step, and the loss before each step."""

    kernel: npt.NDArray[np.float64]
    losses: npt.NDArray[np.float64]


def checked(fit):
    """Decorate fit_kernel: check its arguments, let a diverging fit run out quietly, name the two results."""
    @functools.wraps(fit)
    def checked_fit(X, Y, kernel_size, *, lr=0.03, steps=10, start=None):
        X, Y = real_image(X, "X"), real_image(Y, "Y")
        kernel_size, steps = pair(kernel_size, "kernel_size"), integer(steps, "steps")
        expected = output_size(X.shape, kernel_size)
        if Y.shape != expected:
            raise ValueError(f"Y must have the shape of the output, {expected}, got {Y.shape}")
        start = None if start is None else real_image(start, "start")
        if start is not None and start.shape != kernel_size:
            raise ValueError(f"start must have the kernel's shape {kernel_size}, got {start.shape}")
        if not isinstance(lr, numbers.Real):
            raise TypeError(f"lr must be a real number, got {lr!r}")
        if not 0 < lr < np.inf:
            raise ValueError(f"lr must be positive and finite, got {lr!r}")
        with np.errstate(over="ignore", invalid="ignore"):
            return Fit(*fit(X, Y, kernel_size, lr=lr, steps=steps, start=start))

    return checked_fit


@checked
def fit_kernel(X, Y, kernel_size, *, lr=0.03, steps=10, start=None):
    """Learn the kernel that turns X into Y, by gradient descent on the squared error.

    Parameters
    ----------
    X : array_like of real numbers, shape (n_h, n_w)
        Input image, dimensionless; not modified.
    Y : array_like of real numbers, shape `output_size(X.shape, kernel_size)`
        The output wanted, dimensionless; not modified.
    kernel_size : int or (k_h, k_w)
        Height and width of the kernel, in elements.
    lr : float
        Learning rate, the factor from the gradient to the step; dimensionless.
    steps : int
        Number of steps.
    start : array_like of real numbers, shape (k_h, k_w), optional
        The kernel to begin with; zeros if left out.

    Returns
    -------
    Fit
        The named pair (kernel, losses): kernel, float64 of shape (k_h, k_w), after the last step;
        losses, float64 of shape (steps,), where `losses[t]` is the loss before step t + 1.

    Raises
    ------
    ValueError
        If X or Y is not 2-D or is empty, the kernel does not fit in X, Y or start has the wrong
        shape, lr is not positive and finite, or steps is below 1.
    TypeError
        If X, Y or start does not hold real numbers, lr is not a real number, or a size or steps
        is not an integer.

    Notes
    -----
    With the error `E = corr2d(X, K) - Y`, the loss is Σ_i Σ_j E[i, j]² and its gradient

        dK[a, b] = 2 · Σ_i Σ_j E[i, j] · X[i + a, j + b],  0 ≤ a < k_h,  0 ≤ b < k_w,

    which is `2 * corr2d(X, E)` [1]_. A learning rate that is too large raises nothing: the losses
    grow, in the end to inf or nan.

    References
    ----------
    .. [1] A. Zhang, Z. C. Lipton, M. Li and A. J. Smola, Dive into Deep Learning, §7.2.4
       (§6.2.4 in the Chinese edition), https://d2l.ai.

    Examples
    --------
    >>> import numpy as np
    >>> X = np.ones((6, 8))
    >>> X[:, 2:6] = 0
    >>> fit = fit_kernel(X, corr2d(X, [[1, -1]]), (1, 2))
    >>> fit.kernel.round(2)
    array([[ 0.99, -0.99]])
    >>> [f"{loss:.3f}" for loss in fit.losses[1::2]]
    ['4.915', '0.825', '0.138', '0.023', '0.004']
    """
    K = np.zeros(kernel_size) if start is None else np.array(start, float)
    losses = np.zeros(steps)
    for step in range(steps):
        E = corr2d(X, K) - Y
        losses[step] = (E ** 2).sum()
        K = K - lr * 2 * corr2d(X, E)
    return K, losses
