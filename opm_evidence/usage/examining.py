"""What one usage file holds: its format, its days, its totals, its figures, and what is wrong.

Bad data never raise. Where a fault stands in the way, there are no figures: a file is read whole or
not at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from opm_evidence.records.faults import Fault
from opm_evidence.usage.days import UNKNOWN, Period
from opm_evidence.usage.entries import Given
from opm_evidence.usage.figures import (
    empty_figures,
    figures_frame,
)
from opm_evidence.usage.formats import FORMATS
from opm_evidence.usage.keys import Subject
from opm_evidence.usage.lines import BrokenLines, Lines
from opm_evidence.usage.opening import Opened, open_usage_file
from opm_evidence.usage.parting import parse_opened
from opm_evidence.usage.scanning import LARGE, scan
from opm_evidence.usage.sidecar import Sidecar, read_sidecar, sidecar_of
from opm_evidence.usage.tally import Tally, Total, Wanted
from opm_evidence.usage.unknown_file import unknown_file


@dataclass(frozen=True)
class UsageFile:
    """What one file holds.

    Attributes:
        file: its name.
        format: the name of its format; blank where none recognises it.
        title: the format, for people.
        sha256: its hash; blank where it cannot be opened.
        rows: entries that were read: rows, or subjects and days where rows were counted.
        period: from the first day to the last.
        grain: the length of its periods; `range` where they differ.
        totals: one a metric, basis and definition, in the order of the file.
        flags: how many entries carry each flag.
        sidecar: what a person says of it.
        figures: its canonical table, limited to what was wanted.
        faults: faults and advice, in the order of the file; with a fault there are no figures.
    """

    file: str
    format: str = ""
    title: str = ""
    sha256: str = ""
    rows: int = 0
    period: Period = UNKNOWN
    grain: str = ""
    totals: tuple[Total, ...] = ()
    flags: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    sidecar: Sidecar | None = None
    figures: pd.DataFrame = field(default_factory=empty_figures, repr=False)
    faults: tuple[Fault, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether it can be used: no fault, only advice."""
        return not any(fault.severity == "fault" for fault in self.faults)


def everything(subject: Subject) -> Subject:
    """Every subject is wanted, as it is."""
    return subject


def examine_usage_file(
    path: str | Path, *, wanted: Wanted | None = everything, dated: bool = False
) -> UsageFile:
    """What a file holds, with its sidecar where one lies beside it.

    A large table of pages is scanned as a whole, and only what is wanted of it is read; one of
    pages and days then gives figures by month.

    Args:
        path: the file.
        wanted: the subject under which an entry is kept, or `None` to leave it out of the figures
            (never out of the totals); no figures at all without it.
        dated: whether a sidecar, and a period from it or from the file, is required.
    """
    path = Path(path)
    opened, faults = open_usage_file(path)
    sidecar, more = _sidecar(path, dated)
    faults = [*faults, *more]
    if opened is None:
        return UsageFile(path.name, sidecar=sidecar, faults=tuple(faults))
    if sidecar and sidecar.sha256 and sidecar.sha256 != opened.sha256:
        what = "The file is not the one that was fetched: its hash is another."
        faults.append(Fault(path.name, 0, "", what, "Fetch it again; never edit a fetched file."))
    try:
        lines = parse_opened(opened)
    except BrokenLines as broken:
        return _refused(opened, sidecar, [*faults, broken.fault])
    return examine_lines(lines, opened, sidecar, faults, wanted=wanted, dated=dated)


def examine_lines(
    lines: Lines,
    opened: Opened,
    sidecar: Sidecar | None,
    faults: Sequence[Fault] = (),
    *,
    wanted: Wanted | None = everything,
    dated: bool = False,
) -> UsageFile:
    """What the lines of an opened file hold."""
    format_ = next((each for each in FORMATS if each.recognises(lines)), None)
    if format_ is None:
        fault = unknown_file(lines, opened.file, FORMATS)
        return _refused(opened, sidecar, [*faults, fault])
    tally = Tally(format_, Given(opened.file, sidecar), wanted, list(faults))
    tally.agree()
    large = opened.size >= LARGE and wanted is not everything
    scanned = scan(lines, opened, format_.name) if large else None
    try:
        if scanned:
            tally.take(scanned)
            if wanted:
                from opm_evidence.usage.choosing import chosen_entries  # brings in Ibis

                chosen = chosen_entries(lines, opened, format_, tally.given, scanned, wanted)
                tally.keep(chosen)
        else:
            tally.count(format_.parse(lines, tally.given))
    except BrokenLines as broken:
        tally.faults.append(broken.fault)
    tally.finish(dated=dated)
    stands = not any(fault.severity == "fault" for fault in tally.faults)
    figures = empty_figures()
    if stands and tally.table:
        figures = figures_frame(
            tally.table,
            source_format=format_.name,
            source_file=opened.file,
            source_sha256=opened.sha256,
        )
    return UsageFile(
        file=opened.file,
        format=format_.name,
        title=format_.title,
        sha256=opened.sha256,
        rows=tally.rows,
        period=tally.period,
        grain=tally.grains.pop() if len(tally.grains) == 1 else "range" if tally.grains else "",
        totals=tally.totals() if stands else (),
        flags=MappingProxyType(dict(tally.flags)),
        sidecar=sidecar,
        figures=figures,
        faults=tuple(tally.faults),
    )


def _sidecar(path: Path, dated: bool) -> tuple[Sidecar | None, list[Fault]]:
    beside = sidecar_of(path)
    if beside.is_symlink() or beside.exists():
        return read_sidecar(beside)
    if not dated:
        return None, []
    what = f"There is no {beside.name} that says where the file comes from."
    remedy = (
        "Write one: format, source, retrieved_on, licence, and the period if the file has none."
    )
    return None, [Fault(path.name, 0, "", what, remedy)]


def _refused(opened: Opened, sidecar: Sidecar | None, faults: Sequence[Fault]) -> UsageFile:
    return UsageFile(opened.file, sha256=opened.sha256, sidecar=sidecar, faults=tuple(faults))
