"""A list of judgements: which link is right for a query. It counts nothing, and is refused."""

from collections.abc import Iterator

from opm_evidence.usage.entries import Format, Given, Item, header_of
from opm_evidence.usage.lines import Lines, Table


def recognises(lines: Lines) -> bool:
    """A query, a link and a score."""
    return isinstance(lines, Table) and {"query", "link", "score"} <= set(header_of(lines))


def parse(table: Table, given: Given) -> Iterator[Item]:
    """One fault: there is no count in the file."""
    what = "The file says which links are right for a query; it has no column that counts."
    remedy = "Use the tables beside it that count searches, clicks or views."
    yield given.fault(table.header_row, "score", what, remedy)


FORMAT = Format(
    name="search_judgements",
    title="GOV.UK site search, judgements without counts",
    basis="manual",
    definition="other",
    source="alphagov/govuk-infrastructure, judgement_lists",
    recognises=recognises,
    parse=parse,
    known_by=("query", "link", "score"),
)
