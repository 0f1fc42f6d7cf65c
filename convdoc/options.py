"""The options padding and stride: what turns a dense definition into the function or layer for use.

f(X, K, padding=p, stride=(s_h, s_w)) is f on the padded input, of which every s_h-th row and every
s_w-th column is kept. The definitions next door are written for the plain case, as on the page;
the decorators here check the operands, apply the dtype rule and add the two options.
"""
import functools
import inspect

import numpy as np
import numpy.typing as npt

from convdoc.geometry import output_size
from convdoc.operands import image, pair, promoted, real_image, sides
from convdoc.padding import pad2d

Size = int | tuple[int, int]
Padding = Size | tuple[tuple[int, int], tuple[int, int]]


def padded_and_strided(dense):
    """Turn a dense definition dense(X, K) into f(X, K, *, padding=0, stride=1)."""
    def strided(X, K, stride):
        s_h, s_w = stride
        return dense(X, K)[::s_h, ::s_w].copy()

    return with_options(dense, strided)


def padded(strided):
    """Turn a definition strided(X, K, stride), which steps by itself, into f(X, K, *, padding=0, stride=1)."""
    return with_options(strided, strided)


def with_options(definition, compute):
    """Return the public function named and documented by definition; `__wrapped__` is the bare definition."""
    def public(X: npt.ArrayLike, K: npt.ArrayLike, *, padding: Padding = 0, stride: Size = 1) -> npt.NDArray:
        X, K = image(X, "X"), image(K, "K")
        padding, stride = sides(padding, "padding"), pair(stride, "stride")
        output_size(X.shape, K.shape, padding=padding)  # raises where the kernel does not fit
        X, K, dtype = promoted(X, K)
        padded_X = pad2d(X, padding) if np.any(padding) else X
        return np.asarray(compute(padded_X, K, stride), dtype)

    signature = inspect.signature(public)
    functools.update_wrapper(public, definition).__signature__ = signature
    return public


def padded_and_strided_layer(dense):
    """Give a dense layer the options padding and stride, forward and backward.

    Backward undoes both in turn: dY is spread out with zeros where the stride left an output element
    away, and the gradient of the padding, which is a constant, is cut off.
    """
    class Layer(dense):
        def __init__(self, kernel_size: Size, *, padding: Padding = 0, stride: Size = 1, bias=True, rng=None):
            if not isinstance(bias, bool):
                raise TypeError(f"bias must be True or False, got {bias!r}; set the attribute for a value")
            super().__init__(pair(kernel_size, "kernel_size"), bias=bias, rng=rng)
            self.padding, self.stride = sides(padding, "padding"), pair(stride, "stride")
            self.X = None

        @functools.wraps(dense.forward)
        def forward(self, X):
            X, self.weight = real_image(X, "X"), real_image(self.weight, "weight")
            output_size(X.shape, self.weight.shape, padding=self.padding)
            s_h, s_w = self.stride
            return super().forward(pad2d(X, self.padding))[::s_h, ::s_w]

        @functools.wraps(dense.backward)
        def backward(self, dY):
            if self.X is None:
                raise RuntimeError("backward needs a forward pass first: call forward(X)")
            (top, bottom), (left, right) = self.padding
            s_h, s_w = self.stride
            spread = np.zeros(output_size(self.X.shape, self.weight.shape))
            kept, dY = spread[::s_h, ::s_w], real_image(dY, "dY")
            if dY.shape != kept.shape:
                raise ValueError(f"dY must have the shape of the output, {kept.shape}, got {dY.shape}")
            kept[...] = dY
            dX = super().backward(spread)
            return dX[top:dX.shape[0] - bottom, left:dX.shape[1] - right]

    Layer.__name__, Layer.__qualname__, Layer.__module__ = dense.__name__, dense.__qualname__, dense.__module__
    Layer.__doc__ = dense.__doc__
    return Layer
