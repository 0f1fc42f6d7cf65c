"""What was verified, counted."""

import json
import platform

import numpy as np
import pytest

from convdoc.spec import Page
from convdoc.spec.cli import main
from convdoc.spec.report import exemptions, summary, totals

PAGE = """\
```python
sizes = range(5)
```

$n + 1 > n$<!-- for n in sizes -->, `ls -l`<!-- lit -->, `1 == 2`

<!-- static: a command for the reader's own machine -->
```bash
ls
```
"""


@pytest.fixture
def reports():
    return [Page(PAGE, "a.md").evaluate(), Page("`True`\n", "b.md").evaluate()]


def test_claims_are_counted_by_kind_with_their_cases_and_exemptions(reports):
    assert totals(reports) == {"pages": 2, "count": 6, "not_true": 1, "cases": 10, "not_run": 0, "exempt": 2,
                               "kinds": {"code": 1, "formula": 1, "span": 3, "static": 1}}


def test_each_exemption_has_its_line_and_its_reason(reports):
    assert exemptions(reports[0]) == [{"line": 5, "kind": "span", "reason": "a literal piece of text"},
                                      {"line": 9, "kind": "static", "reason": "a command for the reader's own machine"}]


def test_every_claim_is_told_with_its_verdict(reports):
    first = summary(reports)["pages"][0]
    assert (first["path"], first["count"], first["not_true"]) == ("a.md", 5, 1)
    assert first["claims"][1] == {"line": 5, "column": 2, "kind": "formula", "note": "for n in sizes", "cases": 5, "true": True}
    assert first["claims"][3] == {"line": 5, "column": 59, "kind": "span", "note": "", "cases": 1, "true": False, "message": "this is False"}


def test_the_versions_are_those_that_run(reports):
    versions = summary(reports)["versions"]
    assert (versions["python"], versions["numpy"]) == (platform.python_version(), np.__version__)
    assert versions.keys() == {"python", "convdoc", "numpy", "sybil"}


@pytest.mark.parametrize(("text", "status"), [("`True`\n", 0), ("`1 == 2`\n", 1)])
def test_the_command_writes_the_summary_to_a_file(tmp_path, monkeypatch, capsys, text, status):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "a.md").write_text(text)
    assert main(["report", "a.md", "--output", "out.json"]) == status
    assert capsys.readouterr().out == ""
    written = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert written == summary([Page(text, tmp_path / "a.md", tmp_path).evaluate()])
    main(["report", "a.md"])
    assert json.loads(capsys.readouterr().out) == written
