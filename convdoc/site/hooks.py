"""MkDocs events. Each delegates; what can be a Markdown extension is one.

MkDocs loads this file by its path, once, and keeps it while it serves. So it imports our own modules only where it
needs them: each build then has those that are on the disk.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import jieba
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

log = logging.getLogger("mkdocs.convdoc")
ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "docs" / "assets"

serving = False
faults: dict[str, list[str]] = {}


def on_startup(command, dirty):
    global serving
    serving = command == "serve"
    jieba.setLogLevel(logging.WARNING)


def on_pre_build(config):
    """Verify the pages: what is not true stops the build before anything is written."""
    from convdoc.site import verified

    global faults
    faults = verified.faults(config.docs_dir, ROOT)
    if faults and not serving:
        raise PluginError(verified.refusal(faults))
    for message in (message for page in faults.values() for message in page):
        log.info(message)


def on_files(files, config):
    """Add docs/assets, one copy for every language, and each lab as a notebook that has been run."""
    from convdoc.site.lab import notebook

    for path in sorted(ASSETS.rglob("*")):
        if path.is_file():
            uri = path.relative_to(ASSETS.parent).as_posix()
            files.append(File.generated(config, uri, abs_src_path=str(path)))
    for script in sorted(Path(config.docs_dir).glob("labs/*.py")):
        files.append(File.generated(config, f"labs/{script.stem}.ipynb", content=notebook(script)))
    return files


def on_page_content(html, page, config, files):
    """While serving, a page that is not true says so itself."""
    from convdoc.site.verified import banner

    return banner(faults[page.file.src_uri]) + html if page.file.src_uri in faults else html


def on_post_build(config):
    forget_our_modules()


def on_build_error(error):
    forget_our_modules()


def forget_our_modules():
    """Let the next build of `mkdocs serve` import what has been edited since this one."""
    if serving:
        for name in [name for name in sys.modules if name.partition(".")[0] == "convdoc"]:
            del sys.modules[name]
