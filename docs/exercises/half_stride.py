"""A cross-correlation whose window moves by half a pixel."""

import numpy as np

from convdoc import corr2d, pad2d
from convdoc.site.live.grading import differs, wrong

FEEDBACK = {
    "zeros-behind": ("X 的形状是 {shape}，`half_stride(X, K)` 的形状是 {got}，应当是 {expected}：零只夹在像素之间，最后的像素后面没有。", "X has shape {shape}, and `half_stride(X, K)` has shape {got} instead of {expected}: zeros stand between pixels, and none follows the last."),
    "unpadded": ("X 的形状是 {shape}，`half_stride(X, K)` 的形状是 {got}，应当是 {expected}：边上还要填充。", "X has shape {shape}, and `half_stride(X, K)` has shape {got} instead of {expected}: padding is missing around it."),
    "repeated": ("X = {X}，K = {K}：像素之间插进的是重复的像素，应当是零。", "X = {X}, K = {K}: what was put between the pixels repeats them; it should be zeros."),
    "flipped": ("X = {X}，K = {K}：结果是把卷积核翻转以后算的。", "X = {X}, K = {K}: the result is that of the flipped kernel."),
    "dtype": ("X 里有小数，`half_stride(X, K)` 把小数部分丢了。", "X holds fractions, and `half_stride(X, K)` drops them."),
}


def check(half_stride):
    rng = np.random.default_rng(0)
    for n, k in [((3, 4), (2, 3)), ((2, 5), (3, 2)), ((1, 3), (3, 3)), ((4, 2), (1, 2))]:
        X, K = (rng.integers(1, 9, size) for size in (n, k))
        if found := judged(half_stride(X.copy(), K.copy()), X, K):
            return found
    X, K = np.array([[0.5, 1.5]]), np.array([[1.0]])
    if np.array_equal(half_stride(X.copy(), K.copy()), expand(X.astype(int))):
        return wrong("dtype")
    return judged(half_stride(X.copy(), K.copy()), X, K)


def judged(got, X, K):
    expected = correlated(expand(X), K)
    problem = differs(got, expected, f"X = {X.tolist()}，K = {K.tolist()}，`half_stride(X, K)` ", f"`half_stride(X, K)` with X = {X.tolist()} and K = {K.tolist()}")
    if problem is None:
        return None
    if problem[0] == "shape":
        for key, size in (("zeros-behind", np.add(expected.shape, 1)), ("unpadded", np.subtract(expected.shape, 2 * np.subtract(K.shape, 1)))):
            if np.shape(got) == tuple(size):
                return wrong(key, shape=X.shape, got=np.shape(got), expected=expected.shape)
    repeated = X.repeat(2, axis=0).repeat(2, axis=1)[:-1, :-1]
    for key, value in (("repeated", correlated(repeated, K)), ("flipped", correlated(expand(X), K[::-1, ::-1]))):
        if np.array_equal(got, value):
            return wrong(key, X=X.tolist(), K=K.tolist())
    return problem


def expand(X):
    """X with a zero between neighbouring pixels."""
    expanded = np.zeros((2 * X.shape[0] - 1, 2 * X.shape[1] - 1), X.dtype)
    expanded[::2, ::2] = X
    return expanded


def correlated(X, K):
    return corr2d(pad2d(X, (K.shape[0] - 1, K.shape[1] - 1)), K)
