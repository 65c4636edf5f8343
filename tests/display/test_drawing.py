"""The static drawing of a plotly figure."""

import re
import subprocess
import sys
from itertools import combinations
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from matplotlib import rc_context

from opm_evidence.display.charts import broken_lines
from opm_evidence.display.drawing import CannotDraw, draw_svg
from opm_evidence.display.lettering import TEXT_SIZE, text_width

YEARS = list(range(2009, 2027))
MONTHS = [f"{month} {year}" for year in (2022, 2023, 2024) for month in ("Jan", "May", "Sep")]
LONG = "“/government/publications/soft-drinks-industry-levy-statistics”"


def bars(**trace: object) -> dict:
    one = {"type": "bar", "name": "Studies", "x": YEARS, "y": [1] * len(YEARS), **trace}
    return {"data": [one], "layout": {"barmode": "stack", "xaxis": {"title": {"text": "Year"}}}}


def drawn(spec: dict, **changes: str) -> str:
    given = {"prefix": "f-wide", "shape": "wide", "name": "Name", "described_by": "f-words"}
    return str(draw_svg(spec, **{**given, **changes}))


def series(*names: str, x: object = (1, 2, 3), y: object = (3, 1, 2), title: str = "Items") -> dict:
    traces = [{"type": "bar", "name": name, "x": x, "y": y} for name in names]
    titles = {"xaxis": {"title": {"text": "Year"}}, "yaxis": {"title": {"text": title}}}
    return {"data": traces, "layout": {"barmode": "stack", **titles}}


def views(*counts: int, labels: list[str] = MONTHS, break_at: int = 1) -> dict:
    places = list(enumerate(counts))
    pieces = [places[:break_at], places[break_at:]]
    return broken_lines(labels, {LONG: pieces}, [break_at], y_title="Page views")


class Word(NamedTuple):
    """A text of a drawing and the box that it fills, in pixels from the top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: "Word") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def picture(spec: dict, shape: str) -> tuple[float, float, list[Word]]:
    """Width and height of the drawing, and its words."""
    root = ElementTree.fromstring(drawn(spec, shape=shape))
    words = []
    for text in root.iter("text"):
        wide = text_width(text.text)
        anchor = text.get("text-anchor", root.get("text-anchor"))
        left = float(text.get("x")) - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
        foot = float(text.get("y"))
        words.append(Word(text.text, left, foot - 0.73 * TEXT_SIZE, left + wide, foot))
    return float(root.get("width")), float(root.get("height")), words


CHARTS = {
    "years": series(
        "Studies", "Reviews of studies", "Models", "Maps and other documents", x=YEARS, y=YEARS
    ),
    "forty years": series("Studies", x=range(1987, 2027), y=[7] * 40),
    "one bar": series("Studies", x=[2026], y=[1]),
    "no bar": series("Studies", x=[2025, 2026], y=[0, 0]),
    "no year": series("Studies", x=[], y=[]),
    "no name": series("", title=""),
    "twelve names": series(*(f"Series number {number}" for number in range(12))),
    "a long name": series(LONG, "DEPARTMENT FOR ENVIRONMENT, FOOD AND RURAL AFFAIRS, AND HMRC"),
    "long titles": series("Studies", title="A title of the upright axis that goes on and on here"),
    "long labels": series("Gap", x=[LONG, "home-energy-efficiency", "open-policy-making"]),
    "millions": views(1_250_000, 1_100_000, 40, 1_000_000, 7, 8, 9, 900_000, 1_240_000),
    "a late break": views(*range(9), break_at=8),
    "days": views(
        1, 2, 3, labels=[f"1 {name} to 30 September 2023" for name in ("May", "June", "September")]
    ),
    "below zero": series("Effect", x=["a", "b", "c"], y=[-3, 2, -1.5]),
}


def test_a_drawing_is_the_same_every_time():
    assert drawn(bars()) == drawn(bars())


def test_a_drawing_is_the_same_whatever_settings_the_reader_has_for_matplotlib():
    theirs = {"axes.autolimit_mode": "round_numbers", "lines.linewidth": 9, "font.size": 30}
    with rc_context(theirs):
        there = drawn(CHARTS["millions"])
    assert there == drawn(CHARTS["millions"])


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


@pytest.mark.parametrize("shape", ["wide", "narrow"])
@pytest.mark.parametrize("chart", CHARTS)
def test_no_word_of_a_drawing_is_cut_off_or_covers_another(chart, shape):
    width, height, words = picture(CHARTS[chart], shape)
    cut = [w for w in words if w.left < 0 or w.right > width or w.top < 0 or w.bottom > height - 3]
    assert words and not cut
    assert not [pair for pair in combinations(words, 2) if pair[0].covers(pair[1])]


@pytest.mark.parametrize("shape", ["wide", "narrow"])
@pytest.mark.parametrize("chart", ["years", "twelve names", "a long name"])
def test_the_legend_stands_above_the_bars_and_leaves_them_room(chart, shape):
    svg = drawn(CHARTS[chart], shape=shape)
    _, _, words = picture(CHARTS[chart], shape)
    names = [word for word in words if word.left == 44]
    scale = [word for word in words if word.text.replace(",", "").isdigit() and word.right < 70]
    assert len(names) >= (len(CHARTS[chart]["data"]) + 1) // 2
    assert max(name.bottom for name in names) < min(number.top for number in scale)
    assert max(number.bottom for number in scale) - min(number.top for number in scale) > 120
    assert svg.count("<text") == len(words)


@pytest.mark.parametrize("shape", ["wide", "narrow"])
def test_a_long_name_is_shown_whole(shape):
    _, _, words = picture(CHARTS["a long name"], shape)
    assert LONG in "".join(word.text for word in words)


def test_large_numbers_are_written_in_full():
    svg = drawn(CHARTS["millions"])
    assert ">1,200,000<" in svg and "1e6" not in svg


def test_numbers_below_nought_are_drawn_below_it():
    _, _, words = picture(CHARTS["below zero"], "wide")
    heights = {word.text: word.bottom for word in words}
    assert heights["\N{MINUS SIGN}3"] > heights["0"] > heights["2"]


def test_every_label_of_few_is_shown_on_a_phone_in_two_lines_where_one_is_too_wide():
    _, _, words = picture(views(400, 300, 200, 100, labels=MONTHS[:4]), "narrow")
    assert [word.text for word in words].count("2022") == 3


def test_a_series_without_any_value_is_named_and_nothing_is_drawn_of_it():
    empty = {"type": "scatter", "name": "Nobody counted", "x": [1, 2], "y": [None, None]}
    svg = drawn({"data": [empty, empty], "layout": {}})
    assert svg.count(">Nobody counted<") == 2


def test_a_word_is_as_wide_whatever_was_drawn_before():
    drawn(bars())
    assert text_width("€") == text_width("0")  # as they are in the font


FORKING = """
import os
from opm_evidence.display.lettering import text_width

def places():
    found = {}
    for each in os.listdir("/proc/self/fd"):
        if os.path.realpath(f"/proc/self/fd/{each}").endswith(".ttf"):
            found[each] = os.lseek(int(each), 0, os.SEEK_CUR)
    return found

text_width("Studies")
before = places()
if not os.fork():
    text_width("".join(map(chr, range(0x20, 0x250))))
    os._exit(0)
os.wait()
print(len(before), before == places())
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_a_forked_process_measures_in_a_font_file_that_it_opened_itself():
    """Kernels are forked side by side, and each would move the others' place in a shared file."""
    done = subprocess.run([sys.executable, "-c", FORKING], capture_output=True, text=True)
    assert done.stdout.split() == ["1", "True"], done.stderr


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
