"""Code in another library beside the page's own: it runs where the library is; where it is not, that is said, and what can be known is judged."""

import json
from importlib.metadata import version

import pytest

from convdoc.spec import Page
from convdoc.spec.cli import main
from convdoc.spec.mutation import mutate_page
from convdoc.spec.peers import values
from convdoc.spec.report import totals


def page(library, code, output):
    return f"""\
<!-- setup
PEERS = {{"nowhere": {{"title": "Elsewhere", "version": "1.2", "names": ["nowhere.nn.ones", "nowhere.tensor", "nowhere.Tensor.sum"]}},
         "numpy": {{"title": "NumPy", "version": "{version("numpy")}", "names": ["numpy.array", "numpy.ndarray.sum"]}},
         "sybil": {{"title": "Sybil", "version": "0.0.1", "names": ["sybil.Sybil"]}}}}
-->

```python
import numpy as np

np.array([[1, -2], [3, 4]])
```

```text .output
array([[ 1, -2],
       [ 3,  4]])
```

<!-- peer: {library} -->
```python
{code}
```

```text .output
{output}
```
"""


HERE = page("numpy", "import numpy\n\nnumpy.array([[1.0, -2], [3, 4]])", "array([[ 1., -2.],\n       [ 3.,  4.]])")
AWAY = page("nowhere", "import nowhere\n\nnowhere.tensor([[1, -2], [3, 4]])", "tensor([[ 1, -2],\n        [ 3,  4]])")


def peers(report):
    return [(claim.kind, claim.peer, claim.unrun) for claim in report.claims if claim.peer]


def test_where_the_library_is_the_block_runs():
    report = Page(HERE).evaluate()
    assert not report.faults, report.describe(report.faults[0])
    assert peers(report) == [("peer", f"NumPy {version('numpy')}", False), ("output", f"NumPy {version('numpy')}", False)]


def test_where_the_library_is_not_the_block_is_marked_as_not_run():
    report = Page(AWAY).evaluate()
    assert not report.faults, report.describe(report.faults[0])
    assert peers(report) == [("peer", "Elsewhere 1.2", True), ("output", "Elsewhere 1.2", True)]
    assert totals([report])["not_run"] == 2


CODE = "import nowhere\n\nnowhere.tensor([[1, -2], [3, 4]])\n"


def with_record(text, shown, code=CODE):
    """The page, where it is on record what this code has shown."""
    return text.replace("-->", f'PEERS["nowhere"]["record"] = [[[{code!r}, {shown!r}]]]\n-->', 1)


SHOWN = "tensor([[ 1, -2],\n        [ 3,  4]])\n"


def test_where_the_library_is_not_the_output_is_the_one_on_record():
    report = Page(with_record(AWAY, SHOWN)).evaluate()
    assert not report.faults, report.describe(report.faults[0])
    assert peers(report) == [("peer", "Elsewhere 1.2", True), ("output", "Elsewhere 1.2", True)]


@pytest.mark.parametrize(("shown", "told"), [
    (SHOWN.replace("1,", "1.,"), "the code gives 'tensor([[ 1., -2],', the page says 'tensor([[ 1, -2],'"),
    (SHOWN.replace("4", "5"), "the code gives '        [ 3,  5]])', the page says '        [ 3,  4]])'"),
])
def test_an_output_that_is_not_the_one_on_record_is_false(shown, told):
    [fault] = Page(with_record(AWAY, shown)).evaluate().faults
    assert str(fault.fault) == told


@pytest.mark.parametrize("text", [AWAY.replace("import nowhere", "import nowhere as nowhere"), AWAY.replace("3, 4", "3,  4", 2)])
def test_code_that_has_changed_since_it_was_run_is_unverified(text):
    [fault] = Page(with_record(text, SHOWN)).evaluate().roots
    assert "this code has not been run with Elsewhere 1.2 as it stands" in str(fault.fault)


def test_the_command_says_what_it_knows_from_the_record(tmp_path, capsys):
    (tmp_path / "page.md").write_text(with_record(AWAY, SHOWN))
    assert main(["check", str(tmp_path / "page.md")]) == 0
    assert capsys.readouterr().out.strip().endswith("5 claims, 0 not true; as on record: 1 block of Elsewhere 1.2")


@pytest.mark.parametrize(("first", "faults"), [(CODE, 0), (CODE.replace("-2", "-3"), 2), ("", 2)])
def test_a_block_has_run_below_those_that_stand_above_it_on_the_page(first, faults):
    second = "nowhere.tensor([[1, -2], [3, 4]])\n"
    runs = [[[code, SHOWN] for code in (first, second) if code]]
    text = AWAY + f"\n<!-- peer: nowhere -->\n```python\n{second}```\n\n```text .output\n{SHOWN}```\n"
    text = text.replace("-->", f'PEERS["nowhere"]["record"] = {runs!r}\n-->', 1)
    assert len(Page(text).evaluate().roots) == faults


def test_output_on_record_that_the_page_does_not_show_is_a_fault():
    text = AWAY[:AWAY.rindex("```text")]
    [fault] = Page(with_record(text, SHOWN)).evaluate().faults
    assert "the page has no output for it" in str(fault.fault)


@pytest.mark.parametrize("title", ["Elsewhere", "NumPy"])
def test_a_block_stands_below_the_tab_of_its_library(title):
    block = AWAY[AWAY.index("<!-- peer:"):]
    tab = "".join(f"    {line}" if line.strip() else line for line in block.splitlines(keepends=True))
    report = Page(AWAY.replace(block, f'=== "Before"\n\n    words\n\n=== "{title}"\n\n{tab}')).evaluate()
    assert [str(claim.fault) for claim in report.roots] == ([] if title == "Elsewhere" else ["this is code of Elsewhere, below a tab that says 'NumPy'"])


def test_a_block_uses_its_library():
    code = "[[1, -2], [3, 4]]"
    [fault] = Page(page("nowhere", code, code)).evaluate().roots
    assert str(fault.fault) == "neither this block nor one above it imports nowhere"


@pytest.mark.parametrize(("text", "status", "told"), [
    (HERE, 0, "1 block of numpy"), (HERE.replace("[ 3.,  4.]])", "[ 3.,  5.]])"), 1, "1 claim not true; nothing is recorded")])
def test_the_command_records_what_blocks_show(text, status, told, tmp_path, capsys):
    (tmp_path / "page.md").write_text(text)
    record = tmp_path / "record.json"
    assert main(["record", str(tmp_path / "page.md"), "--output", str(record)]) == status
    assert told in capsys.readouterr().out
    assert record.is_file() == (status == 0)
    if record.is_file():
        assert json.loads(record.read_text()) == {"numpy": {"version": version("numpy"), "runs": [[["import numpy\n\nnumpy.array([[1.0, -2], [3, 4]])\n",
                                                                                                         "array([[ 1., -2.],\n       [ 3.,  4.]])\n"]]]}}


def test_nothing_is_recorded_where_the_library_is_not(tmp_path, capsys):
    (tmp_path / "page.md").write_text(AWAY)
    assert main(["record", str(tmp_path / "page.md"), "--output", str(tmp_path / "record.json")]) == 2
    assert "Elsewhere 1.2 is not installed here" in capsys.readouterr().err


def test_another_version_of_the_library_is_not_the_one_the_page_speaks_of():
    code = page("sybil", "from sybil import Sybil\n\nSybil", "array([[1, -2], [3, 4]])").replace("array([[1, -2]", "[[1, -2]").replace("4]])\n```\n", "4]]\n```\n", 1)
    assert peers(Page(code).evaluate())[0] == ("peer", "Sybil 0.0.1", True)


@pytest.mark.parametrize(("text", "told"), [(HERE, "5 claims, 0 not true"), (AWAY, "5 claims, 0 not true; not run: 1 block of Elsewhere 1.2")])
def test_the_command_says_what_it_has_not_run(text, told, tmp_path, capsys):
    (tmp_path / "page.md").write_text(text)
    assert main(["check", str(tmp_path / "page.md")]) == 0
    assert capsys.readouterr().out.strip().endswith(told)


def test_blocks_of_a_library_share_their_names_and_give_none_to_the_page():
    code = "import numpy\n\nother = numpy.array([[1, -2], [3, 4]])\n```\n\n<!-- peer: numpy -->\n```python\nother"
    report = Page(page("numpy", code, "array([[ 1, -2],\n       [ 3,  4]])") + "\n`other`\n").evaluate()
    assert [str(claim.fault) for claim in report.roots] == ["nothing on this page is named 'other'; if it is not Python, say behind it <!-- lit -->"]


def test_modules_and_functions_of_the_block_are_its_own_names():
    code = "import nowhere.nn as nn\nfrom nowhere import tensor\n\ndef f(a, *rest):\n    return [b.sum() for b in rest if nn.ones]\n\nf(tensor, len)"
    assert not Page(page("nowhere", code, "[[1, -2], [3, 4]]")).evaluate().faults


@pytest.mark.parametrize("text", [HERE, AWAY], ids=["here", "away"])
def test_every_lie_is_noticed_and_code_that_cannot_run_is_told_none(text, tmp_path):
    (tmp_path / "page.md").write_text(text)
    score = mutate_page(tmp_path / "page.md", tmp_path)
    assert not score.survivors
    assert {"digit", "sign", "row", "column", "transposed", "name"} <= score.told.keys()
    assert ("peer: digit" in score.told) == (text is HERE)
    assert not [lie for lie in score.unchanged if lie.kind == "digit"]


def test_only_the_lies_that_were_asked_for_are_told(tmp_path):
    (tmp_path / "page.md").write_text(HERE)
    assert all(kind.startswith("peer: ") for kind in mutate_page(tmp_path / "page.md", tmp_path, about=lambda claim: claim.kind == "peer").told)


@pytest.mark.parametrize(("one", "other", "same"), [
    ("array([[1, 2]])", "tensor([[1., 2.]])", True), ("(2, 4)", "torch.Size([2, 4])", True), ("4.915", "tensor(4.9150)", True), ("loss 0.5", "loss 0.50", True),
    ("(array([1]), array([2]))", "(tensor([1]), tensor([2]))", True), ("1e-05", "0.00001", True), ("True", "tensor(True)", True), ("[1 2]", "[1, 2]", True),
    ("[1, 2]", "[1, 3]", False), ("[1, 2]", "[[1, 2]]", False), ("[1, 2]", "[1, -2]", False), ("[0]", "[-0]", False), ("[1, 2]", "[1, 2", False), ("loss 0.5", "lost 0.5", False),
    ("True", "False", False), ("[12]", "[1, 2]", False), ("nan", "inf", False), ("0.5", "0.51", False)])
def test_outputs_show_the_same_values_or_not(one, other, same):
    assert ([token.said for token in values(one)] == [token.said for token in values(other)]) == same
