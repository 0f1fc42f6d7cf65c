"""Code that runs in the page, on the real runtime: it gives the verified outputs, and whatever the reader's code does, the page stays usable."""

import time

import pytest
from browsing import EDITIONS, language
from test_axe import barriers

PAGES = [folder + page for folder in EDITIONS.values() for page in ("", "chapters/image-convolution/", "chapters/padding-and-stride/", "snippets/",
                                                              "labs/learning-a-kernel/", "exercises/image-convolution/", "exercises/padding-and-stride/")]
CHAPTER = "chapters/image-convolution/"
WORDS = {"zh": {"same": "✓ 与验证过的输出相同", "other": "≠ 与验证过的输出不同", "done": "运行完毕"},
         "en": {"same": "✓ Same as the verified output", "other": "≠ Not the verified output", "done": "Done"}}
START = 60_000                      # ms, on a machine that is busy


class Block:
    """A block that runs, and what a reader sees of it."""

    def __init__(self, tab, number):
        self.tab = tab
        self.pre = tab.locator(f"pre[data-live='{number}']")
        self.place = tab.locator(".highlight", has=self.pre).last
        self.bar = self.place.locator(".live__bar")
        self.run, self.stop, self.edit, self.reset = self.bar.locator("button:not(.exercise__check)").all()
        self.status = self.bar.locator("[role=status]")
        self.output = self.place.locator(".live__output")
        self.area = self.place.locator("textarea")
        self.seen = 0                                         # runs that have ended

    def type(self, code):
        if not self.area.count():
            self.edit.click()
        self.area.fill(code)

    @property
    def said(self):
        return self.output.inner_text().strip()

    def ended(self):
        """What the page says when another run has ended."""
        self.tab.wait_for_function("([bar, runs]) => Number(bar.dataset.runs) > runs", arg=[self.bar.element_handle(), self.seen], timeout=START)
        self.seen = int(self.bar.get_attribute("data-runs"))
        return self.status.text_content()

    def runs(self, code=None):
        if code is not None:
            self.type(code)
        self.run.click()
        return self.ended()


@pytest.mark.parametrize("page", PAGES)
def test_every_block_gives_the_verified_output(opened, page):
    tab = opened(page)
    words = WORDS[language(page)]
    numbers = tab.locator("pre[data-live]").evaluate_all("blocks => blocks.map(block => block.dataset.live)")
    assert numbers == [str(n + 1) for n in range(len(numbers))] and numbers
    for number in numbers:
        block = Block(tab, number)
        with_output = tab.locator(f"[data-output-of='{number}']").count()
        block.place.evaluate("place => place.querySelector('.live__bar button').click()")
        assert block.ended() == words["same" if with_output else "done"], block.pre.inner_text()
    assert tab.complaints == []


@pytest.mark.parametrize("page", PAGES)
def test_before_run_little_is_fetched_and_nothing_of_the_runtime(opened, page):
    tab = opened(page)
    ours = {address.split("?")[0].rsplit("/", 1)[-1]: size for address, size in tab.sizes.items() if "/live.js" in address or "assets/live/" in address}
    assert set(ours) == ({"live.js", "exercises.mjs"} if "exercises/" in page else {"live.js"})
    assert sum(ours.values()) <= 8 * 1024


def test_the_blocks_above_run_first(opened):
    tab = opened(CHAPTER)
    last = Block(tab, tab.locator("pre[data-live]").count())
    assert last.runs() in (WORDS["zh"]["same"], WORDS["zh"]["done"])
    assert Block(tab, 1).status.inner_text() == WORDS["zh"]["same"]


def test_another_output_than_the_verified_one_is_told(opened):
    tab = opened(CHAPTER)
    tab.evaluate("document.querySelector('[data-output-of=\"1\"] code').textContent = 'array([[9]])'")
    block = Block(tab, 1)
    assert block.runs() == WORDS["zh"]["other"]
    assert block.said.endswith("− 验证过的输出\n+ 这次的输出\n\n− array([[9]])\n+ array([[0, 1, 2],\n+        [3, 4, 5],\n+        [6, 7, 8]])"), block.said


def test_what_was_edited_is_not_compared_stays_and_can_be_reset(opened):
    tab = opened(CHAPTER)
    block = Block(tab, 1)
    original = block.pre.inner_text()
    assert block.runs("6 * 7") == WORDS["zh"]["done"]
    assert block.said == "42"
    assert not block.pre.is_visible()
    tab.reload()
    block = Block(tab, 1)
    block.area.wait_for()
    assert block.area.input_value() == "6 * 7"
    block.reset.click()
    assert block.area.input_value().strip() == original.strip()
    tab.reload()
    assert not Block(tab, 1).area.count()


@pytest.mark.parametrize(("code", "told", "shown"), [
    ("x = 1\n\nx / 0", "第 3 行出错", "ZeroDivisionError: division by zero"),
    ("x = 1\nx +", "第 2 行出错", "SyntaxError: invalid syntax"),
    ("import scipy", "第 1 行出错", "ModuleNotFoundError: No module named 'scipy'"),
    ("def f():\n    f()\n\nf()", "第 2 行出错", "RecursionError"),
    ("x = []\nwhile True:\n    x.append(bytearray(10 ** 8))", "第 3 行出错", "MemoryError"),
    ("while True:\n    print('x' * 999)", "输出超过 100000 个字符，已停止", "xxx"),
    ("import os\nos._exit(1)", "代码自己退出了", ""),
    ("input('?')", "第 1 行出错", "put the value into a variable"),
])
def test_whatever_the_code_does_the_page_stays_usable(opened, code, told, shown):
    block = Block(opened(CHAPTER), 1)
    assert block.runs("kept = 7") == WORDS["zh"]["done"]
    assert block.runs(code) == told
    assert shown in block.said
    assert block.runs("1 + 1") == WORDS["zh"]["done"] and block.said == "2"


@pytest.mark.parametrize("code", ["while True:\n    pass", "import time\ntime.sleep(60)", "while True:\n    try:\n        pass\n    except Exception:\n        pass"])
def test_stop_ends_a_run_and_keeps_the_variables(opened, code):
    tab = opened(CHAPTER)
    block = Block(tab, 1)
    assert block.runs("kept = 7") == WORDS["zh"]["done"]
    block.type(code)
    block.run.click()
    tab.wait_for_function("bar => bar.lastElementChild.textContent === '正在运行……'", arg=block.bar.element_handle())
    begun = time.monotonic()
    block.stop.click()
    assert block.ended().startswith("已停止") and "变量都还在" in block.status.inner_text()
    assert time.monotonic() - begun < 2
    assert block.runs("kept") == WORDS["zh"]["done"] and block.said == "7"


def test_what_python_cannot_interrupt_is_ended_by_force_and_starts_again(opened):
    tab = opened(CHAPTER)
    block = Block(tab, 1)
    block.type("import numpy as np\nwhile True:\n    try:\n        while True:\n            np.ones((900, 900)) @ np.ones((900, 900))\n    except BaseException:\n        pass")
    block.run.click()
    tab.wait_for_function("bar => bar.lastElementChild.textContent === '正在运行……'", arg=block.bar.element_handle(), timeout=START)
    block.stop.click()
    assert block.ended().startswith("已强行停止")
    assert block.runs("1 + 1") == WORDS["zh"]["done"]


@pytest.mark.parametrize("code", [
    "from js import fetch", "from js import XMLHttpRequest", "import js\njs.eval('1')", "import js\njs.document",
    "from pyodide.http import open_url\nopen_url('http://127.0.0.1:1/')", "from pyodide.code import run_js\nrun_js('fetch(\"http://127.0.0.1:1/\")')",
    "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:1/')", "import socket\nsocket.create_connection(('127.0.0.1', 1), 1)",
    "from js import Object\nObject.constructor('return import(\"http://127.0.0.1:1/\")')()",
])
def test_the_readers_code_reaches_no_network(opened, code):
    tab = opened(CHAPTER)
    block = Block(tab, 1)
    assert "行出错" in block.runs(code)
    assert tab.complaints == []


def test_a_way_around_python_is_refused_by_the_page(opened):
    tab = opened(CHAPTER)
    block = Block(tab, 1)
    told = block.runs("import ctypes\nctypes.CDLL(None).emscripten_run_script(b\"import('http://127.0.0.1:1/')\")")
    assert told.startswith("Python 崩溃了")
    assert any("Content Security Policy" in complaint for complaint in tab.complaints)
    assert not any("foreign" in complaint for complaint in tab.complaints)
    assert block.runs("1 + 1") == WORDS["zh"]["done"] and block.said == "2"


def test_the_page_itself_reaches_nobody_else(opened):
    tab = opened("")
    refused = """new Promise((told) => {
        addEventListener("securitypolicyviolation", (event) => told(event.effectiveDirective));
        fetch("http://127.0.0.1:1/").then(() => told("reached"), () => {});
    })"""
    assert tab.evaluate(refused) == "connect-src"


def test_the_keyboard_alone_is_enough(opened):
    tab = opened(CHAPTER)
    block = Block(tab, 1)
    block.edit.focus()
    tab.keyboard.press("Enter")
    block.area.wait_for()
    tab.keyboard.press("Control+A")
    tab.keyboard.type("if True:")
    tab.keyboard.press("Enter")
    tab.keyboard.type("print(5)")
    assert block.area.input_value() == "if True:\n    print(5)"
    tab.keyboard.press("Home")
    tab.keyboard.press("Tab")
    assert block.area.input_value() == "if True:\n        print(5)"
    tab.keyboard.press("Control+Enter")
    assert block.ended() == WORDS["zh"]["done"] and block.said == "5"
    tab.keyboard.press("Escape")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.tagName") != "TEXTAREA"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("folder", EDITIONS.values(), ids=EDITIONS)
def test_code_is_edited_and_run_on_a_phone_without_a_barrier(opened, folder, scheme):
    tab = opened(folder + CHAPTER, color_scheme=scheme, viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    edited, failed = Block(tab, 1), Block(tab, 2)
    edited.edit.tap()
    edited.area.fill("import numpy as np\n\nnp.array([[0, -1], [1, 0]])")
    edited.run.tap()
    assert edited.ended() == WORDS[language(folder)]["done"]
    image = edited.output.get_by_role("img")
    assert image.get_attribute("alt") and image.evaluate("image => image.complete && image.naturalWidth") == 49
    failed.runs("1 / 0" + "  # 0" * 40)
    assert "ZeroDivisionError" in failed.said
    assert barriers(tab) == []
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert tab.complaints == []
