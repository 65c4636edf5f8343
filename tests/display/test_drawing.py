"""The static drawing of a plotly figure."""

import re
import subprocess
import sys

import pytest

from opm_evidence.display.drawing import CannotDraw, draw_svg

YEARS = list(range(2009, 2027))


def bars(**trace: object) -> dict:
    one = {"type": "bar", "name": "Studies", "x": YEARS, "y": [1] * len(YEARS), **trace}
    return {"data": [one], "layout": {"barmode": "stack", "xaxis": {"title": {"text": "Year"}}}}


def drawn(spec: dict, **changes: str) -> str:
    given = {"prefix": "f-wide", "shape": "wide", "name": "Name", "described_by": "f-words"}
    return str(draw_svg(spec, **{**given, **changes}))


def test_a_drawing_is_the_same_every_time():
    assert drawn(bars()) == drawn(bars())


def test_a_drawing_is_named_and_described():
    svg = drawn(bars(), name="<b>Name")
    assert 'role="img" aria-labelledby="f-wide-name f-words"' in svg
    assert '<title id="f-wide-name">&lt;b&gt;Name</title>' in svg


def test_a_drawing_brings_no_style_script_or_foreign_address():
    svg = drawn(bars(marker={"color": "#12436D", "pattern": {"shape": "/"}}))
    assert not re.search(r"style|<script|http|metadata|<\?xml|xlink", svg)


def test_every_id_is_used_and_begins_with_the_prefix():
    svg = drawn(bars(marker={"pattern": {"shape": "x"}}))
    ids = re.findall(r'id="([^"]*)"', svg)
    assert len(ids) == len(set(ids))
    assert all(each.startswith("f-wide-") for each in ids)
    used = set(re.findall(r'(?:url\(#|href="#)([^")]*)', svg))
    assert used == {each for each in ids if not each.endswith(("-name", "-words"))}


@pytest.mark.parametrize("shape", ["wide", "narrow"])
def test_no_text_in_a_drawing_is_smaller_than_12_pixels(shape):
    sizes = re.findall(r'font-size="([\d.]+)"', drawn(bars(), shape=shape))
    assert sizes and all(float(size) >= 12 for size in sizes)


def test_text_stays_text_and_is_never_mathematics():
    assert ">cost in $ and $ more<" in drawn(bars(name="cost in $ and $ more"))


def test_only_the_wide_drawing_shows_without_a_stylesheet():
    assert 'display="none"' not in drawn(bars())
    assert 'display="none"' in drawn(bars(), shape="narrow")


def test_a_drawing_of_many_years_stays_light():
    assert len(drawn(bars(marker={"pattern": {"shape": "x"}}))) < 15_000


@pytest.mark.parametrize(
    ("shape", "lines"),
    [
        ("/", "M0 12L12 0M-3 3L3 -3M9 15L15 9"),
        ("-", "M0 3H12M0 9H12"),
        ("x", "M0 0L12 12M-3 9L3 15M9 -3L15 3M0 12L12 0M-3 3L3 -3M9 15L15 9"),
    ],
)
def test_a_pattern_is_the_smallest_tile_that_repeats(shape, lines):
    svg = drawn(bars(marker={"pattern": {"shape": shape}}))
    pattern = svg[svg.index("<pattern") : svg.index("</pattern>")]
    assert 'width="12" height="12"' in pattern
    assert f'd="{lines}"' in pattern


def test_lines_and_points_are_drawn():
    line = {"type": "scatter", "mode": "lines+markers", "name": "Views", "x": [1, 2], "y": [3, 4]}
    assert ">Views<" in drawn({"data": [line], "layout": {}})


@pytest.mark.parametrize(
    ("spec", "named"),
    [
        ({"data": [{"type": "pie", "values": [1]}]}, "pie"),
        (bars(orientation="h"), "lying bars"),
        ({"data": bars()["data"], "layout": {"barmode": "overlay"}}, "overlay"),
        ({"data": [{"type": "scatter", "mode": "text", "x": [1], "y": [1]}]}, "text"),
        ({"data": [{"type": "scatter", "line": {"dash": "5px"}, "x": [1], "y": [1]}]}, "5px"),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_name(spec, named):
    with pytest.raises(CannotDraw, match=named):
        drawn(spec)


def test_the_chart_libraries_are_loaded_only_when_a_figure_is_drawn():
    script = (
        "import sys, opm_evidence.display\n"
        "assert not {'plotly', 'matplotlib'} & set(sys.modules), 'loaded too early'"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
