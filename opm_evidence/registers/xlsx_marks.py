"""Finds formulas, errors, percentages and merged cells in the XML of an XLSX workbook.

Most sheets of a register have none of these, which a search of the raw bytes settles at once;
only the others are parsed. openpyxl would take 26 seconds for 40,000 rows.
"""

import posixpath
import re
from collections.abc import Mapping

from opm_evidence.registers.sheet_marks import Position, SheetMarks, position_of
from opm_evidence.registers.xml_events import parse_events

WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
STYLES = "xl/styles.xml"
MORE_THAN_VALUES = re.compile(rb"<(?:\w+:)?(?:f[\s>/]|mergeCell\s)|\bt=[\"']e[\"']")
STYLE = re.compile(rb"\bs=[\"'](\d+)[\"']")
FAR_AWAY = re.compile(rb"\br=[\"'](?:[A-Z]{3}\d+|[A-Z]*\d{6,})[\"']|<(?:\w+:)?c[ >](?![^>]*\br=)")
BUILT_IN_PERCENTAGES = {"9", "10"}


def sheet_parts(parts: Mapping[str, bytes]) -> Mapping[str, str]:
    """The part of the workbook that holds each sheet, by the sheet's name.

    Raises:
        RefusedXml: the workbook's own XML is broken.
    """
    targets: dict[str, str] = {}
    found: dict[str, str] = {}

    def relation(name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            path = target[1:] if target.startswith("/") else posixpath.join("xl", target)
            targets[attributes.get("Id", "")] = posixpath.normpath(path)

    def sheet(name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            ids = [value for key, value in attributes.items() if key.endswith(":id")]
            found[attributes.get("name", "")] = targets.get(ids[0] if ids else "", "")

    parse_events(parts.get(RELATIONS, b"<none/>"), relation)
    parse_events(parts.get(WORKBOOK, b"<none/>"), sheet)
    return found


def percentage_styles(parts: Mapping[str, bytes]) -> frozenset[str]:
    """The numbers of the cell styles that show a number as a percentage.

    Raises:
        RefusedXml: the XML of the styles is broken.
    """
    formats = set(BUILT_IN_PERCENTAGES)
    found: set[str] = set()
    within: list[str] = []
    count = 0

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal count
        within.append(name)
        if name == "numFmt" and "%" in attributes.get("formatCode", ""):
            formats.add(attributes.get("numFmtId", ""))
        elif name == "xf" and "cellXfs" in within:
            if attributes.get("numFmtId") in formats:
                found.add(str(count))
            count += 1

    parse_events(parts.get(STYLES, b"<none/>"), start, lambda name: within.remove(name))
    return frozenset(found)


def parse_xlsx_marks(xml: bytes, percentages: frozenset[str]) -> SheetMarks:
    """What one sheet holds beside plain values.

    Raises:
        RefusedXml: the sheet's XML is broken.
    """
    styles = {found.decode() for found in set(STYLE.findall(xml))}
    if not (MORE_THAN_VALUES.search(xml) or FAR_AWAY.search(xml) or styles & percentages):
        return SheetMarks()
    return _Sheet(percentages).parse(xml)


class _Sheet:
    """Gathers the marks of a sheet while its XML goes by."""

    def __init__(self, percentages: frozenset[str]) -> None:
        self.percentage_styles = percentages
        self.formulas: set[Position] = set()
        self.errors: dict[Position, str] = {}
        self.percentages: set[Position] = set()
        self.merged: list[str] = []
        self.here: Position = (-1, -1)
        self.kind = self.style = ""
        self.in_value = False
        self.rows = self.columns = 0

    def parse(self, xml: bytes) -> SheetMarks:
        parse_events(xml, self.start, self.end, self.text)
        return SheetMarks(
            frozenset(self.formulas),
            self.errors,
            frozenset(self.percentages),
            tuple(self.merged),
            (self.rows, self.columns),
        )

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            named = position_of(attributes.get("r", ""))
            self.here = named or (self.here[0], self.here[1] + 1)
            self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "")
        elif name == "row":
            number = attributes.get("r", "")
            self.here = (int(number) - 1 if number.isdigit() else self.here[0] + 1, -1)
        elif name == "f":
            self.formulas |= _array(attributes) or {self.here}
        elif name in ("v", "is"):
            self.in_value = name == "v"
            self.rows = max(self.rows, self.here[0] + 1)
            self.columns = max(self.columns, self.here[1] + 1)
            if self.kind == "n" and self.style in self.percentage_styles:
                self.percentages.add(self.here)
        elif name == "mergeCell":
            self.merged.append(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        self.in_value = False

    def text(self, text: str) -> None:
        if self.in_value and self.kind == "e":
            self.errors[self.here] = text


def _array(attributes: Mapping[str, str]) -> set[Position]:
    """The cells that one array formula fills; only the first of them carries it."""
    first, _, last = attributes.get("ref", "").partition(":")
    begin, end = position_of(first), position_of(last)
    if attributes.get("t") != "array" or not begin or not end:
        return set()
    rows, columns = range(begin[0], end[0] + 1), range(begin[1], end[1] + 1)
    if len(rows) * len(columns) > 1_000_000:
        return set()
    return {(row, column) for row in rows for column in columns}
