"""The source of each page as a page of its own, so that whoever doubts a formula can read how it was verified.

A source page needs nothing but itself. Each line has an address (`#L12`); the line that an address names is
highlighted and tells how its claims were checked.
"""

from __future__ import annotations

from collections import defaultdict
from html import escape
from pathlib import PurePosixPath

from convdoc.spec import Claim, Report
from convdoc.spec.scan import notes

from .evidence import asserts, brief, how

STYLE = """
:root{color-scheme:light dark;--ink:light-dark(#1f2430,#e3e7ee);--muted:light-dark(#59606f,#a9b0c0);--paper:light-dark(#fff,#14171e);
--line:light-dark(#e8f0fa,#1b2a3d);--link:light-dark(#1a5599,#8ec2fa);--note:light-dark(#8a5200,#efbf6a)}
body{max-width:60rem;margin:0 auto;padding:1rem;color:var(--ink);background:var(--paper);font:16px/1.6 system-ui,sans-serif}
h1{margin:.5rem 0;font-size:1.3rem}
p{color:var(--muted)}
a{color:var(--link)}
ol,ul{margin:0;padding:0;list-style:none}
ol{font:13px/1.7 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
ol>li{position:relative;padding-left:3.5rem;scroll-margin-top:30vh;white-space:pre-wrap;overflow-wrap:anywhere;min-height:1.7em}
ol>li>a{position:absolute;left:0;width:2.75rem;color:var(--muted);text-align:right;text-decoration:none;user-select:none}
ol>li>a::before{content:counter(line)}
ol{counter-reset:line}
ol>li{counter-increment:line}
ol>li:target{background:var(--line);box-shadow:inset 3px 0 var(--link)}
i{color:var(--note);font-style:normal}
ul{display:none;margin:.4rem 0 .6rem;font:14px/1.6 system-ui,sans-serif;white-space:normal}
:target>ul{display:block}
ul>li{color:var(--muted)}
ul code{color:var(--ink);font-size:12px}
@media(max-width:40rem){ol>li{padding-left:2.4rem}ol>li>a{width:1.9rem}}
"""


def address(page: str) -> str:
    """Where the source of a page lies in the site, by the page's path below the folder of the pages."""
    path = PurePosixPath(page)
    return str((path.parent if path.stem == "index" else path.with_suffix("")) / "source.html")


def source_page(report: Report, title: str, back: str, language: str, words: dict[str, str]) -> str:
    """The source of a page as HTML: its lines, its notes in a colour of their own, and how each line was checked."""
    told: dict[int, list[Claim]] = defaultdict(list)
    for claim in report.claims:
        if claim.true and asserts(claim):
            told[report.line_of(claim)].append(claim)
    lines = "\n".join(
        f'<li id="L{number}"><a href="#L{number}" tabindex="-1" aria-hidden="true"></a>{line}{evidence(told[number], words)}</li>'
        for number, line in enumerate(coloured(report.text).split("\n"), 1))
    heading = f"{words['source']}{words['colon']}{escape(title)}"
    return (f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n<title>{heading}</title>\n'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n'
            f'<link rel="icon" href="data:,">\n'
            f"<style>{STYLE}</style>\n</head>\n<body>\n<header>\n<a href=\"{escape(back)}\">{words['back']}</a>\n<h1>{heading}</h1>\n"
            f"<p>{escape(words['source hint'])}</p>\n</header>\n<main>\n<ol>\n{lines}\n</ol>\n</main>\n</body>\n</html>\n")


def coloured(text: str) -> str:
    """The text with its notes marked, each line by itself, so that a line is well-formed HTML."""
    done, at = [], 0
    for start, end, _ in notes(text):
        done += [escape(text[at:start]), "\n".join(f"<i>{escape(line)}</i>" for line in text[start:end].split("\n"))]
        at = end
    return "".join(done) + escape(text[at:])


def evidence(claims: list[Claim], words: dict[str, str]) -> str:
    items = "".join(f"<li><code>{escape(brief(claim))}</code>{words['colon']}{escape(how(claim, words))}</li>" for claim in claims)
    return f"<ul>{items}</ul>" if items else ""
