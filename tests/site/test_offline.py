"""The offline edition: unpacked from its zip, it works from a folder, in silence and with its search."""

import os
import zipfile
from urllib.parse import unquote

import browsing
import pytest

from convdoc.site import offline
from convdoc.site.wording import words

START = {language: folder + "index.html" for language, folder in browsing.EDITIONS.items()}


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory):
    """What a reader has after unpacking: the folder with README.txt in it."""
    folder = tmp_path_factory.mktemp("offline")
    offline.build(folder / "built")
    offline.pack(folder / "built", folder / "convdoc.zip")
    with zipfile.ZipFile(folder / "convdoc.zip") as archive:
        archive.extractall(folder)
    return folder / offline.FOLDER


@pytest.fixture
def tab(browser):
    """A tab that writes down what it complains of and what it asks for elsewhere."""
    context = browser.new_context()
    tab = context.new_page()
    tab.complaints = []
    tab.on("console", lambda message: message.type in ("error", "warning") and tab.complaints.append(message.text))
    tab.on("pageerror", lambda error: tab.complaints.append(str(error)))
    tab.on("requestfailed", lambda request: "ERR_ABORTED" in request.failure or tab.complaints.append(f"failed: {request.url}"))     # the tab had moved on
    tab.on("request", lambda request: request.url.startswith(("file://", "data:", "blob:", "about:")) or tab.complaints.append(f"foreign: {request.url}"))
    yield tab
    context.close()


def pages(folder):
    return sorted(folder.rglob("*.html"))


def test_the_archive_tells_how_it_is_opened(unpacked):
    readme = (unpacked / "README.txt").read_text(encoding="utf-8-sig")
    for start in START.values():
        assert start in readme and (unpacked / start).is_file()


def test_every_page_of_the_site_is_there(unpacked):
    for page in browsing.PAGES:
        assert (unpacked / (page.removesuffix("/") + ".html" if page not in browsing.EDITIONS.values() else page + "index.html")).is_file(), page


@pytest.mark.parametrize(("language", "folder"), [("zh", ""), ("en", "en/")])
def test_exercises_say_that_their_code_is_not_run_here(unpacked, language, folder):
    assert words(language)["not live"] in (unpacked / folder / "exercises/image-convolution.html").read_text(encoding="utf-8")


def test_every_page_opens_in_silence(unpacked, tab):
    for page in pages(unpacked):
        tab.goto(page.as_uri(), wait_until="load")
        assert tab.complaints == [], page


def test_every_link_leads_to_a_file(unpacked, tab):
    for page in pages(unpacked):
        tab.goto(page.as_uri(), wait_until="domcontentloaded")
        for address in tab.evaluate("[...document.querySelectorAll('a[href], link[href]')].map(link => link.href)"):
            if address.startswith("file:"):
                file, _, _ = address.removeprefix("file://").partition("#")
                assert os.path.isfile(unquote(file)), (page, address)


@pytest.mark.parametrize(("language", "word"), [("zh", "互相关"), ("en", "stride")])
def test_the_search_finds(unpacked, tab, language, word):
    tab.goto((unpacked / START[language]).as_uri())
    tab.keyboard.press("f")
    tab.keyboard.insert_text(word)
    tab.keyboard.press("End")
    found = tab.locator(".md-search-result__item").first
    found.wait_for()
    assert word in found.inner_text().lower().replace("\u200b", "")
    found.locator("a").first.click()
    tab.wait_for_url(f"**/{browsing.EDITIONS[language]}**/*.html?h=*")
    assert tab.locator("article h1").is_visible()
    assert tab.complaints == []


def test_the_switch_stays_on_the_page(unpacked, tab):
    tab.goto((unpacked / "chapters" / "padding-and-stride.html").as_uri())
    english = tab.locator("a[hreflang=en]").first.evaluate("link => link.href")
    assert english == (unpacked / browsing.EDITIONS["en"] / "chapters" / "padding-and-stride.html").as_uri()


@pytest.mark.parametrize("tag", ['<script src="https://example.org/a.js"></script>', '<link rel="stylesheet" href="//example.org/a.css">',
                                 '<img alt="" src="/a.png">', "<script defer src='http://example.org/a.js'></script>"])
def test_what_is_loaded_from_elsewhere_is_noticed(tmp_path, tag):
    (tmp_path / "a.html").write_text(f"<p>{tag}</p>", encoding="utf-8")
    [(page, _)] = offline.loaded_from_elsewhere(tmp_path)
    assert page == "a.html"


def test_what_lies_in_the_folder_is_not(tmp_path):
    (tmp_path / "a.html").write_text('<link rel="stylesheet" href="a.css"><script src="../a.js"></script><a href="https://example.org">b</a>', encoding="utf-8")
    assert list(offline.loaded_from_elsewhere(tmp_path)) == []


def test_the_same_files_are_the_same_archive(tmp_path):
    folder = tmp_path / "a"
    folder.mkdir()
    (folder / "b.txt").write_text("c", encoding="utf-8")
    archives = []
    for name in "de":
        assert offline.pack(folder, tmp_path / name) == 1
        archives.append((tmp_path / name).read_bytes())
        os.utime(folder / "b.txt", (0, 0))
    assert archives[0] == archives[1]


def test_nothing_is_packed_where_the_site_cannot_be_built(monkeypatch, capsys, tmp_path):
    def fail(folder):
        raise offline.Refused("the site could not be built")

    monkeypatch.setattr(offline, "build", fail)
    monkeypatch.setattr(offline, "ZIP", tmp_path / "convdoc.zip")
    assert offline.main() == 1
    assert "the site could not be built" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
