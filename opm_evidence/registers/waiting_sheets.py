"""Sheets that are laid out and not yet begun: their name stands in brackets, as in `(ratings)`.

A sheet with a header and no rows says that somebody looked and found none. So the sheets of a
template that nobody has begun must not bear the name of their table: a person takes the brackets
off when somebody has looked.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from opm_evidence.records.faults import Fault
from opm_evidence.records.schemas import POLICY_TABLES
from opm_evidence.registers.nearest import quoted

GUIDE: Final = "guide"
CHOICES: Final = "choices"
BESIDE_TABLES = (GUIDE, CHOICES)
"""The sheets of a template that are no tables; they are not read."""


def waiting_name(table: str) -> str:
    """The name of a table's sheet until somebody begins it."""
    return f"({table})"


def waiting_table(sheet: str) -> str:
    """The table for which a sheet is laid out, or "" where it is not such a sheet."""
    name = sheet.strip().casefold().replace(" ", "_")
    table = name.removeprefix("(").removesuffix(")")
    return table if name == waiting_name(table) and table in POLICY_TABLES else ""


def begun_in_brackets(file: str, rows_of: Mapping[str, Sequence[Sequence[object]]]) -> list[Fault]:
    """A fault for each waiting sheet, by its name, whose rows hold something below the header."""
    begun = {
        name: number
        for name, rows in rows_of.items()
        for number, row in reversed(tuple(enumerate(rows, 1)))
        if number > 1 and any(str(value).strip() for value in row)
    }
    return [
        Fault(
            f"{file}, sheet {name}",
            number,
            "",
            f"The sheet {quoted(name)} holds rows, and is not read while its name is in brackets.",
            f"Rename the sheet to {waiting_table(name)}, or empty the rows below its header.",
        )
        for name, number in begun.items()
    ]
