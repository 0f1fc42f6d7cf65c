"""Runs the reader's code. It imports nothing of a browser, so that it runs, and is tested, in any Python.

A page is a namespace; its blocks run in it one after the other, each as the check of the pages runs it: what it prints,
and the repr of a last expression, with an image if it is a matrix. All of it leaves through `emit(kind, payload)`; the kinds
are "out", "err", and those of images: "png", "svg", "grey" and "signed".
"""

import ast
import builtins
import io
import linecache
import sys
import time
import traceback
import types
import warnings

LIMIT = 100_000                     # characters that a run may show
PIECE, PAUSE = 8192, 0.05           # how much is held back, and for how long
SLICE = 0.05                        # of a sleep, in seconds

pages = {}


class TooMuch(BaseException):
    """The code shows more than anybody reads. No `except Exception` of the reader's holds it up."""


class Shown:
    """What a run shows, in pieces of a decent size and up to a limit."""

    def __init__(self, emit, limit):
        self.emit, self.left = emit, limit
        self.kind, self.pieces, self.size, self.last = None, [], 0, time.monotonic()

    def write(self, kind, text):
        if self.left <= 0:
            raise TooMuch
        said, self.left = text[:self.left], self.left - len(text)
        if kind != self.kind:
            self.flush()
            self.kind = kind
        self.pieces.append(said)
        self.size += len(said)
        if self.size > PIECE or time.monotonic() - self.last > PAUSE:
            self.flush()
        if self.left < 0:
            self.flush()
            raise TooMuch

    def flush(self):
        if self.pieces:
            self.emit(self.kind, "".join(self.pieces))
        self.pieces, self.size, self.last = [], 0, time.monotonic()


class Stream(io.TextIOBase):
    """Standard output, or standard error, of the reader's code."""

    def __init__(self, shown, kind):
        self.shown, self.kind = shown, kind

    def writable(self):
        return True

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self.shown.write(self.kind, text)
        return len(text)

    def flush(self):
        self.shown.flush()


def namespace(page):
    """The names of a page, in a module of its own."""
    if page not in pages:
        pages[page] = types.ModuleType("__main__")
        pages[page].__builtins__ = builtins
    return pages[page]


def forget(page):
    pages.pop(page, None)


def run(source, page, block, emit, limit=LIMIT):
    """Run a block; tells how it ended: {"end": "done" | "error" | "stopped" | "limit" | "exit", "error": …, "line": …}."""
    name, module, shown = f"<{block}>", namespace(page), Shown(emit, limit)
    linecache.cache[name] = len(source), None, source.splitlines(keepends=True), name
    before = sys.stdout, sys.stderr, sys.modules.get("__main__")
    sys.stdout, sys.stderr, sys.modules["__main__"] = Stream(shown, "out"), Stream(shown, "err"), module
    try:
        with plain_numbers(), warnings.catch_warnings():
            warnings.simplefilter("default")
            evaluate(source, name, module.__dict__, shown)
        return {"end": "done"}
    except TooMuch:
        return {"end": "limit", "limit": limit}
    except KeyboardInterrupt as error:
        return {"end": "stopped", "line": line_of(error, name)}
    except SystemExit as error:
        return {"end": "exit", "error": "" if error.code in (None, 0) else str(error.code)}
    except BaseException as error:
        return {"end": "error", "error": told(error, name), "line": line_of(error, name), "type": type(error).__name__}
    finally:
        try:
            shown.flush()
        except BaseException:                                 # a stop may come even here, and the run has ended
            pass
        sys.stdout, sys.stderr = before[:2]
        sys.modules["__main__"] = before[2]


def grade(source, check_source, language, page, block, emit, limit=LIMIT):
    """Run an answer in names of its own, then judge it: {"end": "right"}, {"end": "wrong", "key": …, "feedback": …}, or as the run has ended."""
    from convdoc.site.live import grading

    forget(page)
    told = run(source, page, block, emit, limit)
    if told["end"] != "done":
        return told
    try:
        found = grading.grade(check_source, namespace(page).__dict__, language)
    except KeyboardInterrupt as error:
        return {"end": "stopped", "line": line_of(error, f"<{block}>")}
    return {"end": "wrong", "key": found[0], "feedback": found[1]} if found else {"end": "right"}


def evaluate(source, name, names, shown):
    tree = ast.parse(source, name)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec"), names)
    if last is None:
        return
    result = eval(compile(ast.Expression(last.value), name, "eval"), names)
    if result is not None:
        display(result, shown)


def display(result, shown):
    """An image where the object has one, else its repr, and what a matrix looks like."""
    from convdoc.site.live.picture import picture

    for kind in ("png", "svg"):
        if (draw := getattr(result, f"_repr_{kind}_", None)) and not isinstance(result, type) and (image := draw()):
            shown.flush()
            shown.emit(kind, image)
            return
    shown.write("out", repr(result) + "\n")
    if image := picture(result):
        shown.flush()
        shown.emit(*image)


def plain_numbers():
    """NumPy's own way of printing, whatever the block before has set."""
    import numpy as np

    return np.printoptions(precision=8, threshold=1000, edgeitems=3, linewidth=75, suppress=False, nanstr="nan", infstr="inf",
                           sign="-", formatter=None, floatmode="maxprec")


def told(error, name):
    """The traceback: the lines of the page's own blocks, and where the last of them led."""
    def cut(one):
        own = [frame for frame in one.stack if frame.filename.startswith("<") and not frame.filename.startswith("<frozen")]
        one.stack = traceback.StackSummary.from_list([*own, *(frame for frame in one.stack[-1:] if own and frame not in own)])
        for other in (one.__cause__, one.__context__):
            if other is not None:
                cut(other)

    said = traceback.TracebackException.from_exception(error, compact=True)
    cut(said)
    return "".join(said.format())


def line_of(error, name):
    """The line of the block that was being run."""
    if isinstance(error, SyntaxError) and error.filename == name:
        return error.lineno
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == name]
    return lines[-1] if lines else None


def prepare():
    """What does not work in a page says so, or is made to: input(), a sleep that cannot be interrupted, os._exit."""
    import os

    sleep = time.sleep

    def sleep_in_slices(seconds):
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            sleep(min(left, SLICE))

    def no_input(prompt=""):
        raise RuntimeError("a page cannot ask: put the value into a variable instead of input()")

    def leave(status=0):
        raise SystemExit(status)

    time.sleep, builtins.input, os._exit = sleep_in_slices, no_input, leave
