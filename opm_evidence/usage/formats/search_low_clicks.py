"""GOV.UK's table of searches with few clicks: searches, clicks and their ratio, by query.

The query stands once for each link that somebody judged, with the same figures on each row: they
are counted once. Some queries have further rows with other figures: both are kept, and never added.
The heading says the months, and not the year.
"""

import re
from collections.abc import Iterator

from opm_evidence.records.faults import Fault
from opm_evidence.usage.days import parse_month
from opm_evidence.usage.entries import Entry, Format, Given, Item, by_column, header_of, misread
from opm_evidence.usage.keys import query, with_flags
from opm_evidence.usage.lines import Lines, Table
from opm_evidence.usage.numbers import Number, parse_count, parse_ratio

SEARCHES = re.compile(r"Searches - GA4 Item-list view events \((.*)\)")
CLICKS = re.compile(r"Clicks - GA4 Item-list click events \((.*)\)")
MONTHS = re.compile(r"\d+ months ([A-Za-z]+) to ([A-Za-z]+)")
RATIO = "Item-list CTR"


def recognises(lines: Lines) -> bool:
    """A query beside searches and clicks of item lists."""
    names = header_of(lines)
    return (
        isinstance(lines, Table)
        and "query" in names
        and bool(_column(names, SEARCHES) and _column(names, CLICKS))
    )


def parse(table: Table, given: Given) -> Iterator[Item]:
    """One entry a query and pair of figures, in the order of the file."""
    searches, clicks = _column(table.header, SEARCHES), _column(table.header, CLICKS)
    yield from _months_agree(table, searches, given)
    seen: dict[tuple[str, Number, Number], int] = {}
    repeated: set[tuple[str, Number, Number]] = set()
    several: dict[str, set[tuple[Number, Number]]] = {}
    for each in by_column(table, given):
        if isinstance(each, Fault):
            yield each
            continue
        row, cells = each
        searched, clicked = parse_count(cells[searches]), parse_count(cells[clicks])
        wrong = [misread(searched, searches, row, given), misread(clicked, clicks, row, given)]
        if any(wrong):
            yield from (fault for fault in wrong if fault)
            continue
        if not _ratio_follows(searched, clicked, cells.get(RATIO)):
            what = "The ratio of the row does not follow from its searches and clicks."
            yield given.advice(row, RATIO, what, "The counts are used.")
        key = (cells["query"], searched, clicked)
        if seen.setdefault(key, row) != row:
            repeated.add(key)
        several.setdefault(cells["query"], set()).add((searched, clicked))
    for (words, searched, clicked), row in seen.items():
        subject = query(words)
        if len(several[words]) > 1:
            subject = with_flags(subject, "figures_differ")
        if (words, searched, clicked) in repeated:
            subject = with_flags(subject, "repeated_rows")
        yield Entry(row, subject, {"site_searches": searched, "search_clicks": clicked})


def _ratio_follows(searched: Number, clicked: Number, cell: object) -> bool:
    ratio = parse_ratio(cell).value
    if ratio is None or not searched.value or clicked.value is None:
        return True
    return abs(ratio - clicked.value / searched.value) <= 0.0051


def _months_agree(table: Table, column: str, given: Given) -> Iterator[Fault]:
    found = SEARCHES.fullmatch(column)
    months = MONTHS.fullmatch(found[1].strip()) if found else None
    said = given.sidecar.span if given.sidecar else None
    if not months or said is None or said.start is None or said.end is None:
        return
    if (parse_month(months[1]), parse_month(months[2])) != (said.start.month, said.end.month):
        what = f"The heading says “{months[0]}”, and the sidecar {said}."
        yield given.fault(table.header_row, column[:60], what, "Correct the sidecar.")


def _column(names: tuple[str, ...], form: re.Pattern[str]) -> str:
    return next((name for name in names if form.fullmatch(name)), "")


FORMAT = Format(
    name="search_low_clicks",
    title="GOV.UK site search, queries with few clicks",
    basis="ga_consented",
    definition="ga4_interface",
    source="alphagov/govuk-infrastructure, judgement_lists/low_clickthrough_rate.csv",
    recognises=recognises,
    parse=parse,
    known_by=(
        "query",
        "Searches - GA4 Item-list view events",
        "Clicks - GA4 Item-list click events",
    ),
)
