"""A column that every row needs is filled in every row."""

from opm_evidence.records.schemas import Field
from opm_evidence.registers.cells.complaint import CellCheck, Complaint, for_example


def _needed(field: Field) -> bool:
    return field.required


def _complain(field: Field, text: str) -> Complaint | None:
    if text:
        return None
    allowed = f" Use one of: {', '.join(field.terms)}." if field.terms else ""
    return Complaint(
        "The cell is blank, and every row needs it.",
        f"{field.description} {for_example(field)}{allowed}",
    )


CHECK = CellCheck(
    "required_filled", "A required column is filled in every row.", _needed, _complain
)
