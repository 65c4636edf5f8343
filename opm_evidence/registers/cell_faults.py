"""Runs the checks of single cells over a table. Each distinct text of a column is judged once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from opm_evidence.records.faults import Fault
from opm_evidence.records.schemas import Field
from opm_evidence.registers.cells import CELL_CHECKS
from opm_evidence.registers.cells.complaint import Complaint
from opm_evidence.registers.columns import TextTable
from opm_evidence.registers.places import SHOWN_AT_MOST, Places


@dataclass(frozen=True, slots=True)
class CellFaults:
    """What is wrong with the cells of a table, and by column the positions of such cells."""

    faults: Sequence[Fault]
    faulty: Mapping[str, frozenset[int]]


def cell_faults(table: TextTable) -> CellFaults:
    """Every complaint of every check about the cells of a table, the first one for each cell."""
    faults: list[Fault] = []
    faulty: dict[str, frozenset[int]] = {}
    for name, texts in table.columns.items():
        complaints = _complaints(table.schema.field(name), texts)
        if complaints:
            found = [index for index, text in enumerate(texts) if text in complaints]
            faults += _faults(table.places, name, texts, found, complaints)
            faulty[name] = frozenset(found)
    return CellFaults(faults, faulty)


def _complaints(field: Field, texts: Sequence[str]) -> Mapping[str, Complaint]:
    checks = [check.complain for check in CELL_CHECKS if check.applies(field)]
    complaints: dict[str, Complaint] = {}
    for text in dict.fromkeys(texts):
        for complain in checks:
            complaint = complain(field, text)
            if complaint:
                complaints[text] = complaint
                break
    return complaints


def _faults(
    places: Places,
    name: str,
    texts: Sequence[str],
    found: Sequence[int],
    complaints: Mapping[str, Complaint],
) -> list[Fault]:
    each = []
    for position in found[:SHOWN_AT_MOST]:
        complaint = complaints[texts[position]]
        each.append(places.fault(position, name, complaint.what, complaint.remedy))
    rest = found[SHOWN_AT_MOST:]
    return each + places.rest(rest, name, "Mend those that are listed, and check again.")
