"""Reads the tables of a register from its files, and hands on everything that is wrong in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from opm_evidence.records.faults import Fault
from opm_evidence.records.schemas import (
    POLICY_TABLES,
    REQUIRED_TABLES,
    SHARED_TABLES,
    table_schema,
)
from opm_evidence.registers.cell_faults import cell_faults
from opm_evidence.registers.columns import parse_columns
from opm_evidence.registers.decoding import parse_bytes
from opm_evidence.registers.delimited import parse_delimited
from opm_evidence.registers.drafts import Table
from opm_evidence.registers.grids import Grid
from opm_evidence.registers.sources import Sources, link_fault, read_bytes
from opm_evidence.registers.values import frame_of
from opm_evidence.registers.workbooks import Workbook, read_workbook


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables that could be read, the names of those that could not, and all faults."""

    read: dict[str, Table]
    unreadable: set[str]
    faults: list[Fault]

    def add(self, name: str, grid: Grid | None, faults: Sequence[Fault]) -> None:
        """Take in the cells of one table, or the reasons why there are none."""
        self.faults.extend(faults)
        if grid is None:
            self.unreadable.add(name)
            return
        columns, faults = parse_columns(grid, table_schema(name))
        self.faults.extend(faults)
        if columns is None:
            self.unreadable.add(name)
            return
        found = cell_faults(columns)
        self.faults.extend(found.faults)
        frame = frame_of(columns, found.faulty)
        self.read[name] = Table(columns.schema, columns.places, frame, columns.columns)


def read_tables(sources: Sources) -> Tables:
    """Every table of a policy's folder."""
    tables = Tables({}, set(), [])
    workbook = read_workbook(sources.workbook) if sources.workbook else Workbook({}, ())
    tables.faults.extend(workbook.faults)
    for name in POLICY_TABLES:
        path = sources.tables.get(name)
        if path and name in workbook.sheets:
            tables.faults.append(_kept_twice(name, str(sources.workbook and sources.workbook.name)))
            tables.unreadable.add(name)
        elif path:
            tables.add(name, *read_csv_grid(path, name))
        elif name in workbook.sheets:
            tables.add(name, *workbook.sheets[name])
    if any(fault.severity == "fault" for fault in workbook.faults):
        # A sheet that could not be found may hold any table: what is not here is not yet absent.
        tables.unreadable.update(set(POLICY_TABLES) - set(tables.read))
    tables.unreadable.update(sources.refused - set(tables.read))
    for name in REQUIRED_TABLES:
        if name not in tables.read and name not in tables.unreadable:
            tables.faults.append(_required_missing(name))
            tables.unreadable.add(name)
    return tables


def read_shared_tables(evidence_dir: Path) -> Tables:
    """The tables that all policies share; one that is absent is left out."""
    tables = Tables({}, set(), [])
    for name in SHARED_TABLES:
        path = evidence_dir / f"{name}.csv"
        if path.is_symlink():
            tables.add(name, None, [link_fault(path.name)])
        elif path.is_file():
            tables.add(name, *read_csv_grid(path, name))
    return tables


def read_csv_grid(path: Path, name: str) -> tuple[Grid | None, Sequence[Fault]]:
    """The cells of one CSV file; `None` with the reasons where they cannot be told."""
    file = f"{name}.csv"
    data, refused = read_bytes(path, file)
    if refused:
        return None, refused
    text, faults = parse_bytes(data, file)
    if any(fault.severity == "fault" for fault in faults):
        return None, faults
    grid, more = parse_delimited(text, file, table_schema(name).columns)
    return (None if more else grid), [*faults, *more]


def _required_missing(name: str) -> Fault:
    return Fault(
        f"{name}.csv",
        0,
        "",
        f"The table {name} is missing, and every register needs it.",
        f"Add {name}.csv, or a sheet “{name}” in the workbook. With a header and no rows it says "
        "that somebody looked and found none.",
    )


def _kept_twice(name: str, workbook: str) -> Fault:
    return Fault(
        f"{name}.csv",
        0,
        "",
        f"The table {name} is kept twice: in this file and as a sheet of {workbook}.",
        "Keep one of them, and remove the other.",
    )
