"""A lab is a page: its words and its code are claims at their own places in the script."""

import re
from pathlib import Path

import pytest

from convdoc.spec import Page, pages_under
from convdoc.spec.files import Source
from convdoc.spec.labs import is_lab, words_of
from convdoc.spec.scan import notes, scan
from convdoc.spec.update import update

ROOT = Path(__file__).parents[2]
LABS = [path for path in pages_under(ROOT / "docs") if path.suffix == ".py"]

HEADER = """\
# ---
# jupyter:
#   kernelspec:
#     name: python3
# ---

"""
LAB = HEADER + r'''# %% [markdown]
# # 标题 { #title }
#
# 数组 $a$ 有 $3$<!-- = len(a) --> 个元素，最大的是三<!-- = max(a) -->，`a[0] == 1`，形状 $1\times3$<!-- shape = (1, len(a)) -->。

# %%
a = [1, 2, 3]
print(sum(a))

# %% [markdown]
# <!-- setup
# def twice(x):
#     return 2 * x
#
#
# pairs = [(1, 2), (3, 5)]
# -->
#
# - 和的两<!-- = twice(6) / sum(a) -->倍是 $12$<!-- = twice(sum(a)) -->：
#
#     <!-- for x, y in pairs for n in [x + y] -->
#     $$
#     n=x+y
#     $$
#
# <!-- = [[i, a[i]] for i in range(2)] -->
#
# | 位置 | 值 |
# |---|---|
# | 0 | 1 |
# | 1 | 2 |

# %% fold="画图"
b = [*a, sum(a)]
b
'''


def faults(text):
    """(line, column, message) of what is not true."""
    report = Page(text, "lab.py", ROOT).evaluate()
    return [(*report.place(report.spot(claim)), str(claim.fault)) for claim in report.roots]


def told(text):
    """The one fault of a lab: its place, and the text there."""
    [(line, column, message)] = faults(text)
    return message, text.split("\n")[line - 1][column - 1:]


def mended(old, new):
    assert LAB.count(old) == 1
    return LAB.replace(old, new)


def test_a_true_lab_has_no_faults():
    assert faults(LAB) == []


def test_every_kind_of_claim_is_found_in_order():
    assert [claim.kind for claim in scan(LAB)] == [
        "formula", "formula", "number", "span", "formula", "code", "setup", "number", "formula", "formula", "table", "code"]


@pytest.mark.parametrize("text", [LAB, *[path.read_text(encoding="utf-8") for path in LABS]])
def test_offsets_are_those_of_the_script(text):
    for claim in scan(text):
        if "\n" not in claim.body:
            at = claim.at + len(claim.prefix)
            assert text[at:at + len(claim.body)] == claim.body
        elif claim.kind == "code":
            assert text[claim.at:claim.end] == claim.body
        assert claim.start <= claim.top <= claim.at <= claim.end or claim.kind == "table" and claim.top <= claim.start


def test_the_words_of_a_lab_keep_its_length_and_its_lines():
    words = words_of(LAB)
    assert len(words) == len(LAB) and words.count("\n") == LAB.count("\n")
    assert "数组 $a$" in words and "print" not in words and "%%" not in words and "jupyter" not in words


@pytest.mark.parametrize("old, new, says, at", [
    ("$3$<!--", "$4$<!--", "the code gives 3, the page says 4", "4$<!-- = len(a)"),
    ("是三<!--", "是四<!--", "the code gives 3, the page says 四", "四<!--"),
    ("`a[0] == 1`", "`a[0] == 2`", "this is False", "a[0] == 2`"),
    (r"$1\times3$", r"$1\times4$", "the code gives (1, 3), the page says (1, 4)", r"\times4$"),
    ("$12$", "$13$", "the code gives 12, the page says 13", "13$"),
    ("n=x+y", "n=x-y", "this is not true: 3 = -1 for n = 3, x = 1, y = 2", "n=x-y"),
    ("| 1 | 2 |", "| 1 | 3 |", "the code gives '2', the page says '3'", "3 |"),
    ("的两<!--", "的三<!--", "the code gives 2, the page says 三", "三<!--"),
    ("# # 标题", "# # 标题 1.2 $x$ 9", "the number '9' is not verified", "9 { #title }"),
])
def test_a_lie_is_told_at_its_place(old, new, says, at):
    found = faults(mended(old, new))
    messages = [message for _, _, message in found]
    place = next(i for i, message in enumerate(messages) if says in message)
    line, column, _ = found[place]
    assert mended(old, new).split("\n")[line - 1][column - 1:].startswith(at)
    assert len(found) == 1 or "$x$" in new


@pytest.mark.parametrize("old, new, says, at", [
    ("print(sum(a))", "print(sum(c))", "the code fails: NameError: name 'c' is not defined", "print(sum(c))"),
    ("print(sum(a))", "assert sum(a) == 7", "the code fails: AssertionError", "assert"),
    ("print(sum(a))", "print(sum(a)))", "this is not Python: unmatched ')'", ")"),
    ("print(sum(a))", "print(sum(a))  # gives 6", "the number '6' in a remark, which nothing checks", "6"),
    ("    return 2 * x", "    return 2 *", "this is not Python: invalid syntax", ""),
    ("# pairs = [(1, 2)", "# pairs = [(c, 2)", "the code fails: NameError: name 'c' is not defined", "pairs"),
])
def test_a_broken_cell_or_set_up_is_told_at_its_place(old, new, says, at):
    message, place = told(mended(old, new))
    assert says in message and place.startswith(at)


@pytest.mark.parametrize("old, new, says, at", [
    ("# %% fold=", "# %% tags=", "a cell begins with `# %%` or `# %% [markdown]`", "# %% tags"),
    ("# %% fold=", "# %%% fold=", "a cell begins with", "# %%%"),
    ("# %% fold=", " # %% fold=", "a cell begins with", " # %%"),
    ('# %% fold="画图"', "# In[3]:", "a cell begins with", "# In[3]:"),
    ('fold="画图"', 'fold="画 2 张图"', "the number '2' in a title, which nothing checks", "2 张图"),
    ("b = [*a, sum(a)]\nb\n", "", "this cell is empty", "# %% fold"),
    ("# - 和的", "- 和的", "a line of words that does not begin with `# `", "- 和的"),
    ("# - 和的", "#- 和的", "a line of words that does not begin with `# `", "#- 和的"),
    ("a = [1, 2, 3]", "a = [1, 2, 3]\n# %matplotlib inline", "a line for IPython, which is not Python", "# %matplotlib"),
    ("a = [1, 2, 3]", "a = [1, 2, 3]\n# !ls", "a line for IPython, which is not Python", "# !ls"),
    ("#     name: python3\n# ---\n", "#     name: python3\n# ---\nc = 1\n", "this stands before the first cell", "c = 1"),
    ("# # 标题", "# <!-- raises -->\n#\n# # 标题", "this note speaks of nothing", ">"),
    ("# # 标题", "# ```\n# # 标题", "this fence is never closed", "# ```"),
    ("# # 标题", "# $$\n# x\n#\n# # 标题", "opens something that is never closed", "$$"),
])
def test_what_is_no_lab_is_refused(old, new, says, at):
    found = [(message, mended(old, new).split("\n")[line - 1][column - 1:]) for line, column, message in faults(mended(old, new))]
    assert [place for message, place in found if says in message][0].startswith(at)


def test_a_claim_may_speak_of_the_code_below_it():
    assert faults(HEADER + "# %% [markdown]\n# $2$<!-- = x -->\n\n# %%\nx = 2\n") == []
    assert told(HEADER + "# %% [markdown]\n# $2$<!-- = x -->\n\n# %%\nx = 3\n")[0] == "the code gives 3, the page says 2"


def test_a_name_that_no_cell_brings_is_missing():
    assert "'x'" in told(HEADER + "# %% [markdown]\n# $2$<!-- = x -->\n\n# %%\ny = 2\n")[0]


def test_a_value_is_taken_before_a_later_cell_changes_it():
    rebound = HEADER + "# %%\nx = 2\n\n# %% [markdown]\n# $2$<!-- = x -->\n\n# %%\nx = 3\n"
    assert faults(rebound) == []
    assert told(rebound.replace("$2$", "$3$"))[0] == "the code gives 2, the page says 3"


def test_an_output_in_the_words_is_compared_with_the_cell_above():
    said = HEADER + "# %%\nprint(6)\n\n# %% [markdown]\n# ```{ .text .output }\n# 6\n# ```\n"
    assert faults(said) == []
    message, place = told(said.replace("# 6\n", "# 7\n"))
    assert message == "the code gives '6', the page says '7'" and place == "7"


def test_each_line_of_a_fence_in_the_words_has_the_margin_of_the_script():
    [code, output] = scan(HEADER + "# %%\nprint(6)\n\n# %% [markdown]\n# - x\n#\n#     ```{ .text .output }\n#     6\n#     ```\n")
    assert (code.prefix, output.prefix, output.body) == ("", "#     ", "6\n")


def test_stale_values_of_a_lab_are_rewritten_in_its_own_lines(tmp_path):
    true = HEADER + "# %%\nx = [6, 7]\nprint(*x, sep='\\n')\n\n# %% [markdown]\n# ```{ .text .output }\n# 6\n# 7\n# ```\n#\n# $6$<!-- = x[0] -->\n"
    stale = true.replace("# 6\n# 7\n", "# 5\n").replace("$6$", "$5$")
    path = tmp_path / "lab.py"
    updated = update(Source(path, tmp_path, stale), Page(stale, path, tmp_path).evaluate())
    assert (updated.text, updated.rewritten, updated.refusal) == (true, 2, "")


def test_a_note_that_names_only_numbers_is_refused():
    assert "only repeats what is shown" in told(mended("<!-- = len(a) -->", "<!-- = 3 -->"))[0]


def test_the_notes_of_a_lab_are_found_at_their_places():
    for start, end, note in notes(LAB):
        assert LAB[start:end].startswith("<!--") and LAB[start:end].endswith("-->")
    assert [note.split()[0] for _, _, note in notes(LAB)] == ["=", "=", "shape", "setup", "=", "=", "for", "="]


def test_only_a_script_with_the_header_of_a_lab_is_a_page(tmp_path):
    for name, text in {"a.md": "x\n", "lab.py": LAB, "setup.py": "# ---\nx = 1\n", "b.txt": LAB}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert [path.name for path in pages_under(tmp_path)] == ["a.md", "lab.py"]
    assert not is_lab("# ---\n# jupyter\n\n`1 == 2`\n")


def test_the_labs_of_the_site_are_pages_and_make_claims():
    assert LABS
    for path in LABS:
        claims = scan(path.read_text(encoding="utf-8"))
        assert len(claims) > 50 and {"code", "formula", "setup"} <= {claim.kind for claim in claims}


@pytest.mark.parametrize("path", LABS, ids=lambda path: path.stem)
def test_every_digit_in_the_words_of_a_lab_belongs_to_a_claim(path):
    text = path.read_text(encoding="utf-8")
    words = words_of(text)
    for claim in scan(text):
        words = words[:claim.start] + re.sub(r"[^\n]", " ", words[claim.start:claim.end]) + words[claim.end:]
    assert not re.search(r"\d", re.sub(r"\{ #[\w-]+ \}|\]\([^)]*\)|<!--.*?-->", "", words, flags=re.S))
