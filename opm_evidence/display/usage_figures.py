"""Tables of what was counted: searches, pages and the rest, with days and basis above the figures.

The page shows the first of each file and period; the data of the pack hold all.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from opm_evidence.display.exhibits import Table
from opm_evidence.display.tables import Row, RowGroup
from opm_evidence.display.usage_names import UsageNames
from opm_evidence.display.wording import usage as words
from opm_evidence.display.wording.dates import day
from opm_evidence.display.wording.numbers import counted, listed, number
from opm_evidence.display.wording.terms import capital
from opm_evidence.synthesis.assessment import Assessment

MOST = 5
"""Rows of one file and period on the page."""

PERIODS = 2
"""Periods of one format on the page, the latest first."""

COLUMNS = 6
"""Metrics beside each other; the rest is in the data."""

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Counted:
    """One kind of table: which subjects it shows, and which metrics, the first to sort by."""

    id: str
    title: str
    one: str
    several: str
    types: tuple[str, ...]
    metrics: tuple[str, ...]


COUNTED = (
    Counted(
        "usage-searches",
        "Searches of GOV.UK",
        "search",
        "searches",
        ("query",),
        ("site_searches", "search_clicks", "sc_impressions", "sc_clicks"),
    ),
    Counted(
        "usage-pages",
        "Pages of GOV.UK",
        "page",
        "pages",
        ("page", "feedback_page"),
        (
            "page_views",
            "unique_page_views",
            "searches_from_page",
            "useful_yes",
            "useful_no",
            "feedback_comments",
            "landing_sessions",
            "sessions",
        ),
    ),
    Counted(
        "usage-others",
        "What else was counted",
        "subject",
        "subjects",
        ("service", "petition", "need", "dataset", "site"),
        tuple(words.METRICS),
    ),
)
FOUND_NOTHING: Mapping[str, str] = {
    "search_zero_results": "Searches that had no result.",
    "search_low_clicks": "Searches that the source lists because few results were clicked.",
}
"""What a file is about, where its format says so."""

TITLES: Mapping[str, str] = {
    "search_zero_results": "Searches of GOV.UK that found nothing",
    "search_low_clicks": "Searches of GOV.UK with few clicks on what was found",
    "search_clicks": "Searches of GOV.UK, and clicks on what was found",
}
"""What a table is about, where all of it is of one such format."""

RATE = ("site_searches", "search_clicks")
RATE_HEADING = "Clicks for each 100 searches"
RATE_WORDS = (
    " Few clicks can mean that people did not find what they looked for, or that the list of "
    "results told them."
)


def tables_of_figures(assessment: Assessment) -> Iterator[Table]:
    """One table for each kind of subject, and each set of metrics that files have in common."""
    names = UsageNames(assessment)
    for kind in COUNTED:
        files: dict[str, list[Record]] = {}
        for row in records(assessment.usage.periods):
            if row["subject_type"] in kind.types and row["metric"] in kind.metrics:
                files.setdefault(row["source_file"], []).append(row)
        alike: dict[tuple[str, ...], list[Record]] = {}
        for rows in sorted(files.values(), key=_latest, reverse=True):
            alike.setdefault(_metrics(kind, rows), []).extend(rows)
        for place, (metrics, rows) in enumerate(alike.items(), start=1):
            yield _table(kind, place, metrics, rows, names)


def _latest(rows: Sequence[Record]) -> str:
    """The last day of a file; of unknown days nothing, so that it comes last."""
    return max(row["period_end"] or "" for row in rows)


def _metrics(kind: Counted, rows: Sequence[Record]) -> tuple[str, ...]:
    found = [each for each in kind.metrics if any(row["metric"] == each for row in rows)]
    return tuple(found[:COLUMNS])


def records(frame: pd.DataFrame) -> list[Record]:
    """The rows of a table as plain values, `None` where there is none."""
    plain = frame.astype(object)
    return plain.where(plain.notna(), None).to_dict("records")  # type: ignore[return-value]


def _table(
    kind: Counted,
    place: int,
    metrics: Sequence[str],
    rows: Sequence[Record],
    names: UsageNames,
) -> Table:
    rated = set(RATE) <= set(metrics)
    date = day(names.assessment.register.as_of)
    subjects = len({(row["subject_type"], row["subject_key"]) for row in rows})
    zero = any(row["value_status"] == "reported_zero" for row in rows)
    headings = [capital(kind.one), "Question of the policy"]
    headings += [capital(words.METRICS[each][1]) for each in metrics]
    said = f"As at {date}, there are figures of {counted(subjects, kind.one, kind.several)}."
    if zero:
        said += " Where a source records none, it may also be that its count failed."
    return Table(
        id=kind.id if place == 1 else f"{kind.id}-{place}",
        title=_title(kind, metrics, rows),
        description=said + (RATE_WORDS if rated else ""),
        sources=sources(names.assessment),
        frame=pd.DataFrame(rows),
        caption=(
            f"{capital(kind.several)}: {listed([words.METRICS[each][1] for each in metrics])}, "
            f"by file and days, as at {date}"
        ),
        headings=(*headings, *((RATE_HEADING,) if rated else ())),
        groups=tuple(_groups(kind, rows, metrics, names)),
        numbers=frozenset(range(2, 2 + len(metrics) + rated)),
    )


def _title(kind: Counted, metrics: Sequence[str], rows: Sequence[Record]) -> str:
    """What a format is about, where all rows are of one; else the first of what is counted."""
    titles = {TITLES.get(row["source_format"], "") for row in rows}
    if len(titles) == 1 and (title := titles.pop()):
        return title
    what = [words.METRICS[each][1] for each in metrics]
    some = listed(what) if len(what) < 3 else f"{', '.join(what[:2])} and more"
    return f"{kind.title}: {some}"


def sources(assessment: Assessment) -> tuple[str, ...]:
    """The files that the figures come from."""
    return (
        f"this register as at {day(assessment.register.as_of)}",
        *(f"usage/{name}" for name in assessment.usage.files["file"]),
    )


def _groups(
    kind: Counted, rows: Sequence[Record], metrics: Sequence[str], names: UsageNames
) -> Iterator[RowGroup]:
    blocks: dict[tuple[str, str, str], list[Record]] = {}
    periods: dict[str, set[tuple[str, str]]] = {}
    for row in rows:
        period = (row["period_end"] or "", row["period_start"] or "")
        blocks.setdefault((*period, row["source_file"]), []).append(row)
        periods.setdefault(row["source_format"], set()).add(period)
    ordered = {format_: sorted(found, reverse=True) for format_, found in periods.items()}
    for (*days, file), found in sorted(blocks.items(), reverse=True):
        all_of_it = ordered[found[0]["source_format"]]
        place = all_of_it.index((days[0], days[1]))
        if place < PERIODS:
            earlier = len(all_of_it) - PERIODS if place == PERIODS - 1 else 0
            yield _block(kind, file, found, metrics, names, earlier)


def _block(
    kind: Counted,
    file: str,
    rows: Sequence[Record],
    metrics: Sequence[str],
    names: UsageNames,
    earlier: int,
) -> RowGroup:
    subjects: dict[str, dict[str, Record]] = {}
    for row in rows:
        subjects.setdefault(row["subject_key"], {})[row["metric"]] = row
    ordered = sorted(subjects.items(), key=lambda each: (*_size(each[1], metrics), each[0]))
    said = [FOUND_NOTHING.get(rows[0]["source_format"], "")]
    said.append(words.notes(flag for row in rows for flag in row["flags"]))
    shown = [row for _, found in ordered[:MOST] for row in found.values()]
    if any(row["value_status"] == "suppressed" for row in shown):
        said.append(words.SUPPRESSED)
    said += [
        why for flag, why in words.UNSURE.items() if any(flag in row["flags"] for row in shown)
    ]
    if len(ordered) > MOST:
        said.append(f"The first {MOST} of {number(len(ordered))}; all are in data/usage.csv.")
    if earlier:
        said.append(f"{capital(counted(earlier, 'earlier period'))} in data/usage.csv.")
    return RowGroup(
        rows=tuple(_row(found, metrics, names) for _, found in ordered[:MOST]),
        heading=_heading(rows, metrics, file),
        note=" ".join(each for each in said if each),
    )


def _size(found: Mapping[str, Record], metrics: Sequence[str]) -> tuple[float, ...]:
    """The largest first; what has no figure last."""
    values = (found[each]["value"] if each in found else None for each in metrics)
    return tuple(1.0 if each is None else -float(each) for each in values)


def _row(found: Mapping[str, Record], metrics: Sequence[str], names: UsageNames) -> Row:
    first = next(iter(found.values()))
    cells = [names.counted(first), names.question(first)]
    cells += [words.figure(found.get(each)) for each in metrics]
    if set(RATE) <= set(metrics):
        cells.append(words.rate(found.get(RATE[1]), found.get(RATE[0])))
    return Row(tuple(cells))


def _heading(rows: Sequence[Record], metrics: Sequence[str], file: str) -> str:
    """The days, in whom it was counted and by which definition, and the file."""
    ways: dict[str, list[str]] = {}
    for metric in metrics:
        for row in rows:
            if row["metric"] == metric:
                way = words.basis(row["basis"], row["definition"])
                if words.METRICS[metric][1] not in ways.setdefault(way, []):
                    ways[way].append(words.METRICS[metric][1])
    several = len(ways) > 1
    said = "; ".join(f"{listed(what)} {way}" if several else way for way, what in ways.items())
    period = words.days(rows[0]["period_start"], rows[0]["period_end"])
    return f"{capital(period)}: {said} ({file})"
