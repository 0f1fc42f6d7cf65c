"""The smallest kernel for a derivative of any order."""

from math import comb

import numpy as np

from convdoc.site.live.grading import differs, wrong

FEEDBACK = {
    "sign": ("`difference_kernel({d})` 是 {got}，符号反了：最右边的应当是正的。", "`difference_kernel({d})` is {got}, and its sign is wrong: the rightmost element should be positive."),
    "unsigned": ("`difference_kernel({d})` 是 {got}，大小都对，正负号应当交替。", "`difference_kernel({d})` is {got}: the sizes are right, but the signs should alternate."),
    "sum": ("`difference_kernel({d})` 是 {got}，各元素的和是 {sum}：在纯色的图像上，输出就不是零。", "`difference_kernel({d})` is {got}, and its elements add up to {sum}: on an image of a single colour the output is not zero."),
}


def check(difference_kernel):
    for d in range(1, 7):
        got, expected = difference_kernel(d), np.array([[(-1) ** (d - a) * comb(d, a) for a in range(d + 1)]])
        called = f"`difference_kernel({d})`"
        if problem := differs(got, expected, f" {called} ", called):
            return judged(np.asarray(got), expected, d) if problem[0] == "value" else problem
    return None


def judged(got, expected, d):
    if np.allclose(got, -expected):
        return wrong("sign", d=d, got=got)
    if np.allclose(np.abs(got), np.abs(expected)):
        return wrong("unsigned", d=d, got=got)
    if not np.isclose(got.sum(), 0):
        return wrong("sum", d=d, got=got, sum=got.sum())
    return differs(got, expected, f" `difference_kernel({d})` ", f"`difference_kernel({d})`")
