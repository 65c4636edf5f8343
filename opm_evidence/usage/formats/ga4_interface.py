"""A CSV saved from the pages of Google Analytics 4: a preamble with the days, and a grand total.

The row of the grand total has no key and one cell more than the header. The first lines begin with
#, one of them holds the days: `# 20260401-20260901`.
"""

import re
from collections.abc import Iterator

from opm_evidence.usage.days import Period, parse_day, span
from opm_evidence.usage.entries import Entry, Format, Given, Item, misread, whole
from opm_evidence.usage.keys import Subject, page, query
from opm_evidence.usage.lines import Lines, Row, Table
from opm_evidence.usage.numbers import Number, parse_count

DAYS = re.compile(r"#\s*(\d{8})-(\d{8})\s*")
PAGE_COLUMNS = (
    "Page location",
    "Page path and screen class",
    "Page path + query string",
    "Page path",
    "Full page URL",
    "Landing page + query string",
    "Landing page",
)
LANDING = ("Landing page + query string", "Landing page")
QUERY_COLUMNS = ("Search term",)
METRICS = {
    "Views": "page_views",
    "Sessions": "sessions",
    "Total users": "users",
    "Active users": "users",
    "Users": "users",
    "Entrances": "entrances",
    "Exits": "exits",
}
DIMENSIONS = frozenset(
    (
        "Country",
        "City",
        "Region",
        "Language",
        "Device category",
        "Browser",
        "Operating system",
        "Date",
        "Month",
        "Week",
        "Session default channel group",
        "Session source / medium",
        "Event name",
    )
)
"""Columns that part a page over several rows."""

GRAND_TOTAL = "Grand total"


def recognises(lines: Lines) -> bool:
    """Days in the preamble, and a column of pages or searches beside one of figures."""
    if not isinstance(lines, Table) or not any(DAYS.fullmatch(each) for each in lines.preamble):
        return False
    return bool(set(lines.header) & set(METRICS))


def parse(table: Table, given: Given) -> Iterator[Item]:
    """One entry a row. The rows are added up and compared with the grand total, if there is one."""
    key = next((each for each in PAGE_COLUMNS + QUERY_COLUMNS if each in table.header), "")
    if not key:
        what = "There is no column with addresses or searches."
        yield given.fault(table.header_row, "", what, "Export it with the page path or location.")
        return
    spans = list(dict.fromkeys(each.strip() for each in table.preamble if DAYS.fullmatch(each)))
    if len(spans) > 1:
        what = f"Above the table stand several spans of days: {', '.join(spans[:3])}."
        yield given.fault(0, "", what, "Export one span, without comparing it with another.")
        return
    period = _period(spans[0])
    if period is None:
        what = f"The days above the table are none: {spans[0]}."
        remedy = (
            "Export the file again; the first day and the last are written as 20260401-20260630."
        )
        yield given.fault(0, "", what, remedy)
        return
    columns = _columns(table, key)
    twice = [name for name in table.header if name and table.header.count(name) > 1]
    if twice or len(set(columns.values())) < len(columns):
        what = "Two columns count the same thing."
        yield given.fault(table.header_row, twice[0] if twice else "", what, "Export one of them.")
        return
    if parted := sorted(DIMENSIONS & set(table.header)):
        what = f"The file parts each page by {parted[0]}, so a page has several rows."
        yield given.fault(table.header_row, parted[0], what, "Export it by page alone.")
        return
    left = [n for n in table.header if n and n not in columns and n not in (key, "Page title")]
    if left:
        what = f"Not read: {', '.join(name[:40] for name in left[:6])}."
        yield given.advice(table.header_row, "", what, "Ratios and times are not added up.")
    yield from _rows(table, key, columns, period, given)


def _rows(
    table: Table, key: str, columns: dict[str, str], period: Period, given: Given
) -> Iterator[Item]:
    title = table.position("Page title")
    at = table.position(key)
    totals: dict[str, Number] = {}
    added = dict.fromkeys(columns.values(), 0.0)
    for row in table.rows():
        if not any(row.cells):
            continue
        figures = {m: parse_count(_cell(row, table.position(n))) for n, m in columns.items()}
        wrong = [
            misread(figures[metric], name, row.number, given) for name, metric in columns.items()
        ]
        if _is_total(table, row):
            totals = figures
        elif fault := whole(table, row, given):
            yield fault
            continue
        if any(wrong):
            yield from (fault for fault in wrong if fault)
            continue
        if totals is figures:
            continue
        for metric, number in figures.items():
            added[metric] += number.value or 0
        subject = _subject(key, row.cells[at], row.cells[title] if title >= 0 else "")
        yield Entry(row.number, subject, figures, period)
    for metric in ("page_views", "landing_sessions"):
        total = totals.get(metric)
        if total and total.value is not None and total.value != added[metric]:
            short = total.value - added[metric]
            what = (
                f"The grand total is {total.value:,.0f}, and the rows add up to "
                f"{added[metric]:,.0f}: {abs(short):,.0f} {'are missing' if short > 0 else 'more'}."
            )
            remedy = "The rows are used. Export every row if the rest matters."
            yield given.advice(0, metric, what, remedy)


def _subject(key: str, cell: str, title: str) -> Subject:
    return query(cell) if key in QUERY_COLUMNS else page(cell, title=title)


def _columns(table: Table, key: str) -> dict[str, str]:
    columns = {name: metric for name, metric in METRICS.items() if name in table.header}
    if key in LANDING and "Sessions" in columns:
        columns["Sessions"] = "landing_sessions"
    return columns


def _is_total(table: Table, row: Row) -> bool:
    longer = len(row.cells) == len(table.header) + 1
    return longer and row.cells[-1].strip() == GRAND_TOTAL and not row.cells[0].strip()


def _cell(row: Row, at: int) -> str:
    return row.cells[at] if at < len(row.cells) else ""


def _period(line: str) -> Period | None:
    found = DAYS.fullmatch(line)
    assert found, line
    try:
        return span(parse_day(found[1]), parse_day(found[2]))
    except ValueError:
        return None


FORMAT = Format(
    name="ga4_interface",
    title="Google Analytics 4, CSV saved from its pages",
    basis="ga_consented",
    definition="ga4_interface",
    source="Google Analytics 4, Explore and Reports, Download CSV",
    recognises=recognises,
    parse=parse,
    known_by=("Views",),
)
