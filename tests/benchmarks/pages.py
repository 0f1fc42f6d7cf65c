"""How the cost of a check grows with the number of pages, and with the length of one page.

    python tests/benchmarks/pages.py

Generated pages with a block of code, its output, a formula on a grid, spans and numbers in prose each. What counts are
the ratios: a page, and a section of a page, should cost the same however many there are.
"""

import tempfile
import time
from pathlib import Path

from convdoc.spec import Page, check_all

FRONT = """# Page { #page }

<!-- setup
cases = [(n, k) for n in range(4, 9) for k in range(1, 4)]
-->

"""
SECTION = """## Section { #section }

```python
rows = list(range(SIZE))
len(rows), sum(rows)
```

``` { .text .output }
(SIZE, TOTAL)
```

A row has SIZE<!-- = len(rows) --> elements, `len(rows) == SIZE`, and $SIZE-1=LAST$<!-- = rows[-1] -->.

<!-- = len(range(n - k + 1)) for n, k in cases -->
$$
n-k+1
$$

"""


def page(sections):
    parts = [SECTION.replace("SIZE", str(size)).replace("TOTAL", str(size * (size - 1) // 2)).replace("LAST", str(size - 1))
             for size in range(3, 3 + sections)]
    return FRONT + "".join(parts)


def seconds(function, *arguments):
    start = time.perf_counter()
    reports = function(*arguments)
    taken = time.perf_counter() - start
    assert not any(report.faults for report in reports), "\n".join(map(reports[0].describe, reports[0].faults))
    return taken, sum(len(report.claims) for report in reports)


def many(count):
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"page-{number:04}.md" for number in range(count)]
        for path in paths:
            path.write_text(page(4), encoding="utf-8")
        return seconds(lambda: list(check_all(paths, folder)))


def long(sections):
    return seconds(lambda: [Page(page(sections)).evaluate()])


def table(title, measure, counts):
    print(f"{title:>12} {'claims':>8} {'seconds per 100 claims':>24} {'ratio to the first':>20}")
    first = None
    for count in counts:
        taken, claims = measure(count)
        cost = 100 * taken / claims
        first = first or cost
        print(f"{count:>12} {claims:>8} {cost:>24.3f} {cost / first:>20.2f}", flush=True)
    print()


if __name__ == "__main__":
    many(2)                                                   # the first process takes longest to begin
    table("pages", many, (10, 100, 1000))
    table("sections", long, (10, 100, 1000))
