"""The engine that verifies pages: it knows Markdown, LaTeX, Python and numbers, and nothing of any subject.

    text of a page → scan → claims → verdicts → report

A *claim* is one checkable statement of a page: a block of code, the output below it, a formula, a code span,
a table, an image. `scan` finds them, `Page` evaluates them in the page's namespace, `Report` tells what is
not true. `check` does that in a process of its own (`apart`), and has three callers: pytest through Sybil
(`collect`), the site's build, and the command `convdoc` (`cli`). The notes that authors may write are described
in `notes`.
"""

from .claims import Claim, Falsehood, MissingName, Report, Unverified

try:
    from .apart import check, check_all
    from .files import Refused, pages_under
    from .page import Page
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(f"{error.name} is not installed; pip install 'convdoc[check]' brings what verifying pages needs",
                              name=error.name) from None
from .worked import terms, traced

__all__ = ["Claim", "Falsehood", "MissingName", "Page", "Refused", "Report", "check", "check_all", "pages_under", "terms", "traced", "Unverified"]
