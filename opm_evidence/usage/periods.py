"""Figures brought together: one a subject, metric and period, and by month where days are counted.

What cannot be added up is not: figures of two files, of two definitions, of unknown days, and those
of which one visit may be in several.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from opm_evidence.records.register import values_of
from opm_evidence.usage.days import SERIES_BREAK, last_of_month, parse_day, span
from opm_evidence.usage.figures import GOOGLE_ANALYTICS
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
COLUMNS = (
    *ONE_FIGURE,
    "value",
    "value_status",
    "censor_bound",
    "rows",
    "title",
    "flags",
    "segment",
)
KINDS = dict.fromkeys((*ONE_FIGURE, "value_status", "title"), "string") | {
    "value": "Float64",
    "censor_bound": "Float64",
    "rows": "Int64",
    "segment": "Int64",
}
VISITS = frozenset(("unique_page_views", "sessions", "users"))
"""Metrics of which one visit or browser may be in several rows; the others that are not added up,
such as words, are one value of a page."""

OVER_DAYS = frozenset(("sessions", "users"))
"""Metrics of which not even days can be added up: one visit or browser comes on several."""

Row = dict[str, Any]


def figures_by_period(figures: pd.DataFrame) -> pd.DataFrame:
    """One row a subject, metric, period, basis, definition and file, in the order of the table.

    Columns: those of `ONE_FIGURE`, `value` (missing where there is none, or it cannot be told),
    `value_status`, `censor_bound` (the highest that it may be, where the source leaves out small
    figures), `rows` (how many rows it comes from), `title`, `flags`, and `segment`: rows of
    one subject and metric with another segment cannot be compared, since the definition changed or
    the days lie on both sides of December 2023 to April 2024.

    Several rows of one subject and period are added up where they are parts of one count. Where
    they contradict each other (`figures_differ`), the largest is taken, never the sum. Where one
    visit may be in several of them (`not_additive`), there is no value. Where some of them have no
    figure (`incomplete`), the value is the least that it can be.
    """
    rows = [row for row in _rows(figures) if row["subject_key"] is not None]
    return _frame(_figure(parts, NOT_ADDED) for parts in _together(rows))


def by_month(figures: pd.DataFrame) -> pd.DataFrame:
    """Figures by month, with the columns of `figures_by_period`: days added up, months as they are.

    A month begins or ends where the days of its file do: the first and last may be cut short, and
    then have the grain `range`. Visits and browsers are not added up over days; unique page views
    are, as Content Data does itself.
    """
    rows = _rows(figures_by_period(figures))
    days = [row for row in rows if row["period_grain"] == "day"]
    spans: dict[str, tuple[str, str]] = {}
    for row in days:
        first, last = spans.get(row["source_file"], (row["period_start"], row["period_end"]))
        spans[row["source_file"]] = (min(first, row["period_start"]), max(last, row["period_end"]))
    for row in days:
        start, end, grain = _month(row["period_start"], *spans[row["source_file"]])
        row |= {"period_start": start, "period_end": end, "period_grain": grain}
    dated = [row for row in rows if row["period_start"] is not None]
    months = [row for row in dated if row["period_start"][:7] == row["period_end"][:7]]
    return _frame(_figure(parts, OVER_DAYS) for parts in _together(months))


def _rows(frame: pd.DataFrame) -> list[Row]:
    names = frame.columns.tolist()
    columns = [values_of(frame[name]) for name in names]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _together(rows: Iterable[Row]) -> Iterable[Sequence[Row]]:
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row[name] for name in ONE_FIGURE), []).append(row)
    return groups.values()


def _figure(parts: Sequence[Row], not_added: frozenset[str]) -> Row:
    flags = tuple(dict.fromkeys(flag for part in parts for flag in part["flags"]))
    values = [float(part["value"]) for part in parts if part["value"] is not None]
    value, status, bound = None, parts[0]["value_status"], None
    if values:
        value, mark = _value(parts[0]["metric"], values, len(parts), flags, not_added)
        flags = (*flags, mark) if mark and mark not in flags else flags
        status = "missing" if value is None else "observed" if value else "reported_zero"
    elif all(part["censor_bound"] is not None for part in parts):
        bound = sum(float(part["censor_bound"]) for part in parts)
    return {name: parts[0][name] for name in ONE_FIGURE} | {
        "value": value,
        "value_status": status,
        "censor_bound": bound,
        "rows": sum(part.get("rows", 1) for part in parts),
        "title": next((part["title"] for part in parts if part["title"]), None),
        "flags": flags,
    }


def _value(
    metric: str,
    values: Sequence[float],
    parts: int,
    flags: Sequence[str],
    not_added: frozenset[str],
) -> tuple[float | None, str]:
    """The one figure of several, and what has to be said of it."""
    if parts == 1:
        return values[0], ""
    if "figures_differ" in flags:
        return max(values), ""
    if metric in not_added:
        same = metric not in VISITS and len(set(values)) == 1
        return (values[0], "") if same else (None, "not_additive")
    return sum(values), "" if len(values) == parts else "incomplete"


def _month(day: str, first: str, last: str) -> tuple[str, str, str]:
    counted = parse_day(day)
    start = max(counted.replace(day=1), parse_day(first))
    end = min(last_of_month(counted.year, counted.month), parse_day(last))
    return str(start), str(end), span(start, end).grain


def _frame(rows: Iterable[Row]) -> pd.DataFrame:
    numbered = _segmented(list(rows))
    frame = pd.DataFrame(numbered, columns=list(COLUMNS))
    return frame.astype(KINDS | {"flags": "object"})


def _segmented(rows: list[Row]) -> list[Row]:
    """The rows, numbered anew within a subject and metric after each break, in order of time."""
    series: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        key = tuple(row[name] for name in ("subject_type", "subject_key", "metric", "basis"))
        series.setdefault(key, []).append(row)
    for of_one in series.values():
        segment, last = 0, None
        for row in sorted(of_one, key=lambda each: each["period_start"] or ""):
            this = _side(row)
            segment += last is not None and this != last
            row["segment"], last = segment, this
    return rows


def _side(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What two rows share that may be compared: definition, format, and their side of the break."""
    alike = (row["definition"], row["source_format"], row["period_start"] is None)
    if row["basis"] not in GOOGLE_ANALYTICS or row["period_start"] is None:
        return alike
    after = row["period_start"] > str(SERIES_BREAK[1])
    return (*alike, "break" if "series_break" in row["flags"] else "after" if after else "before")
