"""Hands the pages and the docstrings to pytest through Sybil: a claim a test, an example a test."""

from sybil import Sybil
from sybil.parsers.doctest import DocTestParser
from sybil.sybil import SybilCollection

from convdoc.spec.collect import ClaimDocument, claims, not_run

PAGE = {".md": ClaimDocument, ".py": ClaimDocument}

pages = Sybil([claims], path="docs", patterns=["*.md"], document_types=PAGE, name="claim", encoding="utf-8-sig")
labs = Sybil([claims], path="docs", patterns=["labs/*.py"], document_types=PAGE, name="claim", encoding="utf-8-sig")
readme = Sybil([claims], filenames=["README.md"], document_types=PAGE, name="claim", encoding="utf-8-sig")
docstrings = Sybil([DocTestParser()], path="convdoc", patterns=["*.py"], name="docstring")

pytest_collect_file = SybilCollection([pages, labs, readme, docstrings]).pytest()


def pytest_terminal_summary(terminalreporter):
    for library, blocks in sorted(not_run.items()):
        terminalreporter.write_line(f"{blocks} blocks of {library} are on record and were not run here; make test-peers runs them")
