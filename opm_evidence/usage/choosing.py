"""The figures of a policy's pages out of a large file that is never held whole.

Of a table of pages, the rows of other pages are passed over before any figure is read. Of a table
of pages and days, the days are added up by month on the way, by the expression of `page_months.py`.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial

import duckdb

from opm_evidence.usage.days import Period, last_of_month, span
from opm_evidence.usage.entries import Entry, Format, Given, Item
from opm_evidence.usage.formats import content_data_csv, ga4_page_days
from opm_evidence.usage.keys import page
from opm_evidence.usage.lines import Lines, Row, Table
from opm_evidence.usage.numbers import MISSING, known
from opm_evidence.usage.opening import Opened
from opm_evidence.usage.page_months import (
    ADDED_OVER_DAYS,
    DAY,
    PAGE,
    ROW,
    TABLE,
    page_days,
    page_months,
    sql_of,
)
from opm_evidence.usage.parquet import small_duckdb
from opm_evidence.usage.scanning import BATCH, Scan, quoted, source_of
from opm_evidence.usage.tally import Wanted

BY_DAY = {
    ga4_page_days.SUMMARY_FORMAT.name: (ga4_page_days.SUMMARY_DAY, ga4_page_days.SUMMARY),
    ga4_page_days.CONTENT_DATA_FORMAT.name: (
        ga4_page_days.CONTENT_DATA_DAY,
        ga4_page_days.CONTENT_DATA,
    ),
}
"""The tables of pages and days: the column of the day, and the metric of each column."""

ADDRESS, TITLE = content_data_csv.HEADER.index("GOV.UK URL"), 0


def chosen_entries(
    lines: Lines, opened: Opened, format_: Format, given: Given, scan: Scan, wanted: Wanted
) -> Iterator[Item]:
    """The entries of a large file that are wanted; of days, one a page and month."""
    if format_.name in BY_DAY:
        yield from _months(opened, format_, scan, wanted)
    elif isinstance(lines, Table):
        chosen = replace(lines, rows=partial(_rows, lines, wanted))
        yield from format_.parse(chosen, given)


def _rows(table: Table, wanted: Wanted) -> Iterator[Row]:
    for row in table.rows():
        if len(row.cells) > ADDRESS:
            if wanted(page(row.cells[ADDRESS], title=row.cells[TITLE])) is not None:
                yield row


def _months(opened: Opened, format_: Format, scan: Scan, wanted: Wanted) -> Iterator[Entry]:
    day, metrics = BY_DAY[format_.name]
    with small_duckdb() as engine:
        engine.execute("SET preserve_insertion_order = true")  # so that rows have their numbers
        _view(engine, opened, day, {metric: column for column, metric in metrics.items()})
        pages = _wanted_pages(engine, wanted)
        months = page_months(page_days(rows=True), pages=pages)
        found = engine.execute(sql_of(months, "duckdb"))
        names = [column[0] for column in found.description or ()]
        while batch := found.fetchmany(BATCH):
            for each in batch:
                row = dict(zip(names, each, strict=True))
                figures = {
                    metric: MISSING if row[metric] is None else known(row[metric])
                    for metric in ADDED_OVER_DAYS.values()
                    if metric in scan.states
                }
                period = _within(row["month"], scan.period)
                yield Entry(int(row[ROW]), page(row["page"]), figures, period)


def _view(
    engine: duckdb.DuckDBPyConnection, opened: Opened, day: str, columns: dict[str, str]
) -> None:
    """The file under the names of `page_summaries`, with its rows numbered."""
    source = source_of(opened)
    there = {row[0] for row in engine.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()}
    numbered = "file_row_number + 1"
    if opened.kind == "parquet":
        source = f"read_parquet({quoted(opened)}, file_row_number = true)"
    else:
        numbered = "row_number() OVER () + 1"
    counts = ", ".join(
        (
            f"CAST(replace({columns[metric]}::VARCHAR, ',', '') AS BIGINT) AS {ours}"
            if columns.get(metric) in there
            else f"NULL::BIGINT AS {ours}"
        )
        for ours, metric in ADDED_OVER_DAYS.items()
    )
    engine.execute(
        f"CREATE VIEW {TABLE} AS SELECT {ga4_page_days.PAGE} AS {PAGE}, CAST({day} AS DATE) AS "
        f"{DAY}, {counts}, {numbered} AS {ROW} FROM {source}"
    )


def _wanted_pages(engine: duckdb.DuckDBPyConnection, wanted: Wanted) -> list[str]:
    """The spellings of wanted pages, of those that the file has."""
    found = engine.execute(f"SELECT DISTINCT {PAGE} FROM {TABLE}")
    pages: list[str] = []
    while batch := found.fetchmany(BATCH):
        pages += [each for (each,) in batch if wanted(page(each)) is not None]
    return sorted(pages)


def _within(month: date, whole: Period) -> Period:
    """A month, as far as the file covers it."""
    first = date(month.year, month.month, 1)
    last = last_of_month(month.year, month.month)
    assert whole.start is not None and whole.end is not None
    return span(max(first, whole.start), min(last, whole.end))
