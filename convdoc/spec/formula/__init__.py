"""LaTeX as a chapter writes it: read strictly, evaluated exactly.

`reader.read` turns a formula into trees (`tree`), `value.value` a tree into a fraction or a tuple, and
`truth.verdict` says whether a statement holds. Everything is consumed or refused with its position; nothing
is guessed.
"""

from .reader import read
from .tokens import Unreadable
from .truth import Verdict, holds, verdict
from .value import exact, shown, value

__all__ = ["Unreadable", "Verdict", "exact", "holds", "read", "shown", "value", "verdict"]
