"""What a reader copies from a page runs alone, after `import numpy as np`, in a fresh interpreter."""
import re
import subprocess
import sys
from pathlib import Path

import pytest

import convdoc
from convdoc.spec.code import differ, run
from convdoc.spec.embeds import definition, expand
from convdoc.spec.scan import scan

ROOT = Path(__file__).parents[1]

TOY = "X, K = np.arange(9).reshape(3, 3), np.arange(4).reshape(2, 2)\n"
EDGES = "X = np.ones((6, 8)); X[:, 2:6] = 0\n"

# module:name of each snippet pasted, in order; what the reader types next; what it prints
PASTED = [
    (["correlation:corr2d"], TOY + "print(corr2d(X, K).tolist())", "[[19, 25], [37, 43]]"),
    (["correlation:corr2d_fast"], TOY + "print(corr2d_fast(X, K).tolist())", "[[19, 25], [37, 43]]"),
    (["correlation:convolve2d"], TOY + "print(convolve2d(X, K).tolist())", "[[5, 11], [23, 29]]"),
    (["padding:pad2d"], "print(pad2d(np.array([[5]]), (0, 1)).tolist())", "[[0, 5, 0]]"),
    (["padding:pad2d"], "print(pad2d(np.array([[5]]), ((1, 0), (0, 2)), value=7).tolist())", "[[7, 7, 7], [5, 7, 7]]"),
    (["padding:split_padding"], "print(split_padding((3, 4)))", "((1, 2), (2, 2))"),
    (["geometry:output_size"], "print(output_size((8, 8), (3, 5), padding=(0, 1), stride=(3, 4)))", "(2, 2)"),
    (["geometry:output_size"], "print(output_size(8, 3, padding=((0, 1), (2, 0)), stride=2))", "(4, 4)"),
    (["geometry:receptive_field"], "print(receptive_field([(2, 5), 3], [(2, 1), 1]))", "(6, 7)"),
    (["edges:edge_image"], "print(edge_image(1).tolist())", "[[1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0]]"),
    (["edges:edge_kernel"], "print(edge_kernel('vertical').tolist())", "[[1.0, -1.0]]"),
    (
        ["correlation:corr2d", "learning:fit_kernel"],
        EDGES + "K, losses = fit_kernel(X, corr2d(X, np.array([[1, -1]])), (1, 2))\nprint(K.round(3), losses.shape)",
        "[[ 0.988 -0.988]] (10,)",
    ),
    (
        ["correlation:corr2d", "layers:Conv2D"],
        TOY + "layer = Conv2D((2, 2)); layer.weight = K; layer.bias = 1\n"
        "print(layer(X).tolist(), layer.backward(np.ones((2, 2))).tolist(), list(layer.parameters()))",
        "[[20, 26], [38, 44]] [[0.0, 1.0, 1.0], [2.0, 6.0, 4.0], [2.0, 5.0, 3.0]] ['weight', 'bias']",
    ),
]


def snippet(source):
    """Return the text of one definition as pages show it."""
    module, name = source.split(":")
    return definition(ROOT, f"convdoc/{module}.py", name)


@pytest.mark.parametrize(("sources", "code", "printed"), PASTED, ids=[" ".join(row[0]) for row in PASTED])
def test_a_pasted_snippet_runs_alone(sources, code, printed):
    pasted = "\n\n\n".join(["import numpy as np", *map(snippet, sources), code])
    command = [sys.executable, "-I", "-W", "error", "-c", pasted]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.stderr, run.stdout) == ("", printed + "\n")


COOKBOOKS = [ROOT / "docs" / language / "snippets.md" for language in ("zh", "en")]


@pytest.mark.parametrize("page", COOKBOOKS, ids=lambda page: page.parent.name)
def test_each_block_of_the_cookbook_runs_alone(page):
    """With nothing but NumPy, and shows what stands below it."""
    claims = [claim for claim in scan(page.read_text(encoding="utf-8")) if claim.kind in ("code", "peer", "output")]
    blocks = [(claim, output) for claim, output in zip(claims, claims[1:]) if claim.kind == "code"]
    assert len(blocks) == len(claims) / 4                     # and each has one in another library beside it
    for claim, output in blocks:
        source = expand(claim.body, ROOT).text
        assert re.findall(r"^(?:import|from) .*", source, re.M) == ["import numpy as np"]
        assert differ(run(source, {}, page.name), output.body) is None, output.body


@pytest.mark.parametrize("page", COOKBOOKS, ids=lambda page: page.parent.name)
def test_the_cookbook_has_every_public_name(page):
    text = page.read_text(encoding="utf-8")
    assert [name for name in convdoc.__all__ if f"`{name}`" not in text] == []


@pytest.mark.parametrize("source", sorted({source for sources, _, _ in PASTED for source in sources}))
def test_a_snippet_is_short(source):
    assert len(snippet(source).splitlines()) <= 32
