"""A kernel that sees the edges along one diagonal and not those along the other."""

import numpy as np

from convdoc import corr2d
from convdoc.site.live.grading import as_numbers, differs, wrong

FEEDBACK = {
    "flat": ("像素全是 {pixel} 的地方没有边缘，`K` 却给出 {got}。各个权重之和应当是多少？", "Where all pixels are {pixel} there is no edge, but `K` gives {got}. What should its weights add up to?"),
    "turned": ("`K` 对 `X` 毫无反应，对 `Z` 却有：在位置 {place} 给出 {got}。对角线弄反了。", "`K` gives nothing but zeros for `X` and responds to `Z`, with {got} at {place}: the diagonals are exchanged."),
    "both": ("`K` 对 `Z` 也有反应：在位置 {place}，窗口是 {window}，输出是 {got}，应当是 {expected}。", "`K` responds to `Z` as well: at {place} the window is {window} and the output {got}; it should be {expected}."),
    "sign": ("位置对了，符号反了：`corr2d(X, K)` 在位置 {place}，窗口是 {window}，输出是 {got}，应当是 {expected}。", "The places are right, the sign is not: at {place} of `corr2d(X, K)` the window is {window} and the output {got}; it should be {expected}."),
}
X = np.tri(6)
Z = X[:, ::-1]
CROSSED = corr2d(X, np.ones((2, 2))) % 4 > 0           # neither all dark nor all bright


def check(K):
    weights = as_numbers(K)
    if weights is None or weights.shape != (2, 2):
        return differs(K, np.zeros((2, 2)), " `K` ", "`K`")
    for pixel in (1, 5):
        if not abs(got := pixel * weights.sum()) <= 1e-12:
            return wrong("flat", pixel=pixel, got=got)
    Y, Y_other, expected = corr2d(X, K), corr2d(Z, K), CROSSED.astype(int)
    if differs(Y_other, np.zeros((5, 5)), "", ""):
        place = first(Y_other)
        if np.abs(Y).max() <= 1e-12:
            return wrong("turned", place=list(place), got=Y_other[place])
        return wrong("both", place=list(place), window=window(Z, place), got=Y_other[place], expected=0)
    if not differs(-Y, expected, "", ""):
        place = first(Y)
        return wrong("sign", place=list(place), window=window(X, place), got=Y[place], expected=expected[place])
    return differs(Y, expected, " `corr2d(X, K)` ", "`corr2d(X, K)`")


def first(Y):
    """The first place where there is a response."""
    return tuple(np.argwhere(~(np.abs(Y) <= 1e-12))[0].tolist())


def window(X, place):
    i, j = place
    return X[i:i + 2, j:j + 2].astype(int).tolist()
