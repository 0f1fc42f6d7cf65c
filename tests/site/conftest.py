"""The site, built once for all tests that look at it, and a browser to look with."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from browsing import ADVICE, launch, served
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder of the built site; the build is strict, so a warning is a failure."""
    folder = tmp_path_factory.mktemp("site")
    run = subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)], cwd=ROOT,
                         capture_output=True, text=True, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
    assert run.returncode == 0, run.stdout + run.stderr
    assert "WARNING" not in run.stdout + run.stderr, run.stdout + run.stderr
    return folder


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = launch(playwright)
        if browser is None:
            if os.environ.get("CI"):
                pytest.fail(ADVICE)
            pytest.skip(ADVICE)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(site):
    with served(site) as address:
        yield address


@pytest.fixture
def opened(browser, address):
    """Open a page of the site; what it asked of others and complained about is collected."""
    contexts = []

    def open_page(page, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        tab = context.new_page()
        tab.complaints = []
        tab.on("console", lambda message: message.type in ("error", "warning") and tab.complaints.append(message.text))
        tab.on("pageerror", lambda error: tab.complaints.append(str(error)))
        tab.on("requestfailed", lambda request: tab.complaints.append(f"failed: {request.url}"))
        tab.on("request", lambda request: request.url.startswith((address, "data:", "blob:")) or tab.complaints.append(f"foreign: {request.url}"))
        tab.sizes = {}
        context.on("response", lambda answer: tab.sizes.update({answer.url: int(answer.headers["content-length"])}))
        tab.goto(address + page, wait_until="networkidle")
        return tab

    yield open_page
    for context in contexts:
        context.close()
