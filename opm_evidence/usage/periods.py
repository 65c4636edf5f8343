"""Figures brought together: one a subject, metric and period, and by month where days are counted.

What cannot be added up is not: figures of two files, of two definitions, of unknown days, and those
of which one visit may be in several.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from opm_evidence.usage.days import SERIES_BREAK, last_of_month, parse_day, span
from opm_evidence.usage.tally import NOT_ADDED

ONE_FIGURE = (
    "subject_type",
    "subject_key",
    "metric",
    "period_start",
    "period_end",
    "period_grain",
    "basis",
    "definition",
    "unit",
    "source_format",
    "source_file",
)
COLUMNS = (*ONE_FIGURE, "value", "value_status", "rows", "title", "flags", "segment")
OVER_DAYS = frozenset(("sessions", "users"))
"""Metrics of which not even days can be added up: one visit or browser comes on several."""


def figures_by_period(figures: pd.DataFrame) -> pd.DataFrame:
    """One row a subject, metric, period, basis, definition and file, in the order of the table.

    Columns: those of `ONE_FIGURE`, `value` (missing where there is none, or it cannot be told),
    `value_status`, `rows` (how many rows it comes from), `title`, `flags`, and `segment`: rows of
    one subject and metric with another segment cannot be compared, since the definition changed or
    the days lie on both sides of December 2023 to April 2024.

    Several rows of one subject and period are added up where they are parts of one count. Where
    they contradict each other (`figures_differ`), the largest is taken, never the sum. Where one
    visit may be in several of them (`not_additive`), there is no value. Where some of them have no
    figure (`incomplete`), the value is the least that it can be.
    """
    keyed = figures[figures["subject_key"].notna()]
    rows = [_figure(key, part) for key, part in _grouped(keyed, list(ONE_FIGURE))]
    return _segmented(pd.DataFrame(rows, columns=list(COLUMNS[:-1])))


def by_month(figures: pd.DataFrame) -> pd.DataFrame:
    """Figures of days by month, with the columns of `figures_by_period`.

    A month begins or ends where the days of its file do: the first and last may be cut short, and
    then have the grain `range`. Visits and browsers are not added up over days; unique page views
    are, as Content Data does itself.
    """
    days = figures_by_period(figures)
    days = days[days["period_grain"] == "day"].copy()
    if days.empty:
        return days
    first = days.groupby("source_file")["period_start"].transform("min")
    last = days.groupby("source_file")["period_end"].transform("max")
    months = [_month(*each) for each in zip(days["period_start"], first, last, strict=True)]
    for name, at in (("period_start", 0), ("period_end", 1), ("period_grain", 2)):
        days[name] = pd.Series([each[at] for each in months], index=days.index, dtype="string")
    rows = [_figure(key, part, days=True) for key, part in _grouped(days, list(ONE_FIGURE))]
    return _segmented(pd.DataFrame(rows, columns=list(COLUMNS[:-1])))


def _grouped(
    frame: pd.DataFrame, by: Sequence[str]
) -> Iterator[tuple[tuple[Hashable, ...], pd.DataFrame]]:
    for key, part in frame.groupby(list(by), sort=False, dropna=False):
        yield tuple(key) if isinstance(key, tuple) else (key,), part


def _figure(
    key: tuple[Hashable, ...], part: pd.DataFrame, *, days: bool = False
) -> tuple[Any, ...]:
    named: Mapping[str, Any] = dict(zip(ONE_FIGURE, key, strict=True))
    flags = tuple(dict.fromkeys(flag for each in part["flags"] for flag in each))
    values = part["value"].dropna()
    status, value = str(part["value_status"].iloc[0]), None
    if len(values):
        metric = str(named["metric"])
        blocked = metric in (OVER_DAYS if days else NOT_ADDED)
        if len(part) == 1:
            value = float(values.iloc[0])
        elif "figures_differ" in flags:
            value = float(values.max())
        elif blocked and values.nunique() == 1 and len(values) == len(part) and not _counts(metric):
            value = float(values.iloc[0])
        elif blocked:
            flags = (*flags, "not_additive")
        else:
            value = float(values.sum())
            flags = flags if len(values) == len(part) else (*flags, "incomplete")
        status = "missing" if value is None else "observed" if value else "reported_zero"
    titles = part["title"].dropna()
    rows = int(part["rows"].sum()) if "rows" in part else len(part)
    title = titles.iloc[0] if len(titles) else pd.NA
    return (*key, value, status, rows, title, flags)


def _counts(metric: str) -> bool:
    """Whether it counts visits or browsers; what it holds itself, such as words, is one value."""
    return metric in ("unique_page_views", "sessions", "users")


def _month(day: str, first: str, last: str) -> tuple[str, str, str]:
    counted = parse_day(day)
    start = max(counted.replace(day=1), parse_day(first))
    end = min(last_of_month(counted.year, counted.month), parse_day(last))
    return str(start), str(end), span(start, end).grain


def _segmented(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows in order of time, numbered anew within a subject and metric after each break."""
    segments: dict[Hashable, int] = {}
    before = str(SERIES_BREAK[0])
    for _, part in frame.groupby(["subject_type", "subject_key", "metric", "basis"], sort=False):
        ordered = part.sort_values(["period_start", "period_end"], kind="stable")
        segment, last = 0, None
        for at, row in ordered.iterrows():
            this: tuple[Any, ...] = (
                row["definition"],
                row["source_format"],
                "series_break" in row["flags"],
                pd.isna(row["period_start"]) or str(row["period_start"]) >= before,
            )
            google = row["basis"] in ("ga_consented", "ga_preconsent")
            this = this if google else this[:2]
            segment += last is not None and this != last
            segments[at], last = segment, this
    return frame.assign(segment=pd.Series(segments, dtype="Int64"))
