"""The rows of the input that no window reads."""

from collections.abc import Sized
from itertools import product

from convdoc import output_size
from convdoc.site.live.grading import as_numbers, wrong

FEEDBACK = {
    "not-rows": ("`unread({call})` 给出的是 {got}，应当是行号（整数）的列表。", "`unread({call})` gives {got}; it should be a list of row numbers, integers."),
    "unsorted": ("`unread({call})` 给出的是 {got}：行号应当从小到大，不重复。", "`unread({call})` gives {got}: row numbers should be in ascending order, without repetition."),
    "padding-row": ("`unread({call})` 里有第 {row} 行，输入没有这一行：行号由零数起，填充的行不算。", "`unread({call})` names row {row}, and the input has no such row: count from zero, and leave out the rows of padding."),
    "gaps": ("`unread({call})` 少了第 {row} 行：步幅比卷积核大，它夹在窗口之间。", "`unread({call})` lacks row {row}: the stride exceeds the kernel, and that row lies between windows."),
    "tail": ("`unread({call})` 少了第 {row} 行：最后的窗口没有盖到它，再往下走又放不下。", "`unread({call})` lacks row {row}: the last window ends above it, and another step does not fit."),
    "read": ("`unread({call})` 里有第 {row} 行，可是从填充后的第 {start} 行开始的窗口读到了它。", "`unread({call})` names row {row}, but the window that starts at row {start} of the padded input reads it."),
}


def check(unread):
    for p_h, n_h, k_h, s_h in product(range(3), range(1, 9), range(1, 5), range(1, 6)):
        if k_h <= n_h + 2 * p_h and (found := judged(unread(n_h, k_h, p_h, s_h), n_h, k_h, p_h, s_h)):
            key, fields = found
            return wrong(key, call=f"{n_h}, {k_h}, {p_h}, {s_h}", **fields)


def judged(got, n_h, k_h, p_h, s_h):
    numbers = as_numbers(got)
    if numbers is None or numbers.ndim != 1 or numbers.dtype.kind not in "iu" and numbers.size:
        return "not-rows", {"got": got if isinstance(got, Sized) else type(got).__name__}
    rows = numbers.astype(int).tolist()
    starts = range(0, s_h * output_size((n_h, 1), (k_h, 1), padding=(p_h, 0), stride=(s_h, 1))[0], s_h)
    for row in rows:
        if not 0 <= row < n_h:
            return "padding-row", {"row": row}
        for start in starts:
            if start <= row + p_h < start + k_h:
                return "read", {"row": row, "start": start}
    for row in range(n_h):
        if row not in rows and not any(start <= row + p_h < start + k_h for start in starts):
            return "tail" if row + p_h >= starts[-1] + k_h else "gaps", {"row": row}
    return ("unsorted", {"got": rows}) if rows != sorted(set(rows)) else None
