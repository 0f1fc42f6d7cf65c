"""Does the check notice lies? Small lies about pages, and small errors in the package that the pages speak of.

`lies` makes false claims from true ones, `pages` tells them to a page at the moment each claim is evaluated;
`mutants` makes broken sources from good ones, `package` lets the pages judge each of them. What nobody
notices is a survivor: a claim that is missing, or a change that changes nothing.
"""

from .lies import Lie, lies
from .pages import PageScore, Survivor, mutate_page, mutate_pages

__all__ = ["Lie", "PageScore", "Survivor", "lies", "mutate_page", "mutate_pages"]
