"""The matrix that turns the pixels of an image into its cross-correlation."""

import numpy as np

from convdoc.site.live.grading import as_numbers, differs, wrong

FEEDBACK = {
    "flipped": ("卷积核 {k}、输入 {n}：矩阵里的卷积核是翻转过的，算出的是卷积。", "Kernel {k}, input {n}: the kernel in the matrix is flipped, so that the product is a convolution."),
    "swapped": ("卷积核 {k}、输入 {n}：这是输入 {other} 时的矩阵，高和宽换了位置。", "Kernel {k}, input {n}: this is the matrix for an input {other}, with height and width exchanged."),
    "transposed": ("卷积核 {k}、输入 {n}：矩阵的行和列颠倒了，它的转置才对。", "Kernel {k}, input {n}: rows and columns of the matrix are exchanged; its transpose is right."),
    "adjacent": ("卷积核 {k}、输入 {n}：矩阵的首行在位置 {got} 上有权重；展平以后，左上角那个窗口的像素却在位置 {expected}。", "Kernel {k}, input {n}: in the top row of the matrix, the weights are at positions {got}, but in the flattened image the pixels of the top left window are at {expected}."),
    "row-width": ("卷积核 {k}、输入 {n}：从矩阵的第 {row} 行（由零数起）开始错位。窗口换到下面那行，在展平的图像里要走过输入的整行像素，有 {n_w} 个，不是输出的 {y_w} 个。", "Kernel {k}, input {n}: from row {row} of the matrix (counted from zero) the weights are out of place. When the window moves down a row, it passes a whole row of the flattened image, {n_w} pixels, not the {y_w} of the output."),
}


def check(as_matrix):
    rng = np.random.default_rng(0)
    for k, n in [((2, 3), (4, 5)), ((3, 2), (5, 6)), ((1, 2), (3, 2)), ((3, 1), (4, 3)), ((2, 4), (2, 4))]:
        K = (rng.permutation(k[0] * k[1]) + 1).reshape(k)
        if found := judged(as_matrix(K.copy(), *n), K, *n):
            return found
    K = np.array([[0.5, -0.25]])
    return judged(as_matrix(K.copy(), 2, 3), K, 2, 3)


def judged(answer, K, n_h, n_w):
    A, expected, said = as_numbers(answer), placed(K, n_h, n_w), {"k": times(K.shape), "n": times((n_h, n_w))}
    y_w = n_w - K.shape[1] + 1
    problem = differs(answer, expected, f"K = {K.tolist()}，`as_matrix(K, {n_h}, {n_w})` ", f"`as_matrix(K, {n_h}, {n_w})` with K = {K.tolist()}")
    if problem is None or A is None:
        return problem
    if same(A, placed(K[::-1, ::-1], n_h, n_w)):
        return wrong("flipped", **said)
    if K.shape[0] <= n_w and K.shape[1] <= n_h and same(A, placed(K, n_w, n_h)):
        return wrong("swapped", other=times((n_w, n_h)), **said)
    if same(A.T, expected):
        return wrong("transposed", **said)
    if A.shape == expected.shape and same(A[0, :K.size], K.ravel()) and not A[0, K.size:].any() and not same(A[0], expected[0]):
        return wrong("adjacent", got=np.flatnonzero(A[0]).tolist(), expected=np.flatnonzero(expected[0]).tolist(), **said)
    if same(A, placed(K, n_h, n_w, step=y_w)):
        return wrong("row-width", row=y_w, n_w=n_w, y_w=y_w, **said)
    return problem


def placed(K, n_h, n_w, step=None):
    """Each row holds the kernel at a window's pixels; the windows' top left pixels are `step` apart from row to row."""
    k_h, k_w = K.shape
    windows = [i * (step or n_w) + j for i in range(n_h - k_h + 1) for j in range(n_w - k_w + 1)]
    A = np.zeros((len(windows), n_h * n_w), K.dtype)
    pixels = (np.arange(k_h)[:, None] * n_w + np.arange(k_w)).ravel()
    for row, start in enumerate(windows):
        A[row, start + pixels] = K.ravel()
    return A


def same(A, B):
    return A.shape == B.shape and np.allclose(A, B)


def times(shape):
    return "×".join(map(str, shape))
