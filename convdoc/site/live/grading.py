"""Judges an answer to an exercise: in a browser, and here in any Python.

An exercise has a check, `docs/exercises/<id>.py`: a function `check` whose parameters are the names that the answer has to
define, and FEEDBACK, what to say of a wrong one. Whatever the answer does, `grade` says something of it and never fails.
"""

import ast
import contextlib
import functools
import inspect
import io
import string
import types
import warnings

import numpy as np

LONGEST = 160                       # characters of a value in a message
OWN = "<check>"

GENERIC = {
    "missing": ("代码还没有定义 `{name}`。", "The code does not define `{name}` yet."),
    "not-callable": ("`{name}` 应当是一个函数，现在是 {kind}。", "`{name}` should be a function; it is of type {kind}."),
    "not-array": ("{zh}应当是数字组成的数组，现在是 {kind}。", "Expected {en} to be an array of numbers; it is of type {kind}."),
    "shape": ("{zh}的形状是 {got}，应当是 {expected}。", "The shape of {en} is {got}; it should be {expected}."),
    "value": ("{zh}在位置 {place} 是 {got}，应当是 {expected}。", "At {place}, {en} is {got}; it should be {expected}."),
    "number": ("{zh}是 {got}，应当是 {expected}。", "Got {got} for {en}; it should be {expected}."),
    "raised": ("{call}{line}出错：{error}", "{call} failed{line}: {error}"),
    "unjudged": ("这个答案没法检查：{error}", "This answer cannot be checked: {error}"),
}


def wrong(key, **fields):
    """Say what is wrong: a message of FEEDBACK, and what fills its fields."""
    return key, fields


def differs(got, expected, zh, en, *, tolerance=None):
    """None where both are equal, else the first difference; zh and en name what is compared."""
    names, numbers, expected = {"zh": zh, "en": en}, as_numbers(got), np.asarray(expected)
    if numbers is None:
        return wrong("not-array", kind=type(got).__name__, **names)
    if numbers.shape != expected.shape:
        return wrong("shape", got=numbers.shape, expected=expected.shape, **names)
    places = np.argwhere(~equal(numbers, expected, tolerance))
    if not len(places):
        return None
    place = tuple(places[0].tolist())
    told = dict(zip(("got", "expected"), apart(numbers[place], expected[place]), strict=True))
    return wrong("value", place=list(place), **told, **names) if place else wrong("number", **told, **names)


def as_numbers(value):
    """The value as an array, or None where it does not consist of numbers."""
    try:
        array = np.asarray(value)
    except Exception:
        return None
    return array if array.dtype.kind in "biufc" else None


def equal(got, expected, tolerance):
    if tolerance is None and got.dtype.kind in "biu" and expected.dtype.kind in "biu":
        return got == expected
    rtol, atol = (1e-9, 1e-12) if tolerance is None else (0, tolerance)
    with np.errstate(all="ignore"):
        return np.isclose(got, expected, rtol=rtol, atol=atol, equal_nan=True)


def apart(*numbers):
    """Numbers as they are read, with as many digits as it takes to tell them apart."""
    short = [shown(number) for number in numbers]
    return short if len(set(short)) > 1 else [repr(number.item()) for number in numbers]


def grade(check_source, names, language):
    """None for a right answer, else the key of what is wrong and its text."""
    with contextlib.redirect_stdout(Nowhere()), contextlib.redirect_stderr(Nowhere()), warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        key, fields, own = judged(check_source, names, language)
        if key is None:
            return None
        try:
            return key, text(key, fields, own, language)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            return "unjudged", text("unjudged", {"error": said(error)}, {}, language)


def judged(check_source, names, language):
    """The key and the fields of what is wrong, and the messages of the check."""
    loaded, calls = {"__name__": "check"}, []
    try:
        tree = ast.parse(check_source, OWN)
        exec(compile(tree, OWN, "exec"), loaded)
        check, own = loaded["check"], loaded.get("FEEDBACK", {})
        asked = list(inspect.signature(check).parameters)
        called = called_in(tree, asked)
        for name in asked:
            if name not in names:
                return "missing", {"name": name}, own
            if name in called and not callable(names[name]):
                return "not-callable", {"name": name, "kind": type(names[name]).__name__}, own
        found = check(*(recording(names[name], name, calls) for name in asked))
        return (*found, own) if found is not None else (None, {}, own)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        return (*failed(error, names, loaded, calls, language), loaded.get("FEEDBACK", {}))


def called_in(tree, asked):
    """Those of the names that the check calls."""
    return {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)} & set(asked)


def recording(value, name, calls):
    """A function that keeps the call in which it has failed; anything else as it is."""
    if not isinstance(value, types.FunctionType):
        return value

    @functools.wraps(value)
    def call(*arguments, **options):
        try:
            return value(*arguments, **options)
        except BaseException as error:
            calls.append((error, name, arguments, options))
            raise

    return call


def failed(error, names, loaded, calls, language):
    """What to say when the check did not come to an end: the reader's code has raised, or the answer is of another kind."""
    zh, line = language == "zh", line_in(error, names)
    for one, name, arguments, options in calls:
        if one is error:
            given = [shown(value) for value in arguments] + [f"{option}={shown(value)}" for option, value in options.items()]
            call = f"{name}({', '.join(given)})"
            return "raised", {"call": f"调用 `{call}` 时" if zh else f"The call `{call}`", "line": place_of(line, zh), "error": said(error)}
    if line:
        return "raised", {"call": "检查时" if zh else "The code", "line": place_of(line, zh), "error": said(error)}
    for name in inspect.signature(loaded["check"]).parameters if "check" in loaded else ():
        value = names.get(name)
        if isinstance(error, TypeError) and "not callable" in said(error) and not callable(value):
            return "not-callable", {"name": name, "kind": type(value).__name__}
        if not callable(value) and as_numbers(value) is None:
            return "not-array", {"zh": f" `{name}` ", "en": f"`{name}`", "kind": type(value).__name__}
    return "unjudged", {"error": said(error)}


def line_in(error, names):
    """The last line of the reader's code on the way to the error, if any is: a call with too few arguments comes to none."""
    line, trace = None, error.__traceback__
    while trace:
        if trace.tb_frame.f_globals is names:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def place_of(line, zh):
    return "" if line is None else f"，第 {line} 行" if zh else f" in line {line}"


def said(error):
    try:
        return cut(f"{type(error).__name__}: {error}")
    except Exception:
        return type(error).__name__


def text(key, fields, own, language):
    """The message in a language, its fields filled."""
    messages = own.get(key) or GENERIC[key]
    return Filled().format(messages[language == "en"], **fields)


class Filled(string.Formatter):
    """Values in a message are short, and on one line."""

    def format_field(self, value, spec):
        return format(value, spec) if spec else shown(value)

    def check_unused_args(self, used, positional, named):
        pass


def shown(value):
    """A value as a reader reads it; an array as a list."""
    if isinstance(value, str):
        return value
    if isinstance(value, (bool, np.bool_)):
        return str(value)
    if isinstance(value, (float, np.floating)):
        return f"{float(value):.10g}"
    if isinstance(value, np.ndarray) and value.dtype.kind in "biufc":
        if value.size > LONGEST // 2:
            return f"array{value.shape}"
        return cut(" ".join(np.array2string(value, separator=", ", precision=4, suppress_small=True).split()))
    if isinstance(value, np.generic):
        return str(value)
    try:
        return cut(" ".join(repr(value).split()))
    except Exception:
        return type(value).__name__


def cut(words):
    return words if len(words) <= LONGEST else words[:LONGEST - 1] + "…"


class Nowhere(io.TextIOBase):
    """What the answer prints while it is checked."""

    def writable(self):
        return True

    def write(self, text):
        return len(text)
