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
REPEATED = "table:number-columns-repeated"
KIND = "office:value-type"
FORMULA = "table:formula"
SPANS = ("table:number-rows-spanned", "table:number-columns-spanned")


def parse_ods_marks(xml: bytes) -> Mapping[str, SheetMarks]:
    """What each sheet holds beside plain values, by the sheet's name.

    Raises:
        RefusedXml: the XML is broken.
    """
    sheets = _Sheets()
    parse_events(xml, sheets.start, text=sheets.text, with_prefixes=True)
    sheets.keep()
    return sheets.found


class _Sheets:
    """Gathers the marks of all sheets while the XML goes by."""

    def __init__(self) -> None:
        self.found: dict[str, SheetMarks] = {}
        self._begin("")

    def _begin(self, name: str) -> None:
        self.name = name
        self.formulas: set[Position] = set()
        self.errors: dict[Position, str] = {}
        self.percentages: set[Position] = set()
        self.merged: list[str] = []
        self.row = self.next_row = self.column = 0
        self.rows = self.columns = 0
        self.error_at: Position | None = None

    def keep(self) -> None:
        """Keep what was gathered of the sheet that has gone by."""
        if self.name:
            self.found[self.name] = SheetMarks(
                frozenset(self.formulas),
                self.errors,
                frozenset(self.percentages),
                tuple(self.merged),
                (self.rows, self.columns),
            )

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table:table-cell" or name == "table:covered-table-cell":
            self._cell(attributes)
        elif name == "table:table-row":
            self.row = self.next_row
            self.next_row += _times(attributes, "table:number-rows-repeated")
            self.column = 0
        elif name == "table:table" and "table:name" in attributes:
            self.keep()
            self._begin(attributes["table:name"])

    def _cell(self, attributes: Mapping[str, str]) -> None:
        times = _times(attributes, REPEATED) if REPEATED in attributes else 1
        first = self.column
        self.column += times
        self.error_at = None
        kind = attributes.get(KIND)
        if kind is None and FORMULA not in attributes:
            return
        if self.next_row > self.rows:
            self.rows = self.next_row
        if self.column > self.columns:
            self.columns = self.column
        if FORMULA in attributes:
            self.formulas.update(self._run(first, times))
        if kind == "percentage":
            self.percentages.update(self._run(first, times))
        if attributes.get("calcext:value-type") == "error":
            self.error_at = (self.row, first)
        if SPANS[0] in attributes or SPANS[1] in attributes:
            rows, columns = (_times(attributes, each) for each in SPANS)
            last = (self.row + rows - 1, first + columns - 1)
            if (rows, columns) != (1, 1):
                self.merged.append(f"{cell_name((self.row, first))}:{cell_name(last)}")

    def _run(self, first: int, times: int) -> list[Position]:
        return [(self.row, first + each) for each in range(min(times, LONGEST_RUN_MARKED))]

    def text(self, text: str) -> None:
        if self.error_at is not None and text.strip():
            self.errors[self.error_at] = text.strip()


def _times(attributes: Mapping[str, str], name: str) -> int:
    """How often something comes; a number of ten digits or more is as good as any too large."""
    said = attributes.get(name, "1")
    return int(said[:10]) if said.isascii() and said.isdigit() else 1
