"""The offline edition: the whole site in one zip that works from a folder, search included.

`OFFLINE` switches Material's plugin on: pages become files, and the search index a script, since a browser reads
no data from a folder. What loads anything from elsewhere is not packed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ZIP = ROOT / "dist" / "convdoc-offline.zip"
FOLDER = "convdoc"                                            # what the zip unpacks to
LOADED = re.compile(r"""<(?:script|img|iframe|source)\b[^>]*\bsrc=["'](?P<src>[^"']+)|<link\b(?=[^>]*\brel=["'](?:stylesheet|preload|icon|preconnect))[^>]*\bhref=["'](?P<href>[^"']+)""")
NEEDLESS = ("404.html", "sitemap.xml*", "search_index.json", "*.map")     # they are for hosts, and for the theme's own makers
README = """\
convdoc：图像卷积教程，离线版
============================

1. 先把压缩包整个解开；不要在压缩包里直接打开页面。
2. 用浏览器打开 index.html（英文版：en/index.html），无需联网，也无需服务器。
3. 搜索需要启用 JavaScript；正文、公式和插图不需要。


convdoc: a tutorial on image convolution, offline edition
=========================================================

1. Unpack the whole archive first; do not open pages inside of it.
2. Open en/index.html in a browser (Chinese edition: index.html). No network and no server is needed.
3. The search needs JavaScript; text, formulas and figures do not.
"""


class Refused(Exception):
    """No zip is made, and why."""


def build(folder: Path) -> None:
    """Build both editions into a folder, to be read from there."""
    nowhere = {"SITE_URL": "", "REPO_URL": "", "EDIT_URI": "", "EDIT_URI_EN": ""}
    run = subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)], cwd=ROOT,
                         env=os.environ | nowhere | {"OFFLINE": "true"}, stderr=subprocess.PIPE, text=True, check=False)
    if run.returncode:
        raise Refused(f"the site could not be built:\n\n{run.stderr.strip()}")
    for name in NEEDLESS:
        for file in folder.rglob(name):
            file.unlink()
    if foreign := sorted(set(loaded_from_elsewhere(folder))):
        raise Refused("these pages need a network:\n" + "\n".join(f"    {page}: {url}" for page, url in foreign))
    (folder / "README.txt").write_text(README, encoding="utf-8-sig", newline="\r\n")


def loaded_from_elsewhere(folder: Path) -> Iterator[tuple[str, str]]:
    """What a page loads that does not lie in the folder: the page, and the address."""
    for page in folder.rglob("*.html"):
        for found in LOADED.finditer(page.read_text(encoding="utf-8")):
            url = found["src"] or found["href"]
            if re.match(r"https?:|//|/", url):
                yield page.relative_to(folder).as_posix(), url


def pack(folder: Path, target: Path) -> int:
    """Put a folder into a zip, the same files into the same zip; how many there are."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in files:
            entry = zipfile.ZipInfo(f"{FOLDER}/{file.relative_to(folder).as_posix()}", (2000, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, file.read_bytes())
    part.replace(target)
    return len(files)


def main() -> int:
    print("convdoc: checking the pages and building both editions (a few minutes)", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        try:
            build(Path(folder))
        except Refused as error:
            print(f"convdoc: no offline edition: {error}", file=sys.stderr)
            return 1
        count = pack(Path(folder), ZIP)
    print(f"convdoc: {ZIP.relative_to(ROOT)}: {count} files, {ZIP.stat().st_size / 1e6:.1f} MB; unpack it and open {FOLDER}/index.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())
