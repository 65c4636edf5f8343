"""Where the rows of a table stand in their file, so that every fault can name its place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from opm_evidence.records.faults import Fault, Severity

SHOWN_AT_MOST = 100
"""Equal complaints about one column that are listed row by row; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Places:
    """The file of a table, and for each of its rows the number that a spreadsheet gives it.

    `text_lines` holds the line of the text file, or 0 where the file has no lines.
    """

    file: str
    rows: Sequence[int]
    text_lines: Sequence[int]

    def name(self, position: int) -> str:
        """The place of the row at that position, from 0: `findings.csv, row 12`."""
        return f"{self.file}, row {self.rows[position]}"

    def names(self) -> list[str]:
        """The places of all rows, in order."""
        return [f"{self.file}, row {row}" for row in self.rows]

    def fault(
        self, position: int, field: str, what: str, remedy: str, severity: Severity = "fault"
    ) -> Fault:
        """A fault of the row at that position."""
        row, line = self.rows[position], self.text_lines[position]
        return Fault(self.file, row, field, what, remedy, severity, line)

    def faults(
        self,
        positions: Iterable[int],
        field: str,
        what: str,
        remedy: str,
        severity: Severity = "fault",
    ) -> list[Fault]:
        """The same fault of many rows; past a hundred, the rest are counted in one."""
        found = list(positions)
        each = [
            self.fault(position, field, what, remedy, severity)
            for position in found[:SHOWN_AT_MOST]
        ]
        return each + self.rest(found[SHOWN_AT_MOST:], field, remedy, severity)

    def rest(
        self, positions: Sequence[int], field: str, remedy: str, severity: Severity = "fault"
    ) -> list[Fault]:
        """One fault that counts the rows that are not listed, or none."""
        if not positions:
            return []
        rows = "1 more row has" if len(positions) == 1 else f"{len(positions):,} more rows have"
        count = f"{rows} such a fault in this column."
        return [self.fault(positions[0], field, count, remedy, severity)]
