"""GOV.UK's table of pages to be found by search, with their views of seven days.

A row may have a link and no query: the figure is about the page. Cells may be blank, which says
nothing of how often the page was viewed.
"""

from collections.abc import Iterator

from opm_evidence.records.faults import Fault
from opm_evidence.usage.entries import Entry, Format, Given, Item, by_column, header_of, misread
from opm_evidence.usage.keys import page
from opm_evidence.usage.lines import Lines, Table
from opm_evidence.usage.numbers import parse_count

VIEWS = "Page views (7 days)"


def recognises(lines: Lines) -> bool:
    """A link beside views of seven days."""
    return isinstance(lines, Table) and {"query", "link", VIEWS} <= set(header_of(lines))


def parse(table: Table, given: Given) -> Iterator[Item]:
    """One entry a link."""
    for each in by_column(table, given):
        if isinstance(each, Fault):
            yield each
            continue
        row, cells = each
        views = parse_count(cells[VIEWS])
        if fault := misread(views, VIEWS, row, given):
            yield fault
            continue
        yield Entry(row, page(cells["link"]), {"page_views": views})


FORMAT = Format(
    name="search_page_views",
    title="GOV.UK site search, pages with their views",
    basis="ga_consented",
    definition="ga4_dataform",
    source="alphagov/govuk-infrastructure, judgement_lists/welsh.csv",
    recognises=recognises,
    parse=parse,
    grain="rolling7",
)
