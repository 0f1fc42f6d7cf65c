"""All kernel sizes, paddings and strides that halve the rows of an input."""

from itertools import product

from convdoc import output_size
from convdoc.site.live.grading import wrong

FEEDBACK = {
    "not-triples": ("`halving` 里的每项应当是整数 (k, p, s)，这项不是：{got}", "`halving` should hold triples of integers (k, p, s); this is none: {got}"),
    "outside": ("{got} 不在要找的范围里：核高 {k}，填充 {p}，步幅 {s}。", "{got} is outside the range asked for: kernel {k}, padding {p}, stride {s}."),
    "too-much": ("{got} 不对：它给出 {size} 行，不是 {wanted} 行。", "{got} does not belong there: it gives {size} rows, and not {wanted}."),
    "twice": ("{got} 重复出现了。", "{got} is there more than once."),
    "lacking": ("还少 {count} 组，例如 {got}。", "Not complete: {count} more, such as {got}."),
}
ROWS, WANTED = 8, 4
K, P, S = range(1, 8), range(4), range(1, 4)


def check(halving):
    expected = [found for found in product(K, P, S) if size(*found) == WANTED]
    seen = set()
    for one in halving:
        try:
            k, p, s = triple = tuple(int(number) for number in one)
            assert all(a == b for a, b in zip(triple, one))
        except Exception:
            return wrong("not-triples", got=one)
        if k not in K or p not in P or s not in S:
            return wrong("outside", got=triple, k=f"{K[0]}–{K[-1]}", p=f"{P[0]}–{P[-1]}", s=f"{S[0]}–{S[-1]}")
        if size(k, p, s) != WANTED:
            return wrong("too-much", got=triple, size=size(k, p, s), wanted=WANTED)
        if triple in seen:
            return wrong("twice", got=triple)
        seen.add(triple)
    lacking = [found for found in expected if found not in seen]
    return wrong("lacking", count=len(lacking), got=lacking[0]) if lacking else None


def size(k, p, s):
    """The rows of the output."""
    return output_size((ROWS, 1), (k, 1), padding=(p, 0), stride=(s, 1))[0]
