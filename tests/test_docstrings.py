"""Every public object is documented in full, and documents the parameters it has."""
import importlib
import inspect
import os
import pkgutil
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import convdoc

ROOT = Path(__file__).parents[1]
MODULES = ["convdoc"] + [f"convdoc.{m.name}" for m in pkgutil.iter_modules(convdoc.__path__) if not m.ispkg]


def members():
    """Return (path, object) of each public class and function defined in the core modules, and of their methods."""
    for module in map(importlib.import_module, MODULES):
        for name, item in vars(module).items():
            if getattr(item, "__module__", None) == module.__name__ and not name.startswith("_"):
                yield f"{module.__name__}.{name}", item
                for method, function in vars(item).items() if inspect.isclass(item) else ():
                    if inspect.isfunction(function) and not method.startswith("_"):
                        yield f"{module.__name__}.{name}.{method}", function


def sections(item):
    """Return the numpydoc sections of a docstring: title to text."""
    parts = re.split(r"^(\w[\w ]*)\n-{3,}\n", inspect.getdoc(item), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2]))


def documented_parameters(item):
    """Return the names in the Parameters section, in their order."""
    lines = sections(item).get("Parameters", "").splitlines()
    heads = [line.split(" : ")[0] for line in lines if line and not line.startswith(" ")]
    return [name for head in heads for name in head.split(", ")]


@pytest.mark.parametrize("name", MODULES)
def test_every_module_says_what_it_is_about(name):
    assert (importlib.import_module(name).__doc__ or "").split("\n")[0].endswith((".", ":"))


@pytest.mark.parametrize(("path", "item"), list(members()))
def test_everything_public_has_a_summary_of_one_line(path, item):
    if inspect.isclass(item) or inspect.isfunction(item):
        summary, *rest = (item.__doc__ or "").split("\n")
        assert summary.endswith(".") and len(summary) <= 110
        assert not rest or not rest[0].strip()


@pytest.mark.parametrize("name", convdoc.__all__)
def test_public_docstrings_have_every_section(name):
    item = getattr(convdoc, name)
    expected = {"Parameters", "Raises", "Examples"} | ({"Attributes"} if inspect.isclass(item) else {"Returns"})
    assert expected <= set(sections(item))
    assert ">>> " in sections(item)["Examples"]


@pytest.mark.parametrize("name", convdoc.__all__)
def test_documented_parameters_are_those_of_the_signature(name):
    item = getattr(convdoc, name)
    assert documented_parameters(item) == list(inspect.signature(item).parameters)


def test_public_names_are_the_ones_imported():
    imported = {n for n, item in vars(convdoc).items() if getattr(item, "__module__", "").startswith("convdoc.")}
    assert imported == set(convdoc.__all__)
    assert len(convdoc.__all__) == len(set(convdoc.__all__))


def test_a_changed_digit_in_the_examples_of_each_public_name_turns_its_entries_red(tmp_path):
    """The API pages show the examples, so a false one is a false claim there, with its place in the source."""
    for folder in ("convdoc", "docs"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "assets"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    digit = re.compile(r"(?m)^( +>>> .+\n(?: +\.\.\. .+\n)*(?! +>>>) +[^\d\n]*)(\d)")
    for path in (tmp_path / "convdoc").glob("*.py"):
        path.write_text(digit.sub(lambda found: f"{found[1]}{(int(found[2]) + 1) % 10}", path.read_text(encoding="utf-8")), encoding="utf-8")
    pages = [f"docs/{language}/api.md" for language in ("zh", "en")]
    run = subprocess.run([sys.executable, "-m", "convdoc.spec.cli", "check", *pages], cwd=tmp_path,
                         capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(tmp_path)})
    assert run.returncode == 1, run.stdout + run.stderr
    told = re.findall(r"^(docs/\w+/api\.md):\d+:5: (convdoc/\w+\.py):\d+: an example of convdoc\.(\w+): the code gives '.*', the docstring says '.*'$",
                      run.stdout, re.M)
    where = {name: inspect.getmodule(getattr(convdoc, name)).__name__.replace(".", "/") + ".py" for name in convdoc.__all__}
    assert sorted(told) == sorted((page, where[name], name) for page in pages for name in convdoc.__all__), run.stdout
