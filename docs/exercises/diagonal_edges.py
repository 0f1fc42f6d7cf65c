"""A kernel that is blind to the edges along a diagonal, and sees those along the other."""

import numpy as np

from convdoc import corr2d
from convdoc.site.live.grading import differs, wrong

FEEDBACK = {
    "flat": ("在纯色的图像上，输出应当处处是零，现在是 {got}。", "On an image of a single colour, the output should be zero everywhere; it is {got}."),
    "sees-it": ("边缘沿主对角线，输出本应处处是零，位置 {place} 却是 {got}。那里的窗口是 {window}。", "The edge runs along the main diagonal, and the output should be zero everywhere, but at {place} it is {got}. The window there is {window}."),
    "blind": ("边缘沿反对角线，输出处处是零，什么也没有看见。", "The edge runs along the other diagonal, and the output is zero everywhere: nothing is seen."),
}
SIZE = 6


def check(K):
    if (problem := differs(K, np.zeros((2, 2)), " `K` ", "`K`")) and problem[0] != "value":
        return problem
    K = np.asarray(K)
    if np.any(flat := corr2d(np.ones((SIZE, SIZE), int), K)):
        return wrong("flat", got=flat[0, 0])
    for offset in range(1 - SIZE, SIZE - 1):
        for X in (np.tri(SIZE, k=offset, dtype=int), 1 - np.tri(SIZE, k=offset, dtype=int)):
            Y = corr2d(X, K)
            if np.any(Y):
                i, j = np.argwhere(Y)[0].tolist()
                return wrong("sees-it", place=[i, j], got=Y[i, j], window=X[i:i + 2, j:j + 2].tolist())
    return None if np.any(corr2d(np.tri(SIZE, dtype=int)[:, ::-1], K)) else wrong("blind")
