"""How a figure of use moves from period to period, where there are at least two.

A line joins only what can be compared: the same metric, basis, format and length of period, without
a change of definition between. Where the statistics of GOV.UK changed (December 2023 to April 2024)
the line ends, and the break is marked.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from opm_evidence.display.charts import broken_lines
from opm_evidence.display.exhibits import Figure
from opm_evidence.display.usage_figures import COUNTED, Record, records, sources
from opm_evidence.display.usage_names import UsageNames
from opm_evidence.display.wording import usage as words
from opm_evidence.display.wording.numbers import counted, number
from opm_evidence.display.wording.terms import capital
from opm_evidence.synthesis.assessment import Assessment

LINES = 3
"""Lines in one chart: as many as a reader can follow to their ends."""

GRAINS = ("month", "quarter", "year", "week")
"""Lengths of periods that can be held beside each other; other spans differ."""

UNSURE = frozenset(("incomplete", "figures_differ", "period_unknown"))
BREAK = (
    "Where a line is cut, what was counted changed between the two periods (on GOV.UK from "
    "December 2023 to April 2024): the two sides cannot be compared."
)

Series = Sequence[Record]


def trends(assessment: Assessment) -> Iterator[Figure]:
    """One chart for searches and one for pages, of the first metric that has two periods."""
    names = UsageNames(assessment)
    rows = [row for row in records(assessment.usage.periods) if _can_be_drawn(row)]
    for kind in COUNTED[:2]:
        for metric in kind.metrics:
            found = _series(
                [r for r in rows if r["metric"] == metric and r["subject_type"] in kind.types]
            )
            if found:
                yield _figure(f"{kind.id}-trend", metric, found, names)
                break


def _can_be_drawn(row: Record) -> bool:
    return (
        row["value"] is not None
        and row["period_start"] is not None
        and row["period_grain"] in GRAINS
        and not UNSURE & set(row["flags"])
    )


def _series(rows: Sequence[Record]) -> list[Series]:
    """The longest and largest series of one length of period, at most `LINES` of them."""
    found: dict[tuple[Any, ...], list[Record]] = {}
    for row in rows:
        key = tuple(row[name] for name in ("subject_key", "basis", "source_format", "period_grain"))
        found.setdefault(key, []).append(row)
    whole = [_without_overlaps(each) for each in found.values()]
    long = [each for each in whole if len(each) > 1]
    if not long:
        return []
    grain = max(long, key=lambda each: (len(each), -GRAINS.index(each[0]["period_grain"])))
    alike = [each for each in long if each[0]["period_grain"] == grain[0]["period_grain"]]
    return sorted(alike, key=lambda each: -float(each[-1]["value"]))[:LINES]


def _without_overlaps(rows: Sequence[Record]) -> Series:
    """In order of time; none at all where two files count the same days differently."""
    kept: list[Record] = []
    for row in sorted(rows, key=lambda each: str(each["period_start"])):
        if kept and row["period_start"] <= kept[-1]["period_end"]:
            if (
                row["period_start"] == kept[-1]["period_start"]
                and row["value"] == kept[-1]["value"]
            ):
                continue
            return []
        kept.append(row)
    return kept


def _figure(id: str, metric: str, found: Sequence[Series], names: UsageNames) -> Figure:
    periods = sorted({(row["period_start"], row["period_end"]) for each in found for row in each})
    labels = [words.short_days(*period) for period in periods]
    table = pd.DataFrame({"Period": labels})
    lines: dict[str, list[list[tuple[int, float]]]] = {}
    for series in found:
        name = str(names.counted(series[0]).striptags())
        lines[name] = _pieces(series, periods)
        values = {(row["period_start"], row["period_end"]): row["value"] for row in series}
        table[name] = [
            number(values[each]) if each in values else "not counted" for each in periods
        ]
    breaks = sorted({piece[0][0] for pieces in lines.values() for piece in pieces[1:]})
    what = capital(words.METRICS[metric][1])
    ways = words.bases(row for each in found for row in each)
    span = words.days(periods[0][0], periods[-1][1])
    return Figure(
        id=id,
        title=f"{what} in {counted(len(periods), 'period')}{', with a break' if breaks else ''}",
        description=" ".join(
            [*(_said(each, names) for each in found), *([BREAK] if breaks else [])]
        ),
        sources=sources(names.assessment),
        frame=table,
        caption=f"{what}, {span}, {ways}",
        spec=broken_lines(labels, lines, breaks, y_title=what),
    )


def _pieces(series: Series, periods: Sequence[tuple[str, str]]) -> list[list[tuple[int, float]]]:
    """The points of a series by place, in pieces that can be compared."""
    places: Mapping[tuple[str, str], int] = {each: at for at, each in enumerate(periods)}
    pieces: list[list[tuple[int, float]]] = []
    last = None
    for row in series:
        if row["segment"] != last:
            pieces.append([])
            last = row["segment"]
        pieces[-1].append((places[row["period_start"], row["period_end"]], float(row["value"])))
    return pieces


def _said(series: Series, names: UsageNames) -> str:
    """Where each piece of a line begins and ends; nothing is compared across a break."""
    pieces: list[list[Record]] = []
    for row in series:
        if not pieces or pieces[-1][-1]["segment"] != row["segment"]:
            pieces.append([])
        pieces[-1].append(row)
    said = "; after a break ".join(_piece(each) for each in pieces)
    return f"{names.counted(series[0]).striptags()}: {said}."


def _piece(rows: Series) -> str:
    ends = [
        f"{number(row['value'])} ({words.days(row['period_start'], row['period_end'])})"
        for row in (rows[0], rows[-1])
    ]
    return ends[0] if len(rows) == 1 else f"from {ends[0]} to {ends[1]}"
