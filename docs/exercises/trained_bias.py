"""How large the learning rate may be, with a bias and without."""

import numpy as np

from convdoc import edge_image
from convdoc.site.live.grading import differs, wrong

FEEDBACK = {
    "without-bias": ("bias=True 时得到 {got}，应当是 {expected}：偏置也是要学的参数，也占矩阵里的列。", "With bias=True the result is {got} instead of {expected}: the bias is learned too, and has a column of the matrix."),
    "factor": ("bias={bias} 时得到 {got}，应当是 {expected}：损失是平方和，梯度里还有平方求导出来的倍数。", "With bias={bias} the result is {got} instead of {expected}: the loss is a sum of squares, and the gradient has the factor that comes from them."),
    "smallest": ("bias={bias} 时得到 {got}，应当是 {expected}：最先发散的是弯曲得最厉害的方向，不是最平缓的。", "With bias={bias} the result is {got} instead of {expected}: the direction that bends most is the first to diverge, not the flattest."),
    "unsquared": ("bias={bias} 时得到 {got}，应当是 {expected}：奇异值要平方，才是决定弯曲程度的特征值。", "With bias={bias} the result is {got} instead of {expected}: singular values have to be squared to give the eigenvalues, which say how much the loss bends."),
}


def check(rate_bound):
    for X in (edge_image(), np.random.default_rng(0).integers(-3, 4, (5, 7))):
        for bias in (False, True):
            got, A = rate_bound(X.copy(), bias), windows(X, bias)
            expected = 1 / np.linalg.eigvalsh(A.T @ A).max()
            if problem := differs(got, expected, f" `rate_bound(X, {bias})` ", f"`rate_bound(X, {bias})`"):
                return judged(got, A, expected, bias) if problem[0] == "number" else problem
    return None


def judged(got, A, expected, bias):
    values = np.linalg.eigvalsh(A.T @ A)
    mistakes = {"factor": 2 * expected, "smallest": 1 / values.min(), "unsquared": expected ** 0.5}
    if bias:
        mistakes["without-bias"] = 1 / np.linalg.eigvalsh(A[:, :2].T @ A[:, :2]).max()
    for key, value in mistakes.items():
        if np.isclose(got, value):
            return wrong(key, bias=bias, got=got, expected=expected)
    return differs(got, expected, f" `rate_bound(X, {bias})` ", f"`rate_bound(X, {bias})`")


def windows(X, bias):
    columns = [X[:, :-1].ravel(), X[:, 1:].ravel()]
    return np.stack([*columns, np.ones(columns[0].size)] if bias else columns, axis=1)
