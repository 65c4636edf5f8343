"""What a sheet holds beside plain values, which its reader does not tell."""

import re
from dataclasses import dataclass, field

Position = tuple[int, int]
"""Row and column of a cell, both from 0."""

CELL_NAME = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """Cells of one sheet that are more than a value.

    Attributes:
        formulas: cells that hold a formula.
        errors: cells that hold an error, with its text.
        percentages: cells whose number is shown as a percentage.
        merged: merged ranges, as `B5:C6`.
        size: rows and columns up to the last cell that holds anything.
    """

    formulas: frozenset[Position] = frozenset()
    errors: dict[Position, str] = field(default_factory=dict)
    percentages: frozenset[Position] = frozenset()
    merged: tuple[str, ...] = ()
    size: tuple[int, int] = (0, 0)


def position_of(name: str) -> Position | None:
    """The position of a cell that is named as in a spreadsheet: `B5` is (4, 1)."""
    found = CELL_NAME.fullmatch(name)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def column_letters(index: int) -> str:
    """The letters of a column, from 0: 27 is `AB`."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(position: Position) -> str:
    """The name of a cell as in a spreadsheet: (4, 1) is `B5`."""
    return f"{column_letters(position[1])}{position[0] + 1}"
