"""The lab runs, its text says only what its cells assert, and its plots and page stay light."""

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

ROOT = Path(__file__).resolve().parents[2]
LABS = sorted((ROOT / "docs").glob("*/labs/*.py"))
SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")

by_lab = pytest.mark.parametrize("lab", LABS, ids=lambda lab: f"{lab.parents[1].name}-{lab.stem}")


def cells(lab):
    return jupytext.read(lab, fmt="py:percent").cells


def run(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")


def numbers(text):
    """Return the numbers of a text, as written but for zeros at the end and a power of ten."""
    text = re.sub(r"(\d(?:\.\d+)?) ?\\times ?10\^\{?(\d+)\}?", r"\1e\2", text)     # $1.3\times 10^{19}$ is 1.3e19
    found = set()
    for one in re.findall(r"(?<![\w.])\d+(?:\.\d+)?(?:e[+-]?\d+)?", text):
        found.add(f"{float(one):.12g}")
    return found


def stated(source):
    """Return the numbers that the text of a cell states: those in its heading's id or in links are none."""
    return numbers(re.sub(r"\{ #[\w-]+ \}|\]\([^)]*\)|`[^`]*`", " ", source))


def backed(cell):
    """Return the numbers a code cell stands for: those of its asserts, and its settings, such as a learning rate.

    A cell that only draws stands for none.
    """
    found = set()
    for node in ast.walk(ast.parse(cell.source if "fold" not in cell.metadata else "")):
        if isinstance(node, ast.Assert):
            found |= numbers(ast.unparse(node))
        elif isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
            found |= numbers(repr(node.value))
    return found


def unbacked(cells):
    """Return (number, text) for each number in a text that no code beside it stands for.

    Beside it is the code above it in its section, and the code below it up to the next text.
    """
    missing = []
    for place, cell in enumerate(cells):
        if cell.cell_type != "markdown":
            continue
        near = before(cells, place) + after(cells, place)
        missing += [(number, cell.source)
                    for number in sorted(stated(cell.source) - set().union(*map(backed, near)))]
    return missing


def before(cells, place):
    """Return the code cells of the same section above a text."""
    found = []
    for cell in reversed(cells[:place + 1]):
        if cell.cell_type == "code":
            found.append(cell)
        elif cell.source.startswith("#"):
            break
    return found


def after(cells, place):
    """Return the code cells that follow a text, up to the next text."""
    found = []
    for cell in cells[place + 1:]:
        if cell.cell_type == "markdown":
            if found:
                break
            continue
        found.append(cell)
    return found


@by_lab
def test_a_lab_runs_in_a_fresh_interpreter(lab):
    done = run(lab.read_text(encoding="utf-8"))
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


@by_lab
@pytest.mark.parametrize("old, new", [('"0.64"', '"0.65"'), ('"0.4096"', '"0.4095"'), ('"62.15"', '"62.16"'),
                                      ("[30, 30]", "[30, 31]"), ('"153045"', '"153046"')])
def test_a_lab_with_a_wrong_constant_fails(lab, old, new):
    source = lab.read_text(encoding="utf-8")
    assert old in source
    done = run(source.replace(old, new))
    assert done.returncode == 1 and "AssertionError" in done.stderr


class Mutants(ast.NodeTransformer):
    """Turn `assert test` into `check(line, test, mutants)`: the same test with one number changed, each in turn."""

    def visit_Assert(self, node):
        mutants = [ast.Constant(mutant) for mutant in changed(node.test)]
        return ast.Expr(ast.Call(ast.Name("check", ast.Load()), [
            ast.Constant(node.lineno), node.test, ast.List(mutants, ast.Load()),
            ast.Call(ast.Name("locals", ast.Load()), [], [])], []))


def changed(test):
    """Yield the text of a test with one of its numbers changed; format specifications are left alone."""
    source = ast.unparse(test)
    within = [match.span() for match in re.finditer(r":\.\d[fe]|rtol=\S+", source)]
    for match in NUMBER.finditer(source):
        if any(start <= match.start() < end for start, end in within):
            continue
        last = match.end() - 1
        yield source[:last] + str((int(source[last]) + 1) % 10) + source[last + 1:]


@by_lab
def test_every_number_in_an_assert_matters(lab):
    survivors, counted = [], 0

    def check(line, held, mutants, names):
        nonlocal counted
        assert held, line
        for mutant in mutants:
            counted += 1
            try:
                survives = eval(mutant, namespace, names if names is not namespace else None)
            except Exception:
                continue
            if survives:
                survivors.append((line, mutant))

    namespace = {"__name__": "lab", "check": check}
    tree = ast.fix_missing_locations(Mutants().visit(ast.parse(lab.read_text(encoding="utf-8"))))
    exec(compile(tree, str(lab), "exec"), namespace)
    assert counted > 100
    assert not survivors, "\n".join(f"{line}: {mutant}" for line, mutant in survivors)


@by_lab
def test_every_number_in_the_text_is_asserted_beside_it(lab):
    assert unbacked(cells(lab)) == []


@by_lab
def test_a_number_changed_in_the_text_is_noticed(lab):
    for old, new in [("0.4096$，分毫", "0.4097$，分毫"), ("approx 62.15", "approx 62.16"), ("1/36$。", "1/37$。"), ("10^{19}", "10^{18}")]:
        source = lab.read_text(encoding="utf-8")
        assert source.count(old) == 1
        assert unbacked(jupytext.reads(source.replace(old, new), fmt="py:percent").cells)


@by_lab
def test_headings_of_a_lab_have_ids_of_their_own(lab):
    headings = [line for cell in cells(lab) if cell.cell_type == "markdown" for line in cell.source.splitlines()
                if line.startswith("#")]
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
    assert "{ #" not in text and "../chapters" not in text and "/docs/" not in text
    assert len(images(executed)) == 4
    assert not [output for cell in executed["cells"] for output in cell.get("outputs", [])
                if output.get("name") == "stderr" or output["output_type"] == "error"]


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


def test_a_plot_is_drawn_the_same_each_time():
    def draw():
        figure, ax = plots.axes("横轴", "纵轴")
        ax.plot([0, 1, 2], [3, 1, 4], "o-", color=plots.BLUE)
        return plots.show(figure, "same", "标题", "说明")

    assert isinstance(plots.axes("x", "y")[0], Figure)
    assert draw().svg == draw().svg
    assert repr(draw()) == "<图：标题>"


def test_the_page_gets_back_what_the_html_parser_escaped():
    source = "<!-- lab -->\n\n``` { .python }\nassert 1 &lt; 2 &amp; 3\n```\n"
    html = markdown.markdown(source, extensions=["convdoc.site.lab", "fenced_code", "attr_list"])
    assert "1 &lt; 2 &amp; 3" in html and "&amp;lt;" not in html and "lab --" not in html


def test_an_ordinary_page_keeps_its_entities():
    assert markdown.markdown("a &amp;lt; b", extensions=["convdoc.site.lab"]) == "<p>a &amp;lt; b</p>"


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
