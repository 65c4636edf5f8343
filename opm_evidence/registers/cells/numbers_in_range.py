"""A number lies in the range that its column allows."""

from opm_evidence.records.schemas import Field
from opm_evidence.registers.cells.complaint import CellCheck, Complaint, advice_of
from opm_evidence.registers.nearest import quoted
from opm_evidence.registers.values import parse_number


def _has_range(field: Field) -> bool:
    return field.minimum is not None or field.maximum is not None


def _complain(field: Field, text: str) -> Complaint | None:
    if not text:
        return None
    number = parse_number(text)
    if field.minimum is not None and number < field.minimum:
        limit = f"the lowest that this column takes is {field.minimum:g}"
    elif field.maximum is not None and number > field.maximum:
        limit = f"the highest that this column takes is {field.maximum:g}"
    else:
        return None
    return Complaint(f"{quoted(text)} is out of range: {limit}.", advice_of(field))


CHECK = CellCheck(
    "numbers_in_range",
    "A number lies in the range of its column.",
    _has_range,
    _complain,
)
