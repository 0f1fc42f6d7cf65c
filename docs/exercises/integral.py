"""A kernel that sums what the kernel of the first difference has taken apart."""

import numpy as np

from convdoc import corr2d
from convdoc.site.live.grading import differs, wrong

FEEDBACK = {
    "mean": ("X = {X}：得到 {got}，应当是 {expected}。这是平均的变化，要的是总共的变化。", "X = {X}: the result is {got} instead of {expected}. That is the mean change; asked for is the change in all."),
    "backward": ("X = {X}：得到 {got}，应当是 {expected}，符号反了。", "X = {X}: the result is {got} instead of {expected}; the sign is wrong."),
    "ends": ("X = {X}：得到 {got}，应当是 {expected}。差分已经求过，再减就成了差分的差分；要把它们加起来。", "X = {X}: the result is {got} instead of {expected}. The differences are taken already, and these are differences of differences; they have to be added up."),
}
D, REACH = np.array([[-1, 1]]), 4


def check(K):
    if (problem := differs(K, np.zeros((1, REACH)), " `K` ", "`K`")) and problem[0] != "value":
        return problem
    K, X = np.asarray(K), np.array([[3, 1, 4, 1, 5, 9, 2, 6]])
    got, expected = corr2d(corr2d(X, D), K), X[:, REACH:] - X[:, :-REACH]
    problem = differs(got, expected, "结果", "the result")
    if problem is None:
        return None
    fields = {"X": X.tolist(), "got": got, "expected": expected}
    if np.allclose(REACH * got, expected):
        return wrong("mean", **fields)
    if np.allclose(got, -expected):
        return wrong("backward", **fields)
    if np.isclose(K.sum(), 0):
        return wrong("ends", **fields)
    return problem
