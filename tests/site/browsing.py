"""What the browser tests and `make look` share: the site, served, and a Chromium to read it with."""

import contextlib
import functools
import gzip
import http.server
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

from mkdocs.config import load_config
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"

# The editions of the site: each language with the folder it is built into.
EDITIONS = {edition["lang"]: edition["link"].removeprefix(".")
            for edition in load_config(str(ROOT / "mkdocs.yml")).extra.get("editions", [{"lang": "zh", "link": "."}])}


def address(path):
    """Where a page or a lab lies in the site."""
    language, *_ = path.relative_to(DOCS).parts
    name = path.relative_to(DOCS / language).with_suffix("").as_posix()
    return EDITIONS[language] + ("" if name == "index" else name + "/")


def language(page):
    """The language of a page, by its address or its file in the site."""
    return max(EDITIONS, key=lambda language: len(EDITIONS[language]) * page.startswith(EDITIONS[language]))


# The address of every page, with the file it is made of.
FILES = {address(path): path for edition in EDITIONS
         for path in sorted([*(DOCS / edition).rglob("*.md"), *(DOCS / edition).glob("labs/*.py")])}
PAGES = list(FILES)

# What a first view of a page may transfer, compressed.
FIRST_VIEW = 150 * 1024

# Chromium itself must stay silent, or its own look-ups would pass for the site's.
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run"]

ADVICE = ("no Chromium found; `make test` tries to get one, or install it yourself: "
          "`apt install chromium`, or `.venv/bin/python -m playwright install chromium`")


def find(playwright):
    """Return the path of a Chromium: the system's, else Playwright's own; None where there is neither."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    own = playwright.chromium.executable_path
    return next(filter(None, map(shutil.which, names)), own if os.path.exists(own) else None)


def launch(playwright):
    """Return a running Chromium, or None where there is none."""
    path = find(playwright)
    return playwright.chromium.launch(executable_path=path, args=QUIET) if path else None


def install():
    """Get a Chromium if there is none: Playwright's own, or as root the one of Debian's packages."""
    with sync_playwright() as playwright:
        if find(playwright):
            return
    print("convdoc: getting a Chromium for the browser tests (once)", flush=True)
    ways = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        ways.insert(0, ["sh", "-c", "apt-get update -qq && apt-get install -y -qq chromium"])
    for way in ways:
        if subprocess.run(way, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0:
            return
    print(f"convdoc: {ADVICE}", file=sys.stderr)


@functools.lru_cache(maxsize=256)
def read(path, changed, is_packed):
    """What a file holds, compressed once for all who ask."""
    content = Path(path).read_bytes()
    return gzip.compress(content, 6) if is_packed else content


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serve as GitHub Pages does: text compressed, the site's own page for what is missing."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = self.translate_path(self.path)
        if os.path.isdir(path):
            path = os.path.join(path, "index.html")
        status = 200
        if not os.path.isfile(path):
            path, status = os.path.join(self.directory, "404.html"), 404
        is_packed = not path.endswith((".woff2", ".png", ".gz"))
        body = read(path, os.stat(path).st_mtime_ns, is_packed)
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(path))
        if is_packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@contextlib.contextmanager
def served(directory):
    """Serve `directory` on a free port of this machine; the value is its address."""
    handler = functools.partial(Handler, directory=str(directory))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


if __name__ == "__main__":
    install()
