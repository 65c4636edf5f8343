"""Google Search Console: a CSV saved from its pages, or its table in BigQuery.

Queries that too few people asked come without words from BigQuery (`is_anonymized_query`).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from opm_evidence.records.faults import Fault
from opm_evidence.usage.days import UNKNOWN, Period, one_day, parse_day
from opm_evidence.usage.entries import (
    Entry,
    Format,
    Given,
    Item,
    by_column,
    header_of,
    read_figures,
)
from opm_evidence.usage.keys import Subject, page, query
from opm_evidence.usage.lines import Lines
from opm_evidence.usage.numbers import known, parse_count, parse_ratio

QUERIES = ("Top queries", "Queries", "Query", "query")
PAGES = ("Top pages", "Pages", "Page", "Landing Page", "Landing page", "URL", "url")
CLICKS = ("Clicks", "Url Clicks", "URL Clicks", "clicks")
IMPRESSIONS = ("Impressions", "URL Impressions", "Url Impressions", "impressions")
DAYS = ("data_date", "Date")
PARTED_BY = ("country", "device", "search_type")
"""Columns of the table in BigQuery by which one query and page stands on several rows."""


def recognises(lines: Lines) -> bool:
    """Clicks and impressions, of pages or of queries."""
    names = set(header_of(lines))
    return all(names & set(wanted) for wanted in (CLICKS, IMPRESSIONS, QUERIES + PAGES))


def parse(lines: Lines, given: Given) -> Iterator[Item]:
    """One entry a row: about the query where there is one, with the page beside it."""
    names = header_of(lines)
    asked, shown = _of(names, QUERIES), _of(names, PAGES)
    day_column = _of(names, DAYS)
    columns = {_of(names, CLICKS): "sc_clicks", _of(names, IMPRESSIONS): "sc_impressions"}
    parts: dict[tuple[Subject, Period], list[Entry]] = {}
    for each in by_column(lines, given):
        if isinstance(each, Fault):
            yield each
            continue
        row, cells = each
        figures, faults = read_figures(cells, columns, row, given, parse_count)
        period = UNKNOWN
        if day_column:
            try:
                period = one_day(parse_day(cells.get(day_column), day_first=given.day_first))
            except ValueError:
                faults.append(given.fault(row, day_column, "This is not a day.", "Export again."))
        clicks, seen = figures.get("sc_clicks"), figures.get("sc_impressions")
        if clicks and seen and (clicks.value or 0) > (seen.value or 0):
            what = "There are more clicks than impressions."
            faults.append(given.fault(row, "", what, "Export it again; columns may have moved."))
        if faults:
            yield from faults
            continue
        ratio = parse_ratio(cells.get("CTR")).value if isinstance(cells.get("CTR"), str) else None
        if ratio and clicks and seen and clicks.value and seen.value:
            if abs(ratio - clicks.value / seen.value) > 0.0051:
                what = "The ratio of the row does not follow from clicks and impressions."
                yield given.advice(row, "CTR", what, "The counts are used.")
        entry = Entry(row, _subject(cells, asked, shown), figures, period)
        if set(PARTED_BY) & set(names):
            parts.setdefault((entry.subject, period), []).append(entry)
        else:
            yield entry
    for entries in parts.values():
        yield _together(entries)


def _together(entries: list[Entry]) -> Entry:
    """One entry of those that differ only in country, device or kind of search."""
    added = {
        metric: known(sum(each.figures[metric].value or 0 for each in entries))
        for metric in entries[0].figures
    }
    return Entry(entries[0].row, entries[0].subject, added, entries[0].period)


def _subject(cells: Mapping[str, Any], asked: str, shown: str) -> Subject:
    if asked:
        return query(cells.get(asked), clicked=str(cells.get(shown) or "") if shown else "")
    return page(cells.get(shown))


def _of(names: tuple[str, ...], wanted: tuple[str, ...]) -> str:
    return next((name for name in wanted if name in names), "")


FORMAT = Format(
    name="search_console",
    title="Google Search Console, by query or page",
    basis="search_console",
    definition="other",
    source="Google Search Console, Performance, Export; searchdata_url_impression",
    recognises=recognises,
    parse=parse,
    known_by=(QUERIES[0], CLICKS[0], IMPRESSIONS[0]),
)
