"""The built site, read as files: nothing from elsewhere, no broken link, light, and nothing of the notes left over."""

import gzip
import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import browsing
import pytest

from convdoc.spec.scan import TABLE, prose, scan

ROOT = Path(__file__).parents[2]
PAGES = [*(page + "index.html" for page in browsing.PAGES), "404.html"]
HERE = "http://here/"


class Reader(HTMLParser):
    """What a page loads, links to and shows."""

    def __init__(self, text):
        super().__init__()
        self.loads, self.links, self.ids, self.tags, self.words = [], [], set(), Counter(), []
        self.inside = Counter()
        self.article = False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if given.get("id"):
            self.ids.add(given["id"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag in ("script", "img", "iframe", "source") and given.get("src"):
            self.loads.append(given["src"])
        if tag == "link" and given.get("rel") in ("stylesheet", "icon", "preload", "preconnect", "dns-prefetch"):
            self.loads.append(given["href"])
        self.article |= tag == "article"
        if self.article:
            self.tags[tag] += tag != "code" or not self.inside["pre"]    # code in spans, not in fences
        self.inside[tag] += 1

    def handle_endtag(self, tag):
        self.inside[tag] -= 1
        self.article &= tag != "article"

    def handle_data(self, data):
        if self.article and not self.inside["code"] and not self.inside["annotation"] and not self.inside["script"] and not self.inside["style"]:
            self.words.append(data)


@pytest.fixture(scope="session")
def pages(site):
    return {name: Reader((site / name).read_text(encoding="utf-8")) for name in PAGES}


def test_every_page_of_the_navigation_is_built(site):
    assert sorted(str(path.relative_to(site)) for path in site.rglob("*.html")) == sorted(PAGES)


def test_nothing_is_loaded_from_elsewhere(site, pages):
    for name, page in pages.items():
        for url in page.loads:
            assert not urlsplit(url).netloc and not url.startswith("//"), (name, url)
    for style in site.rglob("*.css"):
        for url in re.findall(r"url\(\s*['\"]?([^)'\"]+)", style.read_text(encoding="utf-8")):
            assert url.startswith("data:") or not urlsplit(url).netloc, (style.name, url)


def test_every_link_inside_the_site_leads_somewhere(site, pages):
    for name, page in pages.items():
        if name == "404.html":
            continue
        for url in page.links:
            target = urlsplit(urljoin(HERE + name, url))
            if target.netloc != "here" or target.scheme != "http":
                continue
            path = unquote(target.path.lstrip("/"))
            file = path + "index.html" if path.endswith("/") or not path else path
            assert (site / file).is_file(), (name, url)
            if target.fragment and file in pages:
                assert unquote(target.fragment) in pages[file].ids, (name, url)


def test_what_a_page_names_is_light(site, pages):
    """The browser tests add up all that a first view really transfers; this holds without a browser too."""
    for name, page in pages.items():
        files = {name, "assets/fonts/stix-two-math.woff2"}
        for url in page.loads:
            files.add(unquote(urlsplit(urljoin(HERE + name, url)).path.lstrip("/")))
        weights = {file: len((site / file).read_bytes()) if file.endswith(".woff2") else len(gzip.compress((site / file).read_bytes(), 6))
                   for file in files}
        assert sum(weights.values()) <= browsing.FIRST_VIEW, (name, weights)


def test_readers_see_nothing_of_the_notes(site, pages):
    for name, page in pages.items():
        text = (site / name).read_text(encoding="utf-8")
        assert "source: S0" not in text and "<!-- =" not in text and "&lt;!--" not in text, name
        assert "$" not in "".join(page.words), (name, re.findall(r".{0,30}\$.{0,30}", "".join(page.words)))
        assert "--8<--" not in text, name


def test_pages_say_their_language_and_their_title(site):
    for name in PAGES:
        text = (site / name).read_text(encoding="utf-8")
        assert '<html lang="zh"' in text, name
        assert re.search(r"<title>[^<]+</title>", text), name


@pytest.mark.parametrize("word", ["互相关", "卷积核", "填充", "步幅", "感受野", "边缘检测", "corr2d", "Conv2D"])
def test_the_search_index_holds(site, word):
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    separated = re.compile(rf"(^|[\s\u200b]){word}([\s\u200b]|$)")
    assert any(separated.search(re.sub(index["config"]["separator"], " ", f"{entry['title']} {entry['text']}")) for entry in index["docs"])


@pytest.mark.parametrize("name", [name for name in PAGES if name not in ("404.html", "labs/learning-a-kernel/index.html")])
def test_the_reader_and_the_check_see_the_same_page(pages, name):
    """Formulas, fences, spans, tables and figures counted in the HTML are those that were checked."""
    source = ROOT / "docs" / "zh" / (name.removesuffix("/index.html").removesuffix("index.html") or "index")
    text = source.with_suffix(".md").read_text(encoding="utf-8")
    checked = Counter()
    for claim in scan(text):
        checked[claim.kind] += 1
        if claim.kind == "table":                             # its cells were compared as they are written
            checked.update(inner.kind for inner in prose(claim.body, 0, len(claim.body)))
        if claim.kind in ("code", "output", "static", "setup"):
            text = text[:claim.start] + " " * (claim.end - claim.start) + text[claim.end:]
    tables = list(TABLE.finditer(text))
    seen = pages[name].tags
    assert seen["table"] == len(tables)
    assert seen["tr"] == sum(1 + table["rows"].count("\n") for table in tables)
    assert seen["math"] == checked["formula"]
    assert seen["pre"] == checked["code"] + checked["output"] + checked["static"]
    assert seen["code"] == checked["span"]
    assert seen["figure"] + seen["img"] == checked["image"]
