"""Plots for the labs: matplotlib draws them, the page gives them its colours and fonts.

`axes` opens a plot in the style of the figures, `show` ends its cell; `number`, `power` and `vector` write
values as a page does, so that labels and descriptions are computed and not typed.
What `show` returns is a small SVG: real text, few digits, no colour of its own inside the site,
so that it follows light and dark; in a notebook elsewhere it brings a white ground along.
"""

import io
import math
import re
import warnings
import xml.etree.ElementTree as ET

import matplotlib
from matplotlib.figure import Figure

from convdoc.site.figures.palette import COLOURS, properties

# The meanings a plot may colour, by the light value that matplotlib is given.
NAMES = ("ink", "muted", "line", "window-strong", "kernel-strong", "output-strong", "second-strong", "negative-strong")
INK, MUTED, LINE, BLUE, AMBER, GREEN, VIOLET, RED = (COLOURS[name][0] for name in NAMES)

SCALE = 1.25       # natural size on a page, in CSS pixels per point

STYLE = {
    "font.size": 12, "text.color": INK, "lines.linewidth": 1.8, "lines.markersize": 5,
    "axes.labelcolor": MUTED, "axes.edgecolor": LINE, "axes.linewidth": 1,
    "axes.spines.top": False, "axes.spines.right": False,
    "xtick.color": LINE, "ytick.color": LINE, "xtick.labelcolor": MUTED, "ytick.labelcolor": MUTED,
    "svg.fonttype": "none", "svg.hashsalt": "convdoc",
}
matplotlib.rcParams.update(STYLE)


def axes(x, y, *, width=420, height=250, left=48, right=10, top=28, bottom=44):
    """Return (figure, axes) of a plot in points, named `x` below and `y` above its vertical axis."""
    figure = Figure(figsize=(width / 72, height / 72))
    ax = figure.add_axes([left / width, bottom / height, (width - left - right) / width,
                          (height - top - bottom) / height])
    ax.set_xlabel(x)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(lambda value, place: number(value))
    figure.text(4 / width, 1 - 6 / height, y, color=MUTED, va="top", ha="left")
    return figure, ax


def number(value):
    """Return a value as a page writes it: at most four digits, and a minus sign as wide as a plus."""
    return f"{value:.4g}".replace("-", "−")


def power(value, place=None):
    """Return a power of ten as a logarithmic axis writes it: 10⁻⁸."""
    exponent = str(round(math.log10(value)))
    return "1" if exponent == "0" else "10" + exponent.translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def vector(values):
    """Return the elements as a page writes them: (1, −1)."""
    return f"({', '.join(map(number, values))})"


class Plot:
    """An SVG that a notebook displays; in print it is its title."""

    def __init__(self, svg, title):
        self.svg, self.title = svg, title

    def _repr_svg_(self):
        return self.svg

    def __repr__(self):
        return f"<{self.title}>"


def show(figure, name, title, alt):
    """Return the plot as an SVG that reads, looks and compresses well; `name` is unique on its page."""
    written = io.StringIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")     # the reader's fonts have them
        figure.savefig(written, format="svg", transparent=True, metadata={"Date": None})
    root = ET.fromstring(re.sub(r' xmlns(:\w+)?="[^"]*"|<!DOCTYPE[^>]*>|<!--.*?-->|<metadata>.*?</metadata>|xlink:', "",
                                written.getvalue(), flags=re.S))
    _, _, width, height = map(float, root.get("viewBox").split())
    titled, described = f"plot-{name}-title", f"plot-{name}-desc"
    svg = ET.Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg", "class": "fig-plot", "role": "img",
        "aria-labelledby": f"{titled} {described}", "viewBox": f"0 0 {width:g} {height:g}",
        "width": f"{width * SCALE:g}", "height": f"{height * SCALE:g}"})
    for tag, text, attributes in [("title", title, {"id": titled}), ("desc", alt, {"id": described}),
                                  ("style", style_sheet(), {})]:
        ET.SubElement(svg, tag, attributes).text = text
    drawn = [part for child in root if child.tag == "g" for part in flat(child)]
    clips = [clip for clip in root.iter("clipPath")]
    svg.extend([*clips, *drawn])
    rename(svg, name)
    for part in (*clips, *drawn):
        for one in part.iter():
            tidy(one)
    return Plot(ET.tostring(svg, encoding="unicode"), title)


def style_sheet():
    """Return the style sheet of a plot: light unless the page around it says dark."""
    return "".join([
        properties(".fig-plot", 0, NAMES),
        properties('[data-md-color-scheme="slate"] .fig-plot', 1, NAMES),
        "svg.fig-plot{max-width:100%;height:auto;background:#fff}[data-md-color-scheme] svg.fig-plot{background:none}",
        ".fig-plot *{stroke-linejoin:round}",
        '.fig-plot text{font-family:system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei",'
        '"Noto Sans CJK SC","Noto Sans SC",sans-serif;font-size:12px;fill:var(--fig-ink)}'])


def flat(group):
    """Yield what a group holds, without the groups that only carry an id."""
    for child in group:
        child.tail = None
        if child.tag == "g" and not set(child.attrib) - {"id"}:
            yield from flat(child)
        elif child.tag == "defs":
            yield child
        elif "fill: none" != child.get("style") or child.get("stroke"):
            if child.tag == "g":
                inner = list(flat(child))
                child[:] = inner
            yield child


def rename(svg, name):
    """Give every element that is referred to a short id of its own; drop the other ids."""
    text = ET.tostring(svg, encoding="unicode")
    used = dict.fromkeys(re.findall(r'(?:url\(|href=")#(\w+)', text))
    short = {old: f"plot-{name}-{number}" for number, old in enumerate(used)}
    for one in svg.iter():
        if one.get("id") in short:
            one.set("id", short[one.get("id")])
        elif one.tag not in ("title", "desc"):
            one.attrib.pop("id", None)
        for key in ("clip-path", "href"):
            if one.get(key):
                one.set(key, re.sub(r"#(\w+)", lambda match: "#" + short[match[1]], one.get(key)))


def tidy(one):
    """Shorten an element: one decimal, no line breaks, no font; colours become the page's."""
    one.text = one.text if one.tag in ("text", "tspan") else None
    one.tail = None
    if one.get("transform", "").startswith("rotate(-0"):
        del one.attrib["transform"]
    for key in ("d", "x", "y", "width", "height"):
        if one.get(key):
            digits = re.sub(r"-?\d+\.\d+", lambda match: f"{round(float(match[0]), 1) + 0:g}", one.get(key))
            one.set(key, re.sub(r"\s*([A-Za-z])\s*", r"\1", " ".join(digits.split())))
    kept = []
    for rule in filter(None, map(str.strip, one.attrib.pop("style", "").split(";"))):
        key, value = map(str.strip, rule.split(":", 1))
        if key in ("font-family", "stroke-dashoffset", "stroke-linejoin", "stroke-linecap"):
            continue
        if key == "font-size" and value == "12px":
            continue
        for named in NAMES:
            value = value.replace(COLOURS[named][0], f"var(--fig-{named})")
        if (key, value) != ("fill", "var(--fig-ink)") or one.tag != "text":
            kept.append(f"{key}:{value}")
    if kept:
        one.set("style", ";".join(kept))
