"""Goes through the entries of a usage file once, and adds up what is asked of it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from opm_evidence.records.faults import Fault, Severity
from opm_evidence.usage.days import UNKNOWN, Period, span
from opm_evidence.usage.entries import METRIC_BASIS, Entry, Format, Given, Item
from opm_evidence.usage.figures import basis_of, definition_of, rows_of
from opm_evidence.usage.keys import Subject
from opm_evidence.usage.numbers import UNITS
from opm_evidence.usage.scanning import Scan

Wanted = Callable[[Subject], Subject | None]
"""The subject under which an entry is kept, or `None` where it is not."""

MOST_FAULTS = 50
"""Faults of one file that are shown; a file with as many is the wrong file."""

MOST_FIGURES = 5_000_000
"""Figures of one file that are held in memory at once."""

NOT_ADDED = frozenset(
    (
        "unique_page_views",
        "sessions",
        "users",
        "search_refinement_ratio",
        "cost_per_transaction",
        "word_count",
        "reading_minutes",
        "pdf_count",
    )
)
"""Metrics of which a sum over pages says nothing: one visit is in several of them."""


@dataclass(frozen=True, slots=True)
class Total:
    """One metric over a whole file: its sum where one makes sense, and how many figures there are.

    Figures that differ for one subject are never added: the largest counts.
    """

    metric: str
    unit: str
    basis: str
    definition: str
    value: float | None
    figures: int
    states: Mapping[str, int]


class Tally:
    """Goes through the entries of a file once, and adds up what is asked of it."""

    def __init__(
        self, format_: Format, given: Given, wanted: Wanted | None, faults: list[Fault]
    ) -> None:
        self.format, self.given, self.wanted, self.faults = format_, given, wanted, faults
        self.basis = format_.basis or (given.sidecar.basis if given.sidecar else "")
        self.rows, self.refused = 0, 0
        self.period, self.grains = UNKNOWN, set[str]()
        self.periods = set[Period]()
        self.flags, self.table = Counter[str](), list[tuple[Any, ...]]()
        self.sums: dict[tuple[str, str, str], list[float]] = {}
        self.states: dict[tuple[str, str, str], Counter[str]] = {}
        self.largest: dict[tuple[str, str, str, str, Period], float] = {}
        self.undated = 0

    def agree(self) -> None:
        """Hold the sidecar against the format."""
        said, file = self.given.sidecar, self.given.file
        if said and said.format != self.format.name:
            what = f"The sidecar says {said.format[:40]}, and the file is {self.format.name}."
            remedy = f"Write format: {self.format.name}, or look whether the file is the right one."
            self.faults.append(Fault(file, 0, "format", what, remedy))
        if said and said.basis and self.format.basis and said.basis != self.format.basis:
            what = f"The sidecar says {said.basis}, and this format counts {self.format.basis}."
            self.faults.append(Fault(file, 0, "basis", what, "Leave basis out of the sidecar."))

    def count(self, items: Iterator[Item]) -> None:
        """Take in every entry and fault; after too many faults, stop."""
        for item in items:
            if isinstance(item, Fault):
                self.faults.append(item)
                self.refused += item.severity == "fault"
                if self.refused >= MOST_FAULTS:
                    what = f"There are more than {MOST_FAULTS} faults; the rest is not shown."
                    remedy = "Look whether this is the right file."
                    self.faults.append(Fault(self.given.file, 0, "", what, remedy))
                    return
            else:
                self._entry(item)

    def take(self, scan: Scan) -> None:
        """Take in what a scan of the whole file has counted, instead of its entries."""
        self.rows, self.undated = scan.rows, 0
        said = self.given.sidecar.span if self.given.sidecar else None
        if said and not said.holds(scan.period):
            self._disagree(0, scan.period, said)
        self.periods = {scan.period} if scan.grain != "day" else {scan.period, UNKNOWN}
        self.period, self.grains = scan.period, {scan.grain}
        self.flags.update(scan.flags)
        if self.given.sidecar and self.given.sidecar.selection:
            self.flags["selection"] += scan.rows
        for metric, states in scan.states.items():
            key = (
                metric,
                basis_of(metric, self.basis, scan.period),
                definition_of(metric, self.format.definition, scan.period),
            )
            self.states[key] = Counter(states)
            if metric in scan.sums:
                self.sums[key] = [scan.sums[metric]]

    def keep(self, items: Iterator[Item]) -> None:
        """Keep the figures of entries that a scan has counted already."""
        others = Tally(self.format, self.given, self.wanted, [])
        others.count(items)
        self.table, self.faults = others.table, [*self.faults, *others.faults]

    def _entry(self, entry: Entry) -> None:
        said = self.given.sidecar.span if self.given.sidecar else None
        period = entry.period
        if period.known and said and not said.holds(period):
            self._disagree(entry.row, period, said)
        if not period.known:
            period = said or UNKNOWN
            if said and self.format.grain:
                period = Period(said.start, said.end, self.format.grain)
        self.rows += 1
        self.undated += bool(entry.figures) and not period.known
        self.periods.add(entry.period)
        self._widen(period)
        selection = ("selection",) if self.given.sidecar and self.given.sidecar.selection else ()
        broken = period.flags if entry.figures else ()
        self.flags.update((*selection, *broken, *entry.subject.flags))
        for metric, number in entry.figures.items():
            key = (
                metric,
                basis_of(metric, self.basis, period),
                definition_of(metric, self.format.definition, period),
            )
            self.states.setdefault(key, Counter())[number.status] += 1
            self.flags.update(number.flags)
            if number.value is None:
                continue
            if "figures_differ" in entry.subject.flags:
                one = (*key, entry.subject.subject_key or entry.subject.raw_key, period)
                self.largest[one] = max(self.largest.get(one, 0), number.value)
            else:
                self.sums.setdefault(key, [0.0])[0] += number.value
        kept = self.wanted(entry.subject) if self.wanted else None
        if kept is not None:
            entry = Entry(entry.row, kept, entry.figures, entry.period)
            self.table.extend(rows_of(entry, period, self.format, self.basis, selection))
            if len(self.table) > MOST_FIGURES:
                what = f"The file has more than {MOST_FIGURES:,} figures to be held at once."
                remedy = "Name the pages of the policy in policy.yaml, so that only these are read."
                self.faults.append(Fault(self.given.file, entry.row, "", what, remedy))
                self.table.clear()
                self.wanted = None

    def _widen(self, period: Period) -> None:
        if period.start is None or period.end is None:
            return
        first, last = self.period.start or period.start, self.period.end or period.end
        self.period = span(min(first, period.start), max(last, period.end))
        self.grains.add(period.grain)

    def _disagree(self, row: int, period: Period, said: Period) -> None:
        what = f"The file is about {period}, and the sidecar says {said}."
        remedy = "Correct the sidecar, or look whether it belongs to this file."
        fault = Fault(self.given.file, row, "period_start", what, remedy)
        if not any(each.what == what for each in self.faults):
            self.faults.append(fault)

    def finish(self, *, dated: bool) -> None:
        """What can only be said once every entry was seen."""
        said, file = self.given.sidecar, self.given.file
        stated = said.span if said else None
        only = next(iter(self.periods)) if len(self.periods) == 1 else UNKNOWN
        if stated and only.known and (only.start, only.end) != (stated.start, stated.end):
            self._disagree(0, only, stated)
        if said and said.period == "unknown" and self.rows and not self.undated:
            what = f"The sidecar says that the period is unknown, and the file says {self.period}."
            self.faults.append(Fault(file, 0, "period", what, "Leave period out of the sidecar."))
        if self.undated and not stated and not (said and said.period == "unknown"):
            what = "The file does not say for which days it counts, and nobody else does."
            remedy = (
                f"Give period_start and period_end in {file}.yaml; where nobody knows them, write "
                "period: unknown."
            )
            severity: Severity = "fault" if dated else "advice"
            self.faults.append(Fault(file, 0, "period_start", what, remedy, severity))
        has_figures = any(key[0] not in METRIC_BASIS for key in self.states)
        if has_figures and not self.basis:
            what = "The format leaves open who is counted, and nobody says it."
            self.faults.append(Fault(file, 0, "basis", what, "Give basis in the sidecar."))
        if not self.rows and not any(each.severity == "fault" for each in self.faults):
            what = "The file has no rows."
            remedy = "That may be right: then it says that nothing was counted."
            self.faults.append(Fault(file, 0, "", what, remedy, "advice"))

    def totals(self) -> tuple[Total, ...]:
        """The totals of every metric."""
        for (metric, basis, definition, _, _), value in self.largest.items():
            self.sums.setdefault((metric, basis, definition), [0.0])[0] += value
        return tuple(
            Total(
                metric,
                UNITS.get(metric, "count"),
                basis,
                definition,
                None
                if metric in NOT_ADDED or (metric, basis, definition) not in self.sums
                else self.sums[metric, basis, definition][0],
                sum(states.values()),
                MappingProxyType(dict(states)),
            )
            for (metric, basis, definition), states in self.states.items()
        )
