"""A number is written in digits, with a point for decimals and nothing else around it.

What could be read two ways is not read at all: “1,234” is a thousand to some and one to others.
"""

import math
import re
from datetime import date, datetime, timedelta

from opm_evidence.records.schemas import Field
from opm_evidence.registers.cells.complaint import CellCheck, Complaint, advice_of
from opm_evidence.registers.nearest import quoted
from opm_evidence.registers.values import MINUS, parse_number

NUMBER = re.compile(rf"[+\-{MINUS}]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{{1,3}})?", re.ASCII)
WHOLE_NUMBER = re.compile(rf"[+\-{MINUS}]?\d{{1,18}}(\.0+)?", re.ASCII)
TOO_LARGE = re.compile(rf"[+\-{MINUS}]?\d{{19,}}(\.0+)?", re.ASCII)
THOUSANDS = re.compile(rf"[+\-{MINUS}]?\d{{1,3}}([,\s'’]\d{{3}})+(\.\d+)?")
DECIMAL_COMMA = re.compile(rf"[+\-{MINUS}]?\d+,\d+")
PERCENT = re.compile(rf"([+\-{MINUS}]?[\d.,]+)\s*(%|per ?cent)")
DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T].*)?|(\d{1,2})/(\d{1,2})/(\d{4})(?: .*)?")
FIRST_DAY_OF_SPREADSHEETS = datetime(1899, 12, 30)


def _is_number(field: Field) -> bool:
    return field.type in ("integer", "number")


def _complain(field: Field, text: str) -> Complaint | None:
    whole = field.type == "integer"
    if not text:
        return None
    if (WHOLE_NUMBER if whole else NUMBER).fullmatch(text):
        if math.isinf(parse_number(text)):
            return _too_large(field, text)
        return None
    if whole and TOO_LARGE.fullmatch(text):
        return _too_large(field, text)
    return (
        _date_instead(field, text)
        or _separators(text)
        or _percent(text)
        or Complaint(
            f"{quoted(text)} is not a {'whole number' if whole else 'number'}.",
            f"Write digits only{'' if whole else ', with a point for decimals'}. "
            f"{advice_of(field)}",
        )
    )


def _too_large(field: Field, text: str) -> Complaint:
    return Complaint(f"{quoted(text)} is too large a number.", advice_of(field))


def _date_instead(field: Field, text: str) -> Complaint | None:
    found = DATE.fullmatch(text)
    if not found:
        return None
    year, month, day = found.group(1, 2, 3) if found[1] else found.group(6, 5, 4)
    remedy = f"Format the column as a number or as text, and write the number. {advice_of(field)}"
    try:
        serial = (datetime(int(year), int(month), int(day)) - FIRST_DAY_OF_SPREADSHEETS).days
    except ValueError:
        serial = 0
    if field.name == "year" and _could_be_a_year(serial):
        remedy = (
            f"A spreadsheet shows the number {serial} as this date when the column is formatted "
            f"as dates. If {serial} is meant, format the column as a number and write {serial}; "
            f"if the date is meant, write {year}."
        )
    return Complaint(f"{quoted(text)} is a date, and a number belongs here.", remedy)


def _could_be_a_year(serial: int) -> bool:
    return 1800 <= serial <= 2100


def shown_as_date(number: int) -> date:
    """The date that a spreadsheet shows for a number in a column formatted as dates."""
    return (FIRST_DAY_OF_SPREADSHEETS + timedelta(days=number)).date()


def _separators(text: str) -> Complaint | None:
    if THOUSANDS.fullmatch(text):
        digits = re.sub(r"[,\s'’]", "", text)
        return Complaint(
            f"{quoted(text)} has separators between its digits.",
            f"If the thousands are parted here, write {digits}; if a comma stands for a decimal "
            "point, write a point.",
        )
    if DECIMAL_COMMA.fullmatch(text):
        return Complaint(
            f"{quoted(text)} has a comma.",
            f"If it stands for a decimal point, write {text.replace(',', '.')}.",
        )
    return None


def _percent(text: str) -> Complaint | None:
    found = PERCENT.fullmatch(text)
    if not found:
        return None
    return Complaint(
        f"{quoted(text)} is a percentage.",
        f"Write the number alone, {found[1]}, and what it counts in the column for the unit or "
        "measure.",
    )


CHECK = CellCheck(
    "numbers_read",
    "A number is written in digits with a point for decimals: no thousands separators, no per "
    "cent sign, no date.",
    _is_number,
    _complain,
)
