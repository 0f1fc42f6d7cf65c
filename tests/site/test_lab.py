"""The lab runs, readers get what the engine read, and its plots and page stay light; what its text says is the engine's."""

import ast
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import jupytext
import markdown
import pytest
from matplotlib.figure import Figure

from convdoc.site import plots
from convdoc.site.lab import notebook, plain
from convdoc.spec.editions import HAN
from convdoc.spec.labs import cells as engine_cells
from convdoc.spec.words import numerals

ROOT = Path(__file__).resolve().parents[2]
LABS = sorted((ROOT / "docs").glob("*/labs/*.py"))
SVG = "{http://www.w3.org/2000/svg}"

by_lab = pytest.mark.parametrize("lab", LABS, ids=lambda lab: f"{lab.parents[1].name}-{lab.stem}")


def cells(lab):
    return jupytext.read(lab, fmt="py:percent").cells


def run(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")


@by_lab
def test_a_lab_runs_in_a_fresh_interpreter(lab):
    done = run(lab.read_text(encoding="utf-8"))
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


@by_lab
def test_what_the_engine_reads_is_what_readers_get(lab):
    """jupytext makes the page and the notebook; the engine finds the same cells with the same text."""
    read = [*engine_cells(lab.read_text(encoding="utf-8"))]
    assert [cell.kind for cell in read] == [cell.cell_type for cell in cells(lab)]
    for mine, theirs in zip(read, cells(lab), strict=True):
        lines = mine.text.split("\n") if mine.kind == "code" else [line[2:] for line in mine.text.split("\n")]
        assert "\n".join(lines) == theirs.source


@by_lab
def test_no_number_is_typed_in_the_words_that_a_lab_s_code_shows(lab):
    """Printed words, labels and descriptions of plots take their numbers from values; none is left over."""
    for cell in cells(lab):
        if cell.cell_type == "code":
            for words in strings(ast.parse(cell.source)):
                assert not list(numerals(words, 0, len(words))), words


def strings(tree):
    """Yield the strings of some code, and of its f-strings what stands between the values."""
    nodes = [tree]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.FormattedValue):
            nodes.append(node.value)                          # and not how it is formatted
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        else:
            nodes += ast.iter_child_nodes(node)


def test_a_number_typed_in_a_label_would_be_noticed():
    [label] = [words for words in strings(ast.parse('f"{x:.3f} → 20 步"')) if list(numerals(words, 0, len(words)))]
    assert label == " → 20 步"


@by_lab
def test_headings_of_a_lab_have_ids_of_their_own(lab):
    words = [re.sub("<!--.*?-->", "", cell.source, flags=re.S) for cell in cells(lab) if cell.cell_type == "markdown"]
    headings = [line for text in words for line in text.splitlines() if line.startswith("#")]
    ids = [re.search(r" \{ #([a-z-]+) \}$", heading)[1] for heading in headings]
    assert len(set(ids)) == len(ids) > 5


@pytest.fixture(scope="module", params=LABS, ids=lambda lab: f"{lab.parents[1].name}-{lab.stem}")
def executed(request):
    return json.loads(notebook(request.param))


def images(executed):
    return ["".join(output["data"]["image/svg+xml"]) for cell in executed["cells"] for output in cell.get("outputs", [])
            if "image/svg+xml" in output.get("data", {})]


def test_the_notebook_holds_outputs_and_nothing_of_the_site_or_the_machine(executed):
    text = json.dumps(executed, ensure_ascii=False)
    assert "{ #" not in text and "../chapters" not in text and "docs/" not in text and "<!--" not in text and "-->" not in text
    assert len(images(executed)) == 4
    assert not [output for cell in executed["cells"] for output in cell.get("outputs", [])
                if output.get("name") == "stderr" or output["output_type"] == "error"]


@pytest.mark.parametrize("executed", [lab for lab in LABS if lab.parents[1].name == "en"], indirect=True, ids=lambda lab: lab.stem)
def test_an_english_lab_shows_nothing_in_chinese(executed):
    assert not HAN.findall(json.dumps(executed, ensure_ascii=False))


def test_a_plot_has_real_text_a_description_and_the_page_s_colours(executed):
    for image in images(executed):
        root = ET.fromstring(image)
        named = [root.find(SVG + tag) for tag in ("title", "desc")]
        assert root.get("role") == "img" and all(one.text for one in named)
        assert root.get("aria-labelledby").split() == [one.get("id") for one in named]
        assert len(list(root.iter(SVG + "text"))) > 5
        drawn = image.split("</style>")[1]
        assert not re.search(r"#[0-9a-f]{6}\b", drawn), "a colour that does not follow light and dark"
        assert not re.search(r"https?:|DejaVu", drawn)
        assert len(image) < 20_000


def test_no_two_plots_share_an_id(executed):
    ids = re.findall(r'\bid="([^"]+)"', "".join(images(executed)))
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("value, written", [(-0.5, "−0.5"), (0.64 + 1e-12, "0.64"), (0.40960001, "0.4096"), (3, "3"), (0, "0")])
def test_a_value_is_written_as_on_a_page(value, written):
    assert plots.number(value) == written


def test_a_vector_and_a_power_of_ten_are_written_as_on_a_page():
    assert plots.vector([1, -1]) == "(1, −1)"
    assert [plots.power(value) for value in (1e-8, 1e-2, 1, 1e13)] == ["10⁻⁸", "10⁻²", "1", "10¹³"]


def test_an_axis_writes_its_numbers_like_the_page():
    figure, ax = plots.axes("横轴", "纵轴")
    ax.set(xlim=(-1, 1), xticks=[-1, 0.5])
    assert re.findall(r">(−1|0\.5)</text>", plots.show(figure, "ticks", "标题", "说明").svg) == ["−1", "0.5"]


def test_a_plot_is_drawn_the_same_each_time():
    def draw():
        figure, ax = plots.axes("横轴", "纵轴")
        ax.plot([0, 1, 2], [3, 1, 4], "o-", color=plots.BLUE)
        return plots.show(figure, "same", "标题", "说明")

    assert isinstance(plots.axes("x", "y")[0], Figure)
    assert draw().svg == draw().svg
    assert repr(draw()) == "<标题>"


def test_the_page_gets_back_what_the_html_parser_escaped():
    source = "<!-- lab -->\n\n``` { .python }\nassert 1 &lt; 2 &amp; 3\n```\n"
    html = markdown.markdown(source, extensions=["convdoc.site.lab", "fenced_code", "attr_list"])
    assert "1 &lt; 2 &amp; 3" in html and "&amp;lt;" not in html and "lab --" not in html


def test_an_ordinary_page_keeps_its_entities():
    assert markdown.markdown("a &amp;lt; b", extensions=["convdoc.site.lab"]) == "<p>a &amp;lt; b</p>"


def test_a_notebook_s_text_loses_its_notes():
    assert plain("<!-- setup: docs/setup.py -->\n\n# 题\n\n有 $2$<!-- = n --> 个，\n\n<!-- for n in ns -->\n$$\nn\n$$\n\n<!-- setup\nn = 2\n-->") == (
        "# 题\n\n有 $2$ 个，\n\n$$\nn\n$$")


def test_a_notebook_s_text_loses_what_only_the_site_understands():
    assert plain("## 数据 { #data }\n看[一章](../a.md)和[书](https://d2l.ai)") == "## 数据\n看一章和[书](https://d2l.ai)"


@by_lab
def test_the_template_writes_plain_markdown(lab, tmp_path):
    convert = pytest.importorskip("mkdocs_jupyter.convert")
    page = convert.nb2html(str(lab), execute=True, allow_errors=False, mathjax_version=2,
                           custom_template=str(ROOT / "convdoc/site/lab.md.j2"), markdown_cell_processor="mkdocs")
    assert page.startswith("<!-- lab -->")
    assert not re.search(r"require\.?js|mathjax|<script|https?://(?!www\.w3\.org/)", page, flags=re.I)
    fences = re.findall(r"^``` ?(.*)$", page, flags=re.M)
    assert set(fences) == {"{ .python }", "{ .text .output .no-copy }", ""}
    assert fences.count("") == len(fences) / 2
    assert page.count("<figure") == 4
    for output in re.findall(r"^``` \{ \.text .*?\}\n(.*?)^```", page, flags=re.M | re.S):
        assert output.strip() and "\n\n" not in output
    html = markdown.markdown(page, extensions=["convdoc.site.lab", "convdoc.site.notes", "pymdownx.superfences", "attr_list"])
    assert "&lt;!--" in page and not re.search(r"<!--|-->|&lt;!--|--&gt;|setup", html)
