"""The derivative along a direction, as a kernel of three rows and three columns."""

import numpy as np

from convdoc.site.live.grading import as_numbers, differs, wrong

FEEDBACK = {
    "double": ("`directional_kernel({v})` 的每个权重都是应有的 {factor} 倍：相减的像素隔着 {factor} 格。", "Every weight of `directional_kernel({v})` is {factor} times what it should be: the pixels it subtracts are {factor} steps apart."),
    "opposite": ("`directional_kernel({v})` 的符号反了：沿 {v} 走，像素变大时输出应当为正，它给出的却是负数。", "The sign of `directional_kernel({v})` is reversed: where pixels grow along {v} the output should be positive, and it is negative."),
    "swapped": ("`directional_kernel({v})` 是方向 {other} 的卷积核：`v` 先写向下的分量，再写向右的。", "`directional_kernel({v})` is the kernel for the direction {other}: in `v`, the component downward comes before the component to the right."),
    "unit": ("`directional_kernel({v})` 把 `v` 除以了它的长度 {length}；`v` 应当原样使用。", "`directional_kernel({v})` divides `v` by its length, {length}; `v` should be used as it is."),
    "corner": ("`directional_kernel({v})` 在位置 {place} 的权重是 {got}，角上的权重都应当是 {expected}。", "At {place}, the weight of `directional_kernel({v})` is {got}; in the corners all weights should be {expected}."),
    "off-center": ("`directional_kernel({v})` 在位置 {place} 的权重是 {got}，正对面的是 {opposite}，它们应当互为相反数，正中间的权重也就是 {middle}。", "At {place}, the weight of `directional_kernel({v})` is {got}, and across the center it is {opposite}; they should be opposite numbers, which also makes the weight at the center {middle}."),
}
DIRECTIONS = [(2, 1), (0, 1), (1, 0), (-1, 3), (0.5, -2), (3, 4), (0, 0)]


def check(directional_kernel):
    for v in DIRECTIONS:
        if found := judged(directional_kernel(v), v):
            return found
    return differs(directional_kernel(np.array([2, 1])), kernel(2, 1), " `directional_kernel(np.array([2, 1]))` ", "`directional_kernel(np.array([2, 1]))`")


def judged(answer, v):
    expected = kernel(*v)
    problem = differs(answer, expected, f" `directional_kernel({v})` ", f"`directional_kernel({v})`")
    K = as_numbers(answer)
    if problem is None or K is None or K.shape != (3, 3):
        return problem
    length = float(np.hypot(*v))
    for key, other in {"double": 2 * expected, "opposite": -expected, "swapped": kernel(*v[::-1]), "unit": expected / (length or 1)}.items():
        if np.allclose(K, other):
            return wrong(key, v=v, factor=2, other=v[::-1], length=length)
    for place in ((0, 0), (0, 2), (2, 0), (2, 2)):
        if K[place] != 0:
            return wrong("corner", v=v, place=list(place), got=K[place], expected=0)
    lopsided = np.argwhere(~np.isclose(K, -K[::-1, ::-1]))
    if len(lopsided):
        i, j = lopsided[0].tolist()
        return wrong("off-center", v=v, place=[i, j], got=K[i, j], opposite=K[2 - i, 2 - j], middle=0)
    return problem


def kernel(v_h, v_w):
    return np.array([[0, -v_h, 0], [-v_w, 0, v_w], [0, v_h, 0]]) / 2
