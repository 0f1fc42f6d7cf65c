"""One page for each class of lie in `tests/lies/`: it must fail with its message at its line, and nowhere else.

Where the page also says what would be true, the same page with that line mended must pass: so it is the lie
that is noticed, not something beside it.
"""

import re
from pathlib import Path

import pytest
import yaml

from convdoc.spec import Page

ROOT = Path(__file__).parents[2]
LIES = sorted((ROOT / "tests" / "lies").glob("*.md"))


def head(text):
    return yaml.safe_load(re.match(r"---\n(.*?)^---$", text, re.S | re.M)[1].replace("says: ", "says: |-\n  "))


@pytest.mark.parametrize("path", LIES, ids=lambda path: path.stem)
def test_a_lie_is_noticed_at_its_line(path):
    text = path.read_text(encoding="utf-8")
    expected = head(text)
    report = Page(text, path, ROOT).evaluate()
    assert [report.line_of(claim) for claim in report.roots] == [expected["line"]], "\n".join(map(report.describe, report.roots))
    message = report.describe(report.roots[0])
    assert message.startswith(f"tests/lies/{path.name}:{expected['line']}:")
    assert expected["says"] in message


@pytest.mark.parametrize("path", [p for p in LIES if "truth:" in p.read_text(encoding="utf-8")], ids=lambda path: path.stem)
def test_the_same_page_without_the_lie_is_true(path):
    text = path.read_text(encoding="utf-8")
    expected = head(text)
    lines = text.splitlines()
    lines[expected["line"] - 1] = expected["truth"].rstrip("\n")
    report = Page("\n".join(lines) + "\n", path, ROOT).evaluate()
    assert not report.faults, "\n".join(map(report.describe, report.faults))


def test_every_class_of_lie_has_a_page():
    assert len(LIES) == 171
