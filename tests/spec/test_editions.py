"""Two editions of a page agree, or the first difference is named with its place."""

from pathlib import Path

import pytest

from convdoc.spec import Report
from convdoc.spec.cli import main
from convdoc.spec.editions import compare, difference, same_code

CHINESE = """\
# 1 互相关 { #correlation }

<!-- source: S001 -->
输入有三<!-- = X.shape[0] -->行，形状是 $3\\times3$<!-- shape = X.shape -->，见[下文](#more)和 `corr2d(X, K)`。

!!! note "提示"
    窗口的和是 $0\\times0+1\\times1=1$<!-- = terms(corr2d, X, K)[0, 0] -->。

```python
def path(start):  # 起点
    \"\"\"经过的点。\"\"\"
    print("起点", start, f"共 {len(X)} 行")
```

``` { .text .output }
起点 3 共 2 行
```

![窗口](figures/window.svg)<!-- = figures.window(X) -->

<!-- = rows -->
| 符号 | 含义 |
|---|---|
| $X$ | 输入 |

## 更多 { #more }
"""
ENGLISH = """\
# 1 Cross-correlation { #correlation }

<!-- source: S001 -->
The input has three<!-- = X.shape[0] --> rows, its shape is $3\\times3$<!-- shape = X.shape -->; see [below](#more) and `corr2d(X, K)`.

!!! note "Hint"
    The sum of the window is $0\\times0+1\\times1=1$<!-- = terms(corr2d, X, K)[0, 0] -->.

```python
def path(start):
    \"\"\"The points on the way.\"\"\"
    print("start", start, f"{len(X)} rows in all")   # whatever
```

``` { .text .output }
start 3 2 rows in all
```

![A window](figures/window.svg)<!-- = figures.window(X) -->

<!-- = rows -->
| Meaning | Symbol |
|---|---|
| input | $X$ |

## More { #more }
"""


def differences(english, chinese=CHINESE):
    return difference(Report("zh/a.md", chinese), Report("en/a.md", english))


def test_editions_that_differ_in_their_words_alone_agree():
    assert differences(ENGLISH) == []


@pytest.mark.parametrize(("said", "instead", "told"), [
    ("# 1 Cross", "# 2 Cross", "en/a.md:1:1: heading '# 2 { #correlation }'; in the other edition, at zh/a.md:1:1, heading '# 1 { #correlation }'"),
    ("{ #correlation }", "{ #cross }", "en/a.md:1:1: heading '# 1 { #cross }'"),
    ("## More", "### More", "en/a.md:26:1: heading '### { #more }'"),
    ("source: S001", "source: S002", "en/a.md:3:1: note 'source: S002'; in the other edition, at zh/a.md:3:1, note 'source: S001'"),
    ("three<", "four<", "en/a.md:4:15: number 'four' with the note <!-- = X.shape[0] -->; in the other edition, at zh/a.md:4:4, number '三'"),
    ("X.shape[0]", "X.shape[1]", "en/a.md:4:15: number 'three' with the note <!-- = X.shape[1] -->"),
    (r"$3\times3$", r"$3\times 4$", r"en/a.md:4:62: formula '3\\times 4'"),
    ("shape = X.shape", "= X.shape", "with the note <!-- = X.shape -->"),
    ("(#more)", "(#less)", "link '#less'"),
    ("corr2d(X, K)`", "corr2d(K, X)`", "span 'corr2d(K, X)'"),
    ("!!! note", "??? note", "block '??? note'"),
    ("1=1$", "1=2$", "formula"),
    ("def path(start)", "def path(stop)", "code 'def path(stop)"),
    ("{len(X)} rows", "{len(Y)} rows", "code"),
    ("start 3 2", "start 3 5", "output 'start 3 5 rows in all'"),
    ("window.svg", "stride.svg", "image 'A window'"),
    ("window(X)", "window(K)", "with the note <!-- = figures.window(K) -->"),
    ("| input | $X$ |", "| input | $K$ |", "table"),
    ("| input | $X$ |", "| input | $X$ |\n| kernel | $X$ |", "table"),
    ("## More { #more }\n", "", "en/a.md:26:1: the page ends; in the other edition, at zh/a.md:26:1, heading '## { #more }'"),
    ("## More { #more }\n", "## More { #more }\n\n[^1]\n", "footnote '[^1]'; in the other edition, at zh/a.md:27:1, the page ends"),
])
def test_the_first_difference_is_named_with_both_places(said, instead, told):
    assert ENGLISH.count(said) == 1
    [found] = differences(ENGLISH.replace(said, instead))
    assert told in found


def test_claims_in_another_order_differ():
    one, other = "一<!-- = a -->行，二<!-- = b -->列", "two<!-- = b --> columns and one<!-- = a --> row"
    assert "number 'two'" in differences(other, one)[0]


@pytest.mark.parametrize(("one", "other", "same"), [
    ("a = '输入'", "a = 'input'", True),
    ("a = 'x'", "a = 'y'", False),
    ("a = '输入'", "b = 'input'", False),
    ("a = '输入'", "a = 1", False),
    ("f'{a} 行'", "f'row {a}'", True),
    ("f'{a} 行'", "f'row {b}'", False),
    ("f'{a:.2f} 行'", "f'row {a:.3f}'", False),
    ("a(1)  # 一", "a(1)", True),
    ("a(1)", "a(2)", False),
    ("a(", "a(", True),
    ("a(", "a[", False),
])
def test_code_may_differ_in_comments_and_in_strings_of_words(one, other, same):
    assert same_code(one, other) is same


def test_folders_are_compared_file_by_file(tmp_path):
    for language, text in (("zh", CHINESE), ("en", ENGLISH)):
        (tmp_path / language / "figures").mkdir(parents=True)
        (tmp_path / language / "a.md").write_text(text, encoding="utf-8")
    assert compare(tmp_path / "zh", tmp_path / "en", tmp_path) == []
    (tmp_path / "zh" / "b.md").write_text(CHINESE, encoding="utf-8")
    (tmp_path / "en" / "figures" / "window.svg").write_text("<svg/>")
    assert compare(tmp_path / "zh", tmp_path / "en", tmp_path) == [
        "en/b.md is missing: there is zh/b.md", "zh/figures/window.svg is missing: there is en/figures/window.svg"]


def test_the_command_tells_the_differences_and_counts_them(tmp_path, capsys):
    one, other = tmp_path / "zh.md", tmp_path / "en.md"
    one.write_text(CHINESE, encoding="utf-8")
    other.write_text(ENGLISH, encoding="utf-8")
    assert main(["compare", str(one), str(other)]) == 0
    other.write_text(ENGLISH.replace("three", "four"), encoding="utf-8")
    assert main(["compare", str(one), str(other)]) == 1
    assert f"{one} and {other}: 1 difference" in capsys.readouterr().out
    assert main(["compare", str(one), str(tmp_path)]) == 2
    assert main(["compare", str(one), str(tmp_path / "none")]) == 2
    assert "are not both folders, nor both pages" in capsys.readouterr().err


def test_a_lab_is_compared_by_its_words_and_its_code():
    lab = ("# ---\n# jupyter:\n#   kernelspec:\n#     name: python3\n# ---\n\n# %% [markdown]\n# # {title} {{ #lab }}\n#\n"
           "# $1+1=2$\n\n# %%\nprint('{title}', {number})\n")
    chinese = lab.format(title="实验", number=1)
    assert differences(lab.format(title="Lab", number=1), chinese) == []
    assert "code" in differences(lab.format(title="Lab", number=2), chinese)[0]
