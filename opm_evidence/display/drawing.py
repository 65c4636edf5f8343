"""A plotly figure as static SVG, drawn by matplotlib: no browser, and the same bytes every time.

Only the kinds of trace in use are translated (upright bars, lines and points); any other is
refused, so that nothing is lost in silence. Text stays text, and every id begins with the prefix
that is asked for, so that two drawings can stand on one page.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from math import isfinite, nan
from typing import Any, Literal

from markupsafe import Markup
from matplotlib import rc_context, rcdefaults, rcParams
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.transforms import IdentityTransform
from matplotlib.typing import LineStyleType

from opm_evidence.display.frames import Break, Chart, Frame
from opm_evidence.display.lettering import FONT, TEXT_SIZE
from opm_evidence.display.marks import Bars, Line
from opm_evidence.display.palette import CATEGORICAL, DASHES, INK, PAPER
from opm_evidence.display.svg import lean_svg

Shape = Literal["wide", "narrow"]
SIZES: Mapping[Shape, tuple[int, int]] = {"wide": (640, 340), "narrow": (288, 340)}
"""Width and least height in CSS pixels; at these sizes text is shown as large as it says."""
DPI = 72
"""At which matplotlib counts in the pixels of an SVG."""
PIXELS = IdentityTransform()
SETTINGS: Any = {
    "svg.hashsalt": "opm-evidence",
    "svg.fonttype": "none",
    "text.parse_math": False,
    "text.color": INK,
    "font.family": [FONT],
    "font.size": TEXT_SIZE,
    "hatch.color": PAPER,
    "hatch.linewidth": 1.5,
    "path.simplify": False,
}
LINE_STYLES: Mapping[str, LineStyleType] = {"solid": "-", "dash": "--", "dot": ":", "dashdot": "-."}


class CannotDraw(ValueError):
    """A figure holds something that the static drawing cannot show."""

    @classmethod
    def for_kind(cls, kind: str) -> "CannotDraw":
        """A kind of trace, or a way to show one, that is not translated."""
        return cls(
            f"The static drawing cannot show “{kind}”. It shows upright bars (stacked or side by "
            "side), lines and points: draw the figure with those, or teach display/drawing.py."
        )


def draw_svg(
    spec: Mapping[str, Any], *, prefix: str, shape: Shape, name: str, described_by: str
) -> Markup:
    """The figure as one `svg` element with its name inside; the words with that id describe it.

    Raises:
        CannotDraw: the figure holds a trace, or an arrangement of bars, that is not translated.
    """
    chart = _chart(spec)
    drawn = io.StringIO()
    with rc_context():
        rcdefaults()  # whoever draws may have settings of their own
        rcParams.update(SETTINGS)
        frame = Frame(chart, *SIZES[shape])
        size = frame.width / DPI, frame.height / DPI
        figure = Figure(figsize=size, dpi=DPI, facecolor="none")
        for artist in frame.drawn():
            if not artist.is_transform_set():
                artist.set_transform(PIXELS)
            figure.add_artist(artist)
        canvas: Any = FigureCanvasSVG(figure)
        canvas.print_svg(drawn, metadata={"Date": None})
    return lean_svg(
        drawn.getvalue(),
        prefix=prefix,
        kind=f"opm-{shape}",
        name=name,
        described_by=described_by,
        hidden=shape == "narrow",
    )


def _chart(spec: Mapping[str, Any]) -> Chart:
    traces, layout = spec["data"], spec.get("layout", {})
    for trace in traces:
        if trace.get("type") not in ("bar", "scatter"):
            raise CannotDraw.for_kind(str(trace.get("type")))
        if trace.get("orientation", "v") != "v":
            raise CannotDraw.for_kind("lying bars")
    places = _places(traces, layout.get("xaxis", {}).get("categoryarray", ()))
    bars = [trace for trace in traces if trace["type"] == "bar"]
    lines = [trace for trace in traces if trace["type"] == "scatter"]
    return Chart(
        marks=[
            *_bars(bars, places, layout.get("barmode", "group")),
            *(_line(trace, places, number) for number, trace in enumerate(lines)),
        ],
        labels=[str(value) for value in places],
        x_title=_axis_title(layout, "xaxis"),
        y_title=_axis_title(layout, "yaxis"),
        breaks=[_break(shape) for shape in layout.get("shapes", ())],
    )


def _places(traces: Sequence[Mapping[str, Any]], order: Sequence[Any] = ()) -> dict[Any, int]:
    """Every value of the x axis with its place: in the given order, then as it first appears."""
    values = dict.fromkeys([*order, *(value for trace in traces for value in trace["x"])])
    return {value: place for place, value in enumerate(values)}


def _bars(
    traces: Sequence[Mapping[str, Any]], places: Mapping[Any, int], mode: str
) -> Iterator[Bars]:
    if traces and mode not in ("stack", "group"):
        raise CannotDraw.for_kind(f"bars arranged as {mode}")
    floor = dict.fromkeys(places, 0.0)
    width = 0.8 if mode == "stack" else 0.8 / max(len(traces), 1)
    for number, trace in enumerate(traces):
        shift = 0.0 if mode == "stack" else (number - (len(traces) - 1) / 2) * width
        boxes = []
        for x, y in zip(trace["x"], trace["y"], strict=True):
            if y and isfinite(y):
                left, bottom = places[x] + shift - width / 2, floor[x]
                boxes.append((left, bottom, left + width, bottom + y))
                floor[x] += y if mode == "stack" else 0
        marker = trace.get("marker", {})
        style = {
            "facecolor": marker.get("color", CATEGORICAL[number % len(CATEGORICAL)]),
            "hatch": marker.get("pattern", {}).get("shape", "") * 2 or None,
            "edgecolor": PAPER,
        }
        yield Bars(str(trace.get("name") or ""), boxes, style)


def _line(trace: Mapping[str, Any], places: Mapping[Any, int], number: int) -> Line:
    mode = trace.get("mode", "lines")
    if mode not in ("lines", "markers", "lines+markers"):
        raise CannotDraw.for_kind(f"points with {mode}")
    line = trace.get("line", {})
    dash = line.get("dash", DASHES[number % len(DASHES)])
    if dash not in LINE_STYLES:
        raise CannotDraw.for_kind(f"the dash {dash}")
    style = {
        "color": line.get("color", CATEGORICAL[number % len(CATEGORICAL)]),
        "linestyle": LINE_STYLES[dash] if "lines" in mode else "none",
        "marker": "o" if "markers" in mode else None,
    }
    values = [nan if y is None else float(y) for y in trace["y"]]
    return Line(str(trace.get("name") or ""), [places[x] for x in trace["x"]], values, style)


def _break(shape: Mapping[str, Any]) -> Break:
    if shape.get("type") != "line" or shape["x0"] != shape["x1"]:
        raise CannotDraw.for_kind(f"the shape {shape.get('type')}")
    line = shape.get("line", {})
    dash = LINE_STYLES[line.get("dash", "dot")]
    word = str(shape.get("label", {}).get("text", ""))
    return Break(shape["x0"], word, line.get("color", INK), dash)


def _axis_title(layout: Mapping[str, Any], axis: str) -> str:
    title = layout.get(axis, {}).get("title", "")
    return str(title.get("text", "")) if isinstance(title, Mapping) else str(title)
