"""The tables of the verification page, computed while the site is built: `<!-- site: claims -->` and its like."""

from __future__ import annotations

import platform
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from importlib.metadata import version
from typing import Any

from convdoc.spec import Report
from convdoc.spec.report import reason

from . import PageError
from .evidence import asserts, brief, method
from .reconcile import words_of
from .wording import WORDS

PLACE = re.compile(r'<(?P<tag>div|span) data-site="(?P<name>[^"]*)"></(?P=tag)>')
TITLE = re.compile(r"^[ ]*# (?P<title>.+?)(?: \{ #[\w-]+ \})?$", re.M)
# Kinds of claims that are counted with another: what is written in digits, what the code gives as text.
COUNTED_AS = {"heading": "number", "link": "number", "name": "number", "title": "number", "text": "output", "object": "code", "peer": "code"}
PROGRAMS = ("convdoc", "numpy", "sybil", "mkdocs", "mkdocs-material", "math-core")


@dataclass
class Account:
    """What the tables are made of. `page` and `source` give the addresses of a page, as the table's page links them."""

    reports: dict[str, Report]
    mutation: dict[str, Any] | None
    page: Callable[[str], str]
    source: Callable[[str], str]
    words: dict[str, str]
    language: str


def filled(html: str, account: Account) -> str:
    """A page with each place of a computed table filled; an unknown name is an error."""
    return PLACE.sub(lambda place: table_named(place["name"])(account), html)


def table_named(name: str) -> Callable[[Account], str]:
    if name not in TABLES:
        raise PageError(f"<!-- site: {name} --> names no table; there are {', '.join(TABLES)}")
    return TABLES[name]


def title_of(page: str, report: Report) -> str:
    found = TITLE.search(words_of(report.text))
    return found["title"] if found and page != "README.md" else page


def claims_table(account: Account) -> str:
    """For each page the number of claims of each kind, all of them, and in how many cases they were tried."""
    words = account.words
    counts = {page: Counter(COUNTED_AS.get(claim.kind, claim.kind) for claim in report.claims if asserts(claim))
              for page, report in account.reports.items()}
    cases = {page: sum(claim.cases for claim in report.claims if asserts(claim)) for page, report in account.reports.items()}
    found = sum(counts.values(), Counter())
    kinds = [kind for key in WORDS["en"] if key.startswith("of ") and found[kind := key.removeprefix("of ")]]
    rows = [[linked(account, page, report), *(counts[page][kind] for kind in kinds), counts[page].total(), cases[page]]
            for page, report in account.reports.items()]
    total = [words["total"], *(found[kind] for kind in kinds), found.total(), sum(cases.values())]
    return table([words["page"], *(words[f"of {kind}"] for kind in kinds), words["total"], words["cases"]], rows, total)


def exemptions_table(account: Account) -> str:
    """Everything that nothing can check, with its place and the reason."""
    words = account.words
    rows = [[spot(account, page, report, claim), f"<code>{escape(brief(claim, 32))}</code>",
             escape(reason(claim))]
            for page, report in account.reports.items() for claim in report.claims if method(claim) == "exempt"]
    return table([words["place"], words["shown"], words["reason"]], rows) if rows else f"<p>{words['none']}</p>"


def literals_table(account: Account) -> str:
    """How many code spans are shown as they are, by page."""
    words = account.words
    counts = {page: sum(method(claim) == "literal" for claim in report.claims) for page, report in account.reports.items()}
    rows = [[linked(account, page, account.reports[page]), count] for page, count in counts.items() if count]
    if not rows:
        return f"<p>{words['none']}</p>"
    return table([words["page"], words["literals"]], rows, [words["total"], sum(counts.values())])


def mutation_table(account: Account) -> str:
    """The lies that were told about each page and about the package, how many changed nothing, how many nobody noticed."""
    words = account.words
    if account.mutation is None:
        return f"<p>{words['not yet']}</p>"
    scores = account.mutation["pages"]
    rows = [[linked(account, page, report), sum(score["told"].values()), score["unchanged"], len(score["survivors"])]
            for page, report in account.reports.items() if (score := scores.get(report.path))]
    package = account.mutation["package"]
    rows += [[words["pages"], *(sum(row[column] for row in rows) for column in (1, 2, 3))],
             [words["package"], package["mutants"], package["equivalent"], package["mutants"] - package["caught"] - package["equivalent"]]]
    return table([words["page"], words["told"], words["unchanged"], words["survivors"]], rows)


def survivors_table(account: Account) -> str:
    """What was changed in the package and no page noticed, with the reason where the change makes no difference."""
    words = account.words
    if account.mutation is None:
        return f"<p>{words['not yet']}</p>"
    rows = [[f"<code>{escape(one['file'])}</code>", f"<code>{escape(one['said'])}</code>", f"<code>{escape(one['line'])}</code>", escape(one["reason"].get(account.language, ""))]
            for one in account.mutation["package"]["survivors"]]
    return table([words["file"], words["said"], words["now"], words["reason"]], rows) if rows else f"<p>{words['none']}</p>"


def versions_table(account: Account) -> str:
    """The programs that did the checking."""
    rows = [["Python", platform.python_version()], *([name, version(name)] for name in PROGRAMS)]
    return table([account.words["program"], account.words["version"]], rows)


TABLES = {"claims": claims_table, "exemptions": exemptions_table, "literals": literals_table, "mutation": mutation_table,
          "survivors": survivors_table, "versions": versions_table}


def linked(account: Account, page: str, report: Report) -> str:
    return f'<a href="{escape(account.page(page))}">{escape(title_of(page, report))}</a>'


def spot(account: Account, page: str, report: Report, claim: Any) -> str:
    line = report.line_of(claim)
    words = account.words
    return (f'{escape(title_of(page, report))} '
            f'<a href="{escape(account.source(page))}#L{line}">{words["line"].format(line=line)}</a>')


def table(header: list[str], rows: list[list], total: list | None = None) -> str:
    """An HTML table; numbers stand at the right, the last row may be a sum."""
    numeric = [isinstance(cell, int) for cell in rows[0]]

    def row(cells: list, tag: str) -> str:
        return "<tr>" + "".join(f'<{tag} class="number">{cell}</{tag}>' if right else f"<{tag}>{cell}</{tag}>"
                                for cell, right in zip(cells, numeric)) + "</tr>"
    head = row(header, "th")
    foot = f"<tfoot>{row(total, 'td')}</tfoot>" if total else ""
    body = "".join(row(cells, "td") for cells in rows)
    return f'<div class="account"><table><thead>{head}</thead><tbody>{body}</tbody>{foot}</table></div>'
