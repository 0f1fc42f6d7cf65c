"""The evaluators: for each kind of claim a function (page, claim) that raises a Falsehood or lets it pass."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..claims import Claim
from ..peers import check_peer
from .blocks import check_code, check_image, check_output, check_setup, check_static, check_table, check_text
from .formulas import check_formula
from .numbers import check_heading, check_link, check_name, check_number, check_title
from .objects import check_object
from .spans import check_span

if TYPE_CHECKING:
    from ..page import Page


def check_problem(page: Page, claim: Claim) -> None:
    """What the scanner could make nothing of is never true."""
    raise claim.fault


EVALUATORS: dict[str, Callable[[Page, Claim], None]] = {
    "setup": check_setup, "code": check_code, "peer": check_peer, "output": check_output, "text": check_text, "table": check_table, "image": check_image,
    "static": check_static, "formula": check_formula, "span": check_span, "object": check_object, "problem": check_problem,
    "number": check_number, "name": check_name, "heading": check_heading, "link": check_link, "title": check_title,
}
