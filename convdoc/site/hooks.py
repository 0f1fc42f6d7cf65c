"""MkDocs events.  Each delegates; what can be a Markdown extension is one.

MkDocs loads this file by its path, once, and keeps it while it serves.
"""

from __future__ import annotations

import sys
from pathlib import Path

from mkdocs.structure.files import File

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "docs" / "assets"

serving = False


def on_startup(command, dirty):
    global serving
    serving = command == "serve"


def on_pre_build(config):
    """Verify the pages; a false claim stops the build before anything is written."""
    # TODO(convdoc.spec): report = check(...); raise PageError(report) unless it is good.


def on_files(files, config):
    """Add docs/assets, one copy for every language, to the site as assets/."""
    for path in sorted(ASSETS.rglob("*")):
        if path.is_file():
            uri = path.relative_to(ASSETS.parent).as_posix()
            files.append(File.generated(config, uri, abs_src_path=str(path)))
    return files


def on_post_build(config):
    forget_our_modules()


def on_build_error(error):
    forget_our_modules()


def forget_our_modules():
    """Let the next build of `mkdocs serve` import what has been edited since this one."""
    if serving:
        for name in [name for name in sys.modules if name.partition(".")[0] == "convdoc"]:
            del sys.modules[name]
