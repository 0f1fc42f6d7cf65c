"""The runtime as the site serves it: compiled, without what no reader's code imports, and with the package itself as a wheel.

A browser starts it in a third of the time that the official archives take. Only a Python of the runtime's own version
can compile for it; another one leaves the sources as they are, which start more slowly and say the same.
"""

from __future__ import annotations

import hashlib
import importlib.util
import io
import json
import marshal
import sys
import zipfile
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

from convdoc.site.live.fetch import CACHE, PINS, ROOT

STDLIB = "python_stdlib.zip"
NUMPY = next(name for name in PINS["sha256"] if name.startswith("numpy-"))
AS_THEY_ARE = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm")
LOCK = "pyodide-lock.json"                                    # of which the runtime asks what else there is: nothing
PACKAGE = "convdoc-py3-none-any.whl"
RUNNING = ("site/__init__.py", "site/live/__init__.py", "site/live/runner.py", "site/live/grading.py", "site/live/picture.py")
EPOCH = (1980, 1, 1, 0, 0, 0)
OPTIMIZE = {STDLIB: 2, NUMPY: 0}                              # NumPy needs its docstrings to import


def runtime(cache: Path = CACHE) -> dict[str, bytes]:
    """The files that the site serves, by their names."""
    files = {name: (cache / name).read_bytes() for name in AS_THEY_ARE}
    for name in (STDLIB, NUMPY):
        files[name] = packed((cache / name).read_bytes(), PINS["unused"][name], OPTIMIZE[name])
    return files | {PACKAGE: wheel(), LOCK: json.dumps({"info": PINS["abi"], "packages": {}}).encode()}


def can_compile() -> bool:
    return "{}.{}".format(*sys.version_info) == PINS["python"]


def packed(archive: bytes, unused: list[str], optimize: int) -> bytes:
    """An archive of Python without what is unused, its sources compiled where this Python can."""
    found = []
    with zipfile.ZipFile(io.BytesIO(archive)) as old:
        for name in sorted(old.namelist()):
            if name.endswith("/") or any(fnmatchcase(name, pattern) for pattern in unused):
                continue
            content = old.read(name)
            found.append((f"{name}c", compiled(content, name, optimize)) if name.endswith(".py") and can_compile() else (name, content))
    return zipped(found)


def compiled(source: bytes, name: str, optimize: int) -> bytes:
    """A .pyc that is never compared with its source."""
    code = compile(source, name, "exec", dont_inherit=True, optimize=optimize)
    return importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + importlib.util.source_hash(source) + marshal.dumps(code)


def wheel() -> bytes:
    """The package itself, and what runs and judges code there, without what checks pages and builds the site: the files that the tests test."""
    names = [*sorted(path.name for path in (ROOT / "convdoc").glob("*.py")), *RUNNING]
    files = [(f"convdoc/{name}", (ROOT / "convdoc" / name).read_bytes()) for name in names]
    info = "convdoc-0.dist-info"
    files += [(f"{info}/METADATA", b"Metadata-Version: 2.1\nName: convdoc\nVersion: 0\n"),
              (f"{info}/WHEEL", b"Wheel-Version: 1.0\nGenerator: convdoc\nRoot-Is-Purelib: true\nTag: py3-none-any\n")]
    record = "".join(f"{name},sha256={urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip('=')},{len(content)}\n" for name, content in files)
    return zipped([*files, (f"{info}/RECORD", f"{record}{info}/RECORD,,\n".encode())])


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip archive that is the same whenever and wherever it is made."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name, content in files:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            new.writestr(entry, content)
    return archive.getvalue()
