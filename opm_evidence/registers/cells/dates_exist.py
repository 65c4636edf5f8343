"""A date is a year, a month or a day that exists, written year first."""

import re

from opm_evidence.records.dates import PARTIAL_DATE, PartialDate
from opm_evidence.records.schemas import Field
from opm_evidence.registers.cells.complaint import CellCheck, Complaint, for_example
from opm_evidence.registers.nearest import quoted

WRITTEN_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: .*)?")
WITH_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[ T].*")
YEAR_FIRST = "Write a year, a month or a day with the year first: 2016, 2016-12 or 2016-12-05."


def _is_date(field: Field) -> bool:
    return field.partial_date


def _complain(field: Field, text: str) -> Complaint | None:
    if not text:
        return None
    if not PARTIAL_DATE.fullmatch(text):
        return Complaint(f"{quoted(text)} is not a date as registers write it.", _instead(text))
    try:
        PartialDate.parse(text)
    except ValueError:
        return Complaint(
            f"There is no such date as {quoted(text)}.",
            f"Look the date up again; if only the month or year is sure, write that. "
            f"{for_example(field)}",
        )
    return None


def _instead(text: str) -> str:
    timed = WITH_TIME.fullmatch(text)
    if timed:
        return f"Leave the time of day away: {timed[1]}."
    found = WRITTEN_DAY_FIRST.fullmatch(text)
    if not found:
        return YEAR_FIRST
    first, second, year = int(found[1]), int(found[2]), found[3]
    readings = [
        f"{year}-{month:02d}-{day:02d}"
        for day, month in dict.fromkeys([(first, second), (second, first)])
        if 1 <= month <= 12 and 1 <= day <= 31
    ]
    return f"{YEAR_FIRST} Here perhaps {' or '.join(readings)}." if readings else YEAR_FIRST


CHECK = CellCheck(
    "dates_exist",
    "A date is a year, a month or a day that exists, with the year first.",
    _is_date,
    _complain,
)
