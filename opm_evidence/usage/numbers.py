"""From the cell of a usage file to a figure. Blank, zero, censored and error are different values.

Nothing is guessed: `1.234` is a thousand in one country and less than two in another, so it is no
count; `1.2E+06` was rounded by a spreadsheet, so it is none either.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

COUNT = re.compile(r"\d{1,15}(?:\.0)?|\d{1,3}(?:,\d{3}){1,4}")
AMOUNT = re.compile(r"£?(?:\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.\d{1,6})?")
PERCENT = re.compile(r"(\d{1,4}(?:\.\d{1,6})?)\s?%")
LESS_THAN = re.compile(r"(?:less than|<)\s*(\d{1,4})", re.IGNORECASE)
SPREADSHEET_ERRORS = frozenset(
    ("#REF!", "#VALUE!", "#DIV/0!", "#N/A", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
)
PLACEHOLDERS = frozenset(("-", "–", "—", "[not provided]", "n/a", "null", "none", "tbc"))
REDACTED = "[redacted]"
LARGEST_COUNT = 2**53
"""The largest count that a float holds exactly; all views of GOV.UK ever are far below."""

UNITS: Mapping[str, str] = {
    "search_refinement_ratio": "ratio",
    "cost_per_transaction": "gbp",
    "reading_minutes": "minutes",
    "word_count": "words",
}
"""The unit of each metric that is not a count."""


@dataclass(frozen=True, slots=True)
class Number:
    """A figure, or why there is none.

    `bound` is the highest that a censored figure may be; `complaint` says what keeps a cell from
    being a figure.
    """

    value: float | None
    status: str
    bound: float | None = None
    flags: tuple[str, ...] = ()
    complaint: str = ""


MISSING = Number(None, "missing")
CENSORED_AT_5 = Number(None, "censored_low", bound=5)


def known(value: float) -> Number:
    """A figure that is there: zero is `reported_zero`."""
    return Number(float(value), "observed" if value else "reported_zero")


def parse_count(cell: object) -> Number:
    """A whole number from 0 on, in digits, with or without commas between thousands."""
    return _parse(cell, COUNT, "a whole number, such as 1234 or 1,234", whole=True)


def parse_amount(cell: object) -> Number:
    """An amount from 0 on, with or without a pound sign."""
    return _parse(cell, AMOUNT, "an amount, such as 1,234.50", whole=False)


def parse_ratio(cell: object) -> Number:
    """A share: `25%` is 0.25; a number of JSON is taken as it is, from 0 to 1."""
    if isinstance(cell, str) and (found := PERCENT.fullmatch(cell.strip())):
        return known(float(found[1]) / 100)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if math.isfinite(cell) and 0 <= cell <= 1:
            return known(float(cell))
        return _unreadable(cell, "a share from 0 to 1")
    return _state(cell) or _unreadable(cell, "a percentage, such as 25%")


def _parse(cell: object, form: re.Pattern[str], meant: str, *, whole: bool) -> Number:
    if isinstance(cell, bool):
        return _unreadable(cell, meant)
    if isinstance(cell, int | float):
        if not math.isfinite(cell) or cell < 0 or cell > LARGEST_COUNT or (whole and cell % 1):
            return _unreadable(cell, meant)
        return known(float(cell))
    state = _state(cell)
    if state and state.bound and whole:
        return replace(state, bound=state.bound - 1)  # less than ten is nine at most
    if state:
        return state
    text = str(cell).strip()
    if not text.isascii() and not text.startswith("£") or not form.fullmatch(text):
        return _unreadable(cell, meant)
    return known(float(text.lstrip("£").replace(",", "")))


def _state(cell: object) -> Number | None:
    """What a cell without a figure says, or `None` where it should hold one."""
    if cell is None:
        return MISSING
    text = str(cell).strip()
    if not text:
        return MISSING
    if text in SPREADSHEET_ERRORS:
        return Number(None, "error", flags=("spreadsheet_error",))
    if text.casefold() in PLACEHOLDERS:
        return Number(None, "missing", flags=("placeholder",))
    if text.casefold() == REDACTED:
        return Number(None, "redacted")
    if found := LESS_THAN.fullmatch(text):
        return Number(None, "censored_low", bound=float(found[1]))
    return None


def _unreadable(cell: object, meant: str) -> Number:
    shown = str(cell)
    shown = shown[:40] + "…" if len(shown) > 40 else shown
    shown = "".join(each if each.isprintable() else "␣" for each in shown)
    return Number(None, "error", complaint=f"“{shown}” is not {meant}.")
