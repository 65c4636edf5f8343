"""Sheets whose name is no table's: notes are let be, and a table under another name is a fault.

The name alone does not tell: somebody who calls `findings` “Results” would lose every row of it
without a word. The header tells.
"""

from collections.abc import Mapping, Sequence

from opm_evidence.records.faults import Fault
from opm_evidence.records.schemas import POLICY_TABLES, table_schema
from opm_evidence.registers.nearest import quoted

NOTES = "note"
"""How the name of a sheet begins that is meant to be left out, whatever it holds."""

COLUMNS_ALIKE = 3
"""So many columns of a table make a header look like that table's, if they are most of it."""

ROWS_LOOKED_AT = 5
"""A header may stand below a title."""


def table_like(rows: Sequence[Sequence[object]]) -> str:
    """The table that the header of a sheet looks like, or "" where it looks like none."""
    for row in rows[:ROWS_LOOKED_AT]:
        names = {str(cell).strip().casefold() for cell in row} - {""}
        shared = {name: _shared(names, name) for name in POLICY_TABLES}
        most = max(shared, key=lambda name: shared[name])
        if shared[most] >= COLUMNS_ALIKE and shared[most] * 2 > len(names):
            return most
    return ""


def _shared(names: set[str], table: str) -> int:
    fields = table_schema(table).fields
    return sum(field.name in names or field.title.casefold() in names for field in fields)


def judge_other_sheets(file: str, rows_of: Mapping[str, Sequence[Sequence[object]]]) -> list[Fault]:
    """A fault or an advice for each sheet, by its name, that is not read."""
    return [_judge(f"{file}, sheet {name[:40]}", name, rows) for name, rows in rows_of.items()]


def _judge(where: str, name: str, rows: Sequence[Sequence[object]]) -> Fault:
    table = "" if name.strip().casefold().startswith(NOTES) else table_like(rows)
    if table:
        what = f"The sheet {quoted(name)} has the columns of {table}, and is not read."
        remedy = f"Rename the sheet to {table}, or begin its name with “{NOTES}” to leave it out."
        return Fault(where, 0, "", what, remedy)
    what = f"The sheet {quoted(name)} is not a table of a register, and is not read."
    remedy = "That is fine for lists and notes; nothing in it reaches a pack."
    return Fault(where, 0, "", what, remedy, "advice")
