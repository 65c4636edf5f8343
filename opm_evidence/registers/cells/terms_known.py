"""A column that draws on a list of terms holds one of them, or several where it is a list."""

from opm_evidence.records.schemas import Field
from opm_evidence.registers.cells.complaint import CellCheck, Complaint
from opm_evidence.registers.nearest import offer_from_list, quoted
from opm_evidence.registers.values import parse_list

ANSWERS = {"true": "yes", "false": "no", "y": "yes", "n": "no"}
"""What spreadsheets and hurried people write for an answer."""


def _has_terms(field: Field) -> bool:
    return bool(field.vocabulary)


def _complain(field: Field, text: str) -> Complaint | None:
    for part in parse_list(text) if field.many else ([text] if text else []):
        if part not in field.terms:
            answer = ANSWERS.get(part.casefold(), "")
            offered = f"Write {answer}. " if answer in field.terms else ""
            several = " Separate several by “; ”." if field.many else ""
            return Complaint(
                f"{quoted(part)} is not a known term.",
                f"{offered}{offer_from_list(part, field.terms)}{several}",
            )
    return None


CHECK = CellCheck(
    "terms_known",
    "A column that draws on a list of terms holds terms of that list, spelled as there.",
    _has_terms,
    _complain,
)
