"""Figures: an SVG of the figures directory becomes part of the page.

Inside the page it follows the light and the dark palette, its text can be
selected, and its title and description reach a screen reader.  An image that
is a paragraph of its own becomes a `<figure>`, its title the caption:

    ![一个窗口和它的和](../figures/window.svg "窗口滑到右下角")

The file's name is its anchor, `#fig-window`.  A drawing with `data-steps`
gets the controls for `stepper.js`, in the language of the drawing.
"""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree as etree

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from convdoc.site import PageError
from convdoc.site.wording import words


class InlineSVGTreeprocessor(Treeprocessor):
    def __init__(self, md, directory):
        super().__init__(md)
        self.directory = Path(directory)

    def run(self, root):
        for parent in list(root.iter()):
            for position, child in enumerate(list(parent)):
                if child.tag == "img" and self.is_figure(child):
                    parent[position] = self.inline(child)
                elif is_lone_image(child) and self.is_figure(child[0]):
                    parent[position] = self.figure(child)

    def is_figure(self, image):
        path = PurePosixPath(image.get("src", ""))
        return path.suffix == ".svg" and path.parent.name == self.directory.name

    def inline(self, image):
        span = etree.Element("span", {"class": "figure__inline"})
        span.text = self.md.htmlStash.store(self.markup(image))
        span.tail = image.tail
        return span

    def figure(self, paragraph):
        image = paragraph[0]
        svg = self.markup(image)
        name = f"fig-{PurePosixPath(image.get('src')).stem}"
        says = words(language_of(svg))
        figure = etree.Element("figure", {"class": "figure", "id": name})
        if width := width_of(svg):
            figure.set("style", f"--figure-width: {width:g}px")
        scroll = etree.SubElement(figure, "div", {"class": "figure__scroll"})
        scroll.text = self.md.htmlStash.store(svg)
        if caption := image.get("title"):
            etree.SubElement(figure, "figcaption").text = caption
        if steps := re.search(r'\sdata-steps="([^"]*)"', head(svg)):
            figure.append(stepper(says, len(json.loads(unescape(steps[1])))))
        link = etree.SubElement(figure, "a", {"class": "headerlink", "href": f"#{name}", "title": says["figure link"],
                                              "aria-label": says["figure link"], "data-search-exclude": ""})
        link.text = "¶"
        figure.tail = paragraph.tail
        return figure

    def markup(self, image):
        """The SVG's own text, from `<svg` on; the image's alt names it if nothing else does."""
        path = self.directory / PurePosixPath(image.get("src")).name
        if not path.is_file():
            raise PageError(f"figure {image.get('src')!r} is missing: there is no {path}")
        svg = path.read_text(encoding="utf-8")
        svg = svg[svg.index("<svg") :].strip()
        if image.get("alt") and "<title" not in svg:
            label = etree.Element("svg", {"role": "img", "aria-label": image.get("alt")})
            svg = etree.tostring(label, encoding="unicode").removesuffix(" />") + svg[4:]
        return svg


def is_lone_image(element):
    return (
        element.tag == "p"
        and len(element) == 1
        and element[0].tag == "img"
        and not (element.text or "").strip()
        and not (element[0].tail or "").strip()
    )


def stepper(says, steps):
    """The controls of a figure with steps, unseen until a script takes them; what changes is announced."""
    bar = etree.Element("div", {"class": "stepper", "role": "group", "aria-label": says["stepper"], "data-search-exclude": ""})
    etree.SubElement(bar, "button", {"type": "button", "aria-disabled": "true"}).text = says["previous step"]
    play = etree.SubElement(bar, "button", {"type": "button", "class": "stepper__play"})
    etree.SubElement(play, "span").text = says["play"]
    etree.SubElement(play, "span", {"hidden": ""}).text = says["pause"]
    etree.SubElement(bar, "button", {"type": "button"}).text = says["next step"]
    etree.SubElement(bar, "span", {"class": "stepper__count", "aria-hidden": "true"}).text = says["step count"].format(steps=steps)
    etree.SubElement(bar, "div", {"class": "stepper__says", "aria-live": "polite"})
    return bar


def head(svg):
    """The outermost start tag, as it is written."""
    return re.match(r"""<svg(?:"[^"]*"|'[^']*'|[^>"'])*""", svg)[0]


def width_of(svg):
    """The width a figure was drawn for: its `width`, else its view box's."""
    match = re.search(r'\swidth="([\d.]+)(?:px)?"', head(svg)) or re.search(
        r'\sviewBox="\S+\s+\S+\s+([\d.]+)\s+\S+"', head(svg)
    )
    return float(match[1]) if match else None


def language_of(svg):
    """The language a drawing is labelled in."""
    match = re.search(r'\slang="([^"]+)"', head(svg))
    return match[1] if match else ""


class InlineSVGExtension(Extension):
    def __init__(self, **options):
        self.config = {"directory": ["docs/zh/figures", "where the figures lie"]}
        super().__init__(**options)

    def extendMarkdown(self, md):
        # After the inline patterns (20), which make the images, and their attributes (8); before MkDocs looks
        # for ids (5) and rewrites the links (0), for these images are no links any more.
        processor = InlineSVGTreeprocessor(md, self.getConfig("directory"))
        md.treeprocessors.register(processor, "inline_svg", 6)


def makeExtension(**options):
    return InlineSVGExtension(**options)
