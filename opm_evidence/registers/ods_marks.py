"""Finds formulas, errors, percentages and merged cells in the XML of an ODS workbook.

ODS writes a run of equal cells or rows once, with how often it comes. The run of a million blank
rows with which LibreOffice ends a sheet is harmless; a run of a million rows that hold something
is not, so the size that a sheet unfolds to is measured before anything unfolds it.
"""

from collections.abc import Mapping

from opm_evidence.registers.sheet_marks import Position, SheetMarks, cell_name
from opm_evidence.registers.xml_events import parse_events

CONTENT = "content.xml"
LONGEST_RUN_MARKED = 1_000


def parse_ods_marks(xml: bytes) -> Mapping[str, SheetMarks]:
    """What each sheet holds beside plain values, by the sheet's name.

    Raises:
        RefusedXml: the XML is broken.
    """
    sheets = _Sheets()
    parse_events(xml, sheets.start, sheets.end, sheets.text)
    return sheets.found


class _Sheets:
    """Gathers the marks of all sheets while the XML goes by."""

    def __init__(self) -> None:
        self.found: dict[str, SheetMarks] = {}
        self.name = ""
        self.error_at: Position | None = None
        self._begin("")

    def _begin(self, name: str) -> None:
        self.name = name
        self.formulas: set[Position] = set()
        self.errors: dict[Position, str] = {}
        self.percentages: set[Position] = set()
        self.merged: list[str] = []
        self.row = self.column = 0
        self.rows_here = 1
        self.rows = self.columns = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table-cell" or name == "covered-table-cell":
            self._cell(attributes)
        elif name == "table-row":
            self.rows_here = _times(attributes, "table:number-rows-repeated")
            self.column = 0
        elif name == "table" and "table:name" in attributes:
            self._begin(attributes["table:name"])

    def _cell(self, attributes: Mapping[str, str]) -> None:
        here = (self.row, self.column)
        times = _times(attributes, "table:number-columns-repeated")
        self.column += times
        self.error_at = None
        if "office:value-type" not in attributes and "table:formula" not in attributes:
            return
        self.rows = max(self.rows, self.row + self.rows_here)
        self.columns = max(self.columns, self.column)
        run = [(here[0], here[1] + each) for each in range(min(times, LONGEST_RUN_MARKED))]
        if "table:formula" in attributes:
            self.formulas.update(run)
        if attributes.get("office:value-type") == "percentage":
            self.percentages.update(run)
        if attributes.get("calcext:value-type") == "error":
            self.error_at = here
        spans = [_times(attributes, f"table:number-{each}-spanned") for each in ("rows", "columns")]
        if spans != [1, 1]:
            last = (here[0] + spans[0] - 1, here[1] + spans[1] - 1)
            self.merged.append(f"{cell_name(here)}:{cell_name(last)}")

    def end(self, name: str) -> None:
        if name == "table-row":
            self.row += self.rows_here
        elif name == "table-cell":
            self.error_at = None
        elif name == "table" and self.name:
            self.found[self.name] = SheetMarks(
                frozenset(self.formulas),
                self.errors,
                frozenset(self.percentages),
                tuple(self.merged),
                (self.rows, self.columns),
            )
            self.name = ""

    def text(self, text: str) -> None:
        if self.error_at is not None and text.strip():
            self.errors[self.error_at] = text.strip()


def _times(attributes: Mapping[str, str], name: str) -> int:
    said = attributes.get(name, "1")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 1
