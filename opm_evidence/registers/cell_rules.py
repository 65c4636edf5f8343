"""What a spreadsheet asks of a cell while somebody types, from the schema that `check` reads.

It is a help and no check: people paste over it. `check` says the same with place and remedy.
"""

from openpyxl.worksheet.datavalidation import DataValidation

from opm_evidence.records.schemas import Field, TableSchema
from opm_evidence.registers.choices import Choices
from opm_evidence.registers.sheet_marks import column_letters

LONGEST_TITLE = 32
LONGEST_MESSAGE = 255
"""Characters that Excel takes of a message; with more it says that the workbook is damaged."""

MOST = 1_000_000_000_000
"""Stands for no limit of a number: a rule needs one."""


def cell_rule(schema: TableSchema, field: Field, choices: Choices, last_row: int) -> DataValidation:
    """The rule for all cells of a column below its header, with guidance shown beside the cell."""
    letters = column_letters(schema.columns.index(field.name))
    cells = f"{letters}2:{letters}{last_row}"
    rule = DataValidation(
        sqref=cells,
        allow_blank=True,
        showInputMessage=True,
        promptTitle=_cut(field.title, LONGEST_TITLE),
        prompt=_cut(_guidance(field), LONGEST_MESSAGE),
        errorTitle=_cut(field.title, LONGEST_TITLE),
    )
    listed = choices.name_for(schema, field)
    if listed:
        rule.type, rule.formula1 = "list", listed
        # Several values in one cell are no item of the list, and an id may be typed before its row.
        rule.showErrorMessage = not field.many
        rule.errorStyle = "stop" if field.vocabulary else "warning"
        rule.error = f"Choose from the list. The sheet “guide” explains {field.name}."
    elif field.type in ("integer", "number"):
        low = -MOST if field.minimum is None else field.minimum
        high = MOST if field.maximum is None else field.maximum
        rule.type = "whole" if field.type == "integer" else "decimal"
        rule.operator, rule.formula1, rule.formula2 = "between", f"{low:.0f}", f"{high:.0f}"
        kind = "a whole number" if field.type == "integer" else "a number"
        rule.error = f"Write {kind} alone{_limits(field)}, such as {field.example}."
        rule.showErrorMessage = True
    elif field.partial_date:
        rule.type = "custom"
        rule.formula1 = f"OR(LEN({letters}2)=4,LEN({letters}2)=7,LEN({letters}2)=10)"
        rule.error = "Write 2016, 2016-12 or 2016-12-05, as far as it is known."
        rule.showErrorMessage = True
    elif field.unique:
        rule.type = "custom"
        rule.formula1 = f"COUNTIF(${letters}$2:${letters}${last_row},{letters}2)=1"
        rule.error = "Another row has this id. Each row has its own, and none is ever used again."
        rule.showErrorMessage = True
    return rule


def _guidance(field: Field) -> str:
    needed = "Filled in every row. " if field.required else ""
    example = f" Such as: {field.example}" if field.example else ""
    words = f"{needed}{field.description} {field.guidance}".strip()
    return words + example if len(words + example) <= LONGEST_MESSAGE else words


def _limits(field: Field) -> str:
    if field.minimum is not None and field.maximum is not None:
        return f", {field.minimum:g} to {field.maximum:g}"
    if field.minimum is not None:
        return f", {field.minimum:g} or more"
    return f", {field.maximum:g} at most" if field.maximum is not None else ""


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
