"""The bound of the learning rate, with a bias that is trained and without."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from convdoc import edge_image
from convdoc.site.live.grading import differs, wrong

FEEDBACK = {
    "twice": ("{call}：给出 {got}，恰好是界的 {ratio} 倍。梯度里的因子也算进去了吗？", "{call}: {got} is {ratio} times the bound. Does it take the factor of the gradient into account?"),
    "mean": ("{call}：给出 {got}，恰好是界的 {n} 倍，即输出的元素个数。这里的损失是和，不是平均。", "{call}: {got} is the bound times {n}, the number of outputs. The loss here is a sum, not a mean."),
    "smallest": ("{call}：给出 {got}，用的是最小的特征值 {eigenvalue}。可是先发散的是误差的哪个方向？", "{call}: {got} comes from the smallest eigenvalue, {eigenvalue}. Which direction of the error is the first to diverge?"),
    "unsquared": ("{call}：给出 {got}，是最大的奇异值 {singular} 的倒数。矩阵的奇异值还不是它与自己转置之积的特征值。", "{call}: {got} is the reciprocal of the largest singular value, {singular}. The singular values of a matrix are not yet the eigenvalues of its transpose times itself."),
    "without-bias": ("{call}：给出 {got}，是不训练偏置时的界。偏置也是参数，它在矩阵里也要占列。", "{call}: {got} is the bound without a bias. The bias is a parameter too, and needs a column of the matrix."),
}


def check(largest_rate):
    random = np.random.default_rng(0).normal(size=(4, 7))
    for name, X, k_w in [("X_edge", edge_image(), 2), ("X", random, 3), ("X", random[:, :3] + 2, 1)]:
        for bias in (False, True):
            call = f"`largest_rate({name}, {k_w}, {bias})`" + ("" if name == "X_edge" else f", X.shape = {X.shape}")
            if found := judged(largest_rate(X.copy(), k_w, bias), X, k_w, bias, call):
                return found


def judged(got, X, k_w, bias, call):
    A = matrix(X, k_w, bias)
    eigenvalues = np.linalg.eigvalsh(A.T @ A)
    bound = 1 / eigenvalues[-1]
    problem = differs(got, bound, f" {call} ", call, tolerance=1e-6 * bound)
    if problem is None or problem[0] != "number":
        return problem
    told = [("twice", 2 * bound, {"ratio": 2}), ("mean", len(A) * bound, {"n": len(A)}), ("unsquared", bound ** 0.5, {"singular": eigenvalues[-1] ** 0.5})]
    if bias:
        told.append(("without-bias", 1 / np.linalg.eigvalsh(matrix(X, k_w, False).T @ matrix(X, k_w, False))[-1], {}))
    if eigenvalues[0] > 1e-9:
        told.append(("smallest", 1 / eigenvalues[0], {"eigenvalue": eigenvalues[0]}))
    for key, value, fields in told:
        if np.isclose(got, value):
            return wrong(key, call=call, got=float(np.real(got)), **fields)
    return problem


def matrix(X, k_w, bias):
    A = sliding_window_view(X, k_w, axis=1).reshape(-1, k_w)
    return np.column_stack([A, np.ones(len(A))]) if bias else A
