"""Take a picture of every page, light and dark, wide and on a phone: `make look`.

    python tests/site/look.py [SITE [PICTURES]]
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from browsing import ADVICE, PAGES, launch, served


def main(site="site", pictures="screenshots"):
    pictures = Path(pictures)
    pictures.mkdir(exist_ok=True)
    with sync_playwright() as playwright, served(site) as address:
        browser = launch(playwright)
        if browser is None:
            sys.exit(ADVICE)
        for scheme in ("light", "dark"):
            for width in (1280, 390):
                context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
                tab = context.new_page()
                for page in PAGES:
                    tab.goto(address + page, wait_until="networkidle")
                    name = page.strip("/").replace("/", "-") or "index"
                    tab.screenshot(path=pictures / f"{name}-{scheme}-{width}.png", full_page=True)
                context.close()
        browser.close()
    print(f"{len(PAGES) * 4} pictures in {pictures}/")


if __name__ == "__main__":
    main(*sys.argv[1:])
