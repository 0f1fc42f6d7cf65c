"""`python -m convdoc.site.live.fetch`: bring the runtime that runs Python in the page, once, and keep it in .cache.

Every file is pinned by its sha256 (runtime.toml). Sources are tried in turn; a file with another hash is not taken.
Where none can be reached the site is built all the same, and its code does not run in the page.
"""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[3]
PINS = tomllib.loads(Path(__file__).with_name("runtime.toml").read_text(encoding="utf-8"))
CACHE = ROOT / ".cache" / f"pyodide-{PINS['version']}"
SECONDS = 60

Files = dict[str, bytes]


def missing(folder: Path, pins: dict[str, str]) -> list[str]:
    """The files that are not there as they are pinned."""
    return [name for name, pin in pins.items() if not (folder / name).is_file() or digest((folder / name).read_bytes()) != pin]


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def fetch(folder: Path, pins: dict[str, str], sources: Iterable[dict[str, str]], bring: Callable[[dict[str, str], list[str]], Files] | None = None,
          tell: Callable[[str], None] = print) -> list[str]:
    """Bring what is missing, from one source after the other; what could not be had."""
    bring = bring or brought
    for source in sources:
        if not (wanted := missing(folder, pins)):
            break
        tell(f"convdoc: fetching the runtime of the page's code from {name_of(source)}")
        try:
            found = bring(source, wanted)
        except (OSError, subprocess.SubprocessError, tarfile.TarError, zipfile.BadZipFile) as error:
            tell(f"convdoc: that did not work: {error}")
            continue
        for name, content in found.items():
            if digest(content) != pins[name]:
                tell(f"convdoc: {name} from there is not the official file, and is not taken")
                continue
            folder.mkdir(parents=True, exist_ok=True)
            part = folder / f"{name}.part"
            part.write_bytes(content)
            part.replace(folder / name)                       # never half a file
    return missing(folder, pins)


def name_of(source: dict[str, str]) -> str:
    return next(source[kind] for kind in ("package", "archive", "folder") if kind in source)


def brought(source: dict[str, str], wanted: list[str]) -> Files:
    """Those of the wanted files that a source has."""
    if "package" in source:
        return from_package(source["package"], source["below"], wanted)
    if "archive" in source:
        return from_archive(download(source["archive"]), source["below"], wanted)
    return {name: download(source["folder"] + name) for name in wanted}


def download(address: str) -> bytes:
    with urlopen(address, timeout=SECONDS) as answer:
        return answer.read()


def from_package(package: str, below: str, wanted: list[str]) -> Files:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--retries", "2", "--no-deps",
                        "--only-binary", ":all:", "--dest", folder, package], check=True, capture_output=True, timeout=10 * SECONDS)
        [wheel] = Path(folder).glob("*.whl")
        return from_archive(wheel.read_bytes(), below, wanted)


def from_archive(content: bytes, below: str, wanted: list[str]) -> Files:
    return {name: found for path, read in members(content) if (name := path.removeprefix(below)) in wanted and path != name and (found := read()) is not None}


def members(content: bytes) -> Iterator[tuple[str, Callable[[], bytes | None]]]:
    """The paths in a zip or a tar archive, each with what reads it."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for path in archive.namelist():
                yield path, lambda path=path: archive.read(path)
    else:
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            for member in archive:
                if member.isfile():
                    yield member.name, lambda member=member: archive.extractfile(member).read()


def main() -> int:
    if not missing(CACHE, PINS["sha256"]):
        return 0
    lacking = fetch(CACHE, PINS["sha256"], PINS["sources"])
    if lacking:
        print(f"convdoc: {', '.join(lacking)} could not be had; is there a network? The site is built without it, and its code does not run in the page.",
              file=sys.stderr)
        return 1
    print(f"convdoc: the runtime is in {CACHE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
