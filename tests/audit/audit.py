"""Build the site as it is published, serve it, and let Lighthouse judge a page of each type: `make audit`."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "site"))

from browsing import ADVICE, EDITIONS, PAGES, find, served, sync_playwright

NODE = "Node.js 18.20 or newer with npm is needed for the audit (only for it): https://nodejs.org/, or `apt install nodejs npm`"
TYPES = ["", "chapters/image-convolution/", "labs/learning-a-kernel/", "snippets/", "exercises/padding-and-stride/", "reference/", "api/", "errata/", "glossary/", "verification/"]


def main():
    if not (shutil.which("node") and shutil.which("npm")):
        sys.exit(f"convdoc: {NODE}")
    with sync_playwright() as playwright:
        chromium = find(playwright) or sys.exit(f"convdoc: {ADVICE}")
    if not (HERE / "node_modules/.package-lock.json").is_file():
        subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=HERE, check=True)
    pages = [folder + page for folder in EDITIONS.values() for page in TYPES if folder + page in PAGES]
    with tempfile.TemporaryDirectory() as folder, served(folder) as address:
        subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", folder], cwd=HERE.parents[1], check=True,
                       env=os.environ | {"SITE_URL": address})
        sys.exit(subprocess.run(["node", "audit.js", address, *pages], cwd=HERE, env=os.environ | {"CHROME_PATH": chromium}).returncode)


if __name__ == "__main__":
    main()
