"""The marks of a chart, bars and lines, each with the swatch that stands for it in the legend."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.artist import Artist
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Transform

Box = tuple[float, float, float, float]
"""Left, bottom, right and top."""


@dataclass(frozen=True)
class Bars:
    """The bars of one series: boxes by place and value, and how they look."""

    name: str
    boxes: Sequence[Box]
    style: Mapping[str, Any]

    @property
    def values(self) -> Sequence[float]:
        """Where bars begin and end."""
        return [value for _, bottom, _, top in self.boxes for value in (bottom, top)]

    def drawn(self, place: Transform) -> Artist:
        """All bars as one shape."""
        return PathPatch(_outline(self.boxes), transform=place, **self.style)

    def swatch(self, box: Box) -> Artist:
        """One small bar."""
        return PathPatch(_outline([box]), **self.style)


@dataclass(frozen=True)
class Line:
    """One series of points, joined or not: places and values, and how they look."""

    name: str
    xs: Sequence[float]
    values: Sequence[float]
    style: Mapping[str, Any]

    def drawn(self, place: Transform) -> Artist:
        """The line with its points."""
        return Line2D(self.xs, self.values, transform=place, **self.style)

    def swatch(self, box: Box) -> Artist:
        """A short line with a point in its middle."""
        left, bottom, right, top = box
        across = [left, (left + right) / 2, right]
        return Line2D(across, [(bottom + top) / 2] * 3, markevery=[1], **self.style)


Mark = Bars | Line


def _outline(boxes: Sequence[Box]) -> Path:
    corners = [
        corner
        for left, bottom, right, top in boxes
        for corner in ((left, bottom), (right, bottom), (right, top), (left, top), (left, bottom))
    ]
    steps = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
    return Path(corners, steps * len(boxes))
