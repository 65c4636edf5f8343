"""The findings of the body of evidence one by one: what cells, claims and rules walk through.

A table answers questions of all findings at once; most questions are about the few of one cell,
and those a plain row answers sooner.
"""

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from opm_evidence.records.register import values_of


class Finding(NamedTuple):
    """One row of the body of evidence, in the columns that judging needs; `None` where blank.

    Attributes:
        row: its place in the body, from 0.
        part: what it is in the cell that it was taken from, as `cells.PARTS` says; empty where it
            is no part of that, or was taken from no cell. The others are columns of the body, of
            which a cell sees `counts` and `set_aside` in its own way.
    """

    row: int
    part: str
    finding_id: str
    evidence_id: str
    study_id: str
    shares_data_with: tuple[str, ...]
    intervention: str | None
    outcome: str
    population: str | None
    subgroups_reported: tuple[str, ...]
    match: str
    direction: str | None
    coding_status: str
    effect_metric: str | None
    ci_low: float | None
    ci_high: float | None
    follow_up_months: float | None
    year: int | None
    search_date: str | None
    country: tuple[str, ...]
    included_study_ids: tuple[str, ...]
    facets: tuple[str, ...]
    study_design: str | None
    family: str
    design_kind: str | None
    counts: bool
    set_aside: str
    bearing: str
    bearing_reason: str
    bearing_from: str
    economic: str


COLUMNS = Finding._fields[2:]
"""The columns of the body that a finding holds."""


def one_an_item(findings: Iterable[Finding]) -> Iterable[Finding]:
    """The first finding of each item, in their order."""
    first: dict[str, Finding] = {}
    for each in findings:
        first.setdefault(each.evidence_id, each)
    return first.values()


def findings_of(body: pd.DataFrame) -> tuple[Finding, ...]:
    """Every row of the body, in its order."""
    columns = [values_of(body[name]) for name in COLUMNS]
    rows = enumerate(zip(*columns, strict=True))
    return tuple(Finding(row, "", *values) for row, values in rows)
