"""The gradient of the squared error with respect to the kernel."""

import numpy as np

from convdoc import corr2d
from convdoc.site.live.grading import differs, wrong

FEEDBACK = {
    "factor": ("得到 {got}，应当是 {expected}：刚好差了平方求导出来的倍数。", "The result is {got} instead of {expected}: what differs is the factor that comes from the square."),
    "sign": ("得到 {got}，应当是 {expected}：符号反了，沿它的反方向走，误差反而变大。", "The result is {got} instead of {expected}: its sign is wrong, and steps against it make the error grow."),
    "mean": ("得到 {got}，应当是 {expected}：这是平均误差的梯度，题目要的是总和的。", "The result is {got} instead of {expected}: that is the gradient of the mean, and asked for is that of the sum."),
    "flipped": ("得到 {got}，应当是 {expected}：元素都在，只是上下左右颠倒了。", "The result is {got} instead of {expected}: the elements are the right ones, and upside down."),
    "squared": ("得到 {got}，应当是 {expected}：与输入相乘的应当是误差本身，不是它的平方。", "The result is {got} instead of {expected}: the input goes with the error itself, not with its square."),
}


def check(kernel_gradient):
    rng = np.random.default_rng(0)
    for n, k in (((4, 5), (2, 3)), ((6, 8), (1, 2)), ((5, 3), (3, 1))):
        X, K = rng.integers(-4, 5, n), rng.integers(-4, 5, k)
        Y = corr2d(X, K) + rng.integers(-4, 5, corr2d(X, K).shape)
        got, expected = kernel_gradient(X.copy(), K.copy(), Y.copy()), gradient(X, K, Y)
        if problem := differs(got, expected, " `kernel_gradient(X, K, Y)` ", "`kernel_gradient(X, K, Y)`"):
            if problem[0] == "value":
                for key, value in mistakes(X, K, Y).items():
                    if np.allclose(got, value):
                        return wrong(key, got=np.asarray(got), expected=expected)
            return problem
    return None


def gradient(X, K, Y):
    return 2 * corr2d(X, corr2d(X, K) - Y)


def mistakes(X, K, Y):
    right, error = gradient(X, K, Y), corr2d(X, K) - Y
    return {"factor": right / 2, "sign": -right, "mean": right / Y.size, "flipped": right[::-1, ::-1], "squared": 2 * corr2d(X, error ** 2)}
