"""Lays out a register as a workbook, with drop-down lists and guidance for every column.

A table that is not recorded waits in a sheet whose name stands in brackets, since a header
without rows would say that somebody looked and found none.
"""

import re
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from opm_evidence.errors import WrongCall
from opm_evidence.records.register import Register
from opm_evidence.records.schemas import POLICY_TABLES, REQUIRED_TABLES, Field, table_schema
from opm_evidence.registers.cell_rules import cell_rule
from opm_evidence.registers.choices import Choices, choices_of
from opm_evidence.registers.guide_sheet import write_guide
from opm_evidence.registers.keeping import cell_text
from opm_evidence.registers.sheet_marks import column_letters
from opm_evidence.registers.waiting_sheets import CHOICES, waiting_name

SPARE_ROWS = 2_000
"""Rows below the last one that have drop-down lists and guidance too."""

LONGEST_CELL = 32_767
"""Characters that a spreadsheet takes in one cell; openpyxl would cut off the rest in silence."""

CODED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""Where text looks like the way in which a workbook spells a character by its code."""

WIDE, NARROW = 40, 18
READABLE = Alignment(vertical="top", wrap_text=True)
HEADING = PatternFill("solid", fgColor="FFE8EEF4")


def write_template(path: Path, register: Register | None = None) -> None:
    """Write a workbook with a sheet for every table, holding the rows of a register if given.

    Read in the place of the register's tables, it gives an equal register, working notes included.

    Raises:
        WrongCall: there is a file already, or a cell holds more than a spreadsheet takes.
    """
    if path.exists():
        raise WrongCall.for_parameter("output", str(path), "There is such a file already.")
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    choices = choices_of(register)
    write_guide(workbook)
    recorded = {
        table: table in REQUIRED_TABLES or (register is not None and register.recorded(table))
        for table in POLICY_TABLES
    }
    sheet_of = {name: name if known else waiting_name(name) for name, known in recorded.items()}
    lengths = [len(register.table(name)) for name in POLICY_TABLES] if register else [0]
    last_row = max(lengths) + 1 + SPARE_ROWS
    for table in POLICY_TABLES:
        sheet = workbook.create_sheet(sheet_of[table])
        _write_table(sheet, table, register)
        schema = table_schema(table)
        for field in schema.fields:
            sheet.add_data_validation(cell_rule(schema, field, choices, last_row))
    _write_choices(workbook.create_sheet(CHOICES), choices)
    for name, what in choices.ranges(sheet_of, last_row):
        workbook.defined_names[name] = DefinedName(name, attr_text=what)
    workbook.active = POLICY_TABLES.index("evidence") + 1
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(path)


def _write_table(sheet: Worksheet, table: str, register: Register | None) -> None:
    schema = table_schema(table)
    for number, field in enumerate(schema.fields, 1):
        cell = sheet.cell(1, number, field.name)
        cell.font = Font(bold=field.required)
        cell.fill = HEADING
        column = sheet.column_dimensions[column_letters(number - 1)]
        column.width = NARROW if field.many or field.vocabulary or field.pattern else WIDE
        if field.type == "string":
            column.number_format = "@"  # so that 2016-12 stays what it is
    sheet.freeze_panes = "B2"
    if register is None or not register.recorded(table):
        return
    for row, values in enumerate(register.table(table).to_dict("records"), 2):
        for number, field in enumerate(schema.fields, 1):
            text = cell_text(field, values[field.name])
            if text:
                _write_text(sheet.cell(row, number), field, text, f"{table}, row {row}")


def _write_text(cell: Cell | MergedCell, field: Field, text: str, place: str) -> None:
    if field.type in ("integer", "number"):
        cell.value = float(text) if "." in text or "e" in text else int(text)
        return
    if len(text) > LONGEST_CELL:
        raise WrongCall(
            f"{place}, {field.name}: the cell has {len(text):,} characters, and a spreadsheet "
            f"takes {LONGEST_CELL:,}.\n    Shorten it, or keep this table as a CSV file."
        )
    if ILLEGAL_CHARACTERS_RE.search(text):
        raise WrongCall(
            f"{place}, {field.name}: the cell holds a character that no workbook can hold.\n"
            "    Delete it: it cannot be seen."
        )
    cell.value = CODED.sub("_x005F_", text)
    cell.data_type = "s"  # never a formula, however it begins
    cell.number_format = "@"
    cell.alignment = READABLE


def _write_choices(sheet: Worksheet, choices: Choices) -> None:
    for number, (name, values) in enumerate(choices.lists.items(), 1):
        sheet.cell(1, number, name).font = Font(bold=True)
        for row, value in enumerate(values, 2):
            cell = sheet.cell(row, number, value)
            cell.data_type = "s"
        sheet.column_dimensions[column_letters(number - 1)].width = NARROW
    sheet.freeze_panes = "A2"
