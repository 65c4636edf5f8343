"""The legend of a chart: above it, in as many columns as there is room for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matplotlib.artist import Artist

from opm_evidence.display.lettering import LINE, RAISED, lines_within, widest, written
from opm_evidence.display.marks import Mark

MOST_COLUMNS = 2
ROW = 20
"""Pixels from one name to the next."""
SWATCH, SWATCH_HEIGHT = 26, 12
FROM_SWATCH = SWATCH + 10
BETWEEN = 28
"""Pixels between two columns."""

Entry = tuple[Mark, Sequence[str]]


@dataclass(frozen=True)
class Legend:
    """Columns of marks and the lines of their names; `pitch` pixels lead from column to column."""

    columns: Sequence[Sequence[Entry]]
    pitch: float

    @property
    def height(self) -> float:
        """Pixels from the top of the first row to the foot of the last."""
        return max((sum(map(_height, column)) for column in self.columns), default=0)

    def drawn(self, left: float, top: float) -> Iterator[Artist]:
        """Swatches and names, from there to the right and down."""
        for number, column in enumerate(self.columns):
            x, y = left + number * self.pitch, top
            for mark, lines in column:
                middle = y - ROW / 2
                foot, head = middle - SWATCH_HEIGHT / 2, middle + SWATCH_HEIGHT / 2
                yield mark.swatch((x, foot, x + SWATCH, head))
                yield from written(lines, x + FROM_SWATCH, middle - RAISED)
                y -= _height((mark, lines))


def legend_of(marks: Sequence[Mark], room: float) -> Legend:
    """The legend of those marks that have a name; one that is too long is broken into lines."""
    named = [mark for mark in marks if mark.name]
    pitch = FROM_SWATCH + widest(mark.name for mark in named) + BETWEEN
    count = min(MOST_COLUMNS, max(int((room + BETWEEN) // pitch), 1))
    entries = [(mark, lines_within(mark.name, room - FROM_SWATCH)) for mark in named]
    rows = -(-len(entries) // count)
    columns = [entries[first : first + rows] for first in range(0, len(entries), rows or 1)]
    return Legend(columns, pitch)


def _height(entry: Entry) -> float:
    _, lines = entry
    return ROW + LINE * (len(lines) - 1)
