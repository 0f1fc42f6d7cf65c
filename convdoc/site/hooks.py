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
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url

log = logging.getLogger("mkdocs.convdoc")
ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "docs" / "assets"
MUTATION = ROOT / "docs" / "mutation.json"
VERIFICATION = "verification.md"
API = "api.md"
STYLE_OF_MKDOCSTRINGS = "assets/_mkdocstrings.css"
WORKER_OF_FILES = "assets/js/iframe-worker.js"
GLOSSARY = "glossary.md"

command = "build"
is_dirty = False
aside = None                                                  # where the site is built until it is complete
verified_pages = {}                                           # what the check says of the editions still to be built, by folder
reports = {}                                                  # what it says of each page of this one, by its path
drift = []                                                    # where the editions say something else
differences = []                                              # where a rendered page is not what was checked


def on_startup(command, dirty):
    globals().update(command=command, is_dirty=dirty)
    jieba.setLogLevel(logging.WARNING)


def on_config(config):
    from convdoc.site import editions
    from convdoc.site.publish import Aside

    global aside
    if command == "build" and not is_dirty and editions.is_at_root(config):
        aside = Aside(config)
    config.extra["alternate"] = editions.switch("", config)
    config.extra_css = [style for style in config.extra_css if style != STYLE_OF_MKDOCSTRINGS]     # ours stands in site.css
    if "polyfills" in config.extra:
        config.extra["polyfills"] = [WORKER_OF_FILES]         # the offline plugin would load it from elsewhere


def on_pre_build(config):
    """Verify the pages of all editions: what is not true, or not the same in each, stops the build before anything is written."""
    from convdoc.site import editions, verified
    from convdoc.spec import Refused

    global reports
    differences.clear()
    folder = Path(config.docs_dir)
    if folder not in verified_pages:
        try:
            for other in [folder, *(editions.pages_of(edition, config) for edition in editions.others(config))]:
                verified_pages[other] = verified.reports(other, ROOT)
            drift[:] = editions.drift(config)
        except Refused as error:
            raise PluginError(f"{error}; nothing is published") from None
        refuse(verified.refusal(report for found in verified_pages.values() for report in found.values()))
        refuse(verified.drifted(drift))
    reports = verified_pages.pop(folder)


def on_files(files, config):
    """Add docs/assets, one copy for every language, each lab as a notebook that has been run, and the sources."""
    from convdoc.site import editions, sources, verified
    from convdoc.site.account import title_of
    from convdoc.site.lab import notebook
    from convdoc.site.live import page as live
    from convdoc.site.wording import words

    refuse(verified.unverified([file.src_uri for file in files if file.src_dir == config.docs_dir], reports))
    for path in sorted(ASSETS.rglob("*")):
        if path.is_file():
            uri = path.relative_to(ASSETS.parent).as_posix()
            files.append(File.generated(config, uri, abs_src_path=str(path)))
    for script in sorted(Path(config.docs_dir).glob("labs/*.py")):
        files.append(File.generated(config, f"labs/{script.stem}.ipynb", content=notebook(script)))
    if editions.is_at_root(config):
        if not live.is_here():
            log.info("Code does not run in the pages: the runtime is not there, and `make runtime` fetches it")
        for uri, content in (live.files() if is_live(config) else {}).items():
            files.append(File.generated(config, uri, content=content))
    for page, report in reports.items():
        language = config.theme["language"]
        uri = sources.address(page)
        back = get_relative_url(address(page, files), uri)
        content = sources.source_page(report, title_of(page, report), back, language, words(language))
        files.append(File.generated(config, uri, content=content))
    return files


def is_live(config):
    """Whether code runs in the pages."""
    from convdoc.site.live import page as live

    return live.is_here() and not is_offline(config)


def is_offline(config):
    """Whether the pages are read from the disk, where they may load neither a worker nor a module."""
    return config.plugins["material/offline"].config.enabled


def on_nav(nav, config, files):
    """The account of the pages follows the navigation."""
    global reports
    order = [page.file.src_uri for page in nav.pages]
    reports = {page: reports[page] for page in sorted(reports, key=lambda page: order.index(page) if page in order else len(order))}


def on_page_content(html, page, config, files):
    """Compare the page with the check, and show the evidence; while serving, what is not true as well."""
    from convdoc.site import account, editions, embedded, evidence, reading, reconcile, sources, terms
    from convdoc.site.live import page as live
    from convdoc.site.wording import words

    report = reports.get(page.file.src_uri)
    if report is None:
        raise PluginError(f"{page.file.src_uri} would be published, and nothing checks it")
    says = words(config.theme["language"])
    source = get_relative_url(sources.address(page.file.src_uri), page.url)
    difference, pairs = "\n".join(message for message in drift if message.startswith(f"{report.path}:")), []
    try:
        pairs = reconcile.pair(html, report, ROOT)
    except reconcile.Unreconciled as error:
        difference = str(error)
        differences.append(difference)
    links = embedded.links(html, pairs, get_relative_url(address(API, files), page.url))
    runs = is_live(config) and live.runs(page.file.src_uri)
    if runs:
        links += live.edits(html, pairs)
    asks = live.asks(page.file.src_uri)
    if asks:
        links += live.answers(html, pairs)
    html = evidence.with_marks(html, pairs, report, source, says, links)
    if runs:
        html += live.told(editions.root(page.url, config) + "/" + live.FOLDER)
    if asks and not runs:
        html = evidence.below_title(html, f"<p><em>{says['not live']}</em></p>")
    if asks and not is_offline(config):
        html += live.asked(page.file.src_uri, page.markdown, editions.root(page.url, config) + "/" + live.FOLDER)
    html = reading.linked_formulas(html, says["formula link"])
    html = terms.explained(html, page.file, files.get_file_from_path(GLOSSARY), config.theme["language"])
    minutes = reading.minutes(html) if reading.is_read_through(page.file.src_uri) else 0
    html = evidence.below_title(html, evidence.summary(report, get_relative_url(address(VERIFICATION, files), page.url), says, minutes))
    html = account.filled(html, account.Account(
        reports, json.loads(MUTATION.read_text(encoding="utf-8")) if MUTATION.is_file() else None,
        lambda other: get_relative_url(address(other, files), page.url),
        lambda other: get_relative_url(sources.address(other), page.url), says, config.theme["language"]))
    return evidence.banner(report, source, says, difference) + html if report.faults or difference else html


@event_priority(100)                                          # before a plugin writes
def on_env(env, config, files):
    """A page that is rendered otherwise than it was checked stops the build before anything is written."""
    refuse("\n".join(differences))


def on_page_context(context, page, config, nav):
    """The switch between the languages stays on the page, and what readers have chosen holds in all of them."""
    from convdoc.site import editions

    config.extra["alternate"] = editions.switch(page.url, config)
    config.extra["scope"] = editions.root(page.url, config)


@event_priority(-200)                                         # when every plugin has written
def on_post_build(config):
    """Build the other editions as well; only when all are complete do they replace the site that stands there."""
    from convdoc.site import editions

    if editions.is_at_root(config):
        editions.build_others(config, command)
        if aside:
            aside.publish()
        forget_our_modules()


def on_build_error(error):
    verified_pages.clear()
    if aside:
        aside.drop()
    forget_our_modules()


def address(page, files):
    """Where a page lies in the site; what is no page of it, such as README.md, is found where it is accounted for."""
    file = files.get_file_from_path(page) or files.get_file_from_path(VERIFICATION)
    return file.url if file else "."


def refuse(message):
    """Stop the build, if there is a reason to; whoever is writing sees it in the page instead."""
    if message and command != "serve":
        raise PluginError(message)
    if message:
        log.info(message)


def forget_our_modules():
    """Let the next build of `mkdocs serve` import what has been edited since this one."""
    if command == "serve":
        for name in [name for name in sys.modules if name.partition(".")[0] == "convdoc"]:
            del sys.modules[name]
