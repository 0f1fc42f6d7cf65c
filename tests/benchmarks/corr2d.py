"""How many times faster corr2d_fast is than the loop of corr2d: 512×512 input, 3×3 kernel.

The contestants take turns, so that whatever else the machine does falls on all of them; the ratio
of the medians is what counts. Run it as `python tests/benchmarks/corr2d.py`.
"""
import statistics
import sys
import time

import numpy as np

from convdoc import corr2d, corr2d_fast

try:
    from scipy.signal import correlate2d
except ImportError:
    correlate2d = None

SIZE, KERNEL_SIZE, ROUNDS, BAR = (512, 512), (3, 3), 5, 100


def contestants():
    """Return the functions to time, by name, each with its number of runs per round."""
    named = {"corr2d": (corr2d, 1), "corr2d_fast": (corr2d_fast, 10)}
    if correlate2d is not None:
        named["scipy correlate2d"] = (lambda X, K: correlate2d(X, K, mode="valid"), 10)
    return named


def medians(dtype):
    """Return the median seconds of each contestant, after checking that all give the same values."""
    rng = np.random.default_rng(0)
    X, K = rng.normal(size=SIZE).astype(dtype), rng.normal(size=KERNEL_SIZE).astype(dtype)
    expected = corr2d_fast(X, K)
    for name, (function, _) in contestants().items():
        np.testing.assert_allclose(function(X, K), expected, rtol=0, atol=100 * np.finfo(dtype).eps, err_msg=name)
    seconds = {name: [] for name in contestants()}
    for round_number in range(1, ROUNDS + 1):
        if sys.stderr.isatty():
            print(f"\r{np.dtype(dtype)}: round {round_number} of {ROUNDS}", end="", file=sys.stderr, flush=True)
        for name, (function, runs) in contestants().items():
            for _ in range(runs):
                start = time.perf_counter()
                function(X, K)
                seconds[name].append(time.perf_counter() - start)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    return {name: statistics.median(times) for name, times in seconds.items()}


def main():
    """Print one row per dtype and contestant; return 1 if corr2d_fast misses the bar."""
    rows = [(np.dtype(dtype), medians(dtype)) for dtype in (np.float64, np.float32)]
    print(f"{SIZE[0]}×{SIZE[1]} input, {KERNEL_SIZE[0]}×{KERNEL_SIZE[1]} kernel, median of {ROUNDS} rounds in turn")
    print(f"{'dtype':<9}{'function':<20}{'ms':>9}{'times faster':>15}")
    for dtype, times in rows:
        for name, seconds in times.items():
            print(f"{dtype!s:<9}{name:<20}{seconds * 1e3:>9.2f}{times['corr2d'] / seconds:>15.1f}")
    worst = min(times["corr2d"] / times["corr2d_fast"] for _, times in rows)
    print(f"corr2d_fast is at least {worst:.0f} times faster than corr2d; the bar is {BAR}")
    return int(worst < BAR)


if __name__ == "__main__":
    sys.exit(main())
