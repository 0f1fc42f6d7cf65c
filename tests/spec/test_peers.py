"""Code in another library beside the page's own: it runs where the library is; where it is not, that is said, and what can be known is judged."""

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
