"""Small lies about what a reader sees: a claim, and the same claim with one thing changed."""

import re
from dataclasses import replace

SWAP = str.maketrans("hwijab", "whjiba")
FORMULA = [
    ("digit", r"\d", lambda m: [str((int(m[0]) + 1) % 10), str((int(m[0]) - 1) % 10)]),
    ("sign", r"(?<=[\w)\]}])\s*[+]", lambda m: ["-"]),
    ("sign", r"(?<=[\w)\]}])\s*-", lambda m: ["+"]),
    ("sign", r"(?<=[(=,&])\s*-", lambda m: ["+"]),
    ("product", r"\\times", lambda m: ["+", "-"]),
    ("rounding", r"floor|ceil", lambda m: [{"floor": "ceil", "ceil": "floor"}[m[0]]]),
    ("relation", r"=|\\approx|(?<![a-z])[<>]", lambda m: [r"\ne ", "<" if m[0] != "<" else ">"]),
    ("axis", r"_[hw]", lambda m: [m[0].translate(SWAP)]),
    ("index", r"(?<![A-Za-z\\_])[ijab](?![A-Za-z])", lambda m: [m[0].translate(SWAP)]),
    ("size", r"(?<![A-Za-z\\])[nkpPs](?=_)", lambda m: [{"n": "k", "k": "n", "p": "s", "s": "p", "P": "s"}[m[0]]]),
    ("array", r"(?<![A-Za-z\\{])[XK](?![a-z])", lambda m: ["K" if m[0] == "X" else "X"]),
]
OUTPUT = [FORMULA[0], ("sign", r"-(?=[\d.])", lambda m: [""]), ("sign", r"(?<=[\[ ])(?=\d)", lambda m: ["-"]),
          ("row", r"(?m)^.*\n", lambda m: [""])]
RULES = {"formula": FORMULA, "output": OUTPUT, "table": FORMULA[:1], "span": FORMULA[:1]}


def lies(claim):
    """(what kind of lie, the false claim), for each lie that can be told about a claim."""
    if claim.note == "lit":
        return
    for kind, pattern, put in RULES.get(claim.kind, []):
        for match in re.finditer(pattern, claim.body):
            for new in put(match):
                yield kind, replace(claim, body=claim.body[:match.start()] + new + claim.body[match.end():], fault=None)


def is_mention(claim):
    """A symbol or a row of symbols without a note says nothing that could be false but their names."""
    return claim.kind == "formula" and not claim.note and re.fullmatch(r"[A-Za-z_\\{}',() ]+", claim.body)
