"""What the API pages show of the package, made from its docstrings by mkdocstrings.

Docstrings are in the form of numpydoc and read well with `help`. Here they become Markdown: an example is code and
its output, a formula is a formula, a name is a link. The signature is the one that a caller sees, and the source is
the text that the chapters embed.
"""

from __future__ import annotations

import doctest
import importlib
import inspect
import re
from pathlib import Path
from typing import Any

import griffe
import numpy.typing as npt

from convdoc import options
from convdoc.spec.embeds import definition

ROOT = Path(__file__).resolve().parents[2]

# What signatures call by a name of its own.
NAMED = {"ArrayLike": npt.ArrayLike, "NDArray": npt.NDArray, "Size": options.Size, "Padding": options.Padding}

HEADING = re.compile(r"^(Notes|References)\n-+\n", re.M)
FORMULA = re.compile(r"(?<=\n\n)    (?P<text>[^-].*)\n(?=\n|\Z)")
TYPE = re.compile(r"^(?P<name>\w+(?:, \w+)*) : .+", re.M)
REFERENCE = re.compile(r"^\.\. \[(?P<number>\d+)\] (?P<text>.*(?:\n[ ]{3}.*)*)", re.M)
CITED = re.compile(r"\[(\d+)\]_")
ADDRESS = re.compile(r"https?://[^\s,]+[^\s,.]")
NAME = re.compile(r"(?<!`)`(?P<name>[A-Za-z_]\w*)(?:\(\))?`(?!`)")
WORDS = "\N{WORD JOINER}"                                      # behind a type: these are words, not an annotation in Python
# How a docstring writes a formula, and how LaTeX does.
LATEX = {"X̃": r"\tilde X", "Σ": r"\sum", "∏": r"\prod", "·": r"\cdot ", "≤": r"\le ", "⌊": r"\lfloor ", "⌋": r"\rfloor ", "²": "^2",
         ",  ": r",\quad "}


class Docstrings(griffe.Extension):
    """Prepares what was read from the package; `notes` and `references` are the titles of these sections."""

    def __init__(self, notes: str = "Notes:", references: str = "References:"):
        self.titles = {"Notes": notes, "References": references}

    def on_package(self, *, pkg: griffe.Module, **kwargs: Any) -> None:
        package = importlib.import_module(pkg.path)
        for name in package.__all__:
            shown, real = pkg[name].final_target, getattr(package, name)
            shown.extra["convdoc"]["source"] = definition(ROOT, shown.filepath.relative_to(ROOT).as_posix(), name)
            methods = shown.functions if shown.is_class else {}
            names = {other: f"{pkg.path}.{other}" for other in package.__all__ if other != name}
            names |= {method: f"{pkg.path}.{name}.{method}" for method in methods if not method.startswith("_")}
            self.prepare(shown, real, names)
            for method, function in methods.items():
                self.prepare(function, getattr(real, method), names)

    def prepare(self, shown: griffe.Object, real: Any, names: dict[str, str]) -> None:
        if shown.docstring:
            shown.docstring.value = markdown(shown.docstring.value, self.titles, names)
        if shown.is_function:
            shown.parameters, shown.returns = signature(real)


def signature(function: Any) -> tuple[griffe.Parameters, str | None]:
    """What a caller sees, whatever decorators have made of the definition: the parameters, and what is returned."""
    seen = inspect.signature(function)
    parameters = (griffe.Parameter(one.name, annotation=annotation(one.annotation), kind=griffe.ParameterKind(one.kind.description),
                                   default=None if one.default is one.empty else repr(one.default))
                  for one in seen.parameters.values())
    return griffe.Parameters(*parameters), annotation(seen.return_annotation)


def annotation(given: Any) -> str | None:
    """An annotation in few letters."""
    if given is inspect.Signature.empty:
        return None
    named = next((name for name, value in NAMED.items() if value is given), None)
    return named or (given.__name__ if type(given) is type else str(given))


def markdown(docstring: str, titles: dict[str, str], names: dict[str, str]) -> str:
    """A docstring in the form of numpydoc with Markdown in its sections; `names` are those that it may link, with their ids."""
    text, *shown = re.split(r"(?<=\nExamples\n--------\n)", inspect.cleandoc(docstring))
    text = FORMULA.sub(lambda found: f"$${latex(found['text'])}$$\n", text + "\n")
    text = TYPE.sub(rf"\g<0>{WORDS}", text)
    text = HEADING.sub(lambda found: f"{titles[found[1]]}\n-----\n", text)
    text = REFERENCE.sub(lambda found: f"[{found['number']}] {linked(found['text'])}\n", text)
    text = CITED.sub(r"[\1]", text)
    text = NAME.sub(lambda found: f"[{found[0]}][{names[found['name']]}]" if found["name"] in names else found[0], text)
    return text + "".join(map(examples, shown))


def latex(text: str) -> str:
    """A formula of a docstring as LaTeX, without the punctuation of its sentence."""
    for said, written in LATEX.items():
        text = text.replace(said, written)
    return text.rstrip(".,")


def linked(reference: str) -> str:
    return ADDRESS.sub(r"<\g<0>>", " ".join(reference.split()))


def examples(text: str) -> str:
    """Examples as the pages show code: without prompts, what it prints below it."""
    parts, code = [], ""
    for part in doctest.DocTestParser().parse(text):
        if isinstance(part, str):
            parts.append(part.strip())
            continue
        code += part.source
        if part.want:
            output = part.want.replace(doctest.BLANKLINE_MARKER, "")
            parts.append(f"```python\n{code}```\n\n``` {{ .text .output .no-copy }}\n{output}```")
            code = ""
    return "\n\n".join(filter(None, parts)) + "\n"
