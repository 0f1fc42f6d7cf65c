r"""LaTeX as a chapter writes it: read strictly, evaluated exactly.

`reader.read` turns a formula into trees (`tree`), `value.value` a tree into a fraction or a tuple, and
`truth.verdict` says whether a statement holds. Everything is consumed or refused with its position; nothing
is guessed.

Symbols go by names that Python can write: `k_h` and `k_\mathrm{h}` are k_h, `k'` is k_prime, `\hat Y` is Y_hat,
`\partial L/\partial K` is dL_dK, `\nabla L` is grad_L, and the operators ⋆ * ⊛ ⊙ ⊗ ∘ are functions of two
arguments named star, ast, circledast, odot, otimes and circ. Fonts are not part of a name.
"""

from .reader import read
from .tokens import Unreadable
from .truth import Verdict, holds, verdict
from .value import exact, shown, value

__all__ = ["Unreadable", "Verdict", "exact", "holds", "read", "shown", "value", "verdict"]
