"""A hidden kernel, learned from an image and its output."""

import numpy as np

from convdoc import corr2d
from convdoc.site.live.grading import as_numbers, differs, wrong

FEEDBACK = {
    "diverged": ("K 里有 {got}：训练发散了，每步都走过了头，误差越来越大。", "K holds {got}: the training has diverged. Every step overshoots, and the error grows."),
    "far": ("还不够接近：用 K 算出的输出在位置 {place} 是 {got}，Y 那里是 {expected}。", "Not close enough yet: with this K, the output at {place} is {got}, where Y is {expected}."),
    "flipped": ("K 旋转半圈就对了：训练时作了卷积，这里的 Y 是互相关的输出。", "Turned by half a turn, this K is right: it was trained with convolution, but Y is the output of a cross-correlation."),
    "almost": ("K 在位置 {place} 还差 {error}，要求不超过 {tolerance}。已经很近了；若训练还在收敛，就再多走几步。", "At {place}, K is still off by {error}, and no more than {tolerance} is allowed. It is close; if the training still converges, take more steps."),
}
X = np.random.default_rng(3).integers(-3, 4, (6, 7))
HIDDEN = np.array([[1, 2, 0], [-1, 3, 1], [0, -2, -1]])
TOLERANCE = 0.001
HUGE = 1000


def check(K):
    numbers = as_numbers(K)
    if numbers is None or numbers.shape != HIDDEN.shape:
        return differs(K, HIDDEN, " K ", "K")
    off = np.abs(numbers - HIDDEN)
    if (off <= TOLERANCE).all():
        return None
    if not (off < HUGE).all():
        return wrong("diverged", got=numbers[~(off < HUGE)][0])
    if np.allclose(numbers, HIDDEN[::-1, ::-1], rtol=0, atol=TOLERANCE):
        return wrong("flipped")
    if off.max() < 100 * TOLERANCE:
        place = np.unravel_index(off.argmax(), off.shape)
        return wrong("almost", place=[int(n) for n in place], error=f"{off.max():.2g}", tolerance=TOLERANCE)
    Y, got = corr2d(X, HIDDEN), corr2d(X, numbers + 0)
    place = np.unravel_index(np.abs(got - Y).argmax(), Y.shape)
    return wrong("far", place=[int(n) for n in place], got=f"{got[place]:.4g}", expected=Y[place])
