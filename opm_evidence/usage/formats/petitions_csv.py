"""Petitions to Parliament in a table: one row a petition."""

from collections.abc import Iterator

from opm_evidence.records.faults import Fault
from opm_evidence.usage.entries import Format, Given, Item, by_column, header_of
from opm_evidence.usage.formats.petitions_json import petition
from opm_evidence.usage.lines import Lines, Table


def recognises(lines: Lines) -> bool:
    """An id, a state and a count of signatures."""
    wanted = {"petition_id", "state", "signature_count"}
    return isinstance(lines, Table) and wanted <= set(header_of(lines))


def parse(table: Table, given: Given) -> Iterator[Item]:
    """One entry a petition."""
    for each in by_column(table, given):
        if isinstance(each, Fault):
            yield each
            continue
        row, cells = each
        yield from petition(row, cells["petition_id"], cells, given)


FORMAT = Format(
    name="petitions_csv",
    title="Petitions to Parliament, CSV",
    basis="admin_count",
    definition="other",
    source="petition.parliament.uk, as kept in tables",
    recognises=recognises,
    parse=parse,
    known_by=("petition_id", "state", "signature_count"),
)
