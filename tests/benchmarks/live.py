"""How long a reader waits for the first output in the page, and what is transferred for it, beside the stock way to start.

    python tests/benchmarks/live.py

Both start in turn, each time in a browser that has nothing of it yet; what counts are the ratios. The stock way is the
official files as they are and `loadPackage("numpy")`.
"""

import hashlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "site"))

from browsing import ADVICE, launch, served  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from convdoc.site.live import page  # noqa: E402
from convdoc.site.live.fetch import CACHE, PINS  # noqa: E402
from convdoc.site.live.pack import AS_THEY_ARE, LOCK, NUMPY, STDLIB  # noqa: E402

ROUNDS = 5
START = 60_000          # ms
STOCK = """<!doctype html><title>stock</title><link rel="icon" href="data:,"><script type="module">
const begun = performance.now();
const { loadPyodide } = await import("./pyodide.mjs");
const python = await loadPyodide({ indexURL: "./", packageBaseUrl: "./" });
await python.loadPackage("numpy");
window.shown = python.runPython("import numpy as np\\nrepr(np.arange(9).reshape(3, 3))");
window.took = performance.now() - begun;
</script>"""
RUN = """number => new Promise((told) => {
    const bar = document.querySelector(`pre[data-live='${number}']`).closest(".highlight").querySelector(".live__bar");
    const begun = performance.now();
    new MutationObserver(() => told(performance.now() - begun)).observe(bar, { attributeFilter: ["data-runs"] });
    bar.querySelector("button").click();
})"""

STOP = """async number => {
    const place = document.querySelector(`pre[data-live='${number}']`).closest(".highlight"), bar = place.querySelector(".live__bar");
    const [run, stop, edit] = bar.querySelectorAll("button"), pause = time => new Promise(done => setTimeout(done, time));
    edit.click();
    while (!place.querySelector("textarea")) await pause(10);
    const area = place.querySelector("textarea"), runs = Number(bar.dataset.runs);
    area.value = "while True:\\n    pass";
    area.dispatchEvent(new Event("input"));
    run.click();
    await pause(500);
    const begun = performance.now();
    stop.click();
    while (Number(bar.dataset.runs) === runs) await pause(1);
    return performance.now() - begun;
}"""


def stock(folder):
    """The official files as they are."""
    for name in (*AS_THEY_ARE, STDLIB, NUMPY):
        (folder / name).symlink_to(CACHE / name)
    numpy = {"name": "numpy", "version": PINS["numpy"], "file_name": NUMPY, "install_dir": "site", "package_type": "package", "imports": ["numpy"],
             "sha256": hashlib.sha256((CACHE / NUMPY).read_bytes()).hexdigest(), "depends": [], "unvendored_tests": False}
    (folder / LOCK).write_text(json.dumps({"info": PINS["abi"], "packages": {"numpy": numpy}}))
    (folder / "index.html").write_text(STOCK)


def opened(browser, address):
    """A tab of a browser that has nothing yet, and the bytes that it will have received."""
    tab = browser.new_context().new_page()
    tab.sizes = []
    tab.on("response", lambda answer: answer.status == 200 and tab.sizes.append(int(answer.headers.get("content-length", 0))))
    tab.goto(address, wait_until="networkidle")
    return tab


def ours(browser, address):
    """The seconds until the first output, until the second and until a loop without end has stopped, and the bytes for the first."""
    tab = opened(browser, address)
    tab.sizes.clear()
    first = tab.evaluate(RUN, 1)
    size = sum(tab.sizes)
    second, stopped = tab.evaluate(RUN, 2), tab.evaluate(STOP, 2)
    tab.context.close()
    return first / 1000, second / 1000, stopped / 1000, size


def theirs(browser, address):
    tab = opened(browser, address)
    tab.wait_for_function("window.took", timeout=START)
    result = tab.evaluate("window.took") / 1000, sum(tab.sizes)
    tab.context.close()
    return result


def main():
    if not page.is_here():
        print("convdoc: the runtime is not here; `make runtime` brings it", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site, plain = Path(folder, "site"), Path(folder, "stock")
        plain.mkdir()
        stock(plain)
        subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(site)], cwd=ROOT, check=True, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
        browser = launch(playwright)
        if browser is None:
            print(f"convdoc: {ADVICE}", file=sys.stderr)
            return 1
        with served(site) as here, served(plain) as there:
            chapter = f"{here}chapters/image-convolution/"
            ours(browser, chapter), theirs(browser, there)                # compresses every file once
            measured = []
            for number in range(1, ROUNDS + 1):
                measured.append((ours(browser, chapter), theirs(browser, there)))
                print(f"round {number} of {ROUNDS}", file=sys.stderr)
        first, second, stopped, size = (statistics.median(mine[part] for mine, _ in measured) for part in range(4))
        stock_first, stock_size = (statistics.median(their[part] for _, their in measured) for part in range(2))
        print("the first output in a page, ours / stock (lower is faster)")
        print(f"  time         {first / stock_first:5.2f}    {first:.2f} s / {stock_first:.2f} s")
        print(f"  transferred  {size / stock_size:5.2f}    {size / 1e6:.2f} MB / {stock_size / 1e6:.2f} MB")
        print(f"  the second block, of the first {second / first:.3f}    {second:.3f} s")
        print(f"  Stop, of the first           {stopped / first:.3f}    {stopped:.3f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
