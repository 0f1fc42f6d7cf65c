"""A cross-correlation as the product of a matrix and a vector."""

import numpy as np

from convdoc import corr2d
from convdoc.site.live.grading import differs, wrong

FEEDBACK = {
    "transposed": ("`as_matrix(K, {n_h}, {n_w})` 的形状是 {got}，应当是 {expected}：行对应输出元素，列对应输入元素。", "`as_matrix(K, {n_h}, {n_w})` has shape {got} instead of {expected}: every output element has a row of its own, and every input element a column."),
    "flipped": ("K = {K}，输入 {n_h}×{n_w}：得到的是把卷积核翻转以后的结果。", "K = {K}, input {n_h}×{n_w}: the product is that of the flipped kernel."),
    "row-length": ("K = {K}，输入 {n_h}×{n_w}：第 {row} 行的非零元素在 {got}，应当在 {expected}。输入每往下走，要跨过输入的整行，不是输出的。", "K = {K}, input {n_h}×{n_w}: in row {row}, the elements that are not zero stand at {got} instead of {expected}. A step down in the input passes a whole row of the input, not of the output."),
}


def check(as_matrix):
    rng = np.random.default_rng(0)
    for n_h, n_w, k_h, k_w in ((3, 3, 2, 2), (4, 6, 2, 3), (5, 3, 3, 1), (3, 5, 1, 4), (2, 7, 2, 2)):
        K = rng.permutation(np.arange(1, k_h * k_w + 1)).reshape(k_h, k_w)
        if found := judged(as_matrix(K.copy(), n_h, n_w), K, n_h, n_w):
            return found
    return None


def judged(got, K, n_h, n_w):
    expected = matrix(K, n_h, n_w)
    called = f"`as_matrix(K, {n_h}, {n_w})`"
    problem = differs(got, expected, f"K = {K.tolist()}，{called} ", f"{called} with K = {K.tolist()}")
    if problem is None:
        return None
    if problem[0] == "shape" and np.shape(got) == expected.shape[::-1]:
        return wrong("transposed", n_h=n_h, n_w=n_w, got=np.shape(got), expected=expected.shape)
    if problem[0] == "value":
        got = np.asarray(got)
        if np.array_equal(got, matrix(K[::-1, ::-1], n_h, n_w)):
            return wrong("flipped", K=K.tolist(), n_h=n_h, n_w=n_w)
        row = int(np.argwhere((got != expected).any(axis=1))[0, 0])
        places = [np.flatnonzero(one[row]).tolist() for one in (got, expected)]
        if places[0] != places[1]:
            return wrong("row-length", K=K.tolist(), n_h=n_h, n_w=n_w, row=row, got=places[0], expected=places[1])
    return problem


def matrix(K, n_h, n_w):
    """Column by column: what each single pixel contributes to the output."""
    pixels = np.eye(n_h * n_w, dtype=int).reshape(-1, n_h, n_w)
    return np.stack([corr2d(X, K).ravel() for X in pixels], axis=1)
