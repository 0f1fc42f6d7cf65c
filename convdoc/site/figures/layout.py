"""How the parts of a figure stand together: arrays in a row, their names, their shapes, a worked sum."""

import numpy as np

from convdoc.site.figures import words
from convdoc.site.figures.canvas import (
    CELL, element, figure, frame, label, line, matrix, number, sign, span, text)
from convdoc.site.figures.steps import parts

MARGIN = 8
CAPTION = 26       # height of the line above an array
SHAPE = 24         # height of the line below it
SIGN = 32          # width of ⋆ and of = between arrays
SUM = 28           # height of a worked sum


def in_a_row(arrays, left, top, gap=SIGN):
    """Return the first corners of arrays set side by side and centred, the right edge, and the bottom."""
    height = max(len(values) for values in arrays)
    corners = []
    for values in arrays:
        corners.append((left, top + (height - len(values)) / 2 * CELL))
        left += values.shape[1] * CELL + gap
    return corners, left - gap + MARGIN, top + height * CELL


def captioned(values, corner, symbol, caption="", *, name=None, cell=CELL, room=(0, 0), **options):
    """Return an array with its name above and its shape below; `room` is left free between."""
    (x, y), (height, width) = corner, values.shape
    middle = x + width * cell / 2
    return element(
        "g",
        *([label(middle, y - room[0] - CAPTION / 2, symbol, before=caption)] if caption else []),
        matrix(values, x, y, name=name or symbol, cell=cell, **options),
        text(middle, y + height * cell + room[1] + SHAPE / 2 + 1, shape_text(values), look="fig-muted"))


def equation(X, K, Y, corners, shades, lang, *, padded=False, room=(0, 0)):
    """Return X ⋆ K = Y with the cells shaded; `padded` says that X has its zeros around it."""
    said = words.COMMON[lang]
    signs = []
    for content, values, (x, _) in zip("⋆=", (X, K), corners):
        signs.append(sign(x + values.shape[1] * CELL + SIGN / 2, corners[0][1] + len(X) * CELL / 2, content))
    return [
        captioned(X, corners[0], "X", said["padded" if padded else "input"],
                  name="X_padded" if padded else "X", shade=shades[0], room=room),
        captioned(K, corners[1], "K", said["kernel"], shade=lambda i, j: "kernel"),
        frame(*corners[1], *K.shape, "kernel"),
        captioned(Y, corners[2], "Y", said["output"], shade=shades[1]),
        *signs]


def inside(i, j, height, width, tint):
    """Return a shade: `tint` for the `height` × `width` cells from row i and column j on."""
    return lambda a, b: tint if 0 <= a - i < height and 0 <= b - j < width else ""


def blend(*shades):
    """Return a shade that gives what each of `shades` gives, the later above the earlier."""
    return lambda i, j: " ".join(shade(i, j) for shade in shades)


def pair(value):
    """Return (height, width); an int stands for both."""
    return (value, value) if np.ndim(value) == 0 else tuple(value)


def around(X, padding):
    """Return a shade: "padding" outside the part of the padded input that is X."""
    within = inside(*pair(padding), *X.shape, "within")
    return lambda i, j: "" if within(i, j) else "padding"


def rays(window, window_shape, cell, tint):
    """Return two dotted lines from the right side of a window to the one cell it gives."""
    (x, y), (height, width), (x_cell, y_cell) = window, window_shape, cell
    return [line(x + width * CELL, y, x_cell, y_cell, f"fig-ray fig-of-{tint}"),
            line(x + width * CELL, y + height * CELL, x_cell, y_cell + CELL, f"fig-ray fig-of-{tint}")]


def legend(x, y, entries):
    """Return one line for each (sign, tint, meaning)."""
    drawn = []
    for content, tint, meaning in entries:
        drawn += [element("g", element("rect", x=x, y=y, width=26, height=22), text(x + 13, y + 11, content, size=13),
                          class_="fig-key" + (f" fig-is-{tint}" if tint else "")),
                  text(x + 33, y + 11, meaning, anchor="start")]
        y += 29
    return drawn


def worked_sum(x, y, step, *, tint="window", result="output"):
    """Return `Y[i, j] = x×k + … = total`, every factor in the colour of its cell."""
    at, *factors, total = parts(step)
    terms = []
    for x_element, k_element in zip(factors[::2], factors[1::2], strict=True):
        terms += [" + " if terms else "", span(x_element, f"fig-text-{tint}"), "×",
                  span(k_element, "fig-text-kernel")]
    return text(x, y, span("Y", "fig-symbol"), element("tspan", at), " = ", *terms, " = ",
                span(total, f"fig-text-{result} fig-strong"), size=15, look="fig-sum")


def shape_text(values):
    return "×".join(map(str, values.shape))


def drawing(name, width, height, *children, words, lang, steps="", **facts):
    """Return the figure, its title and description filled from arrays, shapes and numbers; `steps` are those of a reader."""
    said = words[lang]
    between = "；" if lang == "zh" else "; "
    filled = {}
    for key, value in facts.items():
        filled[key] = value
        if isinstance(value, np.ndarray):
            filled[key] = between.join(" ".join(map(number, row)) for row in value)
            filled[f"{key}_shape"] = shape_text(value)
    return figure(name, width, height, *children,
                  title=said["title"].format(**filled), desc=said["desc"].format(**filled), lang=lang,
                  **{"data_steps": steps} if steps else {})
