"""The sheet of a template that explains every column; it is not read when the workbook goes in."""

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from opm_evidence.records.schemas import POLICY_TABLES, Field, table_schema
from opm_evidence.registers.waiting_sheets import GUIDE

INTRODUCTION = (
    "How to keep a register in this workbook",
    "Put the workbook beside policy.yaml, in the folder of the policy, and remove the CSV files "
    "of the tables that it holds. Then run: opm-evidence check",
    "A sheet whose name stands in brackets is not read. Take the brackets off when somebody has "
    "looked: a table with a header and no rows says “somebody looked, and there is none”.",
    "Leave the names of sheets and columns as they are. A cell in bold in the first row means that "
    "the column is filled in every row. Any other cell may stay blank: blank means “not seen”.",
    "Write values, not formulas. Several values in one cell are separated by a semicolon.",
    "This sheet and the sheet “choices” are for you; nothing in them reaches a pack.",
)
HEADINGS = (
    "Table",
    "Column",
    "Title",
    "Filled in every row",
    "What it holds",
    "How to fill it",
    "Example",
    "Choices",
)
WIDTHS = (20, 24, 28, 12, 50, 50, 30, 80)


def write_guide(workbook: Workbook) -> None:
    """Add the sheet that explains how to fill the others, from the schemas."""
    sheet = workbook.create_sheet(GUIDE)
    for line in INTRODUCTION:
        sheet.append([line])
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.append([])
    sheet.append(list(HEADINGS))
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = f"C{sheet.max_row + 1}"
    for table in POLICY_TABLES:
        for field in table_schema(table).fields:
            sheet.append(_line(table, field))
            for cell in sheet[sheet.max_row]:
                cell.data_type = "s"
                cell.alignment = Alignment(vertical="top", wrap_text=True)
    for letter, width in zip("ABCDEFGH", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width


def _line(table: str, field: Field) -> list[str]:
    return [
        table,
        field.name,
        field.title,
        "yes" if field.required else "no",
        field.description,
        field.guidance,
        field.example,
        "\n".join(f"{term}: {meaning}" for term, meaning in field.terms.items()),
    ]
