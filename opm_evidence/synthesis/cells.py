"""What lies in each cell of the framework: studies, models, reviews, documents, and their votes."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, chain, pairwise
from typing import Any, TypeVar, cast

import numpy as np
import pandas as pd

from opm_evidence.records.policy import Cell, Policy
from opm_evidence.records.register import Register
from opm_evidence.records.vocabulary import terms
from opm_evidence.synthesis.findings import Finding
from opm_evidence.synthesis.independence import independent, votes_of

Kept = TypeVar("Kept")

NO_EFFECT = "no_effect_estimated"
"""Why a finding without a direction is set aside in a cell that asks for an effect."""

ANSWERED_BY_DOCUMENTS = ("views", "need")
"""What maps and documents may answer beside studies and reviews."""

PARTS = {"primary": "study", "modelling": "model", "synthesis": "review"}
"""What an item of a family of designs is in a cell; anything else is a document."""


@dataclass(frozen=True, eq=False)
class CellEvidence:
    """One cell of the framework and what lies in it. Every tuple is in the order of the register.

    Attributes:
        cell: the cell.
        rows: the findings that fall in it, counting or not, with `counts` and `set_aside` as they
            hold for this cell, and `part`: `study`, `model`, `review` or `document` where the row
            belongs to what lies in the cell, empty elsewhere. A review may rest on indirect rows,
            which still do not count.
        studies: the ids of independent primary studies that count; of studies that share data only
            the first.
        models: the ids of modelling studies that count.
        reviews: the ids of the items that are systematic reviews, direct or indirect.
        documents: the ids of maps and documents with findings that count.
        indirect: the ids of studies and models whose findings here are all indirect.
        unread: the ids of items whose findings here nobody has read.
        set_aside: the ids of items that are retracted or superseded.
        in_progress: the ids of items and evaluations that are planned or ongoing.
        reviewed: those of `studies` that one of `reviews` includes.
        votes: how many of `studies` point each way; one vote each, none without a direction.
        vote_of: the vote of each of `studies` that has one.
        overlapping: the studies left out of `studies` because they share data with one of them.
    """

    cell: Cell
    rows: tuple[Finding, ...] = field(repr=False)
    studies: tuple[str, ...]
    models: tuple[str, ...]
    reviews: tuple[str, ...]
    documents: tuple[str, ...]
    indirect: tuple[str, ...]
    unread: tuple[str, ...]
    set_aside: tuple[str, ...]
    in_progress: tuple[str, ...]
    reviewed: tuple[str, ...]
    votes: Mapping[str, int]
    vote_of: Mapping[str, str]
    overlapping: tuple[str, ...]
    _stack: "_Stack" = field(repr=False)
    _cut: slice = field(repr=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing lies in the cell that a rule other than G01 could judge."""
        answering = self.documents if self.cell.asks in ANSWERED_BY_DOCUMENTS else ()
        return not (self.studies or self.models or self.reviews or answering)

    @cached_property
    def findings(self) -> pd.DataFrame:
        """The rows as a table: in all columns of the body, and `part`."""
        return self._stack.frame.iloc[self._cut]

    def judged(self, *parts: str) -> tuple[Finding, ...]:
        """The rows of the cell's studies, models, reviews or documents."""
        if parts not in self._judged:
            self._judged[parts] = tuple(row for row in self.rows if row.part in parts)
        return self._judged[parts]

    @cached_property
    def unread_rows(self) -> tuple[Finding, ...]:
        """What would be judged if somebody had read it, with the `part` that it would be."""
        unread = (row._replace(part=_kind(row)) for row in self.rows if row.set_aside == "unread")
        return tuple(row for row in unread if row.match == "direct" or row.part == "review")

    def finding_ids(self, *parts: str) -> tuple[str, ...]:
        """The findings of the cell's studies, models, reviews or documents, in their order."""
        if parts not in self._finding_ids:
            self._finding_ids[parts] = tuple(row.finding_id for row in self.judged(*parts))
        return self._finding_ids[parts]

    def once(self, compute: Callable[["CellEvidence"], Kept]) -> Kept:
        """What a function of the cell alone gives: computed when first asked for, then kept.

        What a rule looks up in a cell needs no threshold, and is the same when only thresholds
        are changed (`supposing.suppose`).
        """
        if compute not in self._kept:
            self._kept[compute] = compute(self)
        return cast(Kept, self._kept[compute])

    @cached_property
    def _judged(self) -> dict[tuple[str, ...], tuple[Finding, ...]]:
        return {}

    @cached_property
    def _finding_ids(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        return {}

    @cached_property
    def _kept(self) -> dict[Callable[["CellEvidence"], object], object]:
        return {}


@dataclass(frozen=True, eq=False)
class _Stack:
    """The rows of several cells, one cell under the other: each cell cuts its table from this one.

    To take a table from the body for each cell takes long, and few are ever looked at.
    """

    body: pd.DataFrame
    rows: tuple[Finding, ...]

    @cached_property
    def frame(self) -> pd.DataFrame:
        return self.body.take([row.row for row in self.rows]).assign(
            counts=np.array([row.counts for row in self.rows], dtype=bool),
            set_aside=pd.array([row.set_aside for row in self.rows], dtype="string"),
            part=pd.array([row.part for row in self.rows], dtype="string"),
        )


def cell_evidence(
    register: Register,
    body: pd.DataFrame,
    findings: Iterable[Finding],
    cells: Iterable[Cell] | None = None,
) -> tuple[CellEvidence, ...]:
    """What lies in each cell, in the order of `policy.cells`.

    `any` takes every finding of its intervention and outcome, whatever its group; a group takes
    the findings coded with it or with a part of it, and a priority dimension those of the groups
    that stand for it. A cell that asks for a need takes the findings without an intervention.

    Args:
        register: the register.
        body: its body of evidence, of which each cell shows its rows.
        findings: the same, one by one.
        cells: those cells of the policy that are wanted, where not all are.
    """
    found: dict[tuple[str | None, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.intervention, finding.outcome].append(finding)
    asked = register.policy.cells if cells is None else tuple(cells)
    seen = [
        [_as_the_cell_sees_it(cell, each) for each in _inside(register.policy, cell, found)]
        for cell in asked
    ]
    stack = _Stack(body, tuple(chain.from_iterable(seen)))
    ends = tuple(accumulate(map(len, seen), initial=0))
    evaluations = register.rows("evaluations")
    return tuple(
        _one_cell(cell, stack, slice(*cut), evaluations)
        for cell, cut in zip(asked, pairwise(ends), strict=True)
    )


def populations_of(policy: Policy, group: str) -> frozenset[str]:
    """The populations that a group of a cell stands for, with all their parts."""
    for dimension in policy.priority_dimensions:
        if dimension.id == group:
            parts = (policy.groups_within(each) for each in dimension.populations)
            return frozenset().union(*parts)
    return policy.groups_within(group)


def _inside(
    policy: Policy, cell: Cell, found: Mapping[tuple[str | None, str], list[Finding]]
) -> list[Finding]:
    findings = found.get((cell.intervention, cell.outcome), [])
    if cell.group is None:
        return findings
    groups = populations_of(policy, cell.group)
    return [each for each in findings if each.population in groups]


def _as_the_cell_sees_it(cell: Cell, finding: Finding) -> Finding:
    """The finding with `counts`, `set_aside` and `part` as they hold for this cell."""
    usable = cell.asks != "effect" or finding.direction is not None
    aside = NO_EFFECT if finding.counts and not usable else finding.set_aside
    kind = _kind(finding)
    belongs = usable and (finding.counts or (kind == "review" and aside == "indirect"))
    return finding._replace(
        counts=finding.counts and usable, set_aside=aside, part=kind if belongs else ""
    )


def _kind(finding: Finding) -> str:
    return PARTS.get(finding.family, "document")


def _one_cell(
    cell: Cell, stack: _Stack, cut: slice, evaluations: Iterable[Mapping[str, Any]]
) -> CellEvidence:
    rows = stack.rows[cut]
    in_studies = [row for row in rows if row.part == "study"]
    kept, folded = independent(in_studies)
    vote_of = votes_of(in_studies, kept, folded, whole=cell.group)
    counted = Counter(vote_of.values())
    direct = {row.study_id for row in rows if row.part in ("study", "model")}
    included = {each for row in rows if row.part == "review" for each in row.included_study_ids}
    return CellEvidence(
        cell=cell,
        rows=rows,
        studies=kept,
        models=_unique(row.study_id for row in rows if row.part == "model"),
        reviews=_unique(row.evidence_id for row in rows if row.part == "review"),
        documents=_unique(row.evidence_id for row in rows if row.part == "document"),
        indirect=_unique(
            row.study_id
            for row in rows
            if row.set_aside == "indirect"
            and row.family in ("primary", "modelling")
            and row.study_id not in direct
        ),
        unread=_aside(rows, "unread"),
        set_aside=_aside(rows, "retracted", "superseded"),
        in_progress=(
            *_aside(rows, "planned", "ongoing"),
            *_evaluations_in_progress(cell, evaluations),
        ),
        reviewed=tuple(study for study in kept if study in included),
        votes={way: counted[way] for way in terms("direction") if counted[way]},
        vote_of=vote_of,
        overlapping=tuple(folded),
        _stack=stack,
        _cut=cut,
    )


def _aside(rows: Iterable[Finding], *reasons: str) -> tuple[str, ...]:
    """The items with rows that are set aside for one of these reasons."""
    return _unique(row.evidence_id for row in rows if row.set_aside in reasons)


def _evaluations_in_progress(cell: Cell, evaluations: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """Evaluations of this very intervention and outcome that are not out; for everybody only."""
    if cell.group is not None or cell.intervention is None:
        return
    for row in evaluations:
        of_it = cell.intervention in row["interventions"] and cell.outcome in row["outcomes"]
        if of_it and row["status"] in ("planned", "ongoing"):
            yield row["evaluation_id"]


def _unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
