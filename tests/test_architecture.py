"""The arrows between the parts point one way: site → spec, site → core → NumPy; core and spec do not know each other."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CORE = sorted((ROOT / "convdoc").glob("*.py"))
SPEC = sorted((ROOT / "convdoc" / "spec").rglob("*.py"))
STANDARD = set(sys.stdlib_module_names)


def imported(path):
    """The modules a file imports, by their full names."""
    package = list(path.relative_to(ROOT).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[:len(package) - node.level + 1] if node.level else []
            yield ".".join([*base, node.module] if node.module else base)


@pytest.mark.parametrize("path", CORE, ids=lambda path: path.name)
def test_the_core_imports_numpy_and_siblings_only(path):
    for name in imported(path):
        assert name.split(".")[0] in STANDARD | {"numpy", "convdoc"}, name
        assert not name.startswith(("convdoc.spec", "convdoc.site")), name


@pytest.mark.parametrize("path", SPEC, ids=lambda path: str(path.relative_to(ROOT / "convdoc")))
def test_the_engine_knows_nothing_of_the_subject(path):
    for name in imported(path):
        assert name.split(".")[0] in STANDARD | {"numpy", "sybil", "convdoc"}, name
        assert not name.startswith("convdoc") or name.startswith("convdoc.spec"), name
    text = path.read_text(encoding="utf-8").lower()
    for word in ("convolution", "correlat", "padding", "stride", "corr2d", "pixel", "receptive"):
        assert word not in text, f"{path.name} speaks of {word}"


def test_importing_the_package_brings_numpy_and_nothing_else():
    code = ("import sys, convdoc; third = {n.split('.')[0] for n in sys.modules} - set(sys.stdlib_module_names);"
            "print(sorted(n for n in third if not n.startswith(('_', 'numpy', 'convdoc', 'sitecustomize')) ))")
    run = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize("path", [*CORE, *SPEC, *sorted((ROOT / "convdoc" / "site").rglob("*.py"))], ids=lambda path: path.stem)
def test_a_file_can_be_read_in_one_go(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 420


@pytest.mark.parametrize("path", SPEC, ids=lambda path: str(path.relative_to(ROOT / "convdoc")))
def test_the_engine_compares_without_tolerance_and_without_golden_hashes(path):
    called = {node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
              for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)}
    assert called.isdisjoint({"isclose", "allclose", "assert_allclose", "assert_almost_equal", "approx", "hash", "sha256", "md5"})
