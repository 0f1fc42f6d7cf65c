"""The runtime: official files only, whatever a source gives; compiled and small for the browser."""

import hashlib
import io
import marshal
import subprocess
import sys
import tarfile
import zipfile

import pytest

from convdoc.site.live import fetch, pack

CONTENT = {"a.js": b"one", "b.wasm": b"two"}
SHA = {name: hashlib.sha256(content).hexdigest() for name, content in CONTENT.items()}
SOURCES = [{"package": "first"}, {"archive": "second"}]


def bringing(**given):
    """A source by its name, and what it has; an exception is raised."""
    asked = []

    def bring(source, wanted):
        asked.append((fetch.name_of(source), wanted))
        found = given[fetch.name_of(source)]
        if isinstance(found, Exception):
            raise found
        return {name: content for name, content in found.items() if name in wanted}

    bring.asked = asked
    return bring


def test_what_one_source_lacks_comes_from_the_next(tmp_path):
    bring = bringing(first={"a.js": b"one"}, second=CONTENT)
    assert fetch.fetch(tmp_path, SHA, SOURCES, bring, lambda line: None) == []
    assert bring.asked == [("first", ["a.js", "b.wasm"]), ("second", ["b.wasm"])]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == CONTENT


def test_a_file_that_is_not_the_official_one_is_not_taken(tmp_path):
    told = []
    bring = bringing(first={"a.js": b"forged", "b.wasm": b"two"}, second=OSError("no network"))
    assert fetch.fetch(tmp_path, SHA, SOURCES, bring, told.append) == ["a.js"]
    assert not (tmp_path / "a.js").exists() and any("a.js from there is not the official file" in line for line in told)


def test_a_file_that_was_changed_on_the_disk_is_fetched_again(tmp_path):
    for name in CONTENT:
        (tmp_path / name).write_bytes(b"changed")
    assert fetch.fetch(tmp_path, SHA, SOURCES, bringing(first=CONTENT), lambda line: None) == []


def test_nothing_is_asked_for_where_all_is_there(tmp_path):
    for name, content in CONTENT.items():
        (tmp_path / name).write_bytes(content)
    bring = bringing()
    assert fetch.fetch(tmp_path, SHA, SOURCES, bring, lambda line: None) == [] and bring.asked == []


def archive_of(kind):
    made = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(made, "w") as archive:
            for name, content in CONTENT.items():
                archive.writestr(f"in/{name}", content)
            archive.writestr("elsewhere/a.js", b"another")
    else:
        with tarfile.open(fileobj=made, mode="w:gz") as archive:
            for name, content in CONTENT.items():
                entry = tarfile.TarInfo(f"in/{name}")
                entry.size = len(content)
                archive.addfile(entry, io.BytesIO(content))
    return made.getvalue()


@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_archives_are_read_below_a_folder(kind):
    assert fetch.from_archive(archive_of(kind), "in/", list(CONTENT)) == CONTENT


def test_python_is_compiled_and_what_is_unused_left_out():
    archive = pack.zipped([("a.py", b"x = 1\n"), ("tests/b.py", b""), ("c.txt", b"words")])
    with zipfile.ZipFile(io.BytesIO(pack.packed(archive, ["tests/*"], 0))) as made:
        names = made.namelist()
        assert names == (["a.pyc", "c.txt"] if pack.can_compile() else ["a.py", "c.txt"])
        if pack.can_compile():
            found = {}
            exec(marshal.loads(made.read("a.pyc")[16:]), found)
            assert found["x"] == 1


def test_the_wheel_holds_the_package_and_what_runs_and_judges_code_and_nothing_else():
    with zipfile.ZipFile(io.BytesIO(pack.wheel())) as wheel:
        names = {name for name in wheel.namelist() if name.startswith("convdoc/")}
        assert names == {f"convdoc/{path.name}" for path in (fetch.ROOT / "convdoc").glob("*.py")} | {
            "convdoc/site/__init__.py", "convdoc/site/live/__init__.py", "convdoc/site/live/runner.py", "convdoc/site/live/grading.py", "convdoc/site/live/picture.py"}
        assert wheel.read("convdoc/correlation.py") == (fetch.ROOT / "convdoc" / "correlation.py").read_bytes()


def test_what_judges_an_answer_needs_numpy_and_the_wheel_alone(tmp_path):
    (tmp_path / "convdoc.whl").write_bytes(pack.wheel())
    code = ("import sys; sys.modules['mkdocs'] = None; sys.path.insert(0, sys.argv[1]); from convdoc.site.live import grading, runner; "
            "assert '.whl' in grading.__file__; third = {name.partition('.')[0] for name in sys.modules} - set(sys.stdlib_module_names); "
            "print(sorted(name for name in third if not name.startswith('_') and name != 'sitecustomize'))")
    run = subprocess.run([sys.executable, "-I", "-c", code, str(tmp_path / "convdoc.whl")], capture_output=True, text=True)
    assert run.stdout.strip() == "['convdoc', 'mkdocs', 'numpy']", run.stdout + run.stderr


def test_archives_are_the_same_whenever_they_are_made():
    assert pack.wheel() == pack.wheel()


def test_the_runtime_weighs_no_more_than_readers_were_promised():
    import gzip
    assert sum(len(gzip.compress(content, 6)) for content in pack.runtime().values()) < 9_000_000
