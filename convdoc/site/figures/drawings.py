"""The five figures: which array stands where, which cells are shaded, which sums are worked."""

import numpy as np

from convdoc import corr2d, pad2d
from convdoc.site.figures import words
from convdoc.site.figures.canvas import CELL, arrow, element, frame, label, line, sign, signed, text
from convdoc.site.figures.layout import (
    CAPTION, MARGIN, SHAPE, SIGN, SUM, around, blend, captioned, drawing, equation, in_a_row, inside, legend, pair,
    rays, shape_text, worked_sum)
from convdoc.site.figures.steps import data, movers, sum_text, walk


def cross_correlation(X, K, at=(0, 0), *, lang="zh"):
    """Draw X ⋆ K = Y, the window that gives `Y[at]`, and its sum."""
    X, K = np.asarray(X), np.asarray(K)
    Y, steps = corr2d(X, K), walk(X, K)
    (i, j), (k_h, k_w) = at, K.shape
    corners, width, bottom = in_a_row([X, K, Y], MARGIN, CAPTION)
    (x, y), _, (x_Y, y_Y) = corners
    below = width / 2, bottom + SHAPE + SUM / 2 + 2
    return drawing(
        "cross-correlation", width, bottom + SHAPE + SUM + MARGIN,
        *equation(X, K, Y, corners, (inside(i, j, k_h, k_w, "window"), inside(i, j, 1, 1, "output")), lang),
        still(frame(x + j * CELL, y + i * CELL, k_h, k_w, "window"),
              frame(x_Y + j * CELL, y_Y + i * CELL, 1, 1, "output"), worked_sum(*below, steps[at])),
        movers("X", K.shape, CELL, worked_sum(*below, steps[0, 0])),
        words=words.CROSS_CORRELATION, lang=lang, steps=data(steps, X.shape[1], lang, "input"),
        X=X, K=K, Y=Y, window=X[i:i + k_h, j:j + k_w], sum=sum_text(steps[at]), i=i, j=j)


def padding(X, K, padding, *, lang="zh"):
    """Draw X with zeros around it, K, the output, and the sum of the first window."""
    X, K = np.asarray(X), np.asarray(K)
    padded, Y = pad2d(X, padding), corr2d(X, K, padding=padding)
    steps = walk(padded, K)
    (p_h, p_w), (k_h, k_w) = pair(padding), K.shape
    corners, width, bottom = in_a_row([padded, K, Y], MARGIN, CAPTION)
    (x, y), _, corner_Y = corners
    below = worked_sum(width / 2, bottom + SHAPE + SUM / 2 + 2, steps[0, 0])
    shade = blend(around(X, padding), inside(0, 0, k_h, k_w, "window"))
    return drawing(
        "padding", width, bottom + SHAPE + SUM + MARGIN,
        *equation(padded, K, Y, corners, (shade, inside(0, 0, 1, 1, "output")), lang, padded=True),
        frame(x + p_w * CELL, y + p_h * CELL, *X.shape, "input"),
        still(frame(x, y, k_h, k_w, "window"), frame(*corner_Y, 1, 1, "output"), below),
        movers("X_padded", K.shape, CELL, below),
        words=words.PADDING, lang=lang, steps=data(steps, padded.shape[1], lang, "padded"),
        X=X, K=K, Y=Y, padded=padded, p_h=p_h, p_w=p_w, sum=sum_text(steps[0, 0]))


def stride(X, K, padding, stride, *, lang="zh"):
    """Draw how the window moves over padded X, and the sums one step to the right and one step down."""
    X, K = np.asarray(X), np.asarray(K)
    padded, Y = pad2d(X, padding), corr2d(X, K, padding=padding, stride=stride)
    steps = walk(padded, K, stride)
    (p_h, p_w), (s_h, s_w), (k_h, k_w) = pair(padding), pair(stride), K.shape
    tints = {(0, 0): "window", (0, 1): "second", (1, 0): "third"}
    shade = blend(around(X, padding),
                  *(inside(i * s_h, j * s_w, k_h, k_w, tint) for (i, j), tint in tints.items()))

    above, below = 50, 20                                       # room for the arrow and the names of the windows
    corners, width, bottom = in_a_row([padded, K, Y], MARGIN + 58, CAPTION + above)
    (x, y), _, (x_Y, y_Y) = corners
    bottom += below
    marks = []
    for (i, j), tint in tints.items():
        left, top = x + j * s_w * CELL, y + i * s_h * CELL
        marks += [frame(left, top, k_h, k_w, tint), frame(x_Y + j * CELL, y_Y + i * CELL, 1, 1, tint),
                  label(left + k_w * CELL / 2, top - 12 if i == 0 else top + k_h * CELL + 13, "Y",
                        after=f"[{i}, {j}]", look=f"fig-text-{tint}")]
    across, down = x + k_w * CELL / 2, y + k_h * CELL / 2       # the middle of the first window
    said = {key: value.format(s_h=s_h, s_w=s_w) for key, value in words.STRIDE[lang]["moves"].items()}
    marks += [
        arrow(across, y - 26, across + s_w * CELL, y - 26),
        text(across + s_w * CELL / 2, y - 38, said["right"]),
        arrow(x - 9, down, x - 9, down + s_h * CELL),
        text(x - 16, down + s_h * CELL / 2 - 9, said["down"], anchor="end"),
        text(x - 16, down + s_h * CELL / 2 + 9, said["rows"], anchor="end")]
    lines = [(width / 2, bottom + SHAPE + (count + 0.5) * SUM + 4) for count in (0, 1)]
    for where, at in zip(lines, [(0, 1), (1, 0)], strict=True):
        marks.append(worked_sum(*where, steps[at], tint=tints[at], result=tints[at]))
    return drawing(
        "stride", width, bottom + SHAPE + 2 * SUM + MARGIN,
        *equation(padded, K, Y, corners, (shade, lambda i, j: tints.get((i, j), "")), lang, padded=True,
                  room=(above, below)),
        frame(x + p_w * CELL, y + p_h * CELL, *X.shape, "input"), still(*marks),
        movers("X_padded", K.shape, CELL, worked_sum(*lines[0], steps[0, 0])),
        words=words.STRIDE, lang=lang, steps=data(steps, padded.shape[1], lang, "padded"),
        X=X, K=K, Y=Y, padded=padded, s_h=s_h, s_w=s_w, right_sum=sum_text(steps[0, 1]), down_sum=sum_text(steps[1, 0]))


def edges(X, K, *, lang="zh"):
    """Draw a black and white image above its response: an output stands below the border it looks at."""
    X, K = np.asarray(X), np.asarray(K)
    if (X != X[0]).any():
        raise ValueError("the rows of X must be alike: the description gives one for all")
    Y, steps = corr2d(X, K), walk(X, K)
    cell, said = 32, words.EDGES[lang]
    (n_h, n_w), (o_h, o_w), (k_h, k_w) = X.shape, Y.shape, K.shape
    x, y = MARGIN, CAPTION
    x_Y, y_Y = x + (n_w - o_w) * cell / 2, y + n_h * cell + 46
    side, middle, middle_Y = x + n_w * cell, y + n_h * cell / 2, y_Y + o_h * cell / 2
    corner_K = side + SIGN, middle - k_h * cell / 2
    width, bottom = corner_K[0] + k_w * cell + MARGIN, y_Y + o_h * cell + SHAPE
    tints = {1: "positive", -1: "negative", 0: ""}
    found = {sign: [j for j in range(o_w) if (np.sign(Y[:, j]) == sign).all()] for sign in (1, -1)}
    at = i, j = (0, min(found[1] + found[-1], default=0))       # the first edge
    marks = []
    for kind, columns in found.items():
        for border in (x_Y + (j + 0.5) * cell for j in columns):
            marks += [line(border, y, border, y + n_h * cell, f"fig-frame fig-of-{tints[kind]}"),
                      arrow(border, y + n_h * cell + 26, border, y_Y - 4)]
    below, outlined = (width / 2, bottom + SUM / 2 + 2), ("halo", "window")     # seen on black as on white
    marks += [frame(x + j * cell, y + i * cell, k_h, k_w, tint, cell=cell) for tint in outlined]
    marks += [frame(x_Y + j * cell, y_Y + i * cell, 1, 1, "output", cell=cell), worked_sum(*below, steps[at])]
    return drawing(
        "edges", width, bottom + SUM + MARGIN,
        captioned(X, (x, y), "X", words.COMMON[lang]["input"], cell=cell,
                  shade=lambda i, j: "white" if X[i, j] else "black"),
        sign(side + SIGN / 2, middle, "⋆"),
        captioned(K, corner_K, "K", words.COMMON[lang]["kernel"], cell=cell, shade=lambda i, j: "kernel"),
        frame(*corner_K, k_h, k_w, "kernel", cell=cell),
        captioned(Y, (x_Y, y_Y), "Y", cell=cell, show=signed, shade=lambda i, j: tints[int(np.sign(Y[i, j]))]),
        label(x_Y + o_w * cell + 14, middle_Y - 54, "Y", before="= " + words.COMMON[lang]["output"], anchor="start"),
        *legend(x_Y + o_w * cell + 14, middle_Y - 36,
                [(signed(kind), tint, said[tint or "zero"]) for kind, tint in tints.items()]),
        still(*marks), movers("X", K.shape, cell, worked_sum(*below, steps[0, 0]), outlined),
        words=words.EDGES, lang=lang, steps=data(steps, n_w, lang, "input"), X=X, K=K, Y=Y, X_row=X[:1], n_h=n_h, o_h=o_h,
        Y_row=" ".join(map(signed, Y[0])), up=", ".join(map(str, found[1])), down=", ".join(map(str, found[-1])),
        sum=sum_text(steps[at]), i=i, j=j)


def still(*marks):
    """Return what only the still figure shows: the window and the sum it has chosen."""
    return element("g", *marks, class_="fig-still")


def receptive_field(kernels=(np.ones((2, 2), int), np.ones((2, 2), int)), *, lang="zh"):
    """Draw two layers, and in each element how much the one output grows when that element grows by one."""
    K_1, K_2 = kernels
    X = np.zeros(np.add(K_1.shape, K_2.shape) - 1, int)         # the smallest input with an output
    X_reach = growth(lambda X: corr2d(corr2d(X, K_1), K_2), X)
    H_reach = growth(lambda H: corr2d(H, K_2), corr2d(X, K_1))
    Y_reach = growth(lambda Y: Y, np.zeros((1, 1), int))
    near = growth(lambda X: corr2d(X, K_1)[:1, :1], X)          # what H[0, 0] sees

    def reached(values):
        return lambda i, j: "output" if values[i, j] else ""

    said = words.RECEPTIVE_FIELD[lang]
    corners, width, bottom = in_a_row([X_reach, H_reach, Y_reach], MARGIN, CAPTION, gap=58)
    width += MARGIN                                             # the last name is wider than its array
    (x_X, y_X), (x_H, y_H), corner_Y = corners
    field = np.count_nonzero(X_reach)
    return drawing(
        "receptive-field", width, bottom + SHAPE + 2 * SUM + 2,
        captioned(X_reach, corners[0], "X", words.COMMON[lang]["input"], shade=reached(X_reach)),
        captioned(H_reach, corners[1], "H", said["H"], shade=reached(H_reach)),
        captioned(Y_reach, corners[2], "Y", said["Y"], shade=reached(Y_reach)),
        *rays(corners[0], K_1.shape, corners[1], "second"), *rays(corners[1], K_2.shape, corner_Y, "output"),
        frame(x_X, y_X, *X.shape, "output"), frame(x_H, y_H, *H_reach.shape, "output"), frame(*corner_Y, 1, 1, "output"),
        frame(x_X, y_X, *K_1.shape, "second"), frame(x_H, y_H, 1, 1, "second"),
        label(width / 2, bottom + SHAPE + 16, "Y", before=said["before"],
              after=said["after"].format(shape=shape_text(X_reach), field=field)),
        text(width / 2, bottom + SHAPE + 40, said["remark"], look="fig-muted"),
        words=words.RECEPTIVE_FIELD, lang=lang, X=X_reach, H=H_reach, Y=Y_reach, K=K_1,
        field=field, near=np.count_nonzero(near))


def growth(f, X):
    """Return how much the only element of f(X) grows when each element of X grows by one."""
    return np.array([[(f(X + one) - f(X)).item() for one in row]
                     for row in np.eye(X.size, dtype=X.dtype).reshape(X.shape + X.shape)])
