"""An image padded by its mirror image."""

import numpy as np

from convdoc.site.live.grading import differs, wrong

FEEDBACK = {
    "edge-repeated": ("X = {X}，`reflect_pad(X, {p_h}, {p_w})` 让边上的像素出现了重复。镜面在像素的正中，不在像素之间。", "X = {X}: `reflect_pad(X, {p_h}, {p_w})` repeats the pixels of the border. The mirror stands on them, not beside them."),
    "copied": ("X = {X}，`reflect_pad(X, {p_h}, {p_w})` 把边上的像素不断抄到外面，没有照出里面的像素。", "X = {X}: `reflect_pad(X, {p_h}, {p_w})` copies the pixels of the border outward; it does not mirror those inside."),
    "wrapped": ("X = {X}，`reflect_pad(X, {p_h}, {p_w})` 把对边的像素搬了过来。", "X = {X}: `reflect_pad(X, {p_h}, {p_w})` brings pixels from the opposite border."),
    "zeros": ("X = {X}，`reflect_pad(X, {p_h}, {p_w})` 补上的是零。", "X = {X}: `reflect_pad(X, {p_h}, {p_w})` adds zeros."),
    "axes": ("X 的形状是 {shape}，`reflect_pad(X, {p_h}, {p_w})` 的形状是 {got}：上下和左右补反了。", "X has shape {shape}, and `reflect_pad(X, {p_h}, {p_w})` has shape {got}: rows and columns are confused."),
    "modified": ("`reflect_pad(X, {p_h}, {p_w})` 改动了 X 本身。", "`reflect_pad(X, {p_h}, {p_w})` changes X itself."),
}
MODES = {"edge-repeated": "symmetric", "copied": "edge", "wrapped": "wrap", "zeros": "constant"}


def check(reflect_pad):
    rng = np.random.default_rng(0)
    for (n_h, n_w), (p_h, p_w) in [((3, 4), (2, 3)), ((3, 4), (1, 1)), ((4, 3), (3, 1)), ((5, 2), (0, 1)), ((2, 5), (1, 0)), ((4, 4), (0, 0)), ((6, 7), (4, 2))]:
        X = rng.permutation(n_h * n_w).reshape(n_h, n_w) + 1
        given = X.copy()
        got = reflect_pad(given, p_h, p_w)
        if (given != X).any():
            return wrong("modified", p_h=p_h, p_w=p_w)
        if found := judged(got, X, p_h, p_w):
            return found
    return None


def judged(got, X, p_h, p_w):
    expected = np.pad(X, ((p_h, p_h), (p_w, p_w)), mode="reflect")
    called = f"`reflect_pad(X, {p_h}, {p_w})`"
    problem = differs(got, expected, f"X = {X.tolist()}，{called} ", f"{called} with X = {X.tolist()}")
    if problem is None:
        return None
    got = np.asarray(got)
    for key, mode in MODES.items():
        if problem[0] == "value" and (got == np.pad(X, ((p_h, p_h), (p_w, p_w)), mode=mode)).all():
            return wrong(key, X=X.tolist(), p_h=p_h, p_w=p_w)
    if problem[0] == "shape" and got.shape == (X.shape[0] + 2 * p_w, X.shape[1] + 2 * p_h):
        return wrong("axes", shape=X.shape, got=got.shape, p_h=p_h, p_w=p_w)
    return problem
