"""A CSV saved from the pages of Universal Analytics, as it was until 2023: two tables in one file.

The first table ends with a row of totals without a page, then a blank line; the second counts by
day, with dates in the manner of whoever saved it, and is not read.
"""

from collections.abc import Iterator

from opm_evidence.usage.days import parse_day, span
from opm_evidence.usage.entries import Entry, Format, Given, Item, misread, whole
from opm_evidence.usage.formats.ga4_interface import DAYS
from opm_evidence.usage.keys import page
from opm_evidence.usage.lines import Lines, Table
from opm_evidence.usage.numbers import Number, parse_count

METRICS = {
    "Pageviews": "page_views",
    "Unique Pageviews": "unique_page_views",
    "Entrances": "entrances",
}
SECOND_TABLE = "Day Index"


def recognises(lines: Lines) -> bool:
    """The columns Page and Pageviews, as only Universal Analytics called them."""
    return isinstance(lines, Table) and {"Page", "Pageviews"} <= set(lines.header)


def parse(table: Table, given: Given) -> Iterator[Item]:
    """One entry a page. The rows are compared with the totals, if the file has them."""
    days = next((found for each in table.preamble if (found := DAYS.fullmatch(each))), None)
    try:
        period = {"period": span(parse_day(days[1]), parse_day(days[2]))} if days else {}
    except ValueError:
        yield given.fault(1, "", "The days of the preamble are none.", "Export it again.")
        return
    columns = {name: metric for name, metric in METRICS.items() if name in table.header}
    at, added = table.position("Page"), 0.0
    for row in table.rows():
        if not any(row.cells):
            continue
        if row.cells[0].strip() == SECOND_TABLE:
            what = "A second table, by day, follows; it is not read: its dates are ambiguous."
            yield given.advice(row.number, "", what, "Export days in a file of their own.")
            break
        if fault := whole(table, row, given):
            yield fault
            continue
        figures = {m: parse_count(row.cells[table.position(n)]) for n, m in columns.items()}
        wrong = [misread(figures[m], name, row.number, given) for name, m in columns.items()]
        if any(wrong):
            yield from (fault for fault in wrong if fault)
        elif not row.cells[at].strip():
            yield from _compared(figures["page_views"], added, row.number, given)
        else:
            added += figures["page_views"].value or 0
            yield Entry(row.number, page(row.cells[at]), figures, **period)


def _compared(total: Number, added: float, row: int, given: Given) -> Iterator[Item]:
    if total.value is not None and total.value != added:
        what = f"The total is {total.value:,.0f}, and the rows add up to {added:,.0f}."
        yield given.advice(row, "Pageviews", what, "The rows are used; it listed the first only.")


FORMAT = Format(
    name="ua_interface",
    title="Universal Analytics, CSV saved from its pages",
    basis="ga_consented",
    definition="ua",
    source="Universal Analytics, All Pages, Export CSV (until 2023)",
    recognises=recognises,
    parse=parse,
    known_by=("Page", "Pageviews"),
)
