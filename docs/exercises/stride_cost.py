"""How many multiplications a cross-correlation takes."""

import numpy as np

from convdoc import output_size
from convdoc.site.live.grading import differs, wrong

FEEDBACK = {
    "stride-one": ("`multiplications({call})` 给出 {got}，应当是 {expected}：这是窗口逐格移动时的次数，跳过的窗口不必算。", "`multiplications({call})` gives {got}; it should be {expected}. That is the number for a window that skips nothing; skipped windows cost nothing."),
    "outputs": ("`multiplications({call})` 给出 {got}，应当是 {expected}：这是输出元素的个数，每个输出元素要乘许多次。", "`multiplications({call})` gives {got}; it should be {expected}. That is the number of output elements, and each takes several multiplications."),
    "inputs": ("`multiplications({call})` 给出 {got}，应当是 {expected}：窗口的个数要按输出算，不是按输入的像素算。", "`multiplications({call})` gives {got}; it should be {expected}. There is a window for every element of the output, not for every pixel of the input."),
    "unpadded": ("`multiplications({call})` 给出 {got}，应当是 {expected}：忘了填充，它使窗口变多。", "`multiplications({call})` gives {got}; it should be {expected}. Padding is left out, and it makes room for more windows."),
    "one-stride": ("`multiplications({call})` 给出 {got}，应当是 {expected}：高和宽用了同样的步幅。", "`multiplications({call})` gives {got}; it should be {expected}. Both axes have the same stride there."),
}


def check(multiplications):
    for case in CASES:
        expected, call = count(*case), ", ".join(map(str, case))
        got = multiplications(*case)
        if problem := differs(got, expected, f" `multiplications({call})` ", f"`multiplications({call})`"):
            for key, value in mistakes(*case).items():
                if problem[0] == "number" and got == value != expected:
                    return wrong(key, call=call, got=got, expected=expected)
            return problem
    return None


CASES = [((9, 13), (3, 2), (0, 0), (2, 3)), ((7, 12), (2, 5), (1, 2), (3, 1)), ((8, 8), (3, 5), (0, 1), (3, 4)), ((6, 5), (1, 1), (0, 0), (1, 1)), ((240, 320), (5, 3), (2, 1), (2, 2))]


def count(n, k, p, s):
    return int(np.prod(output_size(n, k, padding=p, stride=s)) * np.prod(k))


def mistakes(n, k, p, s):
    return {
        "outputs": int(np.prod(output_size(n, k, padding=p, stride=s))), "stride-one": count(n, k, p, (1, 1)), "inputs": int(np.prod(n) * np.prod(k)),
        "unpadded": count(n, k, (0, 0), s), "one-stride": count(n, k, p, (s[0], s[0])),
    }
