"""What a reader sees of the verification: a line below the title, a mark on what was verified, a banner on what is false.

Everything is computed from the report of the check. The marks are empty links: a style draws the sign and the
tooltip, so that they are neither copied nor searched nor needed for reading.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable
from html import escape

from convdoc.spec import Claim, Falsehood, Report
from convdoc.spec.formula import Unreadable, read
from convdoc.spec.formula.tree import STATEMENTS
from convdoc.spec.notes import FORM, split

from .notes import PLACE
from .reconcile import NUMBER, Seen

# What has its mark always, as blocks have; the other marks show when the reader asks for them.
OPEN = {"output", "text", "image"}
# Methods that show what a page calls wrong to be wrong.
REFUTED = {"false", "unknown"}
# Methods whose evidence is not that something is true.
UNMARKED = {"code", "literal", "exempt", "heading", "link", "name", "object", "peer", "title"}


def asserts(claim: Claim) -> bool:
    """Whether a claim tells readers something that was verified here: no set-up, nothing exempt, nothing literal, no code that runs elsewhere."""
    return claim.kind not in ("setup", "problem", "peer") and method(claim) not in ("literal", "exempt")


def method(claim: Claim) -> str:
    """How a claim is checked, as a key of `wording.WORDS`."""
    note = claim.note.partition(";")[2].strip() if claim.note.startswith("quote ") else claim.note
    if note.startswith("static:") or claim.kind == "static":
        return "exempt"
    if claim.kind == "output" and claim.peer:
        return "peer output" if claim.shown is not None else "peer values"
    if note == "lit":
        return "literal"
    if note.startswith("in "):
        return "inside"
    if claim.kind in ("formula", "number") or claim.kind in ("span", "name") and note:
        return noted(note) if note else "quote" if claim.note else bare(claim)
    if claim.kind == "span":
        return "comparison" if re.search(r"[<>]|[=!]=|\bnot\b|\bin\b|\.(all|any)\(", claim.body) else "expression"
    return claim.kind


def noted(note: str) -> str:
    form = FORM.fullmatch(note)
    if note.startswith("unknown "):
        return "unknown"
    if form["false"]:
        return "false"
    if not form["sign"]:
        return "relation"
    if form["sign"].strip() == "≈":
        return "rounded"
    if re.search(r"\bterms\(", note):
        return "terms"
    if re.search(r"\btraced\(", note):
        return "steps"
    return "condition" if decides(note) else "shape" if form["shape"] else "value"


def decides(note: str) -> bool:
    """Whether the note gives a truth value, which the formula must share in every instance."""
    tree = element(note)
    return isinstance(tree, (ast.Compare, ast.BoolOp)) or isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.Not)


def bare(claim: Claim) -> str:
    """A formula without a note is a relation between the page's numbers, or a symbol."""
    try:
        return "relation" if any(isinstance(one, STATEMENTS) for one in read(claim.body)) else "symbol"
    except Unreadable:
        return "symbol"


def element(note: str) -> ast.expr | None:
    """The expression that a note compares with, without what it runs over."""
    form = FORM.fullmatch(note)
    if not form["sign"]:
        return None
    try:
        return split(form["rest"].strip(), True)[0]
    except Falsehood:
        return None


def how(claim: Claim, words: dict[str, str]) -> str:
    """How a claim is checked, in words, and the expression it is compared with."""
    key = method(claim)
    told = words[f"{key} many" if claim.cases > 1 and f"{key} many" in words else key].format(cases=claim.cases, peer=claim.peer)
    tree = element(claim.note) if key not in ("false", "image", "inside") else None
    return told if tree is None or isinstance(tree, ast.Name) else told + words["against"].format(expression=ast.unparse(tree))


def brief(claim: Claim, length: int = 60) -> str:
    """What a claim shows, short enough to recognise it."""
    line = " ".join(claim.body.split())
    return line if len(line) <= length else line[:length - 1] + "…"


def mark(claim: Claim, line: int, source: str, words: dict[str, str], quiet: bool) -> str:
    """The link from what is shown to the line of the source that says how it was verified."""
    refuted = method(claim) in REFUTED
    label = escape(words["refuted" if refuted else "verified"] + how(claim, words))
    kind = "mark" + " mark--quiet" * quiet + " mark--refuted" * refuted
    return f'<a class="{kind}" href="{source}#L{line}" aria-label="{label}"></a>'


def with_marks(html: str, pairs: list[tuple[Seen, Claim]], report: Report, source: str, words: dict[str, str],
               links: Iterable[tuple[int, int, str]] = ()) -> str:
    """The page with a mark behind everything that is true, and with the links of its code."""
    edits = list(links)                                       # html[start:end] becomes the text
    headings = [heading.span() for heading in re.finditer(r"(?s)<h[1-6]\b.*?</h[1-6]>", html)]
    for seen, claim in pairs:
        if seen.item == NUMBER:
            edits.append((seen.start, seen.start + len(PLACE), ""))
        if not claim.true or method(claim) in UNMARKED or any(start <= seen.start < end for start, end in headings):
            continue
        block = seen.display or claim.kind == "table"
        link = mark(claim, report.line_of(claim), source, words, quiet=not (block or claim.kind in OPEN))
        if block:
            edits.append((seen.start, seen.start, '<div class="marked">'))
        edits.append((seen.end, seen.end, link + "</div>" * block))
    return edited(html, edits)


def edited(text: str, edits: list[tuple[int, int, str]]) -> str:
    done, at = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[0]):
        done += [text[at:start], new]
        at = end
    return "".join(done) + text[at:]


def summary(report: Report, method_url: str, words: dict[str, str], minutes: int = 0) -> str:
    """The line below the title: how long the page takes, how many claims it makes, how they are known to be true, the switch for the marks."""
    claims = [claim for claim in report.claims if asserts(claim)]
    faults = sum(not claim.true for claim in report.claims)
    told = words["summary false" if faults else "summary"].format(count=len(claims), faults=faults)
    blocks = Counter(claim.peer for claim in report.claims if claim.kind == "peer" and claim.shown is not None)
    told += "".join(words["peers"].format(count=number, peer=peer) for peer, number in blocks.items())
    takes = f"<span>{words['minutes'].format(minutes=minutes)}</span> " if minutes else ""
    return (f'<div class="evidence" data-search-exclude>{takes}<span>{told}</span> <a href="{method_url}">{words["method"]}</a> '
            f'<label><input type="checkbox" autocomplete="off">{words["show"]}</label></div>')


def below_title(html: str, line: str) -> str:
    """Put the line below the title of the page."""
    at = html.find("</h1>")
    at = 0 if at < 0 else at + len("</h1>")
    return html[:at] + "\n" + line + html[at:]


def banner(report: Report, source: str, words: dict[str, str], difference: str = "") -> str:
    """What is not true, above the page, for whoever is writing it; and where the page is not what was checked."""
    items = [fault(claim, report, source, words) for claim in report.roots]
    if difference:
        items.append(f"<pre>{escape(difference)}</pre>")
    title = words["banner"].format(faults=len(items))
    return (f'<div class="admonition failure" role="alert" data-search-exclude><p class="admonition-title">{title}</p>'
            f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul></div>\n")


def fault(claim: Claim, report: Report, source: str, words: dict[str, str]) -> str:
    line, column = report.place(report.spot(claim))
    before, at, after = around(report.text.split("\n")[line - 1].rstrip("\r"), column - 1)
    return (f'<a href="{source}#L{line}">{words["line"].format(line=line)}</a>{words["colon"]}{escape(str(claim.fault))}'
            f"<pre>{escape(before)}<mark>{escape(at)}</mark>{escape(after)}</pre>")


def around(line: str, at: int, reach: int = 40) -> tuple[str, str, str]:
    """The stretch of a line around a place: lines of prose are long, and screens are not."""
    begin, end = max(0, at - reach), at + 1 + reach
    return ("…" * (begin > 0) + line[begin:at], line[at:at + 1] or " ", line[at + 1:end] + "…" * (end < len(line)))
