"""Image convolution in NumPy, written to be read beside its pages.

Each function is the definition the page gives, in the page's names: X the input, K the kernel,
Y the output; `corr2d_fast` is the form for large images. All of them check what they receive and
never modify it.

>>> import numpy as np
>>> corr2d(np.arange(9).reshape(3, 3), np.arange(4).reshape(2, 2))
array([[19, 25],
       [37, 43]])
"""
from convdoc.correlation import convolve2d, corr2d, corr2d_fast
from convdoc.edges import edge_image, edge_kernel
from convdoc.geometry import output_size, receptive_field
from convdoc.layers import Conv2D
from convdoc.learning import fit_kernel
from convdoc.padding import pad2d, same_padding, split_padding

__all__ = [
    "corr2d",
    "Conv2D",
    "edge_image",
    "edge_kernel",
    "fit_kernel",
    "convolve2d",
    "pad2d",
    "split_padding",
    "same_padding",
    "output_size",
    "receptive_field",
    "corr2d_fast",
]
