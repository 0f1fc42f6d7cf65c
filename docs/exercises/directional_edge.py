"""A kernel that measures how an image changes in a given direction."""

import numpy as np

from convdoc import corr2d
from convdoc.site.live.grading import differs, wrong

FEEDBACK = {
    "swapped": ("v = {v}：图像往下每行加 {down}，往右每列加 {right}，输出却是 {got}，应当是 {expected}。分量对调了：前面的管上下。", "v = {v}, on an image whose rows grow by {down} and whose columns grow by {right}: the output is {got} instead of {expected}. The components are swapped: the former is for down."),
    "backward": ("v = {v}：图像沿这个方向越来越亮，输出却是 {got}，符号反了，应当是 {expected}。", "v = {v}: the image grows brighter in this direction, yet the output is {got}. Its sign is wrong; it should be {expected}."),
    "doubled": ("v = {v}：输出 {got}，应当是 {expected}。相减的像素隔着中间的那个，距离不是相邻像素的距离。", "v = {v}: the output is {got} instead of {expected}. The pixels that are subtracted have another between them, so their distance is not that of neighbours."),
    "elsewhere": ("`directional_kernel({v})` 在位置 {place} 是 {got}：只用中心的上下左右，中心和角上应当是零。", "`directional_kernel({v})` is {got} at {place}: only the neighbours above, below, left and right are used; the centre and the corners should be zero."),
}


def check(directional_kernel):
    for v in ((0, 1), (1, 0), (3, 4), (-2, 5), (0.6, -0.8)):
        K, expected = directional_kernel(v), kernel(v)
        called = f"`directional_kernel({v})`"
        problem = differs(K, expected, f" {called} ", called)
        if problem is None:
            continue
        if problem[0] != "value":
            return problem
        return judged(np.asarray(K), expected, v) or problem
    return None


def judged(K, expected, v):
    ways = {"swapped": kernel(v[::-1]), "backward": -expected, "doubled": 2 * expected}
    for key, value in ways.items():
        if np.allclose(K, value):
            down, right = 2, 5
            X = down * np.arange(3)[:, None] + right * np.arange(3)
            if key == "backward":
                X = v[0] * np.arange(3)[:, None] + v[1] * np.arange(3)
            got, wanted = (corr2d(X, one).item() for one in (K, expected))
            return wrong(key, v=v, down=down, right=right, got=got, expected=wanted)
    for place in ((1, 1), (0, 0), (0, 2), (2, 0), (2, 2)):
        if K[place] != 0:
            return wrong("elsewhere", v=v, place=list(place), got=K[place])
    return None


def kernel(v):
    down, right = np.array([[0, -1, 0], [0, 0, 0], [0, 1, 0]]), np.array([[0, 0, 0], [-1, 0, 1], [0, 0, 0]])
    return (v[0] * down + v[1] * right) / 2
