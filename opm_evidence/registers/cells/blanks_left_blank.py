"""A cell of free text does not hold a program's word for nothing, such as NaN or NULL.

Programs write these where they mean a blank, and a pack would print them: “compared with NaN”.
The word “none” in lower case is left alone, since a study may have compared with none; and so is
“NA”, which is also the code of Namibia.
"""

from opm_evidence.records.schemas import Field
from opm_evidence.registers.cells.complaint import CellCheck, Complaint, for_example
from opm_evidence.registers.nearest import quoted
from opm_evidence.registers.values import parse_list

NOTHING = frozenset(
    ("nan", "NaN", "NAN", "NaT", "null", "Null", "NULL", "None", "NONE")
    + ("N/A", "n/a", "N.A.", "#NA", "<NA>", "(null)", "(blank)")
)
"""How pandas, R, SQL, Python, spreadsheets and people write nothing."""


def _free_text(field: Field) -> bool:
    return field.type == "string" and not field.vocabulary and not field.partial_date


def _complain(field: Field, text: str) -> Complaint | None:
    for part in parse_list(text) if field.many else (text,):
        if part in NOTHING:
            return Complaint(
                f"{quoted(part)} is a program’s word for nothing, and would be published.",
                f"Leave it blank, or write what it is. {for_example(field)}",
            )
    return None


CHECK = CellCheck(
    "blanks_left_blank",
    "A cell that holds nothing is blank: no NaN, NULL, None or N/A.",
    _free_text,
    _complain,
)
