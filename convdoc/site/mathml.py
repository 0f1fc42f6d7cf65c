"""Formulas: LaTeX becomes MathML while the site is built.

`pymdownx.arithmatex` (generic) finds the formulas and leaves each one in an
element of class `arithmatex`; here its text is replaced by MathML.  The LaTeX
stays inside as an annotation, which is what copying a formula gives.
"""

from __future__ import annotations

import re
from html import unescape

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from math_core import LatexError, LatexToMathML

from convdoc.site import PageError


OPENING = "（「《“"
CLOSING = "，。；：、！？）」》”"


class MathMLTreeprocessor(Treeprocessor):
    def __init__(self, md):
        super().__init__(md)
        self.converter = LatexToMathML(annotation=True, fancy_error=False)

    def run(self, root):
        for parent in root.iter():
            for position, element in enumerate(parent):
                if element.get("class") == "arithmatex":
                    self.replace(element)
                    if element.get("class") == "math":
                        keep_together(parent, position)

    def replace(self, element):
        block = element.tag == "div"
        tex = latex_of(element)
        try:
            mathml = self.converter.convert_with_local_state(tex, displaystyle=block)
        except LatexError as error:
            raise PageError(f"formula {tex!r} cannot be read: {error}") from error
        for child in list(element):
            element.remove(child)
        element.text = self.md.htmlStash.store(mathml)
        element.set("class", "math math--block" if block else "math math--long" if is_long(mathml) else "math")
        element.set("data-search-exclude", "")


def keep_together(parent, position):
    """A short formula takes in the punctuation that touches it: no line begins with a comma, or ends with a bracket that opens."""
    element = parent[position]
    if element.tail and element.tail[0] in CLOSING:
        element.text += element.tail[0]
        element.tail = element.tail[1:]
    before = parent[position - 1] if position else parent
    text = (before.tail if position else before.text) or ""
    if text[-1:] and text[-1] in OPENING:
        element.text = text[-1] + element.text
        setattr(before, "tail" if position else "text", text[:-1])


def latex_of(element):
    r"""The formula alone: arithmatex adds `\(…\)` or `\[…\]` and escapes blocks."""
    text = unescape("".join(element.itertext())).strip()
    if text.startswith((r"\(", r"\[")):
        text = text[2:-2].strip()
    return text


def is_long(mathml):
    """Whether a phone needs to scroll it: no browser breaks a formula inside a line."""
    shown = re.sub(r"<annotation.*?</annotation>|<[^>]*>", "", mathml)
    return len(unescape(shown)) > 24


class MathMLExtension(Extension):
    def extendMarkdown(self, md):
        # After the inline patterns (20), which make the inline formulas.
        md.treeprocessors.register(MathMLTreeprocessor(md), "mathml", 1)


def makeExtension(**options):
    return MathMLExtension(**options)
