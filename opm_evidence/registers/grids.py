"""The cells of one table as text, just as they were found, before anything is known of them."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grid:
    """A rectangle of text with the number that a spreadsheet gives each of its rows.

    Attributes:
        file: the name that faults give it: `findings.csv`, or `register.xlsx, sheet findings`.
        rows: the cells of each row, the header among them; rows may differ in length.
        numbers: the number of each row, from 1.
        text_lines: the line of the text file on which each row begins; all 0 in a workbook.
    """

    file: str
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int]
    text_lines: Sequence[int]

    def without_blank_rows(self) -> "Grid":
        """The same, without the rows that hold nothing but spaces; numbers stay as they are."""
        kept = [index for index, row in enumerate(self.rows) if any(map(str.strip, row))]
        return Grid(
            self.file,
            [self.rows[index] for index in kept],
            [self.numbers[index] for index in kept],
            [self.text_lines[index] for index in kept],
        )
