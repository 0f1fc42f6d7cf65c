"""The site: thin adapters between the package and MkDocs.

Markdown extensions do the work, because they outlive MkDocs; `hooks` holds the
few MkDocs events that nothing else can serve.
"""

try:
    from mkdocs.exceptions import BuildError as PageError
except ImportError:

    class PageError(Exception):
        """A page that cannot be built; MkDocs prints it beside the page's name."""


__all__ = ["PageError"]
