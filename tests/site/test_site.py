"""The built site, read as files: nothing from elsewhere, no broken link, light, and nothing of the notes left over."""

import gzip
import json
import re
from collections import Counter
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import browsing
import pytest

from convdoc.site.evidence import UNMARKED, asserts, method
from convdoc.site.wording import words
from convdoc.spec import check

PAGES = [*(page + "index.html" for page in browsing.PAGES), *(folder + "404.html" for folder in browsing.EDITIONS.values())]
CHECKED = {address + "index.html": path for address, path in browsing.FILES.items()}
SOURCES = [*(name.replace("index.html", "source.html") for name in CHECKED),
           *(folder + "README/source.html" for folder in browsing.EDITIONS.values())]
HERE = "http://here/"
ROOT = Path(__file__).parents[2]


def says(name):
    """The words of the site in the language of a page."""
    return words(browsing.language(name))


def marks(name, text):
    """The marks on a page: the line of the source that each leads to, and how it says that it was checked."""
    labels = "|".join(escape(says(name)[key], quote=False) for key in ("verified", "refuted"))
    return re.findall(rf'<a class="mark[^"]*" href="source\.html#(L\d+)" aria-label="(?:{labels})([^"]+)"></a>', text)


class Reader(HTMLParser):
    """What a page loads, links to and shows."""

    def __init__(self, text):
        super().__init__()
        self.loads, self.links, self.ids, self.words = [], [], set(), []
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


@pytest.fixture(scope="session")
def sources(site):
    return {name: Reader((site / name).read_text(encoding="utf-8")) for name in SOURCES}


def test_every_page_of_the_navigation_is_built(site):
    assert sorted(str(path.relative_to(site)) for path in site.rglob("*.html")) == sorted(PAGES + SOURCES)


def test_nothing_is_loaded_from_elsewhere(site, pages):
    for name, page in pages.items():
        for url in page.loads:
            assert not urlsplit(url).netloc and not url.startswith("//"), (name, url)
    for style in site.rglob("*.css"):
        for url in re.findall(r"url\(\s*['\"]?([^)'\"]+)", style.read_text(encoding="utf-8")):
            assert url.startswith("data:") or not urlsplit(url).netloc, (style.name, url)


def test_every_link_inside_the_site_leads_somewhere(site, pages, sources):
    files = pages | sources
    for name, page in files.items():
        if name.endswith("404.html"):
            continue
        for url in page.links:
            target = urlsplit(urljoin(HERE + name, url))
            if target.netloc != "here" or target.scheme != "http":
                continue
            path = unquote(target.path.lstrip("/"))
            file = path + "index.html" if path.endswith("/") or not path else path
            assert (site / file).is_file(), (name, url)
            if target.fragment and file in files:
                assert unquote(target.fragment) in files[file].ids, (name, url)


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
        text = re.sub("<pre>.*?</pre>", "", text, flags=re.S) # code may speak of notes
        assert "source: S0" not in text and "<!-- =" not in text and "&lt;!--" not in text, name
        assert "$" not in "".join(page.words), (name, re.findall(r".{0,30}\$.{0,30}", "".join(page.words)))
        assert "--8<--" not in text, name


def test_pages_say_their_language_and_their_title(site):
    for name in PAGES:
        text = (site / name).read_text(encoding="utf-8")
        assert f'<html lang="{browsing.language(name)}"' in text, name
        assert re.search(r"<title>[^<]+</title>", text), name


@pytest.mark.parametrize("word", ["互相关", "卷积核", "填充", "步幅", "感受野", "边缘检测", "corr2d", "Conv2D"])
def test_the_search_index_holds(site, word):
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    separated = re.compile(rf"(^|[\s\u200b]){word}([\s\u200b]|$)")
    assert any(separated.search(re.sub(index["config"]["separator"], " ", f"{entry['title']} {entry['text']}")) for entry in index["docs"])


@pytest.mark.parametrize("language", browsing.EDITIONS)
def test_the_evidence_is_not_searched(site, language):
    """The search finds what a page says, not how it was verified."""
    index = json.loads((site / browsing.EDITIONS[language] / "search" / "search_index.json").read_text(encoding="utf-8"))
    text = json.dumps(index["docs"], ensure_ascii=False).replace("\u200b", "")
    told = [words(language)[key].strip() for key in ("verified", "refuted")] + [words(language)["summary"].split("}")[1]]
    assert not re.search("|".join([*map(re.escape, told), words(language)["show"] + "</", "source.html", "class=", "aria-label"]), text)


@pytest.mark.parametrize("name", CHECKED)
def test_a_page_counts_and_marks_its_claims(site, name):
    """The number below the title is that of the claims, and each of them has its mark where a mark belongs."""
    report = check(CHECKED[name], ROOT)
    claims = report.claims
    text = (site / name).read_text(encoding="utf-8")
    assert says(name)["summary"].format(count=sum(map(asserts, claims))) in text
    margin = "# " if report.path.endswith(".py") else ""      # a heading has no marks
    lines = [line.removeprefix(margin) for line in report.text.splitlines()]
    marked = [claim for claim in claims if asserts(claim) and method(claim) not in UNMARKED and not lines[report.line_of(claim) - 1].startswith("#")]
    assert len(marks(name, text)) == len(marked) > 0


@pytest.mark.parametrize("name", CHECKED)
def test_every_mark_leads_to_a_line_that_says_how_it_was_checked(site, name):
    source = (site / name).with_name("source.html").read_text(encoding="utf-8")
    lines = dict(re.findall(r'^<li id="(L\d+)">(.*)$', source, re.M))
    for line, label in marks(name, (site / name).read_text(encoding="utf-8")):
        assert f"{says(name)['colon']}{unescape(label)}</li>" in unescape(lines[line]), (line, label)


def test_the_source_of_a_page_is_there_to_the_letter(site):
    """Whoever copies the lines of a source page has the file."""
    for name, page in CHECKED.items():
        source = (site / name).with_name("source.html").read_text(encoding="utf-8")
        lines = re.findall(r'<li id="L\d+"><a [^>]*></a>(.*?)(?:<ul>.*?</ul>)?</li>$', source, re.M)
        assert unescape(re.sub("</?i>", "", "\n".join(lines))) == page.read_text(encoding="utf-8")
        assert '<meta name="robots" content="noindex">' in source and f'<html lang="{browsing.language(name)}">' in source
        assert not re.search(r"<script|https?://|(?:src|href)=.//", re.sub("<li.*?</li>", "", source))
