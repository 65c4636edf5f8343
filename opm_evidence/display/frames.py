"""Where everything in a chart stands: marks between two axes, their words, breaks and legend.

Laid out by ourselves, in pixels from the left and from the foot of the picture. Matplotlib's own
axes and layout suit any chart, and take five times as long over ours.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, isfinite
from typing import NamedTuple

from matplotlib.artist import Artist
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Affine2D
from matplotlib.typing import LineStyleType

from opm_evidence.display.legends import legend_of
from opm_evidence.display.lettering import LINE, RAISED, lines_within, text_width, widest, written
from opm_evidence.display.marks import Mark
from opm_evidence.display.palette import GRID, INK
from opm_evidence.display.wording.numbers import number

EDGE = 8
"""Pixels that stay free along the edges of the picture, and between an axis and its words."""
BETWEEN = 10
"""Pixels between two labels, at least."""
WORD = re.compile(r"[^\s-]+-?")
MOST_WORD = 90
"""Pixels within which no word of a label is cut."""
LEAST_PLOT = 160
"""Pixels that the marks have upwards, at least: a picture with a long legend is higher."""
MOST_STEPS = 8
"""Of the upright axis, from tick to tick."""
HEADROOM = 1.05
"""How far the upright axis goes, in largest values."""
THIN = 0.8


class Break(NamedTuple):
    """An upright line across the chart at a place, with its word."""

    place: float
    word: str
    color: str
    linestyle: LineStyleType


@dataclass(frozen=True)
class Chart:
    """What a chart shows: marks above places that are numbered from 0 and have a label each."""

    marks: Sequence[Mark]
    labels: Sequence[str]
    x_title: str
    y_title: str
    breaks: Sequence[Break] = ()


class Frame:
    """A chart in a picture of that width, and of that height or more where it needs more.

    Attributes:
        height: of the picture, in pixels.
    """

    def __init__(self, chart: Chart, width: int, height: int) -> None:
        self.chart, self.width = chart, width
        values = [value for mark in chart.marks for value in mark.values if isfinite(value)]
        low, high = min([0.0, *values]), max([0.0, *values])
        low, high = low * HEADROOM, (high if high > low else 1.0) * HEADROOM
        steps = MaxNLocator(MOST_STEPS, steps=[1, 2, 5, 10], integer=True)
        self.ticks = [tick for tick in steps.tick_values(low, high) if low <= tick <= high]
        self.left = 2 * EDGE + widest(map(number, self.ticks))
        self.right = width - EDGE

        across = self.right - self.left
        pitch = across / (len(chart.labels) + 0.2)
        self.labels = _thinned(chart.labels, pitch)
        self.x_title = lines_within(chart.x_title, across)
        below = max(map(len, self.labels.values()), default=0) + len(self.x_title)
        self.bottom = EDGE + below * LINE + (EDGE // 2 if self.x_title else 0)

        self.legend = legend_of(chart.marks, width - 2 * EDGE)
        self.y_title = lines_within(chart.y_title, width - 2 * EDGE)
        above = EDGE + self.legend.height + EDGE + len(self.y_title) * LINE
        self.height = max(height, self.bottom + LEAST_PLOT + above)
        self.top = self.height - above
        rise = (self.top - self.bottom) / (high - low)
        place = Affine2D().translate(0.6, -low).scale(pitch, rise)
        self.place = place.translate(self.left, self.bottom)

    def drawn(self) -> Iterator[Artist]:
        """Everything; what has no transform of its own is placed in pixels."""
        yield from self.legend.drawn(EDGE, self.height - EDGE)
        yield from self._upright_axis()
        for mark in self.chart.marks:
            if any(map(isfinite, mark.values)):
                yield mark.drawn(self.place)
        yield from self._level_axis()
        for each in self.chart.breaks:
            yield from self._break(each)

    def _upright_axis(self) -> Iterator[Artist]:
        first = self.top + EDGE + (len(self.y_title) - 1) * LINE
        yield from written(self.y_title, EDGE, first)
        for tick in self.ticks:
            _, y = self._point(0, tick)
            yield Line2D([self.left, self.right], [y, y], color=GRID, linewidth=THIN, zorder=0)
            yield from written([number(tick)], self.left - EDGE, y - RAISED, "right")
        yield Line2D([self.left] * 2, [self.bottom, self.top], color=INK, linewidth=THIN)

    def _level_axis(self) -> Iterator[Artist]:
        _, y = self._point(0, 0)
        yield Line2D([self.left, self.right], [y, y], color=INK, linewidth=THIN)
        free = 0.0
        for place, lines in self.labels.items():
            x, _ = self._point(place, 0)
            half = widest(lines) / 2 + BETWEEN / 4
            x = min(max(x, half), self.width - half)
            if x - half >= free:
                yield from written(lines, x, self.bottom - LINE, "center")
                free = x + half
        middle = (self.left + self.right) / 2
        yield from written(self.x_title, middle, EDGE + (len(self.x_title) - 1) * LINE, "center")

    def _break(self, shown: Break) -> Iterator[Artist]:
        x, _ = self._point(shown.place, 0)
        ends = [self.bottom, self.top]
        yield Line2D([x, x], ends, color=shown.color, linestyle=shown.linestyle)
        taken = BETWEEN / 2 + text_width(shown.word)
        start = x + BETWEEN / 2 if x + taken < self.width else x - taken
        yield from written([shown.word], start, self.bottom + RAISED)

    def _point(self, place: float, value: float) -> tuple[float, float]:
        x, y = self.place.transform((place, value))
        return float(x), float(y)


def _thinned(labels: Sequence[str], pitch: float) -> Mapping[int, Sequence[str]]:
    """The labels that there is room for, by place, in lines; every second one, or third, or …"""
    longest = max(map(text_width, WORD.findall(" ".join(labels))), default=0)
    step = ceil((min(longest, MOST_WORD) + BETWEEN) / pitch)
    room = step * pitch - BETWEEN
    return {place: lines_within(labels[place], room) for place in range(0, len(labels), step)}
