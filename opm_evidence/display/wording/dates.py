"""Days, months and years as a reader says them."""

from datetime import date

from opm_evidence.records.dates import PartialDate

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
UNKNOWN = "date not recorded"


def day(value: date) -> str:
    """`25 November 2025`, whatever the language of the machine."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def when(value: str | PartialDate | None) -> str:
    """`2016`, `December 2016` or `5 December 2016`: as exact as the register knows it."""
    if not isinstance(value, str | PartialDate) or not str(value):
        return UNKNOWN
    known = value if isinstance(value, PartialDate) else PartialDate.parse(value)
    parts = known.text.split("-")
    if len(parts) == 1:
        return parts[0]
    if len(parts) == 2:
        return f"{MONTHS[known.first.month - 1]} {known.first.year}"
    return day(known.first)


def on(value: str | PartialDate | None) -> str:
    """With the preposition: `on 5 December 2016`, `in December 2016`, `on a date not recorded`."""
    words = when(value)
    if words == UNKNOWN:
        return f"on a {UNKNOWN}"
    return f"on {words}" if words[0].isdigit() and " " in words else f"in {words}"
