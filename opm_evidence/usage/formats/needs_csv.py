"""User needs of Maslow in a table. It counts nothing; rows have as many cells as criteria."""

from collections.abc import Iterator

from opm_evidence.usage.entries import Entry, Format, Given, Item, header_of
from opm_evidence.usage.formats.needs_json import need
from opm_evidence.usage.lines import Lines, Table

HEADER = ("Maslow URL", "As a", "I need to", "So that")


def recognises(lines: Lines) -> bool:
    """The four columns that every such file begins with."""
    return isinstance(lines, Table) and header_of(lines)[:4] == HEADER


def parse(table: Table, given: Given) -> Iterator[Item]:
    """One entry a need, without figures."""
    for row in table.rows():
        if not any(row.cells):
            continue
        if len(row.cells) < len(HEADER) or len(row.cells) > len(table.header):
            what = f"The row has {len(row.cells)} cells; a need has 4 and its criteria."
            yield given.fault(row.number, "", what, "Download the file again.")
            continue
        key = row.cells[0].rstrip("/").rpartition("/")[2]
        yield Entry(row.number, need(key, row.cells[1], row.cells[2]), {})


FORMAT = Format(
    name="needs_csv",
    title="User needs of Maslow, CSV (no figures)",
    basis="manual",
    definition="other",
    source="alphagov/maslow (retired)",
    recognises=recognises,
    parse=parse,
    known_by=HEADER,
)
