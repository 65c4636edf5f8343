"""What lies in each cell of the framework: studies, models, reviews, documents, and their votes."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar, cast

import numpy as np
import pandas as pd

from opm_evidence.records.policy import Cell, Policy
from opm_evidence.records.register import Register
from opm_evidence.records.vocabulary import terms
from opm_evidence.synthesis.independence import independent, votes_of

Kept = TypeVar("Kept")

NO_EFFECT = "no_effect_estimated"
"""Why a finding without a direction is set aside in a cell that asks for an effect."""

ANSWERED_BY_DOCUMENTS = ("views", "need")
"""What maps and documents may answer beside studies and reviews."""

SEEN = ("counts", "set_aside", "part")
"""The columns that a cell tells for itself."""

NEEDED = (
    "evidence_id",
    "study_id",
    "shares_data_with",
    "population",
    "direction",
    "family",
    "included_study_ids",
    "counts",
    "set_aside",
)
"""The columns that say what a row is in a cell: to cut all of them for each cell takes long."""

JUDGED = (
    "finding_id",
    "evidence_id",
    "study_id",
    "part",
    "counts",
    "direction",
    "ci_low",
    "ci_high",
    "effect_metric",
    "follow_up_months",
    "subgroups_reported",
    "year",
    "search_date",
    "country",
    "study_design",
    "bearing",
    "bearing_reason",
    "bearing_from",
    "economic",
)
"""The columns that rules judge by: to cut all of them for each rule and cell takes long."""

PARTS = {"primary": "study", "modelling": "model", "synthesis": "review"}
"""What an item of a family of designs is in a cell; anything else is a document."""


@dataclass(frozen=True, eq=False)
class CellEvidence:
    """One cell of the framework and what lies in it. Every tuple is in the order of the register.

    Attributes:
        cell: the cell.
        findings: the rows of the body that fall in it, counting or not, with `counts` and
            `set_aside` as they hold for this cell, and `part`: `study`, `model`, `review` or
            `document` where the row belongs to what lies in the cell, empty elsewhere. A review
            may rest on indirect rows, which still do not count.
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
    findings: pd.DataFrame
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

    @property
    def is_empty(self) -> bool:
        """Whether nothing lies in the cell that a rule other than G01 could judge."""
        answering = self.documents if self.cell.asks in ANSWERED_BY_DOCUMENTS else ()
        return not (self.studies or self.models or self.reviews or answering)

    def part(self, *parts: str) -> pd.DataFrame:
        """The rows of the cell's studies, models, reviews or documents."""
        return self.findings[self.findings["part"].isin(parts)]

    def judged(self, *parts: str) -> pd.DataFrame:
        """The same rows, with the columns that rules judge by."""
        if parts not in self._judged:
            rows = self.findings[list(JUDGED)]
            self._judged[parts] = rows[rows["part"].isin(parts)]
        return self._judged[parts]

    @cached_property
    def unread_rows(self) -> pd.DataFrame:
        """What would be judged if somebody had read it, with the `part` that it would be."""
        rows = self.findings
        unread = np.flatnonzero((rows["set_aside"] == "unread").fillna(False))
        part = rows["family"].iloc[unread].map(PARTS).fillna("document")
        direct = (rows["match"].iloc[unread] == "direct").fillna(False) | (part == "review")
        return rows[list(JUDGED)].iloc[unread].assign(part=part.astype("string"))[direct]

    def finding_ids(self, *parts: str) -> tuple[str, ...]:
        """The findings of the cell's studies, models, reviews or documents, in their order."""
        if parts not in self._finding_ids:
            self._finding_ids[parts] = tuple(self.judged(*parts)["finding_id"])
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
    def _judged(self) -> dict[tuple[str, ...], pd.DataFrame]:
        return {}

    @cached_property
    def _finding_ids(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        return {}

    @cached_property
    def _kept(self) -> dict[Callable[["CellEvidence"], object], object]:
        return {}


def cell_evidence(register: Register, body: pd.DataFrame) -> tuple[CellEvidence, ...]:
    """What lies in each cell, in the order of `policy.cells`.

    `any` takes every finding of its intervention and outcome, whatever its group; a group takes
    the findings coded with it or with a part of it, and a priority dimension those of the groups
    that stand for it. A cell that asks for a need takes the findings without an intervention.
    """
    rows = _rows_by_cell(body)
    populations = body["population"].fillna("").to_numpy(dtype=object)
    needed = body[list(NEEDED)]
    evaluations = register.rows("evaluations")
    empty = np.array([], dtype=int)
    cells = []
    for cell in register.policy.cells:
        inside = rows.get((cell.intervention or "", cell.outcome), empty)
        if cell.group is not None:
            groups = populations_of(register.policy, cell.group)
            inside = inside[[populations[row] in groups for row in inside]]
        seen = _as_the_cell_sees_them(cell, needed.iloc[inside])
        findings = body.iloc[inside].assign(**{name: seen[name] for name in SEEN})
        cells.append(_one_cell(cell, findings, seen, evaluations))
    return tuple(cells)


def populations_of(policy: Policy, group: str) -> frozenset[str]:
    """The populations that a group of a cell stands for, with all their parts."""
    for dimension in policy.priority_dimensions:
        if dimension.id == group:
            parts = (policy.groups_within(each) for each in dimension.populations)
            return frozenset().union(*parts)
    return policy.groups_within(group)


def _rows_by_cell(body: pd.DataFrame) -> dict[tuple[str, str], np.ndarray]:
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    keys = zip(body["intervention"].fillna(""), body["outcome"], strict=True)
    for row, key in enumerate(keys):
        rows[key].append(row)
    return {key: np.array(each, dtype=int) for key, each in rows.items()}


def _one_cell(
    cell: Cell,
    findings: pd.DataFrame,
    seen: pd.DataFrame,
    evaluations: Iterable[Mapping[str, Any]],
) -> CellEvidence:
    part = seen["part"].to_numpy(dtype=object)
    items = seen["evidence_id"].to_numpy(dtype=object)
    studies = seen["study_id"].to_numpy(dtype=object)
    aside = seen["set_aside"].to_numpy(dtype=object)
    in_studies = seen[part == "study"]
    kept, folded = independent(in_studies)
    vote_of = votes_of(in_studies, kept, folded, whole=cell.group)
    counted = Counter(vote_of.values())
    direct = set(studies[np.isin(part, ["study", "model"])])
    no_review = seen["family"].isin(["primary", "modelling"]).to_numpy(dtype=bool)
    included = {each for ids in seen["included_study_ids"][part == "review"] for each in ids}
    return CellEvidence(
        cell=cell,
        findings=findings,
        studies=kept,
        models=_unique(studies[part == "model"]),
        reviews=_unique(items[part == "review"]),
        documents=_unique(items[part == "document"]),
        indirect=tuple(
            each
            for each in _unique(studies[(aside == "indirect") & no_review])
            if each not in direct
        ),
        unread=_unique(items[aside == "unread"]),
        set_aside=_unique(items[np.isin(aside, ["retracted", "superseded"])]),
        in_progress=(
            *_unique(items[np.isin(aside, ["planned", "ongoing"])]),
            *_evaluations_in_progress(cell, evaluations),
        ),
        reviewed=tuple(study for study in kept if study in included),
        votes={way: counted[way] for way in terms("direction") if counted[way]},
        vote_of=vote_of,
        overlapping=tuple(folded),
    )


def _as_the_cell_sees_them(cell: Cell, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with `counts`, `set_aside` and `part` as they hold for this cell."""
    counts = rows["counts"].to_numpy(dtype=bool)
    aside = rows["set_aside"].to_numpy(dtype=object)
    usable = np.ones(len(rows), dtype=bool)
    if cell.asks == "effect":
        usable = rows["direction"].notna().to_numpy(dtype=bool)
        aside = np.where(counts & ~usable, NO_EFFECT, aside)
    family = rows["family"].map(PARTS).fillna("document").to_numpy(dtype=object)
    indirect_review = (family == "review") & (aside == "indirect")
    part = np.where((counts | indirect_review) & usable, family, "")
    return rows.assign(
        counts=counts & usable,
        set_aside=pd.Series(aside, index=rows.index, dtype="string"),
        part=pd.Series(part, index=rows.index, dtype="string"),
    )


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
