"""A cell does not hold the error of a formula that failed in a spreadsheet."""

import re

from opm_evidence.records.schemas import Field
from opm_evidence.registers.cells.complaint import CellCheck, Complaint, any_column, for_example

ERROR = re.compile(
    r"#(REF|N/A|NAME\?|VALUE|DIV/0|NULL|NUM|SPILL|CALC|FIELD|GETTING_DATA|BLOCKED|CONNECT"
    r"|UNKNOWN)[!?]?|Err:5\d\d|#+"
)
"""The errors of Excel and LibreOffice, and the hashes of a column that is too narrow."""


def _complain(field: Field, text: str) -> Complaint | None:
    if text[:1] not in ("#", "E") or not ERROR.fullmatch(text):
        return None
    return Complaint(
        f"The cell holds {text}, the error of a formula in a spreadsheet.",
        f"Write what the cell should say, or leave it blank. {for_example(field)}",
    )


CHECK = CellCheck(
    "spreadsheet_errors",
    "No cell holds an error of a spreadsheet, such as #REF!.",
    any_column,
    _complain,
)
