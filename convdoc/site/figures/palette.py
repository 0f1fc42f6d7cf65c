"""The colours of the figures, one pair (light, dark) per meaning, and the style sheet made of them.

A page may override any of them with a custom property `--figure-…`.
Inside a Material page the colours follow its switch; anywhere else, the reader's system.
"""

COLOURS = {
    #                    light      dark
    "ink":             ("#1f2430", "#e6e9f0"),   # numbers and signs
    "muted":           ("#59606f", "#a9b0c0"),   # shapes, remarks
    "line":            ("#b4bcc9", "#566074"),   # cell borders
    "cell":            ("#ffffff", "#262a34"),
    "window":          ("#d3e5fb", "#1d3f68"),   # elements of X under the kernel
    "window-strong":   ("#1a5fb0", "#8ec2fa"),
    "kernel":          ("#fbe6c0", "#4f3b12"),
    "kernel-strong":   ("#8a5200", "#efbf6a"),
    "output":          ("#cfeed6", "#1c4a2b"),
    "output-strong":   ("#1b6e33", "#84d69a"),
    "second":          ("#e6dcfa", "#433068"),   # a second and a third window
    "second-strong":   ("#6536b4", "#c6aef8"),
    "third":           ("#c9eef0", "#11494f"),
    "third-strong":    ("#0b666d", "#74d3da"),
    "padding":         ("#eef0f4", "#1b1e26"),
    "positive":        ("#cfe2fb", "#1c4272"),   # diverging, zero neutral
    "positive-strong": ("#1a5fb0", "#8ec2fa"),
    "negative":        ("#fbdcc4", "#612f10"),
    "negative-strong": ("#a1420a", "#f7b184"),
    "white":           ("#ffffff", "#e9ebf0"),   # pixels are white and black in either scheme
    "white-ink":       ("#1f2430", "#1f2430"),
    "black":           ("#2b3040", "#0c0e13"),
    "black-ink":       ("#ffffff", "#e9ebf0"),
}

RULES = """
svg.fig{max-width:100%;height:auto}
.fig text{font-family:system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif;font-size:13px;fill:var(--fig-ink);font-variant-numeric:tabular-nums}
.fig .fig-number{font-size:16px}
.fig .fig-sign{font-size:22px;fill:var(--fig-muted)}
.fig .fig-star{font-size:30px}
.fig .fig-sum{font-size:15px}
.fig .fig-muted{fill:var(--fig-muted)}
.fig .fig-symbol{font-family:"STIX Two Text",Cambria,Georgia,"Times New Roman",serif;font-style:italic;font-size:1.15em}
.fig .fig-strong{font-weight:600}
.fig-cell rect,.fig-key rect{fill:var(--fig-cell);stroke:var(--fig-line)}
.fig-frame{fill:none;stroke-width:2}
.fig-of-halo{stroke:var(--fig-cell);stroke-width:6}
.fig-arrow{fill:none;stroke:var(--fig-muted);stroke-width:1.5}
.fig-ray{fill:none;stroke-dasharray:2 3}
.fig-is-padding rect{fill:var(--fig-padding);stroke-dasharray:3 3}
.fig-is-padding text{fill:var(--fig-muted)}
.fig-of-input{stroke:var(--fig-muted);stroke-width:1.5}
""".strip()

TINTS = ("window", "kernel", "output", "second", "third", "positive", "negative")


def _tint(name):
    """Rules for what is shaded, framed or written in the colour `name`."""
    return (f".fig-is-{name} rect{{fill:var(--fig-{name})}}.fig-is-{name} text{{fill:var(--fig-ink)}}"
            f".fig-of-{name}{{stroke:var(--fig-{name}-strong)}}.fig .fig-text-{name}{{fill:var(--fig-{name}-strong)}}")


def properties(selector, scheme, names=tuple(COLOURS)):
    """Return a rule that sets the colours in `names` to those of a scheme: 0 is light, 1 is dark."""
    values = ";".join(f"--fig-{name}:var(--figure-{name},{COLOURS[name][scheme]})" for name in names)
    return f"{selector}{{{values}}}"


def style_sheet():
    """Return the style sheet that every figure carries."""
    pixels = "".join(f".fig-is-{c} rect{{fill:var(--fig-{c})}}.fig-is-{c} text{{fill:var(--fig-{c}-ink)}}"
                     for c in ("white", "black"))
    return "\n".join([
        properties(".fig", 0),
        "@media(prefers-color-scheme:dark){" + properties(".fig", 1) + "svg.fig:root{color-scheme:dark}}",
        properties('[data-md-color-scheme="default"] .fig', 0),
        properties('[data-md-color-scheme="slate"] .fig', 1),
        RULES, *map(_tint, TINTS), pixels,
    ])
