"""What must hold of a single cell: one module a check, in the order in which they look.

A check sees the text of a cell and its column, and complains or does not. The first complaint
about a cell is the one that is shown.
"""

from opm_evidence.registers.cells import (
    blanks_left_blank,
    dates_exist,
    numbers_in_range,
    numbers_read,
    patterns_match,
    required_filled,
    spreadsheet_errors,
    terms_known,
    text_readable,
    text_short,
)
from opm_evidence.registers.cells.complaint import CellCheck

CELL_CHECKS: tuple[CellCheck, ...] = (
    required_filled.CHECK,
    text_short.CHECK,
    text_readable.CHECK,
    spreadsheet_errors.CHECK,
    blanks_left_blank.CHECK,
    numbers_read.CHECK,
    numbers_in_range.CHECK,
    terms_known.CHECK,
    dates_exist.CHECK,
    patterns_match.CHECK,
)
"""Every check of a single cell."""
