"""The smallest kernel of the second difference along a row."""

import numpy as np

from convdoc import corr2d
from convdoc.site.live.grading import as_numbers, differs, wrong

FEEDBACK = {
    "column": ("`K` 的形状是 {got}，它沿着列求差；这里要沿着行，`K` 应当只有 {rows} 行。", "The shape of `K` is {got}, so it takes differences down a column; here they run along a row, and `K` should have just {rows} row."),
    "constant": ("像素全是 {pixel} 时，没有变化，`K` 却给出 {got}。", "Where all pixels are {pixel} nothing changes, but `K` gives {got}."),
    "ramp": ("像素是 {row} 时，逐格增加同样多，`K` 应当处处给出零，却给出 {got}。", "For the pixels {row}, which grow by the same amount at every step, `K` should give zero everywhere; it gives {got}."),
    "sign": ("像素是 {row} 时，`K` 给出 {got}，符号反了：像素增加得越来越快，输出应当为正。", "For the pixels {row}, `K` gives {got}; the sign is reversed. They grow faster and faster, so the output should be positive."),
    "wide": ("输出都对，但 `K` 有 {got} 列，还可以更窄。", "Every output is right, but `K` has {got} columns and can be narrower."),
}


def check(K):
    weights = as_numbers(K)
    if weights is None or weights.ndim != 2 or not weights.size:
        return differs(K, np.zeros((1, 3)), " `K` ", "`K`")
    k_h, k_w = weights.shape
    if k_w == 1 < k_h:
        return wrong("column", got=weights.shape, rows=1)
    if k_h > 1:
        return differs(K, np.zeros((1, 3)), " `K` ", "`K`")
    w = np.arange(k_w + 3).reshape(1, -1)
    constant, ramp, square = (corr2d(row, K) for row in (np.full_like(w, 7), 4 * w - 3, w ** 2))
    if uneven(constant):
        return wrong("constant", pixel=7, got=constant[0])
    if uneven(ramp):
        return wrong("ramp", row=(4 * w - 3)[0], got=ramp[0])
    if not uneven(square + 2):
        return wrong("sign", row=w[0] ** 2, got=square[0])
    if uneven(square - 2):
        return differs(square, np.full(square.shape, 2), " `corr2d(w ** 2, K)` ", "`corr2d(w ** 2, K)`")
    return wrong("wide", got=k_w) if k_w > 3 else None


def uneven(Y):
    """Is any output other than zero?"""
    return not np.allclose(Y, 0, atol=1e-9)
