"""Days and spans of days, as Londoners count them."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
SLASHED_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name} | {
    name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name
}
FIRST_YEAR, LAST_YEAR = 2000, 2100

SERIES_BREAK = (date(2023, 12, 1), date(2024, 4, 30))
"""When the statistics of GOV.UK moved to Google Analytics 4: views from December 2023 on, the
dashboards in January 2024, searches in April 2024 (docs.data-community, Content Data; change log of
content-data-api)."""

CONSENT = date(2019, 12, 20)
"""Since then analytics cookies are set on GOV.UK only where a reader accepts them."""


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, first and last included; both are `None` where nobody knows them."""

    start: date | None
    end: date | None
    grain: str = ""

    @property
    def known(self) -> bool:
        """Whether the days are known."""
        return self.start is not None and self.end is not None

    @property
    def flags(self) -> tuple[str, ...]:
        """What has to be said of every figure of these days."""
        if self.start is None or self.end is None:
            return ("period_unknown",)
        broken = self.start <= SERIES_BREAK[1] and self.end >= SERIES_BREAK[0]
        spans_consent = self.start < CONSENT <= self.end
        return (("series_break",) if broken else ()) + (("consent_break",) if spans_consent else ())

    def holds(self, other: "Period") -> bool:
        """Whether every day of another period lies in this one; no where either is unknown."""
        if self.start is None or self.end is None or other.start is None or other.end is None:
            return False
        return self.start <= other.start and other.end <= self.end

    def __str__(self) -> str:
        if self.start is None or self.end is None:
            return "period unknown"
        return str(self.start) if self.start == self.end else f"{self.start} to {self.end}"


UNKNOWN = Period(None, None)


def span(start: date, end: date) -> Period:
    """The period from one day to another.

    Raises:
        ValueError: it ends before it begins, or lies outside the life of GOV.UK's statistics.
    """
    if end < start:
        raise ValueError(f"the period ends on {end}, before it begins on {start}")
    if not (FIRST_YEAR <= start.year and end.year <= LAST_YEAR):
        raise ValueError(f"{start} to {end} is not within {FIRST_YEAR} to {LAST_YEAR}")
    return Period(start, end, _grain(start, end))


def one_day(day: date) -> Period:
    """The period of one day."""
    return span(day, day)


def days_before(day: date, first: int, last: int) -> Period:
    """The days from `first` to `last` days before a day: 8 and 2 give a week."""
    length = first - last + 1
    grain = {7: "rolling7", 14: "rolling14"}.get(length, "range")
    return Period(day - timedelta(days=first), day - timedelta(days=last), grain)


def parse_day(text: object, *, day_first: bool = False) -> date:
    """A day written 2026-07-31 or 20260731, or 31/07/2026 where somebody says that days come first.

    A time that follows counts with its offset; the day is the one in London.

    Raises:
        ValueError: it is no such day.
    """
    if isinstance(text, datetime):
        return _in_london(text)
    if isinstance(text, date):
        return text
    words = str(text).strip()
    found = ISO_DAY.fullmatch(words) or COMPACT_DAY.fullmatch(words)
    if found:
        return _within_life(date(*(int(part) for part in found.groups())))
    slashed = SLASHED_DAY.fullmatch(words)
    if slashed and day_first:
        day, month, year = (int(part) for part in slashed.groups())
        return _within_life(date(year, month, day))
    if slashed:
        raise ValueError(f"“{words}” does not say which number is the day")
    if len(words) > 10 and ISO_DAY.match(words):
        return _within_life(_day_of_moment(words))
    raise ValueError(f"“{words[:40]}” is not a day such as 2026-07-31")


def parse_month(text: str) -> int:
    """The number of a month by its English name, or 0."""
    return MONTHS.get(text.strip().casefold(), 0)


def last_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def _in_london(moment: datetime) -> date:
    """Without an offset a time is taken as it stands: GOV.UK's own tools write London time."""
    return moment.date() if moment.tzinfo is None else moment.astimezone(LONDON).date()


def _day_of_moment(words: str) -> date:
    try:
        return _in_london(datetime.fromisoformat(words.replace(" UTC", "+00:00")))
    except (ValueError, OverflowError):  # which repeats the whole text, or is about no day at all
        raise ValueError(f"“{words[:40]}” is not a moment such as 2026-07-31T12:00:00Z") from None


def _within_life(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"{day} is not within {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _grain(start: date, end: date) -> str:
    if start == end:
        return "day"
    length = (end - start).days + 1
    if length == 7:
        return "week"
    whole = start.day == 1 and end == last_of_month(end.year, end.month)
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if whole and months in (1, 12) or whole and months == 3 and start.month % 3 == 1:
        return {1: "month", 3: "quarter", 12: "year"}[months]
    return "range"
