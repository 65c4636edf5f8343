"""GOV.UK's table of pages to be found by search, with their views of seven days.

A row may have a link and no query: the figure is about the page. Cells may be blank, which says
nothing of how often the page was viewed.
"""

from collections.abc import Iterator

from opm_evidence.usage.entries import Format, Given, Item
from opm_evidence.usage.keys import page
from opm_evidence.usage.lines import Lines, Table
from opm_evidence.usage.search_counts import counts, has_search_columns

VIEWS = "Page views (7 days)"


def recognises(lines: Lines) -> bool:
    """A link beside views of seven days."""
    return has_search_columns(lines, VIEWS)


def parse(table: Table, given: Given) -> Iterator[Item]:
    """One entry a link."""
    return counts(table, given, VIEWS, "page_views", lambda cells: page(cells["link"]))


FORMAT = Format(
    name="search_page_views",
    title="GOV.UK site search, pages with their views",
    basis="ga_consented",
    definition="ga4_dataform",
    source="alphagov/govuk-infrastructure, judgement_lists/welsh.csv",
    recognises=recognises,
    parse=parse,
    known_by=("query", "link", VIEWS),
    grain="rolling7",
)
