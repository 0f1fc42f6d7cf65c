"""Every file of the built site that a reader can open: each link leads to a file, each anchor to one place in it."""

from collections import Counter
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

import pytest

HERE = "http://here/"
ADDRESSES = {"a": "href", "link": "href", "script": "src", "img": "src", "source": "src"}


class Reader(HTMLParser):
    """The ids of a page, what it leads to, and what it labels or describes itself with."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.references = Counter(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if "id" in given:
            self.ids[given["id"]] += 1
        if url := given.get(ADDRESSES.get(tag)):
            self.links.append(url)
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            self.references += (given.get(name) or "").split()


@pytest.fixture(scope="module")
def files(site):
    return {path.relative_to(site).as_posix(): Reader(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}


def broken(files, site):
    """The links of the files that lead nowhere."""
    for name, page in files.items():
        for url in page.links:
            target = urlsplit(urljoin(HERE + name, url))
            if target.netloc != "here" or target.scheme != "http":
                continue
            path = unquote(target.path.lstrip("/"))
            file = path + "index.html" if path.endswith("/") or not path else path
            if not (site / file).is_file():
                yield f"{name}: {url}: there is no {file}"
            elif target.fragment and file in files and unquote(target.fragment) not in files[file].ids:
                yield f"{name}: {url}: {file} has no such anchor"


def test_every_link_leads_to_a_file_and_every_anchor_to_a_place_in_it(files, site):
    assert list(broken(files, site)) == []


def test_an_id_stands_once_in_a_page_and_what_refers_to_one_finds_it(files):
    for name, page in files.items():
        assert [found for found, count in page.ids.items() if count > 1] == [], name
        assert [wanted for wanted in page.references if wanted not in page.ids] == [], name


def test_a_broken_link_and_a_broken_anchor_are_noticed(site):
    pages = {"index.html": Reader('<h1 id="top"></h1><a href="#top"></a><a href="#bottom"></a><a href="no-such-page/"></a>')}
    assert list(broken(pages, site)) == ["index.html: #bottom: index.html has no such anchor",
                                         "index.html: no-such-page/: there is no no-such-page/index.html"]
