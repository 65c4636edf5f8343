"""Reads the tables of a register from the sheets of one XLSX or ODS workbook.

python-calamine reads the values, fifteen times as fast as openpyxl; what it does not tell
(formulas, errors, percentages, merged cells) comes from the XML. A formula is a fault even where
its last value is there: nobody can see in a pack what it was computed from.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from opm_evidence.records.faults import Fault
from opm_evidence.records.schemas import POLICY_TABLES, SHARED_TABLES, table_schema
from opm_evidence.registers.grids import Grid
from opm_evidence.registers.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from opm_evidence.registers.look_alikes import NOTES, ROWS_LOOKED_AT, judge_other_sheets
from opm_evidence.registers.nearest import nearest, quoted
from opm_evidence.registers.ods_marks import CONTENT, parse_ods_marks
from opm_evidence.registers.sheet_faults import sheet_faults
from opm_evidence.registers.sheet_marks import SheetMarks
from opm_evidence.registers.sources import read_bytes
from opm_evidence.registers.waiting_sheets import (
    BESIDE_TABLES,
    begun_in_brackets,
    waiting_table,
)
from opm_evidence.registers.workbook_parts import parse_parts, stored_zip
from opm_evidence.registers.xlsx_marks import parse_xlsx_marks, percentage_styles, sheet_parts
from opm_evidence.registers.xml_events import RefusedXml

NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?")
TAB = re.compile(rb"<text:tab(?: [^>]*)?/>")
Sheets = dict[str, tuple[Grid | None, Sequence[Fault]]]
"""The cells of each table, or `None`, with what is wrong with its sheet."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """What a workbook holds of a register, and what is wrong with the workbook itself."""

    sheets: Sheets
    faults: Sequence[Fault]


def read_workbook(path: Path) -> Workbook:
    """Every sheet that is named as a table of a register. Other sheets are named, too."""
    file = path.name
    data, refused = read_bytes(path, file)
    if refused:
        return Workbook({}, refused)
    parts, refused = parse_parts(data, file)
    if refused:
        return Workbook({}, refused)
    try:
        ods = parse_ods_marks(parts[CONTENT]) if CONTENT in parts else None
        names = list(sheet_parts(parts) if ods is None else ods)
        wanted, others, faults = _tables_of(names, file)
        marks = _xlsx_marks(parts, [*wanted.values(), *others]) if ods is None else ods
        large = {name for name, each in marks.items() if _beyond(each)}
        too_large = [_too_large(file, name) for name in marks if name in large - set(others)]
        if too_large:
            return Workbook({}, [*faults, *too_large])
        opened = CalamineWorkbook.from_filelike(stored_zip(_with_tabs(parts)))
        waiting = filter(waiting_table, names)
        faults += begun_in_brackets(file, {name: _values(opened, name) for name in waiting})
        other_rows = {name: () if name in large else _first_rows(opened, name) for name in others}
        faults += judge_other_sheets(file, other_rows)
        sheets = {
            table: _sheet(opened, file, name, table, marks.get(name, SheetMarks()))
            for table, name in wanted.items()
        }
    except (RefusedXml, CalamineError, ValueError, OSError):
        return Workbook({}, [_broken(file)])
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how Rust says that it met its own limits
            raise
        return Workbook({}, [_broken(file)])
    return Workbook(sheets, faults)


def _tables_of(names: Sequence[str], file: str) -> tuple[dict[str, str], list[str], list[Fault]]:
    """The sheet of each table, the sheets that are none, and what is wrong with names."""
    wanted: dict[str, str] = {}
    others: list[str] = []
    faults: list[Fault] = []
    for name in names:
        table = name.strip().casefold().replace(" ", "_")
        where = f"{file}, sheet {name[:40]}"
        if waiting_table(name) or name in BESIDE_TABLES:
            continue
        if table in wanted:
            what = f"Two sheets hold the table {table}: {quoted(wanted[table])} and {quoted(name)}."
            faults.append(Fault(where, 0, "", what, "Keep one of them."))
        elif table in POLICY_TABLES:
            wanted[table] = name
        elif table in SHARED_TABLES:
            what = "This table is shared by all policies, and is not read from here."
            remedy = f"Keep it as {table}.csv beside the policies’ folders."
            faults.append(Fault(where, 0, "", what, remedy))
        elif (near := nearest(table, POLICY_TABLES)) and not table.startswith(NOTES):
            what = f"There is no table {quoted(name)} in a register, so this sheet is not read."
            remedy = f"Did you mean “{near}”? Rename the sheet, or begin its name with “{NOTES}”."
            faults.append(Fault(where, 0, "", what, remedy))
        else:
            others.append(name)
    return wanted, others, faults


def _xlsx_marks(parts: Mapping[str, bytes], names: Sequence[str]) -> Mapping[str, SheetMarks]:
    """What these sheets hold beside values."""
    where, percentages = sheet_parts(parts), percentage_styles(parts)
    return {
        name: parse_xlsx_marks(parts.get(where[name], b"<none/>"), percentages) for name in names
    }


def _sheet(
    workbook: CalamineWorkbook, file: str, name: str, table: str, marks: SheetMarks
) -> tuple[Grid | None, Sequence[Fault]]:
    values = _values(workbook, name)
    where = f"{file}, sheet {name}"
    rows = [[_text(value) for value in row] for row in values]
    _show_marks(rows, marks)
    grid = Grid(where, rows, range(1, len(rows) + 1), [0] * len(rows))
    faults = sheet_faults(grid, marks, _first_days(values), table_schema(table))
    return grid, faults


def _with_tabs(parts: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The same parts with the tabs of an ODS as characters: calamine leaves its marks out."""
    if CONTENT not in parts:
        return parts
    return {**parts, CONTENT: TAB.sub(b"\t", parts[CONTENT])}


def _values(workbook: CalamineWorkbook, name: str) -> Sequence[Sequence[object]]:
    return workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _first_rows(workbook: CalamineWorkbook, name: str) -> Sequence[Sequence[object]]:
    try:
        return _values(workbook, name)[:ROWS_LOOKED_AT]
    except CalamineError:
        return ()  # a sheet of charts has no rows


def _text(value: object) -> str:
    """The text of a value as a CSV file would hold it."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        midnight = value.time() == datetime.min.time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    return str(value)


def _show_marks(rows: list[list[str]], marks: SheetMarks) -> None:
    """Put what a reader of the sheet sees where its value says less: errors and per cents."""
    for (row, column), text in marks.errors.items():
        while len(rows) <= row:
            rows.append([])
        rows[row].extend([""] * (column + 1 - len(rows[row])))
        rows[row][column] = text
    for row, column in marks.percentages:
        if row < len(rows) and column < len(rows[row]) and NUMBER.fullmatch(rows[row][column]):
            rows[row][column] = f"{float(rows[row][column]) * 100:.10g}%"


def _first_days(values: Sequence[Sequence[object]]) -> set[tuple[int, int]]:
    """The cells that hold the first day of a month as a date."""
    return {
        (row, column)
        for row, cells in enumerate(values)
        for column, value in enumerate(cells)
        if isinstance(value, date) and value.day == 1
    }


def _beyond(marks: SheetMarks) -> bool:
    rows, columns = marks.size
    return rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS


def _too_large(file: str, name: str) -> Fault:
    return Fault(
        f"{file}, sheet {name}",
        0,
        "",
        f"The sheet is larger than {MOST_ROWS:,} rows, {MOST_COLUMNS} columns or {MOST_CELLS:,} "
        "cells.",
        "Look for a value far below or to the right of the table, and delete it.",
    )


def _broken(file: str) -> Fault:
    return Fault(
        file,
        0,
        "",
        "The workbook is damaged or is not one: it cannot be read.",
        "Open it in a spreadsheet and save it again as XLSX or ODS.",
    )
