"""A date is a year, a month or a day that exists, written year first."""

import re

from opm_evidence.records.dates import PARTIAL_DATE, PartialDate
from opm_evidence.records.schemas import Field
from opm_evidence.registers.cells.complaint import CellCheck, Complaint, for_example
from opm_evidence.registers.cells.numbers_read import shown_as_date
from opm_evidence.registers.nearest import quoted

WRITTEN_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: .*)?")
WITH_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[ T].*")
SERIAL_NUMBER = re.compile(r"[2-6]\d{4}(?:\.\d+)?")
"""The number by which spreadsheets keep a day between 1954 and 2091."""

MONTH_AND_NUMBER = re.compile(r"([A-Za-z]{3})[a-z]*\.?[ -](\d{2}|\d{4})")
DAY_AND_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3})[a-z]*\.?,?[ -](\d{4})", re.IGNORECASE
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
THIS_CENTURY = 50
"""A year of two digits below this is of the century that began in 2000."""

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
    if SERIAL_NUMBER.fullmatch(text):
        meant = shown_as_date(int(float(text))).isoformat()
        return f"A spreadsheet keeps the day {meant} as this number. If it is meant, write {meant}."
    named = MONTH_AND_NUMBER.fullmatch(text)
    if named and named[1].casefold() in MONTHS:
        return f"{YEAR_FIRST} {_month(named[1], named[2])}"
    day_named = DAY_AND_MONTH.fullmatch(text)
    if day_named and day_named[2].casefold() in MONTHS and 1 <= int(day_named[1]) <= 31:
        month = MONTHS.index(day_named[2].casefold()) + 1
        return f"{YEAR_FIRST} Here perhaps {day_named[3]}-{month:02d}-{int(day_named[1]):02d}."
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


def _month(name: str, number: str) -> str:
    month = MONTHS.index(name.casefold()) + 1
    if len(number) == 4:
        return f"Here perhaps {number}-{month:02d}."
    year = int(number) + (2000 if int(number) < THIS_CENTURY else 1900)
    a_day = " or, if the number is a day, that day with its year" if int(number) <= 31 else ""
    return f"Here perhaps {year}-{month:02d}{a_day}."


CHECK = CellCheck(
    "dates_exist",
    "A date is a year, a month or a day that exists, with the year first.",
    _is_date,
    _complain,
)
