"""The convolutional layer with one input and one output channel: a trained kernel and a trained bias.

Its gradient is written out as sums, so that nothing is left to believe; page "Image Convolution".
"""
import numpy as np

from convdoc.correlation import corr2d
from convdoc.options import padded_and_strided_layer


@padded_and_strided_layer
class Conv2D:
    """Cross-correlate the input with the weight and add the bias, both trained.

    Parameters
    ----------
    kernel_size : int or (k_h, k_w)
        Height and width of the kernel, in elements.
    padding : int, (p_h, p_w) or ((top, bottom), (left, right))
        Rows and columns of zeros per side, in elements, as in `pad2d`.
    stride : int or (s_h, s_w)
        Step of the window down and across, in elements.
    bias : bool
        Whether the layer has a bias; without one, the attribute is None.
    rng : numpy.random.Generator, int or None
        Where the initial weight is drawn from: a generator, a seed, or fresh entropy.

    Attributes
    ----------
    weight : ndarray of float64, shape (k_h, k_w)
        The kernel, dimensionless. Initially uniform between -1/√(k_h·k_w) and 1/√(k_h·k_w).
    bias : ndarray of float64, shape (), or None
        One number added to every output element, dimensionless; initially 0.
    grad : dict
        Set by `backward`: the gradient of each of `parameters()`, by the same names.

    Raises
    ------
    ValueError
        If a size or stride is below 1, a padding is negative, or a length is not 2.
    TypeError
        If one of these is not made of integers, or bias is not a bool.

    Notes
    -----
    `forward(X)` is `corr2d(X, weight, padding=padding, stride=stride) + bias`. With X̃ the padded
    input, K the weight and dY the gradient of some loss with respect to the output, the gradients
    of the weight and of the bias are

        dK[a, b] = Σ_i Σ_j dY[i, j] · X̃[i·s_h + a, j·s_w + b],  0 ≤ a < k_h,  0 ≤ b < k_w,

        db = Σ_i Σ_j dY[i, j],

    with i and j over the output. In the gradient of the input, dX̃[i·s_h + a, j·s_w + b] collects
    dY[i, j] · K[a, b], and the padding is cut off [1]_.

    References
    ----------
    .. [1] A. Zhang, Z. C. Lipton, M. Li and A. J. Smola, Dive into Deep Learning, §7.2.2
       (§6.2.2 in the Chinese edition), https://d2l.ai.

    Examples
    --------
    >>> import numpy as np
    >>> layer = Conv2D((2, 2))
    >>> layer.weight, layer.bias = np.arange(4.0).reshape(2, 2), 1.0
    >>> layer(np.arange(9).reshape(3, 3))
    array([[20., 26.],
           [38., 44.]])
    >>> layer.backward(np.ones((2, 2)))
    array([[0., 1., 1.],
           [2., 6., 4.],
           [2., 5., 3.]])
    >>> layer.grad["weight"]
    array([[ 8., 12.],
           [20., 24.]])
    """

    def __init__(self, kernel_size, *, bias=True, rng=None):
        rng, bound = np.random.default_rng(rng), 1 / np.sqrt(np.prod(kernel_size))
        self.weight = rng.uniform(-bound, bound, kernel_size)
        self.bias = np.zeros(()) if bias else None

    def __call__(self, X):
        return self.forward(X)

    def parameters(self):
        """Return the trained parameters by name: weight, then any bias."""
        named = {"weight": self.weight}
        return named if self.bias is None else named | {"bias": self.bias}

    def forward(self, X):
        """Return corr2d of X with the weight, plus the bias.

        Parameters
        ----------
        X : array_like of real numbers, shape (n_h, n_w)
            Input image, dimensionless.

        Returns
        -------
        ndarray, shape `output_size(X.shape, kernel_size, padding=padding, stride=stride)`
            A new array of floats.

        Raises
        ------
        ValueError
            If X is not 2-D, is empty or ragged, or the kernel is larger than the padded X.
        TypeError
            If X does not hold real numbers.
        """
        self.X = X
        Y = corr2d(X, self.weight)
        return Y if self.bias is None else Y + self.bias

    def backward(self, dY):
        """Return the input's gradient; leave the parameters' in `grad`.

        Parameters
        ----------
        dY : array_like of real numbers, shape of the last output
            Gradient of the loss with respect to each output element.

        Returns
        -------
        ndarray, shape of the last input
            Gradient of the loss with respect to each input element.

        Raises
        ------
        RuntimeError
            If there was no forward pass.
        ValueError
            If dY has another shape than the last output.
        TypeError
            If dY does not hold real numbers.
        """
        (k_h, k_w), dX = self.weight.shape, np.zeros(self.X.shape)
        for i in range(dY.shape[0]):
            for j in range(dY.shape[1]):
                dX[i:i + k_h, j:j + k_w] += dY[i, j] * self.weight
        self.grad = {"weight": corr2d(self.X, dY)}
        if self.bias is not None:
            self.grad["bias"] = dY.sum()
        return dX
