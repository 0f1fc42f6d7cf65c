"""Draws an array as an image: grey from the least to the greatest, or with signs, in two colours that meet in a white zero."""

import struct
import zlib

import numpy as np

POSITIVE, NEGATIVE = (26, 95, 176), (161, 66, 10)
BLACK, WHITE, GAP, ABSENT = (43, 48, 64), (255, 255, 255), (180, 188, 201), (230, 60, 160)
WIDE, CELL, LEAST = 384, 24, 8      # the image and an element of it, at most; an element that has a border, at least


def picture(X):
    """The kind ("grey" or "signed") and the PNG of a matrix of numbers; None of anything that is not one, or is too large to show."""
    if not (type(X) is np.ndarray and X.ndim == 2 and X.dtype.kind in "biuf" and 1 < X.size and max(X.shape) <= 4 * WIDE):
        return None
    values = X.astype(float)
    values[~np.isfinite(values)] = np.nan
    signed = np.nanmin(values, initial=0) < 0
    return "signed" if signed else "grey", png(grid(diverging(values) if signed else grey(values)))


def diverging(values):
    """White is zero, and full colour the greatest of the absolute values."""
    share = values / np.nanmax(np.abs(values))
    return mixed(np.abs(share)[..., None], WHITE, np.where(share[..., None] < 0, NEGATIVE, POSITIVE))


def grey(values):
    """Black is zero, and white the greatest value."""
    return mixed((values / max(np.nanmax(values, initial=0), np.finfo(float).tiny))[..., None], BLACK, WHITE)


def mixed(share, start, end):
    colours = np.asarray(start) + share * (np.asarray(end) - np.asarray(start))
    return np.where(np.isnan(colours), ABSENT, colours).round().astype(np.uint8)


def grid(colours):
    """Every element as a square, with lines between those that are large enough."""
    size = max(1, min(CELL, WIDE // max(colours.shape[:2])))
    enlarged = colours.repeat(size, axis=0).repeat(size, axis=1)
    if size < LEAST:
        return enlarged
    lined = np.full((enlarged.shape[0] + 1, enlarged.shape[1] + 1, 3), GAP, np.uint8)
    lined[:-1, :-1] = enlarged
    lined[::size] = lined[:, ::size] = GAP
    return lined


def png(pixels):
    """The file of an image of shape (height, width, 3), of bytes."""
    def part(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    height, width = pixels.shape[:2]
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")
