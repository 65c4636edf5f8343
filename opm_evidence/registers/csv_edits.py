"""Changes single cells of a CSV file, or adds a row, and leaves every other byte as it is.

A person keeps the file in a spreadsheet or an editor of their own: its delimiter, its quotation
marks, its encoding, its line ends and the order of its columns are theirs.
"""

import codecs
import csv
import io
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from opm_evidence.errors import FaultyRegister, WrongCall
from opm_evidence.records.formulas import warded
from opm_evidence.records.schemas import table_schema
from opm_evidence.registers.decoding import UTF8_MARK, UTF16_MARKS
from opm_evidence.registers.delimited import find_delimiter, parse_delimited
from opm_evidence.registers.sources import read_bytes

Span = tuple[int, int]
Change = tuple[int, str]
"""A row as a spreadsheet numbers it, and the name of a column."""


@dataclass(frozen=True, slots=True)
class CsvFile:
    """The text of one table's CSV file, with the place of every cell in it.

    `rows` begins with row 1; a blank line is a row too. `columns` are the names in the header, and
    `cells` the texts of each row that holds any, by its number.
    """

    path: Path
    data: bytes
    mark: bytes
    encoding: str
    text: str
    delimiter: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Span]]
    cells: Mapping[int, Sequence[str]]

    def with_cells(self, changes: Mapping[Change, str]) -> bytes:
        """The bytes of the file with these cells holding something else.

        Raises:
            WrongCall: the file has no such column or row.
        """
        edits = sorted((self._span(row, column), text) for (row, column), text in changes.items())
        parts, position = [], 0
        for (start, end), text in edits:
            parts += [self.text[position:start], self._spelt(text)]
            position = end
        return self._encoded("".join([*parts, self.text[position:]]))

    def with_row(self, values: Mapping[str, str]) -> bytes:
        """The bytes of the file with one more row at its end.

        Raises:
            WrongCall: the file lacks a column that has a value here.
        """
        for name, value in values.items():
            if value:
                self._column(name)
        line_end = found[0] if (found := re.search(r"\r\n|\n|\r", self.text)) else "\n"
        cells = [self._spelt(values.get(name, "")) for name in self.columns]
        begin = "" if self.text.endswith(("\n", "\r")) else line_end
        return self._encoded(f"{self.text}{begin}{self.delimiter.join(cells)}{line_end}")

    def places_of(self, column: str) -> dict[str, int]:
        """For each value of a column the row in which it stands, as a spreadsheet numbers it.

        Raises:
            WrongCall: the file has no such column.
        """
        index = self._column(column)
        return {
            self.cells[row][index].strip(): row
            for row in self.cells
            if index < len(self.cells[row])
        }

    def write(self, data: bytes) -> None:
        """Put these bytes in the place of the file, whole or not at all.

        Raises:
            WrongCall: somebody has saved the file since it was read.
        """
        if self.path.read_bytes() != self.data:
            raise WrongCall(
                f"{self.path.name} was saved by somebody else just now; nothing was written.\n"
                "    Run the command again."
            )
        beside = self.path.with_name(f".{self.path.name}.new")
        beside.write_bytes(data)
        shutil.copymode(self.path, beside)
        os.replace(beside, self.path)

    def _span(self, row: int, column: str) -> Span:
        index = self._column(column)
        cells = self.rows[row - 1] if 0 < row <= len(self.rows) else ()
        if index >= len(cells):
            raise WrongCall(f"{self.path.name} has no row {row} with a cell for {column}.")
        return cells[index]

    def _column(self, name: str) -> int:
        if name not in self.columns:
            raise WrongCall(
                f"{self.path.name} has no column {name}.\n"
                f"    Add {name} to its header, with a cell in every row, and run this again."
            )
        return self.columns.index(name)

    def _spelt(self, text: str) -> str:
        spelt = io.StringIO()
        # A line break gets quotation marks only where the line end holds one; and beside another
        # cell, because a blank one alone would get some too.
        writer = csv.writer(spelt, delimiter=self.delimiter, lineterminator="\r\n")
        writer.writerow([warded(text), ""])
        return spelt.getvalue().removesuffix(f"{self.delimiter}\r\n")

    def _encoded(self, text: str) -> bytes:
        try:
            return self.mark + text.encode(self.encoding)
        except UnicodeEncodeError as error:
            raise WrongCall(
                f"{self.path.name} is saved as {self.encoding}, which has no {text[error.start]}.\n"
                "    Save the file as UTF-8 first (in a spreadsheet: “CSV UTF-8”)."
            ) from None


def read_csv_file(path: Path, table: str) -> CsvFile:
    """The CSV file of a table, ready for single cells to be changed.

    Raises:
        FaultyRegister: the file cannot be read as a table.
    """
    data, faults = read_bytes(path, path.name)
    mark, encoding = _encoding_of(data)
    text = data[len(mark) :].decode(encoding, "replace")
    known = table_schema(table).columns
    if not faults:
        grid, faults = parse_delimited(text, path.name, known)
    if faults:
        raise FaultyRegister(path.parent.name, faults)
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    delimiter, _ = find_delimiter(unix, path.name, known)
    rows = _spans(text, delimiter)
    header = next((row for row in grid.rows if any(map(str.strip, row))), ())
    columns = [cell.strip() for cell in header]
    cells = dict(zip(grid.numbers, grid.rows, strict=True))
    return CsvFile(path, data, mark, encoding, text, delimiter, columns, rows, cells)


def _encoding_of(data: bytes) -> tuple[bytes, str]:
    for mark, encoding in UTF16_MARKS.items():
        if data.startswith(mark):
            return mark, encoding
    mark = UTF8_MARK if data.startswith(UTF8_MARK) else b""
    try:
        codecs.decode(data, "utf-8")
    except UnicodeDecodeError:
        return mark, "cp1252"
    return mark, "utf-8"


def _spans(text: str, delimiter: str) -> list[list[Span]]:
    """Where each cell begins and ends, its quotation marks included, row by row."""
    cell = re.compile(rf' *(?:"(?:[^"]|"")*"[^{delimiter}\r\n]*|[^{delimiter}\r\n]*)')
    rows: list[list[Span]] = [[]]
    position = 0
    while found := cell.match(text, position):
        rows[-1].append(found.span())
        position = found.end()
        if position == len(text):
            break
        if text[position] == delimiter:
            position += 1
            continue
        position += 2 if text.startswith("\r\n", position) else 1
        if position == len(text):
            break
        rows.append([])
    return rows
