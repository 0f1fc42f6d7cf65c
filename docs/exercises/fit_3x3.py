"""A kernel learned from an image and what became of it."""

import numpy as np

from convdoc import corr2d
from convdoc.site.live.grading import differs, wrong

FEEDBACK = {
    "diverged": ("K 里最大的数是 {largest}：训练发散了，步子太大。", "The largest element of K is {largest}: the training has diverged; its steps are too large."),
    "flipped": ("K 是 {got}，上下左右颠倒了。", "K is {got}, upside down."),
    "not-yet": ("还没有学到：损失是 {loss}，差得最多的元素在位置 {place}，差 {error}。", "Not learned yet: the loss is {loss}, and the element that is farthest off, at {place}, is off by {error}."),
}
TOLERANCE = 1e-3


def check(K):
    expected = np.array([[0, -1, 0], [-2, 4, 0], [0, 0, -1]])
    if (problem := differs(K, expected, " `K` ", "`K`", tolerance=TOLERANCE)) is None or problem[0] != "value":
        return problem
    K = np.asarray(K, float)
    error = np.abs(K - expected)
    if not np.isfinite(K).all() or error.max() > 1e3:
        return wrong("diverged", largest=np.abs(K).max())
    if np.allclose(K, expected[::-1, ::-1], atol=TOLERANCE):
        return wrong("flipped", got=K.round(3))
    X = np.random.default_rng(0).normal(size=(12, 12))
    place = np.unravel_index(error.argmax(), error.shape)
    loss = ((corr2d(X, K) - corr2d(X, expected)) ** 2).sum()
    return wrong("not-yet", loss=loss, place=[int(n) for n in place], error=error.max())
