"""The smallest kernel that takes the derivative of a given order along a row."""

from math import factorial

import numpy as np

from convdoc import corr2d
from convdoc.site.live.grading import as_numbers, differs, wrong

FEEDBACK = {
    "short": ("`difference_kernel({d})` 只有 {got} 列：每再求差，就要多看一个像素。", "`difference_kernel({d})` is too narrow, with a width of {got}: each further difference takes a further pixel."),
    "long": ("`difference_kernel({d})` 有 {got} 列：可以更短，每再求差，只多看一个像素。", "`difference_kernel({d})` has a width of {got} and can be narrower: each difference takes only a single pixel more."),
    "sign": ("`difference_kernel({d})` 是 {K}：`w ** {d}` 经过它得 {got}，应当是 {expected}，符号反了。想想是右减左，还是左减右。", "`difference_kernel({d})` is {K}: it turns `w ** {d}` into {got} instead of {expected}, with the wrong sign. Is it right minus left, or left minus right?"),
    "lower": ("`difference_kernel({d})` 是 {K}：`w ** {p}` 经过它在 w = {w} 处得 {got}，次数比 {d} 低的幂应当都得零。", "`difference_kernel({d})` is {K}: at w = {w} it turns `w ** {p}` into {got}, but powers lower than {d} should all give zero."),
    "scaled": ("`difference_kernel({d})` 是 {K}：低次的幂都得零，但 `w ** {d}` 得 {got}，应当是 {expected}。", "`difference_kernel({d})` is {K}: lower powers give zero, but `w ** {d}` gives {got} instead of {expected}."),
}


def check(difference_kernel):
    for d in (1, 2, 3, 4, 5, 6, 0):
        if found := judged(difference_kernel(d), d):
            return found


def judged(answer, d):
    K = as_numbers(answer)
    if K is None or K.shape != (1, d + 1):
        if K is not None and K.ndim == 2 and len(K) == 1:
            return wrong("short" if K.size <= d else "long", d=d, got=K.size)
        return differs(answer, np.zeros((1, d + 1)), f"`difference_kernel({d})` ", f"`difference_kernel({d})`")
    w = np.arange(d + 4).reshape(1, -1)
    for p in range(d):
        Y = corr2d(w ** p, K + 0)[0]
        places = np.flatnonzero(~(np.abs(Y) < 1e-6))
        if len(places):
            return wrong("lower", d=d, K=K, p=p, w=int(places[0]), got=Y[places[0]])
    got, expected = corr2d(w ** d, K + 0)[0, 0], factorial(d)
    if np.isclose(got, expected):
        return None
    return wrong("sign" if np.isclose(got, -expected) else "scaled", d=d, K=K, got=got, expected=expected)
