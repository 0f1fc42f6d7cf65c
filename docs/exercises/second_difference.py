"""The smallest kernel for the second derivative across an image."""

import numpy as np

from convdoc import corr2d
from convdoc.site.live.grading import differs, wrong

FEEDBACK = {
    "flat": ("在纯色的行上，输出应当是零，现在是 {got}。", "On a row of a single colour, the output should be zero; it is {got}."),
    "ramp": ("在均匀变亮的行 {row} 上，输出应当是零，现在是 {got}：那里只有斜率，没有弯曲。", "On the evenly brightening row {row}, the output should be zero; it is {got}. There is a slope, but nothing bends."),
    "sign": ("在行 {row} 上，输出是 {got}，应当是 {expected}：符号反了。", "On the row {row}, the output is {got}; it should be {expected}. The sign is wrong."),
    "scale": ("在行 {row} 上，输出是 {got}，应当是 {expected}：差了倍数。", "On the row {row}, the output is {got}; it should be {expected}. A factor is wrong."),
}
W = np.arange(3)


def check(K):
    if (problem := differs(K, np.zeros((1, 3)), " `K` ", "`K`")) and problem[0] != "value":
        return problem
    flat, ramp, square = (corr2d(row[None], K).item() for row in (np.ones(3), W.astype(float), W ** 2.0))
    if not np.isclose(flat, 0):
        return wrong("flat", got=flat)
    if not np.isclose(ramp, 0):
        return wrong("ramp", row=W.tolist(), got=ramp)
    if not np.isclose(square, 2):
        return wrong("sign" if np.isclose(square, -2) else "scale", row=(W ** 2).tolist(), got=square, expected=2)
    return None
