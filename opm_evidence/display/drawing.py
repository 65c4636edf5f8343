"""A plotly figure as static SVG, drawn by matplotlib: no browser, and the same bytes every time.

Only the kinds of trace in use are translated (upright bars, lines and points); any other is
refused, so that nothing is lost in silence. Text stays text, and every id begins with the prefix
that is asked for, so that two drawings can stand on one page.
"""

import io
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from markupsafe import Markup

from opm_evidence.display.palette import CATEGORICAL, DASHES, GRID, INK, PAPER
from opm_evidence.display.svg import lean_svg

Shape = Literal["wide", "narrow"]
SIZES: Mapping[Shape, tuple[int, int]] = {"wide": (640, 340), "narrow": (288, 340)}
"""Width and height in CSS pixels; at these sizes the text below is shown as large as it says."""
TEXT_SIZE = 13
PIXELS_A_TICK = 46
SETTINGS: Any = {
    "svg.hashsalt": "opm-evidence",
    "svg.fonttype": "none",
    "text.parse_math": False,
    "font.family": ["DejaVu Sans"],  # comes with matplotlib, so that every machine measures alike
    "font.size": TEXT_SIZE,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "hatch.color": PAPER,
    "hatch.linewidth": 1.5,
    "path.simplify": False,
}
LINE_STYLES = {"solid": "-", "dash": "--", "dot": ":", "dashdot": "-."}


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
    from matplotlib import rc_context, rcdefaults, rcParams
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    width, height = SIZES[shape]
    drawn = io.StringIO()
    with rc_context():
        rcdefaults()  # whoever draws may have settings of their own
        rcParams.update(SETTINGS)
        figure = Figure(figsize=(width / 72, height / 72), dpi=72, facecolor="none")
        canvas: Any = FigureCanvasSVG(figure)
        _fill(figure.add_subplot(facecolor="none"), spec, width)
        # As `savefig` does it with layout="constrained", which draws everything once more.
        ConstrainedLayoutEngine().execute(figure)
        canvas.print_svg(drawn, metadata={"Date": None})
    return lean_svg(
        drawn.getvalue(),
        prefix=prefix,
        kind=f"opm-{shape}",
        name=name,
        described_by=described_by,
        hidden=shape == "narrow",
    )


def _fill(axes: Any, spec: Mapping[str, Any], width: int) -> None:
    layout = spec.get("layout", {})
    traces = spec["data"]
    bars = [trace for trace in traces if trace.get("type") == "bar"]
    for trace in traces:
        if trace.get("type") not in ("bar", "scatter"):
            raise CannotDraw.for_kind(str(trace.get("type")))
        if trace.get("orientation", "v") != "v":
            raise CannotDraw.for_kind("lying bars")
    places = _places(traces, layout.get("xaxis", {}).get("categoryarray", ()))
    _draw_bars(axes, bars, places, layout.get("barmode", "group"))
    for number, trace in enumerate(each for each in traces if each["type"] == "scatter"):
        _draw_line(axes, trace, places, number)
    _draw_breaks(axes, layout.get("shapes", ()))
    _label(axes, layout, places, width)


def _places(traces: Sequence[Mapping[str, Any]], order: Sequence[Any] = ()) -> dict[Any, int]:
    """Every value of the x axis with its place: in the given order, then as it first appears."""
    values = dict.fromkeys([*order, *(value for trace in traces for value in trace["x"])])
    return {value: place for place, value in enumerate(values)}


def _draw_bars(
    axes: Any, bars: Sequence[Mapping[str, Any]], places: Mapping[Any, int], mode: str
) -> None:
    if bars and mode not in ("stack", "group"):
        raise CannotDraw.for_kind(f"bars arranged as {mode}")
    floor = dict.fromkeys(places, 0.0)
    width = 0.8 if mode == "stack" else 0.8 / max(len(bars), 1)
    for number, trace in enumerate(bars):
        marker = trace.get("marker", {})
        shift = 0.0 if mode == "stack" else (number - (len(bars) - 1) / 2) * width
        drawn = [(x, y) for x, y in zip(trace["x"], trace["y"], strict=True) if y]
        axes.bar(
            [places[x] + shift for x, _ in drawn],
            [y for _, y in drawn],
            width=width,
            bottom=[floor[x] for x, _ in drawn] if mode == "stack" else None,
            label=trace.get("name", ""),
            color=marker.get("color", CATEGORICAL[number % len(CATEGORICAL)]),
            hatch=marker.get("pattern", {}).get("shape", "") * 2 or None,
            edgecolor=PAPER,
        )
        for x, y in drawn:
            floor[x] += y


def _draw_line(axes: Any, trace: Mapping[str, Any], places: Mapping[Any, int], number: int) -> None:
    mode = trace.get("mode", "lines")
    if mode not in ("lines", "markers", "lines+markers"):
        raise CannotDraw.for_kind(f"points with {mode}")
    line = trace.get("line", {})
    dash = line.get("dash", DASHES[number % len(DASHES)])
    if dash not in LINE_STYLES:
        raise CannotDraw.for_kind(f"the dash {dash}")
    axes.plot(
        [places[x] for x in trace["x"]],
        trace["y"],
        label=trace.get("name", ""),
        color=line.get("color", CATEGORICAL[number % len(CATEGORICAL)]),
        linestyle=LINE_STYLES[dash] if "lines" in mode else "none",
        marker="o" if "markers" in mode else None,
    )


def _draw_breaks(axes: Any, shapes: Sequence[Mapping[str, Any]]) -> None:
    """Upright lines across the whole chart, each with its word."""
    for shape in shapes:
        line = shape.get("line", {})
        if shape.get("type") != "line" or shape["x0"] != shape["x1"]:
            raise CannotDraw.for_kind(f"the shape {shape.get('type')}")
        axes.axvline(
            shape["x0"],
            color=line.get("color", INK),
            linestyle=LINE_STYLES[line.get("dash", "dot")],
        )
        axes.text(
            shape["x0"] + 0.05,
            0.02,
            shape.get("label", {}).get("text", ""),
            transform=axes.get_xaxis_transform(),
        )


def _label(axes: Any, layout: Mapping[str, Any], places: Mapping[Any, int], width: int) -> None:
    step = -(-len(places) * PIXELS_A_TICK // max(width - 60, 1)) or 1
    shown = list(places)[::step]
    axes.set_xticks([places[value] for value in shown], [str(value) for value in shown])
    axes.set_xlabel(_axis_title(layout, "xaxis"))
    axes.set_ylabel(_axis_title(layout, "yaxis"))
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.set_ylim(bottom=0)
    axes.set_xlim(-0.6, len(places) - 0.4)
    axes.grid(axis="y", color=GRID)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    axes.spines[["top", "right"]].set_visible(False)
    if any(axes.get_legend_handles_labels()[1]):
        axes.figure.legend(loc="outside upper left", ncols=1 if width < 400 else 2, frameon=False)


def _axis_title(layout: Mapping[str, Any], axis: str) -> str:
    title = layout.get(axis, {}).get("title", "")
    return str(title.get("text", "")) if isinstance(title, Mapping) else str(title)
