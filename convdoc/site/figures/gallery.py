"""The figures as the pages show them: file name, arrays, language."""

from pathlib import Path

import numpy as np

from convdoc import edge_image
from convdoc.site.figures.drawings import cross_correlation, edges, padding, receptive_field, stride

DOCS = Path(__file__).resolve().parents[3] / "docs"

X, K = np.arange(9).reshape(3, 3), np.arange(4).reshape(2, 2)

GALLERY = {
    "cross-correlation.svg": lambda lang: cross_correlation(X, K, lang=lang),
    "padding.svg": lambda lang: padding(X, K, padding=1, lang=lang),
    "stride.svg": lambda lang: stride(X, K, padding=1, stride=(3, 2), lang=lang),
    "edges.svg": lambda lang: edges(edge_image(), np.array([[1, -1]]), lang=lang),
    "receptive-field.svg": lambda lang: receptive_field(lang=lang),
}


def files():
    """Yield the path and the text of every figure, for each language that has pages."""
    for lang in ("zh", "en"):
        if (DOCS / lang).is_dir():
            for name, draw in GALLERY.items():
                yield DOCS / lang / "figures" / name, draw(lang)
