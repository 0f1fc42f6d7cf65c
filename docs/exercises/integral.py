"""The kernel that adds differences up again, over a window."""

import numpy as np

from convdoc import corr2d
from convdoc.site.live.grading import as_numbers, differs, wrong

FEEDBACK = {
    "average": ("`integral_kernel({k})` 求的是平均：得到 {got}，是 {expected} 的 {k} 分之一。积分只相加，不相除。", "`integral_kernel({k})` takes the average: it gives {got} instead of {expected}, which is {k} times as much. An integral adds up and does not divide."),
    "ends": ("`integral_kernel({k})` 又求了差：它作用于 `corr2d(X, D)`，那已经是差了。对这样的 `X`：{row}，得到 {got}，应当是 {expected}。", "`integral_kernel({k})` takes another difference; but it is applied to `corr2d(X, D)`, which consists of differences already. For `X` = {row} it gives {got}; it should be {expected}."),
    "width": ("`integral_kernel({k})` 有 {got} 列。从 `X[i, j]` 到 `X[i, j + {k}]`，途中有几个差？", "`integral_kernel({k})` has {got} columns. How many differences lie on the way from `X[i, j]` to `X[i, j + {k}]`?"),
    "sign": ("`integral_kernel({k})` 的符号反了：对这样的 `X`：{row}，得到 {got}，应当是 {expected}。", "The sign of `integral_kernel({k})` is reversed: for `X` = {row} it gives {got}; it should be {expected}."),
}
D = np.array([[-1, 1]])


def check(integral_kernel):
    for k in (3, 1, 2, 5, 8):
        if found := judged(integral_kernel(k), k):
            return found
    return None


def judged(answer, k):
    K = as_numbers(answer)
    if K is not None and K.ndim == 2 and len(K) == 1 and abs(K.shape[1] - k) == 1:
        return wrong("width", k=k, got=K.shape[1])
    if K is None or K.shape != (1, k):
        return differs(answer, np.ones((1, k)), f" `integral_kernel({k})` ", f"`integral_kernel({k})`")
    X = np.random.default_rng(k).permutation(k + 3).reshape(1, -1) ** 2
    got, expected = corr2d(corr2d(X, D), K), X[:, k:] - X[:, :-k]
    problem = differs(got, expected, f"X = {X.tolist()}，K = `integral_kernel({k})`，`corr2d(corr2d(X, D), K)` ",
                      f"`corr2d(corr2d(X, D), K)` with X = {X.tolist()} and K = `integral_kernel({k})`")
    if problem is None:
        return None
    said = {"k": k, "row": X[0], "got": got[0], "expected": expected[0]}
    if np.allclose(K * k, 1):
        return wrong("average", **said)
    if np.allclose(K, -1):
        return wrong("sign", **said)
    if k > 2 and K[0, 0] == -K[0, -1] != 0 and not K[0, 1:-1].any():
        return wrong("ends", **said)
    return problem
