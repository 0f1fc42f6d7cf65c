"""`python -m convdoc.spec.mutation.score PACKAGE DOCS [PAGE…]`: lies told to every page, and every mutant of the package.

The score is written to DOCS/mutation.json, or where --output says. It holds neither times nor line numbers, so it is the same on every run
and changes only where pages, package or engine do. DOCS/equivalent.toml names the mutants that change nothing that
anybody could notice, each with its reason.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..files import pages_under
from .copies import ENDLESS, FalseAlready
from .package import Verdict, mutate_package
from .pages import PageScore, mutate_pages


def page_scores(scores: Iterable[PageScore]) -> dict[str, Any]:
    """For each page how many lies of each class were told, which were believed, and how many changes of code changed nothing."""
    return {score.path: {"told": dict(sorted(score.told.items())), "unchanged": len(score.unchanged),
                         "survivors": [{"kind": s.kind, "said": s.said, "lie": s.lie} for s in score.survivors]} for score in scores}


def package_score(verdicts: Iterable[Verdict], equivalent: dict[str, Any]) -> dict[str, Any]:
    """How many mutants there are, how many the pages caught, and the others; for an equivalent one, why it is."""
    verdicts = list(verdicts)
    reasons = {(one["file"], one["said"], one["line"]): equivalent[one["reason"]] for one in equivalent.get("mutants", [])}
    survivors = [{"file": v.file, "said": v.mutant.said, "now": v.mutant.now, "line": broken_line(v),
                  "reason": reasons.get((v.file, v.mutant.said, broken_line(v)), {})} for v in verdicts if not v.noticed]
    return {"mutants": len(verdicts), "caught": len(verdicts) - len(survivors), "endless": sum(v.outcome == ENDLESS for v in verdicts),
            "equivalent": sum(bool(s["reason"]) for s in survivors), "survivors": survivors}


def broken_line(verdict: Verdict) -> str:
    """The line of a mutant as it stands in the broken source: it tells one mutant from every other of the same kind."""
    return verdict.mutant.source.splitlines()[verdict.mutant.line - 1].strip()


def score(package: Path, docs: Path, more: Iterable[Path] = (), workers: int = 2) -> dict[str, Any]:
    """Both directions: lies about the pages below docs and some more, and mutants of the package, judged by the pages below docs."""
    file = docs / "equivalent.toml"
    equivalent = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    pages = shown(mutate_pages([*pages_under(docs), *more], package.resolve().parent, workers), "pages")
    mutants = shown(mutate_package(package, docs, workers), "mutants")
    return {"pages": page_scores(pages), "package": package_score(mutants, equivalent)}


def shown(items: Iterable, noun: str) -> Iterable:
    """The same items, counted on a terminal."""
    for number, item in enumerate(items, 1):
        if sys.stderr.isatty():
            print(f"\r{number} {noun}", end="", file=sys.stderr, flush=True)
        yield item
    if sys.stderr.isatty():
        print(file=sys.stderr)


def main() -> int:
    parser = argparse.ArgumentParser(description="Tell lies to pages and break the package they speak of; write who noticed.")
    parser.add_argument("package", type=Path, help="folder of the package")
    parser.add_argument("docs", type=Path, help="folder of the pages")
    parser.add_argument("more", type=Path, nargs="*", metavar="page", help="a page that lies elsewhere")
    parser.add_argument("--output", type=Path, help="where the score is written (default: DOCS/mutation.json)")
    parser.add_argument("--workers", type=int, default=2, help="how many processes (default: 2)")
    options = parser.parse_args()
    try:
        result = score(options.package, options.docs, options.more, options.workers)
    except FalseAlready as error:
        print(f"pages that are not true cannot be told lies:\n{error}", file=sys.stderr)
        return 2
    (options.output or options.docs / "mutation.json").write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    told = sum(sum(page["told"].values()) for page in result["pages"].values())
    believed = sum(len(page["survivors"]) for page in result["pages"].values())
    found = result["package"]
    print(f"{told} lies told to {len(result['pages'])} pages, {believed} believed; {found['caught']} of {found['mutants']} mutants caught")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
