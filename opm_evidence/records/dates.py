"""Dates that may be known only to the month or the year.

A comparison that such a date cannot settle has no answer, and says so with `None`.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Self

PARTIAL_DATE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A span of days within which something happened: a day, a month or a year."""

    first: date
    last: date
    text: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2016`, `2016-12` or `2016-12-05`.

        Raises:
            ValueError: the text is not of that form, or no such day exists.
        """
        found = PARTIAL_DATE.match(text)
        if not found:
            raise ValueError(f"“{text}” is not a year, a month or a day")
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        if month is None:
            return cls(date(year, 1, 1), date(year, 12, 31), text)
        if day is None:
            last = calendar.monthrange(year, month)[1]
            return cls(date(year, month, 1), date(year, month, last), text)
        return cls(date(year, month, day), date(year, month, day), text)

    def before(self, other: "PartialDate") -> bool | None:
        """Whether this came before the other; `None` where the two spans overlap undecidably."""
        if self.last < other.first:
            return True
        if self.first >= other.last:
            return False
        return None

    def older_than(self, years: int, as_of: date) -> bool | None:
        """Whether this lies more than `years` years before `as_of`; `None` if it may or may not."""
        limit = _years_before(as_of, years)
        if self.last < limit:
            return True
        if self.first >= limit:
            return False
        return None

    def __str__(self) -> str:
        return self.text


def _years_before(day: date, years: int) -> date:
    year = day.year - years
    if year < date.min.year:
        return date.min  # nothing is as old as that
    last = calendar.monthrange(year, day.month)[1]  # 29 February is not in every year
    return day.replace(year=year, day=min(day.day, last))
