"""MkDocs events. Each delegates; what can be a Markdown extension is one.

MkDocs loads this file by its path, once, and keeps it while it serves. So it imports our own modules only where it
needs them: each build then has those that are on the disk.
"""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

import jieba
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url

log = logging.getLogger("mkdocs.convdoc")
ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "docs" / "assets"
MUTATION = ROOT / "docs" / "mutation.json"
VERIFICATION = "verification.md"

serving = False
reports = {}                                                  # what the check says of each page, by its path
differences = []                                              # where a rendered page is not what was checked


def on_startup(command, dirty):
    global serving
    serving = command == "serve"
    jieba.setLogLevel(logging.WARNING)


def on_pre_build(config):
    """Verify the pages: what is not true stops the build before anything is written, or cleaned away."""
    from convdoc.site import verified
    from convdoc.spec import Refused

    global reports
    differences.clear()
    try:
        reports = verified.reports(config.docs_dir, ROOT)
    except Refused as error:
        raise PluginError(f"{error}; nothing is published") from None
    refuse(verified.refusal(reports.values()))


def on_files(files, config):
    """Add docs/assets, one copy for every language, each lab as a notebook that has been run, and the sources."""
    from convdoc.site import sources
    from convdoc.site.account import title_of
    from convdoc.site.lab import notebook
    from convdoc.site.wording import words

    for path in sorted(ASSETS.rglob("*")):
        if path.is_file():
            uri = path.relative_to(ASSETS.parent).as_posix()
            files.append(File.generated(config, uri, abs_src_path=str(path)))
    for script in sorted(Path(config.docs_dir).glob("labs/*.py")):
        files.append(File.generated(config, f"labs/{script.stem}.ipynb", content=notebook(script)))
    for page, report in reports.items():
        language = config.theme["language"]
        uri = sources.address(page)
        back = get_relative_url(address(page, files), uri)
        content = sources.source_page(report, title_of(page, report), back, language, words(language))
        files.append(File.generated(config, uri, content=content))
    return files


def on_nav(nav, config, files):
    """The account of the pages follows the navigation."""
    global reports
    order = [page.file.src_uri for page in nav.pages]
    reports = {page: reports[page] for page in sorted(reports, key=lambda page: order.index(page) if page in order else len(order))}


def on_page_content(html, page, config, files):
    """Compare the page with the check, and show the evidence; while serving, what is not true as well."""
    from convdoc.site import account, evidence, reconcile, sources
    from convdoc.site.wording import words

    report = reports.get(page.file.src_uri)
    if report is None:
        raise PluginError(f"{page.file.src_uri} would be published, and nothing checks it")
    says = words(config.theme["language"])
    source = get_relative_url(sources.address(page.file.src_uri), page.url)
    difference, pairs = "", []
    try:
        pairs = reconcile.pair(html, report, ROOT)
    except reconcile.Unreconciled as error:
        difference = str(error)
        differences.append(difference)
    html = evidence.with_marks(html, pairs, report, source, says)
    html = evidence.below_title(html, evidence.summary(report, get_relative_url(address(VERIFICATION, files), page.url), says))
    html = account.filled(html, account.Account(
        reports, json.loads(MUTATION.read_text(encoding="utf-8")) if MUTATION.is_file() else None,
        lambda other: get_relative_url(address(other, files), page.url),
        lambda other: get_relative_url(sources.address(other), page.url), says, config.theme["language"]))
    return evidence.banner(report, source, says, difference) + html if report.faults or difference else html


def on_env(env, config, files):
    """A page that is rendered otherwise than it was checked stops the build before anything is written."""
    refuse("\n".join(differences))


def on_post_build(config):
    forget_our_modules()


def on_build_error(error):
    forget_our_modules()


def address(page, files):
    """Where a page lies in the site; what is no page of it, such as README.md, is found where it is accounted for."""
    file = files.get_file_from_path(page) or files.get_file_from_path(VERIFICATION)
    return file.url if file else "."


def refuse(message):
    """Stop the build, if there is a reason to; whoever is writing sees it in the page instead."""
    if message and not serving:
        raise PluginError(message)
    if message:
        log.info(message)


def forget_our_modules():
    """Let the next build of `mkdocs serve` import what has been edited since this one."""
    if serving:
        for name in [name for name in sys.modules if name.partition(".")[0] == "convdoc"]:
            del sys.modules[name]
