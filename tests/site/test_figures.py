"""The figures are read back as arrays and sums, and compared with what the code gives."""

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from convdoc import corr2d, edge_image, pad2d
from convdoc.site.figures import cross_correlation, edges, padding, receptive_field, stride
from convdoc.site.figures import gallery
from convdoc.site.figures.palette import COLOURS, TINTS

SVG = "{http://www.w3.org/2000/svg}"
X, K = np.arange(9).reshape(3, 3), np.arange(4).reshape(2, 2)
WIDE = np.array([[2, 7, 1, 8], [2, 8, 1, 8], [3, 1, 4, 1]])     # not square, no symmetry
LOW = np.array([[1, -2, 3]])

COMMITTED = {f"{path.parts[-3]}/{path.name}": (path, drawn) for path, drawn in gallery.files()}


def plain(text):
    return text.replace("\N{MINUS SIGN}", "-")


def arrays(svg):
    """Return the arrays of a figure by name; a missing or a doubled cell is an error."""
    cells = {}
    for group in ET.fromstring(svg).iter(SVG + "g"):
        if "data-array" in group.attrib:
            place = int(group.get("data-row")), int(group.get("data-col"))
            found = cells.setdefault(group.get("data-array"), {})
            assert place not in found
            found[place] = float(plain("".join(group.itertext()).strip()))
    read = {}
    for name, found in cells.items():
        read[name] = np.full(np.max(list(found), axis=0) + 1, np.nan)
        for place, value in found.items():
            read[name][place] = value
        assert not np.isnan(read[name]).any(), name
    return read


def worked(sum):
    """Read `Y[i, j] = x×k + … = total`: return ((i, j), factors, total)."""
    where, terms, total = plain(sum).split(" = ")
    i, j = map(int, re.fullmatch(r"Y\[(\d+), (\d+)\]", where).groups())
    factors = [tuple(float(re.sub(r"^\((-.*)\)$", r"\1", factor)) for factor in term.split("×")) for term in terms.split(" + ")]
    return (i, j), factors, float(total)


def sums(svg, group="fig-still"):
    """Return the worked sums of a figure: `{(i, j): (factors, total)}`."""
    found = {}
    for text in ET.fromstring(svg).iterfind(f".//{SVG}g[@class='{group}']/{SVG}text"):
        if "fig-sum" in text.get("class", ""):
            at, *found_there = worked("".join(text.itertext()))
            found[at] = tuple(found_there)
    return found


def steps(svg):
    """Return the steps of a figure as they stand in it."""
    return json.loads(ET.fromstring(svg).get("data-steps"))


def shaded(svg, name, tint):
    """Return the places of the cells of an array that carry a tint."""
    return {(int(g.get("data-row")), int(g.get("data-col"))) for g in ET.fromstring(svg).iter(SVG + "g")
            if g.get("data-array") == name and f"fig-is-{tint}" in g.get("class").split()}


def check(svg, X, K, padding=0, stride=(1, 1)):
    """Compare everything a figure of X ⋆ K states with `corr2d`."""
    read, padded = arrays(svg), pad2d(X, padding)
    Y = corr2d(X, K, padding=padding, stride=stride)
    assert_array_equal(read["X_padded" if "X_padded" in read else "X"], padded)
    assert_array_equal(read["K"], K)
    assert_array_equal(read["Y"], Y)
    description = plain(ET.fromstring(svg).find(SVG + "desc").text)
    for (i, j), (factors, total) in sums(svg).items():
        window = padded[i * stride[0]:, j * stride[1]:][:K.shape[0], :K.shape[1]]
        assert factors == [(x, k) for x, k in zip(window.ravel(), K.ravel(), strict=True)]
        assert sum(x * k for x, k in factors) == total == Y[i, j]
        assert " + ".join(f"{x:g}×({k:g})" if k < 0 else f"{x:g}×{k:g}" for x, k in factors) + f" = {total:g}" in description
    check_steps(svg, padded, K, Y, stride)


def check_steps(svg, padded, K, Y, stride):
    """Compare the steps with the windows of the padded input, cut out by hand, one for each element of the output."""
    told, numbered, (k_h, k_w) = steps(svg), np.arange(padded.size).reshape(padded.shape), K.shape
    assert len(told) == Y.size
    for count, (i, j) in enumerate(np.ndindex(*Y.shape)):
        step, (top, left) = told[count], (i * stride[0], j * stride[1])
        window = np.s_[top:top + k_h, left:left + k_w]
        factors = [*zip(padded[window].ravel(), K.ravel(), strict=True)]
        assert step["cells"] == [*numbered[window].ravel()]
        place, *numbers, total = step["parts"]
        signs = [sign for _ in factors for sign in ("×", " + ")][:-1] + [" = "]
        assert worked(f"Y{place} = " + "".join(map("".join, zip(numbers, signs, strict=True))) + total) == ((i, j), factors, Y[i, j])
        said = re.match(r"(Y\[.*?)(。|\. )(.*)", step["says"])
        assert worked(said[1]) == ((i, j), factors, Y[i, j])
        rows, columns = sorted({top, top + k_h - 1}), sorted({left, left + k_w - 1})
        assert [*map(int, re.findall(r"\d+", said[3]))] == [count + 1, Y.size, *rows, *columns]
    first = worked("".join(ET.fromstring(svg).find(f".//{SVG}g[@class='fig-moving']/{SVG}text").itertext()))
    assert first == ((0, 0), [*zip(padded[:k_h, :k_w].ravel(), K.ravel())], Y[0, 0])
    cell = float(ET.fromstring(svg).find(f".//{SVG}g[@data-array='Y']/{SVG}rect").get("width"))
    over = {group.get("data-over"): group for group in ET.fromstring(svg).iter(SVG + "g") if group.get("class") == "fig-mover"}
    for name, shape in (("X_padded" if "X_padded" in arrays(svg) else "X", K.shape), ("Y", (1, 1))):
        for frame in over[name]:
            assert [float(frame.get(side)) for side in ("x", "y", "height", "width")] == [0, 0, *np.multiply(shape, cell)]


@pytest.mark.parametrize("name", COMMITTED)
def test_a_committed_figure_is_what_the_code_draws_today(name):
    path, drawn = COMMITTED[name]
    assert path.read_text(encoding="utf-8") == drawn, "run `python -m convdoc.site.figures`"


def test_the_folder_holds_the_five_figures_and_nothing_else():
    for lang in ("zh", "en"):
        assert {path.name for path in (gallery.DOCS / lang / "figures").iterdir()} == set(gallery.GALLERY)
    assert len(gallery.GALLERY) == 5


def test_another_process_draws_the_same_bytes():
    code = "import sys; from convdoc.site.figures.gallery import files; sys.stdout.buffer.write(''.join(t for _, t in files()).encode())"
    drawn = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    assert drawn == "".join(drawn for _, drawn in COMMITTED.values()).encode()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_cross_correlation_shows_the_window_and_its_sum(lang):
    svg = gallery.GALLERY["cross-correlation.svg"](lang)
    check(svg, X, K)
    assert sums(svg) == {(0, 0): ([(0, 0), (1, 1), (3, 2), (4, 3)], 19)}
    assert shaded(svg, "X", "window") == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert shaded(svg, "Y", "output") == {(0, 0)}


def test_cross_correlation_shows_any_output_element():
    svg = cross_correlation(WIDE, LOW, at=(2, 1))
    check(svg, WIDE, LOW)
    assert sums(svg) == {(2, 1): ([(1, 1), (4, -2), (1, 3)], -4)}
    assert shaded(svg, "X", "window") == {(2, 1), (2, 2), (2, 3)}
    assert shaded(svg, "Y", "output") == {(2, 1)}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_padding_shows_the_zeros_around_the_input(lang):
    svg = gallery.GALLERY["padding.svg"](lang)
    check(svg, X, K, padding=1)
    assert_array_equal(arrays(svg)["Y"], [[0, 3, 8, 4], [9, 19, 25, 10], [21, 37, 43, 16], [6, 7, 8, 0]])
    assert sums(svg) == {(0, 0): ([(0, 0), (0, 1), (0, 2), (0, 3)], 0)}
    inner = {(i, j) for i in (1, 2, 3) for j in (1, 2, 3)}
    assert shaded(svg, "X_padded", "padding") == set(np.ndindex(5, 5)) - inner


def test_padding_may_differ_by_axis():
    svg = padding(WIDE, LOW, (0, 2))
    check(svg, WIDE, LOW, padding=(0, 2))
    assert shaded(svg, "X_padded", "padding") == {(i, j) for i in range(3) for j in (0, 1, 6, 7)}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_stride_shows_one_step_right_and_one_step_down(lang):
    svg = gallery.GALLERY["stride.svg"](lang)
    check(svg, X, K, padding=1, stride=(3, 2))
    assert_array_equal(arrays(svg)["Y"], [[0, 8], [6, 8]])
    assert sums(svg) == {(0, 1): ([(0, 0), (0, 1), (1, 2), (2, 3)], 8), (1, 0): ([(0, 0), (6, 1), (0, 2), (0, 3)], 6)}
    assert shaded(svg, "X_padded", "window") == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert shaded(svg, "X_padded", "second") == {(0, 2), (0, 3), (1, 2), (1, 3)}
    assert shaded(svg, "X_padded", "third") == {(3, 0), (3, 1), (4, 0), (4, 1)}


def test_stride_says_how_far_the_window_moves():
    words = ["".join(text.itertext()) for text in ET.fromstring(stride(X, K, 1, (3, 2))).iter(SVG + "text")]
    assert "右移 2 列" in words and "下移" in words and "3 行" in words
    words = ["".join(text.itertext()) for text in ET.fromstring(stride(WIDE, LOW, 0, (2, 1))).iter(SVG + "text")]
    assert "右移 1 列" in words and "2 行" in words


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_edges_tell_the_two_signs_apart_in_print_and_in_colour(lang):
    svg = gallery.GALLERY["edges.svg"](lang)
    check(svg, edge_image(), np.array([[1, -1]]))
    assert shaded(svg, "Y", "positive") == {(i, 1) for i in range(6)}
    assert shaded(svg, "Y", "negative") == {(i, 5) for i in range(6)}
    printed = {"".join(g.itertext()).strip() for g in ET.fromstring(svg).iter(SVG + "g") if g.get("data-array") == "Y"}
    assert printed == {"+1", "0", "\N{MINUS SIGN}1"}
    assert shaded(svg, "X", "black") == {(i, j) for i in range(6) for j in (2, 3, 4, 5)}
    assert sums(svg) == {(0, 1): ([(1, 1), (0, -1)], 1)}


def test_edges_of_another_image_stand_in_other_columns():
    svg = edges(edge_image(4, 7, (1, 3)), np.array([[1, -1]]))
    check(svg, edge_image(4, 7, (1, 3)), np.array([[1, -1]]))
    assert shaded(svg, "Y", "positive") == {(i, 0) for i in range(4)}
    assert "第 0 列的 +1" in svg and "第 2 列的 −1" in svg and "X 有 4 行" in svg


def test_edges_refuses_an_image_it_cannot_describe():
    with pytest.raises(ValueError, match="rows"):
        edges(np.eye(4), np.array([[1, -1]]))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_receptive_field_of_two_layers_is_nine_inputs(lang):
    svg = gallery.GALLERY["receptive-field.svg"](lang)
    read, ones = arrays(svg), np.ones((2, 2))
    assert_array_equal(read["X"], [[1, 2, 1], [2, 4, 2], [1, 2, 1]])          # paths to the output, by hand
    assert_array_equal(read["H"], ones)
    assert_array_equal(read["Y"], [[1]])
    for place in np.ndindex(3, 3):
        poked = np.zeros((3, 3))
        poked[place] = 1
        assert corr2d(corr2d(poked, ones), ones) == read["X"][place]
    assert shaded(svg, "X", "output") == set(np.ndindex(3, 3))
    assert "3×3 = 9" in "".join(ET.fromstring(svg).itertext())


def test_an_input_behind_a_zero_of_the_kernel_is_outside_the_receptive_field():
    svg = receptive_field((np.array([[1, 0]]), np.array([[1], [1]])))
    assert_array_equal(arrays(svg)["X"], [[1, 0], [1, 0]])
    assert shaded(svg, "X", "output") == {(0, 0), (1, 0)}


@pytest.mark.parametrize("old, new", [
    (">37</text>", ">38</text>"),                           # a cell of Y
    (">8</text>", ">7</text>"),                             # a cell of X
    (">4</tspan>×", ">5</tspan>×"),                         # a factor of the sum
    ("fig-strong\">19<", "fig-strong\">18<"),               # its total
    ("4×3 = 19", "4×3 = 20"),                               # the sum in the description and in what is announced
    ("&quot;43&quot;", "&quot;44&quot;"),                   # the sum of a step
    ("&quot;7&quot;,&quot;3&quot;", "&quot;7&quot;,&quot;2&quot;"),     # a factor of one
    ("[1,2,4,5]", "[1,2,4,6]"),                             # the cells under its window
    ("第 4 步，共 4 步", "第 3 步，共 4 步"),
    ("第 1 至 2 行", "第 1 至 3 行"),
    ("第 1 至 2 列", "第 0 至 2 列"),
])
def test_one_changed_number_is_noticed(old, new):
    svg = gallery.GALLERY["cross-correlation.svg"]("zh")
    check(svg, X, K)
    places = [match.start() for match in re.finditer(re.escape(old), svg)]
    assert places
    for place in places:
        with pytest.raises(AssertionError):
            check(svg[:place] + new + svg[place + len(old):], X, K)


@pytest.mark.parametrize("name, draw, given", [
    ("cross-correlation", lambda X, K: cross_correlation(X, K), {}),
    ("padding", lambda X, K: padding(X, K, (1, 2)), {"padding": (1, 2)}),
    ("stride", lambda X, K: stride(X, K, 1, (2, 3)), {"padding": 1, "stride": (2, 3)}),
])
def test_the_steps_are_those_of_the_arrays_drawn(name, draw, given):
    kernel = np.array([[5, -6, 7], [8, 9, -3]])
    svg = draw(WIDE, kernel)
    check(svg, WIDE, kernel, **given)
    for place in [(0, 0), (1, 2)]:
        other = WIDE.copy()
        other[place] += 1
        with pytest.raises(AssertionError):
            check_steps(svg, pad2d(other, given.get("padding", 0)), kernel, corr2d(other, kernel, **given), given.get("stride", (1, 1)))


@pytest.mark.parametrize("name", COMMITTED)
def test_a_figure_names_and_describes_itself_for_a_screen_reader(name):
    _, drawn = COMMITTED[name]
    root = ET.fromstring(drawn)
    title, description = root.find(SVG + "title"), root.find(SVG + "desc")
    assert root.get("role") == "img" and title.text and description.text
    assert root.get("aria-labelledby").split() == [title.get("id"), description.get("id")]
    assert "{" not in title.text + description.text
    numbers = re.findall(r"\d+", description.text)
    for values in arrays(drawn).values():
        assert {f"{abs(value):g}" for value in values.ravel()} <= set(numbers)


def test_no_two_figures_share_an_id():
    ids = [one.get("id") for path, drawn in COMMITTED.values() if path.parts[-3] == "zh"
           for one in ET.fromstring(drawn).iter() if one.get("id")]
    assert len(ids) == len(set(ids)) == 2 * len(gallery.GALLERY)


def test_nothing_leaks_into_the_page_around_a_figure():
    _, drawn = next(iter(COMMITTED.values()))
    style = ET.fromstring(drawn).find(SVG + "style").text
    selectors = [one for block in re.sub(r"@media[^{]*\{", "", style).split("}") for one in block.split("{")[0].split(",")]
    assert all(".fig" in one for one in selectors if one.strip())
    assert not re.search(r"https?:|@import|url\(", style)


def contrast(one, two):
    """Return the contrast ratio of two colours as WCAG defines it."""
    def luminance(colour):
        parts = [int(colour[k:k + 2], 16) / 255 for k in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return np.dot(linear, [0.2126, 0.7152, 0.0722])
    low, high = sorted([luminance(one), luminance(two)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme, page", [(0, "#ffffff"), (1, "#14171e"), (1, "#1e2129"), (1, "#0d1117")])
def test_text_stands_out_from_its_ground_in_both_schemes(scheme, page):
    colour = {name: pair[scheme] for name, pair in COLOURS.items()} | {"page": page}
    texts = [("ink", ground) for ground in (*TINTS, "cell", "page")]
    texts += [("muted", "page"), ("muted", "padding"), ("white-ink", "white"), ("black-ink", "black")]
    texts += [(f"{tint}-strong", "page") for tint in TINTS]
    for ink, ground in texts:
        assert contrast(colour[ink], colour[ground]) >= 4.5, (ink, ground)
