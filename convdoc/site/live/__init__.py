"""Code that runs in the page: the runtime that a browser loads, and what the build puts beside a page for it.

`fetch` brings the official files, `pack` makes them small and quick to start, `runner` runs the reader's code there.
"""
