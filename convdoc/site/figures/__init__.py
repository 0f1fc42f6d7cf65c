"""The figures of the pages, drawn from the arrays the pages show.

Each function takes arrays, computes the rest with `convdoc`, and returns the text of an SVG.
`python -m convdoc.site.figures` writes them all; `gallery.py` says which arrays they show.
"""

from convdoc.site.figures.drawings import cross_correlation, edges, padding, receptive_field, stride

__all__ = ["cross_correlation", "padding", "stride", "edges", "receptive_field"]
