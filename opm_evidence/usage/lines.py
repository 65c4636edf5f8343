"""The lines of a usage file as they stand: a table with its preamble, or a document of JSON.

Nothing here knows a format. Rows are numbered as a spreadsheet numbers them, and come one at a
time, so that a file may be larger than memory.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from opm_evidence.records.faults import Fault


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its number, and its cells."""

    number: int
    cells: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what stands before its header, the header, and its rows from the first on."""

    file: str
    preamble: tuple[str, ...]
    header: tuple[str, ...]
    header_row: int
    rows: Callable[[], Iterator[Row]]

    def position(self, name: str) -> int:
        """Where a column stands; -1 where there is none of that name."""
        return self.header.index(name) if name in self.header else -1


@dataclass(frozen=True, slots=True)
class Document:
    """A document of JSON."""

    file: str
    content: Any


@dataclass(frozen=True, slots=True)
class Records:
    """Objects of JSON, one a line, or the rows of a Parquet file, each by column."""

    file: str
    columns: tuple[str, ...]
    rows: Callable[[], Iterator[tuple[int, Mapping[str, Any]]]]


Lines = Table | Document | Records


class BrokenLines(Exception):
    """A row that cannot be parted into cells; what was read before it does not count either."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault
