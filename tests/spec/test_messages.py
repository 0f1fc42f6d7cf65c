"""What a newcomer is told names the cause and what to write instead."""

import pytest

from convdoc.spec import Page

SETUP = """<!-- setup
from fractions import Fraction
import numpy as np
C, i, j = np.arange(8).reshape(2, 4), 1, 1
SYMBOLS = {"p_h"}
-->

"""


def told(text):
    return [str(claim.fault) for claim in Page(SETUP + text + "\n").evaluate().roots]


def test_letters_that_are_read_as_one_index_are_told_with_the_comma_they_lack():
    assert told("$C_{ij} = 5$") == ["C has 2 axes, and ij is read as one index; write C_{i,j}"]


@pytest.mark.parametrize(("formula", "message"), [("$C_i = 3$", "1 index for the shape (2, 4)"), ("$C_{2i} = 3$", "1 index for the shape (2, 4)"),
                                                  ("$C_{i,j,j} = 3$", "3 indices for the shape (2, 4)")])
def test_indices_are_counted_as_english_counts_them(formula, message):
    assert told(formula) == [message]


@pytest.mark.parametrize("formula", ["$p_h = 3$", "$p_h + 1 = 3$", "$p_h > i$"])
def test_a_symbol_without_a_value_is_told_where_its_values_are_said(formula):
    assert told(formula) == ["the symbol 'p_h' has no value here; say behind the formula <!-- for p_h in … -->"]


@pytest.mark.parametrize(("formula", "symbols"), [("$m$", "symbol 'm' is"), ("$m, n$", "symbols 'm' and 'n' are"), ("$m + n - p - m$", "symbols 'm', 'n' and 'p' are"),
                                                  ("$m, i, n_h + p$", "symbols 'm', 'n_h' and 'p' are")])
def test_all_unknown_symbols_of_a_formula_are_told_at_once(formula, symbols):
    them = "it" if symbols.endswith("is") else "them"
    assert told(formula) == [f"the {symbols} unknown; define {them} in code, or list {them} in SYMBOLS of a set-up file"]


@pytest.mark.parametrize("fence", ["```", "```text"])
def test_a_plain_fence_below_code_may_be_meant_as_its_output(fence):
    [unshown, unread] = told(f"```python\n6 * 7\n```\n\n{fence}\n42\n```")
    assert unshown == "this code shows '42', and the page has no output for it; show it below in a fence that opens with ``` { .text .output }"
    assert unread == (f"a {fence[3:] or 'plain'} fence that nothing checks; if it is the output of the code above, open it with "
                      "``` { .text .output }; else say above it <!-- static: why -->")


def test_a_fence_of_another_language_is_not_taken_for_output():
    assert told("`1`<!-- = i -->\n\n```bash\nls\n```") == ["a bash fence that nothing checks; say above it <!-- static: why -->"]


def test_a_span_with_a_name_that_is_missing_may_be_no_python():
    assert told("`ls -l`") == ["nothing on this page is named 'ls'; if it is not Python, say behind it <!-- lit -->"]


@pytest.mark.parametrize("sign", [r"\(", r"\["])
def test_what_is_not_read_is_told_as_it_is_written(sign):
    assert told(f"so {sign} it is") == [f"'{sign}' is not read here; write a formula between dollars"]


def test_a_number_with_an_exponent_is_one_number():
    assert told("about 1e-3<!-- = Fraction(i, 1000) --> of it") == []
    assert told("about 1e-3<!-- = Fraction(i, 100) --> of it") == ["the code gives 0.01, the page says 1e-3"]
