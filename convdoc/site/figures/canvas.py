"""What the figures are drawn with: cells, frames, arrows and text, as plain SVG elements.

Every cell carries `data-array`, `data-row` and `data-col`, so that a figure can be read back as arrays.
"""

import xml.etree.ElementTree as ET

import numpy as np

from convdoc.site.figures.palette import style_sheet

CELL = 36          # side of a cell, in user units
SCALE = 1.2        # natural size on a page, in CSS pixels per user unit
BASELINE = 0.35    # from the middle of a line of digits down to its baseline, in em


def number(value):
    """Return `value` as the page prints it: `3`, `0.5`, `−1` with a true minus sign."""
    return f"{value:g}".replace("-", "\N{MINUS SIGN}")


def signed(value):
    """Return `value` with its sign, so that +1 and −1 differ by more than colour."""
    return f"+{value:g}" if value > 0 else number(value)


def element(tag, *children, **attributes):
    """Return an SVG element; the attribute `class_` becomes `class`, `data_row` becomes `data-row`."""
    made = ET.Element(tag)
    for key, value in attributes.items():
        made.set(key.rstrip("_").replace("_", "-"), value if isinstance(value, str) else f"{round(float(value), 2):g}")
    for child in children:
        if not isinstance(child, str):
            made.append(child)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + child
        else:
            made.text = (made.text or "") + child
    return made


def span(content, look):
    return element("tspan", content, class_=look)


def text(x, y, *content, size=13, look="", anchor="middle", **attributes):
    """Return one line of text with its middle at height `y`; `content` mixes strings and spans."""
    if look:
        attributes["class_"] = look
    return element("text", *content, x=x, y=y + BASELINE * size, text_anchor=anchor, **attributes)


def label(x, y, symbol, *, before="", after="", **options):
    """Return the name of an array or of one of its elements: words, then the symbol in italics."""
    return text(x, y, before + " " if before else "", span(symbol, "fig-symbol"), after, **options)


def sign(x, y, content):
    """Return an operator between two arrays."""
    star = content == "⋆"                            # most fonts draw it small
    return text(x, y, content, size=30 if star else 22, look="fig-sign fig-star" if star else "fig-sign")


def matrix(values, x, y, *, name, shade=lambda i, j: "", show=number, cell=CELL):
    """Return the cells of a 2-D array; `shade(i, j)` gives the tints of a cell, by name."""
    cells = []
    for i, j in np.ndindex(*values.shape):
        tints = "".join(f" fig-is-{tint}" for tint in shade(i, j).split())
        cells.append(element(
            "g",
            element("rect", x=x + j * cell, y=y + i * cell, width=cell, height=cell),
            text(x + (j + 0.5) * cell, y + (i + 0.5) * cell, show(values[i, j]), size=16, look="fig-number"),
            class_="fig-cell" + tints, data_array=name, data_row=i, data_col=j))
    return element("g", *cells)


def frame(x, y, height, width, tint, *, cell=CELL):
    """Return the outline of `height` × `width` cells whose first corner is (x, y)."""
    return element("rect", x=x, y=y, width=width * cell, height=height * cell, rx=1.5,
                   class_=f"fig-frame fig-of-{tint}")


def line(x0, y0, x1, y1, look):
    return element("line", x1=x0, y1=y0, x2=x1, y2=y1, class_=look)


def arrow(x0, y0, x1, y1, head=5):
    """Return a horizontal or vertical arrow from (x0, y0) to (x1, y1)."""
    along = np.sign([x1 - x0, y1 - y0])
    across = along[::-1]
    (ax, ay), (bx, by) = ([x1, y1] - head * along + side * 0.7 * head * across for side in (1, -1))
    return element("path", d=f"M{x0:g} {y0:g}L{x1:g} {y1:g}M{ax:g} {ay:g}L{x1:g} {y1:g}L{bx:g} {by:g}",
                   class_="fig-arrow")


def figure(name, width, height, *children, title, desc, lang, **attributes):
    """Return the text of an SVG image: title, description, style, drawing."""
    titled, described = f"fig-{name}-title", f"fig-{name}-desc"
    root = element(
        "svg",
        element("title", title, id=titled), element("desc", desc, id=described),
        element("style", style_sheet()), *children,
        xmlns="http://www.w3.org/2000/svg", class_="fig", role="img",
        aria_labelledby=f"{titled} {described}", lang={"zh": "zh-CN"}.get(lang, lang),
        # Half a unit off, so that borders fall on whole pixels.
        viewBox=f"-0.5 -0.5 {width:g} {height:g}", width=width * SCALE, height=height * SCALE, **attributes)
    for group in root.iter():
        if group.tag in ("svg", "g"):                # one element a line, and never a space inside text
            group.text = "\n"
            for child in group:
                child.tail = "\n"
    return ET.tostring(root, encoding="unicode") + "\n"
