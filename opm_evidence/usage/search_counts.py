"""What GOV.UK's tables of site search have in common: one count a row, beside a query or a link."""

from collections.abc import Callable, Iterator, Mapping

from opm_evidence.records.faults import Fault
from opm_evidence.usage.entries import Entry, Given, Item, by_column, header_of, misread
from opm_evidence.usage.keys import Subject
from opm_evidence.usage.lines import Lines, Table
from opm_evidence.usage.numbers import parse_count


def has_search_columns(lines: Lines, column: str) -> bool:
    """Whether this is a table with a query, a link and the column that is counted."""
    return isinstance(lines, Table) and {"query", "link", column} <= set(header_of(lines))


def counts(
    table: Table,
    given: Given,
    column: str,
    metric: str,
    subject: Callable[[Mapping[str, str]], Subject],
) -> Iterator[Item]:
    """One entry a row: the count of `column`, about what `subject` makes of its cells."""
    for each in by_column(table, given):
        if isinstance(each, Fault):
            yield each
            continue
        row, cells = each
        count = parse_count(cells[column])
        if fault := misread(count, column, row, given):
            yield fault
            continue
        yield Entry(row, subject(cells), {metric: count})
