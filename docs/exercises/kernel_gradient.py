"""The gradient of the sum of squared errors with respect to the kernel."""

import numpy as np

from convdoc import corr2d
from convdoc.site.live.grading import as_numbers, differs, wrong

FEEDBACK = {
    "factor": ("K = {K}：每个元素都恰好是应有的 {ratio} 倍。平方求导时少了什么？", "K = {K}: every element is {ratio} times what it should be. What does the derivative of a square bring along?"),
    "sign": ("K = {K}：梯度的方向反了，沿着它走损失变小。误差是输出减目标，还是目标减输出？", "K = {K}: the gradient points the wrong way, for the loss falls along it. Is the error output minus target, or target minus output?"),
    "mean": ("K = {K}：每个元素都恰好除以了 {n}，那是输出的元素个数。这里的损失是和，不是平均。", "K = {K}: every element is divided by {n}, the number of outputs. The loss here is a sum, not a mean."),
    "flipped": ("K = {K}：梯度旋转了半圈，右下角的值到了左上角。", "K = {K}: the gradient is turned by half a turn, with the value of the bottom right at the top left."),
    "unweighted": ("K = {K}：所有权重的斜率都是 {got}。可是每个权重乘过的像素不同，梯度里应当有它们。", "K = {K}: all weights get the same slope, {got}. But each weight was multiplied with pixels of its own, and they belong into the gradient."),
    "slope": ("K = {K}：位置 {place} 的权重左右各动 {h}，损失从 {below} 变到 {above}，斜率是 {expected}；给出的是 {got}。", "K = {K}: when the weight at {place} moves by {h} either way, the loss goes from {below} to {above}, a slope of {expected}; the answer says {got}."),
}


def check(kernel_gradient):
    rng = np.random.default_rng(0)
    for n, k in [((4, 6), (2, 3)), ((5, 3), (3, 2)), ((3, 5), (1, 2)), ((4, 4), (2, 1))]:
        X, K = rng.integers(-5, 6, n), rng.integers(-5, 6, k)
        Y = corr2d(X, K) + rng.integers(1, 9, corr2d(X, K).shape)
        if found := judged(kernel_gradient(X.copy(), K.copy(), Y.copy()), X, K, Y):
            return found


def judged(answer, X, K, Y):
    dK, slopes = as_numbers(answer), gradient(X, K, Y)
    problem = differs(answer, slopes, f"K = {K.tolist()}，`kernel_gradient(X, K, Y)` ", f"`kernel_gradient(X, K, Y)` with K = {K.tolist()}")
    if problem is None or problem[0] != "value":
        return problem
    error = corr2d(X, K) - Y
    for key, value, fields in [("factor", slopes / 2, {"ratio": 1 / 2}), ("sign", -slopes, {}), ("mean", slopes / Y.size, {"n": Y.size}),
                               ("flipped", slopes[::-1, ::-1], {}), ("unweighted", np.full(K.shape, 2 * error.sum()), {"got": dK[0, 0]})]:
        if np.allclose(dK, value):
            return wrong(key, K=K.tolist(), **fields)
    place = tuple(problem[1]["place"])
    below, above = (loss(X, moved(K, place, step), Y) for step in (-1, 1))
    return wrong("slope", K=K.tolist(), place=list(place), h=1, below=below, above=above, got=dK[place], expected=slopes[place])


def gradient(X, K, Y):
    """Central differences, which are exact: the loss is quadratic in each weight."""
    slopes = np.zeros(K.shape)
    for place in np.ndindex(K.shape):
        slopes[place] = (loss(X, moved(K, place, 1), Y) - loss(X, moved(K, place, -1), Y)) / 2
    return slopes


def moved(K, place, step):
    K = K.copy()
    K[place] += step
    return K


def loss(X, K, Y):
    return int(((corr2d(X, K) - Y) ** 2).sum())
