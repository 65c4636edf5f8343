"""What a reader makes of a file: one entry a subject and period, each with its figures."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from opm_evidence.records.faults import Fault
from opm_evidence.usage.days import UNKNOWN, Period
from opm_evidence.usage.keys import Subject
from opm_evidence.usage.lines import Document, Lines, Records, Row, Table
from opm_evidence.usage.numbers import Number
from opm_evidence.usage.sidecar import Sidecar

METRIC_BASIS: Mapping[str, str] = {
    "feedback_comments": "admin_count",
    "word_count": "admin_count",
    "reading_minutes": "admin_count",
    "pdf_count": "admin_count",
}
"""Metrics that are counted by another system than the rest of the same file."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a file: what it is about, for which days, and its figures by metric.

    `period` is what the file itself says, `UNKNOWN` where it says nothing.
    """

    row: int
    subject: Subject
    figures: Mapping[str, Number]
    period: Period = UNKNOWN


Item = Entry | Fault


@dataclass(frozen=True, slots=True)
class Given:
    """What a reader is told beside the lines: the name of the file, and its sidecar if any."""

    file: str
    sidecar: Sidecar | None = None

    @property
    def day_first(self) -> bool:
        """Whether the sidecar says that 01/02/2026 is in February."""
        return self.sidecar is not None and self.sidecar.days == "day_first"

    def fault(self, row: int, field: str, what: str, remedy: str) -> Fault:
        """Something that keeps the file from being read rightly."""
        return Fault(self.file, row, field, what, remedy)

    def advice(self, row: int, field: str, what: str, remedy: str) -> Fault:
        """Something to know, with which the file can be read all the same."""
        return Fault(self.file, row, field, what, remedy, "advice")


@dataclass(frozen=True, slots=True)
class Format:
    """One format of usage files.

    Attributes:
        name: its name in sidecars and tables.
        title: what it is, for people.
        basis: who is counted, where the format settles it; else the sidecar has to say.
        definition: which definition its figures follow; `content_data` where the days tell.
        source: where the format is described or made.
        recognises: whether lines are of this format, by their header or shape alone.
        parse: the entries and faults of the lines.
        known_by: columns, or names in a document, by which a person tells the format.
        grain: the length of its periods where they move on every day.
        additive: metrics whose rows of one page or search may be added up.
        undated: whether its figures may have no period at all.
    """

    name: str
    title: str
    basis: str
    definition: str
    source: str
    recognises: Callable[[Lines], bool]
    parse: Callable[[Any, Given], Iterator[Item]]
    known_by: tuple[str, ...]
    grain: str = ""
    additive: frozenset[str] = frozenset(
        (
            "page_views",
            "entrances",
            "exits",
            "landing_sessions",
            "searches_from_page",
            "useful_yes",
            "useful_no",
            "feedback_comments",
            "site_searches",
            "search_clicks",
            "sc_clicks",
            "sc_impressions",
            "service_ratings_1",
            "service_ratings_2",
            "service_ratings_3",
            "service_ratings_4",
            "service_ratings_5",
        )
    )


def header_of(lines: Lines) -> tuple[str, ...]:
    """The names of the columns; none for a document."""
    if isinstance(lines, Table):
        return lines.header
    return lines.columns if isinstance(lines, Records) else ()


def mostly(lines: Lines, header: tuple[str, ...], share: float = 0.6) -> bool:
    """Whether lines have most of these columns: enough to know the format, and to name the rest."""
    return len(set(header) & set(header_of(lines))) >= share * len(header)


def content_of(lines: Lines) -> Any:
    """The content of a document; of a single object that stands on one line, that object."""
    if isinstance(lines, Document):
        return lines.content
    if isinstance(lines, Records):
        return next((content for _, content in lines.rows()), None)
    return None


def wrong_header(table: Table, header: tuple[str, ...], given: Given) -> Iterator[Fault]:
    """What keeps a table's header from being the one of its format."""
    if table.header == header:
        return
    missing = [name for name in header if name not in table.header]
    extra = [name for name in table.header if name not in header]
    twice = sorted({name for name in table.header if table.header.count(name) > 1})
    parts = [
        f"{words}: {', '.join(name[:40] or '(no name)' for name in names[:6])}"
        for words, names in (
            ("missing", missing),
            ("not of this format", extra),
            ("twice", twice),
        )
        if names
    ]
    what = f"The columns are not those of the format ({'; '.join(parts) or 'another order'})."
    yield given.fault(table.header_row, "", what, "Export the file again, and leave it as it is.")


def whole(table: Table, row: Row, given: Given) -> Fault | None:
    """A fault where a row has more or fewer cells than the header."""
    if len(row.cells) == len(table.header):
        return None
    what = f"The row has {len(row.cells)} cells, and the header has {len(table.header)}."
    return given.fault(row.number, "", what, "Download the file again; it may be cut off here.")


def by_column(lines: Lines, given: Given) -> Iterator[tuple[int, Mapping[str, Any]] | Fault]:
    """The rows of a table or of records, each by column; a row of another length is a fault."""
    if isinstance(lines, Records):
        yield from lines.rows()
    elif isinstance(lines, Table):
        for row in lines.rows():
            if not any(row.cells):
                continue
            fault = whole(lines, row, given)
            yield fault or (row.number, dict(zip(lines.header, row.cells, strict=True)))


def misread(number: Number, column: str, row: int, given: Given) -> Fault | None:
    """A fault where a cell should hold a figure and does not."""
    if not number.complaint:
        return None
    remedy = "Export the file again; a spreadsheet may have changed the cell when it saved."
    return given.fault(row, column[:60], number.complaint, remedy)


def read_figures(
    cells: Mapping[str, Any],
    columns: Mapping[str, str],
    row: int,
    given: Given,
    parse: Callable[[object], Number],
) -> tuple[dict[str, Number], list[Fault]]:
    """The figures of one row, by metric, from the columns that hold them; and what is wrong."""
    figures = {metric: parse(cells[name]) for name, metric in columns.items() if name in cells}
    faults = [
        fault
        for name, metric in columns.items()
        if metric in figures and (fault := misread(figures[metric], name, row, given))
    ]
    return figures, faults
