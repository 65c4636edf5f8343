"""A cell is of a length that somebody could read."""

from opm_evidence.records.schemas import Field
from opm_evidence.registers.cells.complaint import CellCheck, Complaint, any_column
from opm_evidence.registers.limits import LONGEST_CELL


def _complain(field: Field, text: str) -> Complaint | None:
    if len(text) <= LONGEST_CELL:
        return None
    return Complaint(
        f"The cell holds {len(text):,} characters; the limit is {LONGEST_CELL:,}.",
        "Say it in a few sentences and link to the rest. A missing quotation mark further up "
        "also makes such cells.",
    )


CHECK = CellCheck(
    "text_short",
    f"No cell holds more than {LONGEST_CELL:,} characters.",
    any_column,
    _complain,
)
