"""The height and width of an output, from the sizes alone."""

import numpy as np

from convdoc import output_size
from convdoc.site.live.grading import differs, wrong

FEEDBACK = {
    "swapped": ("`output_shape({call})` 给出 {got}，高和宽对调了，应当是 {expected}。", "`output_shape({call})` gives {got}: height and width are swapped; it should be {expected}."),
    "one-side": ("`output_shape({call})` 给出 {got}，应当是 {expected}：填充按每侧计，上下都要补。", "`output_shape({call})` gives {got}; it should be {expected}. Padding is counted per side: it is added on top and again at the bottom."),
    "both-sides-twice": ("`output_shape({call})` 给出 {got}，应当是 {expected}：每侧的填充算多了。", "`output_shape({call})` gives {got}; it should be {expected}. The padding of each side is counted too often."),
    "posts": ("`output_shape({call})` 给出 {got}，应当是 {expected}：除了走出来的窗口，还有出发时的那个。", "`output_shape({call})` gives {got}; it should be {expected}. Besides the steps, there is the window they start from."),
    "rounded-up": ("`output_shape({call})` 给出 {got}，应当是 {expected}：剩下的不够走满步幅，就放不下窗口。", "`output_shape({call})` gives {got}; it should be {expected}. Where less than a step is left, no window fits."),
    "not-integers": ("`output_shape({call})` 给出 {got}，尺寸应当是整数。", "`output_shape({call})` gives {got}; sizes should be integers."),
}


def check(output_shape):
    rng = np.random.default_rng(0)
    cases = [((8, 8), (3, 5), (0, 1), (3, 4)), ((5, 8), (2, 3), (1, 2), (2, 3)), ((5, 9), (2, 3), (0, 0), (1, 1))]
    while len(cases) < 200:
        n, k, p, s = (tuple(map(int, rng.integers(low, high, 2))) for low, high in ((1, 12), (1, 6), (0, 4), (1, 5)))
        if k[0] <= n[0] + 2 * p[0] and k[1] <= n[1] + 2 * p[1]:
            cases.append((n, k, p, s))
    for case in cases:
        expected, got = output_size(case[0], case[1], padding=case[2], stride=case[3]), output_shape(*case)
        if found := judged(got, expected, case):
            return found
    return None


def judged(got, expected, case):
    call = ", ".join(map(str, case))
    if problem := differs(got, expected, f" `output_shape({call})` ", f"`output_shape({call})`"):
        found = tuple(np.asarray(got).tolist()) if problem[0] == "value" else None
        for key, value in mistakes(*case).items():
            if found == value != expected:
                return wrong(key, call=call, got=found, expected=expected)
        return problem
    if np.asarray(got).dtype.kind not in "iu":
        return wrong("not-integers", call=call, got=got)
    return None


def mistakes(n, k, p, s):
    def both(size):
        return tuple(size(*axis) for axis in zip(n, k, p, s))

    return {
        "swapped": both(lambda n, k, p, s: (n - k + 2 * p) // s + 1)[::-1],
        "one-side": both(lambda n, k, p, s: (n - k + p) // s + 1),
        "both-sides-twice": both(lambda n, k, p, s: (n - k + 4 * p) // s + 1),
        "posts": both(lambda n, k, p, s: (n - k + 2 * p) // s),
        "rounded-up": both(lambda n, k, p, s: -(-(n - k + 2 * p) // s) + 1),
    }
