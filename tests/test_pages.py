"""The pages notice lies: in what they show, and in the code they speak of. And none of them is left out."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from convdoc.spec import pages_under
from convdoc.spec.editions import compare, points
from convdoc.spec.scan import scan

ROOT = Path(__file__).parents[1]
PAGES = pages_under(ROOT / "docs")


def test_every_lie_and_nearly_every_mutant_is_noticed_and_the_score_is_up_to_date(tmp_path):
    """The published score is computed anew. What it calls equivalent has a reason; nothing else may survive on a page."""
    run = subprocess.run([sys.executable, "-W", "ignore", "-m", "convdoc.spec.mutation.score", "convdoc", "docs", "README.md", "--output", tmp_path / "score.json"],
                         cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    found, published = (json.loads(path.read_text(encoding="utf-8")) for path in (tmp_path / "score.json", ROOT / "docs" / "mutation.json"))
    survivors = [f"{path}: {s['kind']}: {s['said']} → {s['lie']}" for path, page in found["pages"].items() for s in page["survivors"]]
    assert not survivors, "\n".join(survivors)
    for path, page in found["pages"].items():
        if "/chapters/" in path:
            assert page["told"].keys() >= {"digit", "sign", "operator", "relation", "axis", "index", "size", "array", "row", "column", "transposed", "name", "code: digit"}
            assert sum(page["told"].values()) > 1500
    package = found["package"]
    assert package["caught"] / package["mutants"] >= 0.95
    assert [s for s in package["survivors"] if not s["reason"]] == []
    assert found == published, "the published score is stale; run: make mutate"


# What is broken in the package, and how.
BROKEN = {
    "corr2d flips the kernel": ("correlation.py", "(X[i:i + k_h, j:j + k_w] * K).sum()", "(X[i:i + k_h, j:j + k_w] * K[::-1, ::-1]).sum()"),
    "corr2d exchanges height and width": ("correlation.py", "    k_h, k_w = K.shape\n    Y = np.zeros((X", "    k_w, k_h = K.shape\n    Y = np.zeros((X"),
    "corr2d transposes the kernel": ("correlation.py", "j:j + k_w] * K).sum()", "j:j + k_w] * K.T).sum()"),
    "corr2d is off by one": ("correlation.py", "X.shape[0] - k_h + 1, X.shape[1]", "X.shape[0] - k_h, X.shape[1]"),
    "corr2d reads the transposed element": ("correlation.py", "Y[i, j] = (X[i:i + k_h, j:j + k_w]", "Y[i, j] = (X[j:j + k_h, i:i + k_w]"),
    "the stride of the height is used on both axes": ("options.py", "[::s_h, ::s_w]", "[::s_h, ::s_h]"),
    "convolve2d does not turn the kernel": ("correlation.py", "K[::-1, ::-1])", "K)"),
    "the gradient has the wrong sign": ("learning.py", "K - lr", "K + lr"),
    "corr2d_fast flips the kernel": ("correlation.py", "band += K[a, b]", "band += K[k_h - 1 - a, k_w - 1 - b]"),
    "pad2d as it is copied pads one side only": ("padding.py", "np.reshape(padding, (-1, 1))", "np.reshape(padding, (-1, 1)) * [0, 2]"),
    "the layer exchanges its strides": ("options.py", "forward(pad2d(X, self.padding))[::s_h, ::s_w]", "forward(pad2d(X, self.padding))[::s_w, ::s_h]"),
    "receptive_field forgets the strides": ("geometry.py", "jump * s", "jump"),
    "the layer begins with a bias": ("layers.py", "np.zeros(())", "np.ones(())"),
    "the layer forgets its bias": ("layers.py", "else Y + self.bias", "else Y"),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_package_turns_pages_red(broken, tmp_path):
    file, good, bad = BROKEN[broken]
    shutil.copytree(ROOT / "convdoc", tmp_path / "convdoc", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "docs", tmp_path / "docs", ignore=shutil.ignore_patterns("assets"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    source = (tmp_path / "convdoc" / file).read_text(encoding="utf-8")
    assert good in source, f"convdoc/{file} no longer holds {good!r}"
    (tmp_path / "convdoc" / file).write_text(source.replace(good, bad), encoding="utf-8")
    run = subprocess.run([sys.executable, "-m", "convdoc.spec.cli", "check", "docs/zh/chapters", "docs/en/chapters"], cwd=tmp_path,
                         capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(tmp_path)})
    assert run.returncode == 1, run.stdout + run.stderr
    red = {language: {page for page in re.findall(rf"^docs/{language}/chapters/([\w-]+\.md):\d+:\d+: ", run.stdout, re.M)} for language in ("zh", "en")}
    assert red["zh"] == red["en"] != set()


def test_both_editions_make_the_same_claims():
    """The editions cannot drift apart: the same claims, notes, figures, anchors and links, in the same order."""
    assert compare(ROOT / "docs" / "zh", ROOT / "docs" / "en", ROOT) == []


def test_every_page_has_something_to_compare():
    """Otherwise two empty lists would agree."""
    for path in PAGES:
        assert len(points(path.read_text(encoding="utf-8"))) > 2, path


def test_exemptions_are_within_the_budget():
    """What nothing checks is counted: the pages have none, README.md a screenshot and a drawing."""
    static = {path.name: sum(claim.kind == "static" or claim.note.startswith("static:") or claim.note == "lit" for claim in scan(path.read_text(encoding="utf-8")))
              for path in [*PAGES, ROOT / "README.md"]}
    assert {name: count for name, count in static.items() if count} == {"README.md": 2}


def test_pytest_goes_red_on_a_lie(tmp_path):
    """Not only are the claims collected: one that is false fails, with its place and both versions."""
    shutil.copy(ROOT / "conftest.py", tmp_path)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.md").write_text("```python\n6 * 7\n```\n\n``` { .text .output }\n43\n```\n\n`1 < 2`\n")
    run = subprocess.run([sys.executable, "-m", "pytest", "-q", "docs"], cwd=tmp_path, capture_output=True, text=True)
    assert run.returncode == 1
    assert "1 failed, 2 passed" in run.stdout
    assert "docs/page.md:6:2: the code gives '42', the page says '43'" in run.stdout


def test_pytest_collects_every_claim_of_every_page():
    """A pattern that matches nothing would be green; so the collection is counted against the pages."""
    run = subprocess.run([sys.executable, "-m", "pytest", "--collect-only", "-q", "docs", "README.md"], cwd=ROOT, capture_output=True, text=True)
    collected = Counter(line.split("::")[0] for line in run.stdout.splitlines() if "::" in line)
    expected = {str(path.relative_to(ROOT)): len(scan(path.read_text(encoding="utf-8"))) for path in [*PAGES, ROOT / "README.md"]}
    assert collected == expected


def test_pytest_collects_the_examples_of_every_module():
    run = subprocess.run([sys.executable, "-m", "pytest", "--collect-only", "-q", "convdoc"], cwd=ROOT, capture_output=True, text=True)
    collected = Counter(line.split("::")[0] for line in run.stdout.splitlines() if "::" in line)
    for path in sorted((ROOT / "convdoc").glob("*.py")):
        examples = len(re.findall(r"^\s*>>> ", path.read_text(encoding="utf-8"), re.M))
        assert collected[str(path.relative_to(ROOT))] == examples
