"""Two editions of a page agree, or the first difference is named with its place."""

from pathlib import Path

import pytest

from convdoc.spec import Report
from convdoc.spec.cli import main
from convdoc.spec.editions import compare, difference, same_code

CHINESE = """\
---
title: 互相关
search:
  boost: 2
---

# 1 互相关 { #correlation }

<!-- source: S001 -->
输入有三<!-- = X.shape[0] -->行，形状是 $3\\times3$<!-- shape = X.shape -->，见[下文](#more)和 `corr2d(X, K)`。

!!! note "提示"
    **窗口**的<em>和</em>是 $0\\times0+1\\times1=1$<!-- = terms(corr2d, X, K)[0, 0] -->。

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

=== "NumPy"

    用[这本书](https://zh.example.org/book#pad){ .md-button }里的写法。

=== "别的 PyTorch"

    ```python hl_lines="1" title="起点"
    X.sum()
    ```

## 更多 { #more }

见 <https://example.org>。
"""
ENGLISH = """\
---
title: Cross-correlation
search:
  boost: 2
---

# 1 Cross-correlation { #correlation }

<!-- source: S001 -->
The input has three<!-- = X.shape[0] --> rows, its shape is $3\\times3$<!-- shape = X.shape -->; see [below](#more) and `corr2d(X, K)`.

!!! note "Hint"
    The <em>sum</em> of the window is $0\\times0+1\\times1=1$<!-- = terms(corr2d, X, K)[0, 0] -->.

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

=== "NumPy"

    As it is written in [this book](https://example.org/book#pad){ .md-button }.

=== "PyTorch, the other"

    ```python hl_lines="1" title="The start"
    X.sum()
    ```

## More { #more }

See <https://example.org>.
"""


def differences(english, chinese=CHINESE):
    return difference(Report("zh/a.md", chinese), Report("en/a.md", english))


def test_editions_that_differ_in_their_words_alone_agree():
    assert differences(ENGLISH) == []


@pytest.mark.parametrize(("said", "instead", "told"), [
    ("# 1 Cross", "# 2 Cross", "en/a.md:7:1: heading '# 2 { #correlation }'; in the other edition, at zh/a.md:7:1, heading '# 1 { #correlation }'"),
    ("{ #correlation }", "{ #cross }", "en/a.md:7:1: heading '# 1 { #cross }'"),
    ("## More", "### More", "en/a.md:42:1: heading '### { #more }'"),
    ("source: S001", "source: S002", "en/a.md:9:1: note 'source: S002'; in the other edition, at zh/a.md:9:1, note 'source: S001'"),
    ("three<", "four<", "en/a.md:10:15: number 'four' with the note <!-- = X.shape[0] -->; in the other edition, at zh/a.md:10:4, number '三'"),
    ("X.shape[0]", "X.shape[1]", "en/a.md:10:15: number 'three' with the note <!-- = X.shape[1] -->"),
    (r"$3\times3$", r"$3\times 4$", r"en/a.md:10:62: formula '3\\times 4'"),
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
    ("See <https://example.org>.\n", "", "en/a.md:44:1: the page ends; in the other edition, at zh/a.md:44:1, paragraph '见 <https://example.org>。'"),
    ("See <https://example.org>.\n", "See <https://example.org>.[^1]\n", "en/a.md:44:27: footnote '[^1]'; in the other edition, at zh/a.md:45:1, the page ends"),
    ("See <https://example.org>.\n", "See <https://example.org>.\n\nOr do not.\n", "en/a.md:46:1: paragraph 'Or do not.'; in the other edition, at zh/a.md:45:1, the page ends"),
    ("See <https://example.org>.\n", "- See <https://example.org>.\n", "en/a.md:44:1: item '-'; in the other edition, at zh/a.md:44:4, address 'https://example.org'"),
    ("See <https://example.org>", "See <https://example.com>", "address 'https://example.com'"),
    ("https://example.org/book", "https://example.org/page", "link 'https://example.org/page#pad'; in the other edition, at zh/a.md:34:12, link 'https://zh.example.org/book#pad'"),
    ("book#pad", "book#stride", "link 'https://example.org/book#stride'"),
    ("{ .md-button }", "", "in the other edition, at zh/a.md:34:44, attributes '.md-button'"),
    ('=== "NumPy"', '=== "PyTorch"', "tab '=== \"PyTorch\"'; in the other edition, at zh/a.md:32:1, tab '=== \"NumPy\"'"),
    ('"PyTorch, the other"', '"The other"', "tab '=== \"The other\"'; in the other edition, at zh/a.md:36:1, tab '=== \"别的 PyTorch\"'"),
    ('=== "NumPy"', '===! "NumPy"', "tab '===! \"NumPy\"'"),
    ('hl_lines="1"', 'hl_lines="2"', "fence '```python hl_lines=\"2\" title=\"The start\"'"),
    (' hl_lines="1"', "", "fence '```python title=\"The start\"'"),
    ("<em>sum</em>", "<del>sum</del>", "tag '<del>'; in the other edition, at zh/a.md:13:12, tag '<em>'"),
    ("<em>sum</em>", "sum", "in the other edition, at zh/a.md:13:12, tag '<em>'"),
    ("boost: 2", "boost: 3", "en/a.md:3:1: setting 'search:\\n  boost: 3'"),
    ("boost: 2", "boost: 2\nhide: [toc]", "en/a.md:5:1: setting 'hide: [toc]'"),
    ("title: Cross-correlation\n", "", "in the other edition, at zh/a.md:2:1, setting 'title'"),
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
    ("'输入 3 行'", "'3 rows of input'", True),
    ("'输入 3 行'", "'4 rows of input'", False),
    ("'输入 3 行'", "'rows of input'", False),
    ("f'{a} 行，3 列'", "f'{a} rows and 3 columns'", True),
    ("f'{a} 行，3 列'", "f'{a} rows and 4 columns'", False),
    ("f'{a} 行'", "f'{a} rows, minus 4'", False),
    ("a(1)  # 一", "a(1)", True),
    ("a(1)", "a(2)", False),
    ("a(", "a(", True),
    ("a(", "a[", False),
])
def test_code_may_differ_in_comments_and_in_strings_of_words(one, other, same):
    assert same_code(one, other) is same


@pytest.mark.parametrize(("said", "instead", "told"), [
    ("See <https", "见 <https", "en/a.md:44:1: '见' is not translated"),
    ("As it is written in", "原文在", "en/a.md:34:5: '原文在' is not translated"),
    ("## More", "## 更多", "en/a.md:42:4: '更多' is not translated"),
    ("title: Cross-correlation", "title: 互相关", "en/a.md:2:8: '互相关' is not translated"),
    ("| Meaning |", "| 含义 |", "en/a.md:28:3: '含义' is not translated"),
    ('"Hint"', '"提示"', "en/a.md:12:11: '提示' is not translated"),
    ("![A window]", "![窗口]", "en/a.md:25:3: '窗口' is not translated"),
    ("# whatever", "# 起点", "en/a.md:18:56: '起点' is not translated"),
    ('"start", start', '"起点", start', "en/a.md:18:12: '起点' is not translated"),
])
def test_an_edition_keeps_no_chinese_where_the_other_is_in_chinese(said, instead, told):
    assert ENGLISH.count(said) == 1
    [found] = differences(ENGLISH.replace(said, instead))
    assert found == told


@pytest.mark.parametrize(("said", "instead", "told"), [
    ("用[这本书]", "As it is written in [this book]", "zh/a.md:34:5: 'As it is written in [this book' is not translated"),
    ("用[这本书]", "用 As it is written in [这本书]", "zh/a.md:34:7: 'As it is written in' is not translated"),
    ("输入有三<!-- = X.shape[0] -->行，形状是", "The input has 三<!-- = X.shape[0] --> rows, its shape is", "zh/a.md:10:38: 'rows, its shape is' is not translated"),
    ("## 更多", "## More", "zh/a.md:42:4: 'More' is not translated"),
    ("title: 互相关", "title: Cross-correlation", "zh/a.md:2:8: 'Cross-correlation' is not translated"),
    ("| 含义 |", "| Meaning |", "zh/a.md:28:8: 'Meaning' is not translated"),
    ('=== "别的 PyTorch"', '=== "PyTorch, the other"', "zh/a.md:36:6: 'PyTorch, the other' is not translated"),
    ("![窗口]", "![A window]", "zh/a.md:25:3: 'A window' is not translated"),
])
def test_the_chinese_edition_keeps_no_line_and_no_sentence_of_another_language(said, instead, told):
    assert CHINESE.count(said) == 1
    [found] = differences(ENGLISH, CHINESE.replace(said, instead))
    assert found == told


def test_names_are_in_no_language():
    names = "NumPy\n\n- PyTorch、JAX、ONNX、SciPy 和 `numpy.pad`\n- `numpy` `pad`\n- 用 NumPy 的、PyTorch的 NumPy、PyTorch\n"
    assert differences(ENGLISH + "\n" + names.replace("和", "and").replace("、", ", ").replace("用", "by").replace("的", "’s"), CHINESE + "\n" + names) == []


def test_a_page_that_is_not_translated_at_all_is_told(tmp_path):
    assert differences(CHINESE) == ["en/a.md:1:1: this is in Chinese, and so is zh/a.md"]
    for language, pages in (("zh", [CHINESE, CHINESE, ENGLISH]), ("en", [ENGLISH, CHINESE, ENGLISH])):
        (tmp_path / language).mkdir()
        for name, text in zip("abc", pages):
            (tmp_path / language / f"{name}.md").write_text(text, encoding="utf-8")
    assert compare(tmp_path / "zh", tmp_path / "en", tmp_path) == [
        "en/b.md:2:8: '互相关' is not translated", "zh/c.md:2:8: 'Cross-correlation' is not translated"]


def test_editions_without_chinese_may_say_the_same_words():
    assert differences(ENGLISH, ENGLISH) == []


def test_an_address_apart_from_its_link_is_refused():
    apart = ENGLISH + "\nSee [the book][book].\n\n[book]: https://example.org/book\n"
    [found] = differences(apart, CHINESE + "\n见[这本书][书]。\n\n[书]: https://example.org/else\n")[:1]
    assert found == "zh/a.md:48:1: the address of '[书]:' stands apart from its link; write [text](address)"


def test_folders_are_compared_file_by_file(tmp_path):
    for language, text in (("zh", CHINESE), ("en", ENGLISH)):
        (tmp_path / language / "figures").mkdir(parents=True)
        (tmp_path / language / "a.md").write_text(text, encoding="utf-8")
    assert compare(tmp_path / "zh", tmp_path / "en", tmp_path) == []
    for left_out in ("__pycache__/a.pyc", ".cache/a.md"):
        (tmp_path / "zh" / left_out).parent.mkdir()
        (tmp_path / "zh" / left_out).write_text("")
    assert compare(tmp_path / "zh", tmp_path / "en", tmp_path) == []
    (tmp_path / "zh" / "__drafts").mkdir()
    (tmp_path / "zh" / "__drafts" / "c.md").write_text(CHINESE, encoding="utf-8")
    (tmp_path / "zh" / "b.md").write_text(CHINESE, encoding="utf-8")
    (tmp_path / "en" / "figures" / "window.svg").write_text("<svg/>")
    assert compare(tmp_path / "zh", tmp_path / "en", tmp_path) == [
        "en/__drafts/c.md is missing: there is zh/__drafts/c.md", "en/b.md is missing: there is zh/b.md", "zh/figures/window.svg is missing: there is en/figures/window.svg"]


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
           "# {title} $1+1=2$ {title} {title}\n\n# %% fold=\"{title}\"\nprint('{title}', {number})\n")
    chinese = lab.format(title="实验", number=1)
    english = lab.format(title="Lab", number=1)
    assert differences(english, chinese) == []
    assert "code" in differences(lab.format(title="Lab", number=2), chinese)[0]
    assert differences(english.replace(' fold="Lab"', ""), chinese)[0].endswith("zh/a.md:12:1, paragraph '实验'")
    assert differences(english.replace('fold="Lab"', 'fold="实验"'), chinese) == ["en/a.md:12:12: '实验' is not translated"]
    assert differences(english, chinese.replace('fold="实验"', 'fold="Lab"')) == ["zh/a.md:12:12: 'Lab' is not translated"]
