"""A table of GOV.UK's Google Analytics in BigQuery: one row a page and day.

Either `page_summaries` (ga4-dataform) or the table that Content Data imports from. The first drops
errors and junk paths and takes the canonical address; the second does not.
"""

from collections.abc import Iterator, Mapping

from opm_evidence.records.faults import Fault
from opm_evidence.usage.days import one_day, parse_day
from opm_evidence.usage.entries import (
    Entry,
    Format,
    Given,
    Item,
    by_column,
    header_of,
    read_figures,
)
from opm_evidence.usage.keys import page
from opm_evidence.usage.lines import Lines
from opm_evidence.usage.numbers import parse_count

PAGE = "cleaned_page_location"
SUMMARY_DAY, CONTENT_DATA_DAY = "event_date", "the_date"
SUMMARY: Mapping[str, str] = {
    "pageviews": "page_views",
    "unique_pageviews": "unique_page_views",
    "sessions": "sessions",
    "entrances": "entrances",
    "exits": "exits",
    "searches": "searches_from_page",
    "useful_yes": "useful_yes",
    "useful_no": "useful_no",
}
CONTENT_DATA: Mapping[str, str] = {
    "total_page_views": "page_views",
    "unique_page_views": "unique_page_views",
    "entrances": "entrances",
    "exits": "exits",
    "total_searches": "searches_from_page",
    "useful_yes": "useful_yes",
    "useful_no": "useful_no",
}
"""The columns that are read, and the metric of each."""


def recognises_summary(lines: Lines) -> bool:
    """A page, an event date and page views."""
    return {PAGE, SUMMARY_DAY, "pageviews"} <= set(header_of(lines))


def recognises_content_data(lines: Lines) -> bool:
    """A page, a date and page views, by the names that Content Data uses."""
    return {PAGE, CONTENT_DATA_DAY, "total_page_views"} <= set(header_of(lines))


def parse_summary(lines: Lines, given: Given) -> Iterator[Item]:
    """One entry a page and day of `page_summaries`."""
    return _parse(lines, given, SUMMARY_DAY, SUMMARY)


def parse_content_data(lines: Lines, given: Given) -> Iterator[Item]:
    """One entry a page and day of the table that Content Data imports from."""
    return _parse(lines, given, CONTENT_DATA_DAY, CONTENT_DATA)


def _parse(
    lines: Lines, given: Given, day_column: str, columns: Mapping[str, str]
) -> Iterator[Item]:
    for each in by_column(lines, given):
        if isinstance(each, Fault):
            yield each
            continue
        row, cells = each
        figures, faults = read_figures(cells, columns, row, given, parse_count)
        if PAGE not in cells:
            faults.append(given.fault(row, PAGE, "The row has no page.", "Export it again."))
        try:
            period = one_day(parse_day(cells.get(day_column, ""), day_first=given.day_first))
        except ValueError as error:
            remedy = (
                "Export it again; or, where a spreadsheet wrote 31/07/2026, say "
                "days: day_first in the sidecar."
            )
            yield given.fault(row, day_column, f"{str(error)[:1].upper()}{str(error)[1:]}.", remedy)
            continue
        if faults:
            yield from faults
            continue
        yield Entry(row, page(cells[PAGE]), figures, period)


SUMMARY_FORMAT = Format(
    name="ga4_page_summaries",
    title="GOV.UK’s Google Analytics 4 in BigQuery, page_summaries",
    basis="ga_consented",
    definition="ga4_dataform",
    source="alphagov/ga4-dataform, page_summaries.sqlx",
    recognises=recognises_summary,
    parse=parse_summary,
    known_by=(PAGE, SUMMARY_DAY, *SUMMARY),
)
CONTENT_DATA_FORMAT = Format(
    name="ga4_content_data",
    title="GOV.UK’s Google Analytics 4 in BigQuery, the table of Content Data",
    basis="ga_consented",
    definition="ga4_2023-12",
    source="docs.data-community, Content Data, scheduled query",
    recognises=recognises_content_data,
    parse=parse_content_data,
    known_by=(PAGE, CONTENT_DATA_DAY, *CONTENT_DATA),
)
