"""GOV.UK's table of clicks on search results: one row a query and the page that was clicked."""

from collections.abc import Iterator

from opm_evidence.usage.entries import Format, Given, Item
from opm_evidence.usage.keys import query
from opm_evidence.usage.lines import Lines, Table
from opm_evidence.usage.search_counts import counts, has_search_columns

CLICKS = "select_item_event"


def recognises(lines: Lines) -> bool:
    """A query, a link and events of choosing an item."""
    return has_search_columns(lines, CLICKS)


def parse(table: Table, given: Given) -> Iterator[Item]:
    """One entry a query and page. Clicks of one query on several pages may be added up."""
    return counts(
        table,
        given,
        CLICKS,
        "search_clicks",
        lambda cells: query(cells["query"], clicked=cells["link"]),
    )


FORMAT = Format(
    name="search_clicks",
    title="GOV.UK site search, clicks by query and page",
    basis="ga_consented",
    definition="ga4_interface",
    source="alphagov/govuk-infrastructure, judgement_lists/publications_with_parts.csv",
    recognises=recognises,
    parse=parse,
    known_by=("query", "link", CLICKS),
)
