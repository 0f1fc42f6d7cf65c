"""LaTeX as a chapter writes it: read strictly, evaluated exactly.

`reader.read` turns a formula into a tree (`tree`), `value.value` a tree into a fraction, a tuple or a
truth value. Everything is consumed or refused with its position; nothing is guessed.
"""

from .reader import Unreadable, read
from .value import exact, holds, shown, value

__all__ = ["Unreadable", "exact", "holds", "read", "shown", "value"]
