"""GOV.UK's table of clicks on search results: one row a query and the page that was clicked."""

from collections.abc import Iterator

from opm_evidence.records.faults import Fault
from opm_evidence.usage.entries import Entry, Format, Given, Item, by_column, header_of, misread
from opm_evidence.usage.keys import query
from opm_evidence.usage.lines import Lines, Table
from opm_evidence.usage.numbers import parse_count

CLICKS = "select_item_event"


def recognises(lines: Lines) -> bool:
    """A query, a link and events of choosing an item."""
    return isinstance(lines, Table) and {"query", "link", CLICKS} <= set(header_of(lines))


def parse(table: Table, given: Given) -> Iterator[Item]:
    """One entry a query and page. Clicks of one query on several pages may be added up."""
    for each in by_column(table, given):
        if isinstance(each, Fault):
            yield each
            continue
        row, cells = each
        clicks = parse_count(cells[CLICKS])
        if fault := misread(clicks, CLICKS, row, given):
            yield fault
            continue
        yield Entry(row, query(cells["query"], clicked=cells["link"]), {"search_clicks": clicks})


FORMAT = Format(
    name="search_clicks",
    title="GOV.UK site search, clicks by query and page",
    basis="ga_consented",
    definition="ga4_interface",
    source="alphagov/govuk-infrastructure, judgement_lists/publications_with_parts.csv",
    recognises=recognises,
    parse=parse,
)
