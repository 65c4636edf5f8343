"""Whether a finding could bear a causal claim, and whether its item is an economic study.

A rating outranks the design (rule G05). Scales are never merged: where raters on different scales
disagree, nobody decides between them here, and the bearing is unknown.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

import pandas as pd

from opm_evidence.records.register import Register, values_of
from opm_evidence.records.thresholds import Thresholds

BEARING = ("bearing", "bearing_reason", "bearing_from")
"""The columns that move with `low_risk_share`."""

NO_STUDY = ("map", "document")
"""The families of designs that can bear nothing, whatever a rating says."""

BEARING_REASONS: Mapping[str, str] = {
    "rated_enough": "A rating says that it can bear a causal claim.",
    "rated_below": "A rating says that it cannot bear a causal claim.",
    "raters_disagree": "One rating says that it can bear a causal claim, another that it cannot.",
    "scale_unmapped": "It is rated on a scale that says nothing about causal claims.",
    "comparison": "Its design has a comparison or counterfactual.",
    "no_comparison": "Its design has no comparison.",
    "design_depends": "Its design may or may not have a comparison, and nobody rated it.",
    "design_blank": "Its design is not recorded.",
    "modelled": "It is computed from a model.",
    "mostly_high_risk": "It is a review with too few studies at low risk of bias.",
    "not_a_study": "It is neither a study nor a synthesis of studies.",
}
"""Why a finding could, could not, or might bear a causal claim."""


@dataclass(frozen=True, slots=True)
class _Rating:
    scale: str
    level: str
    rater: str
    official: bool
    supports: bool | None

    def __str__(self) -> str:
        return f"{self.scale} {self.level} ({self.rater})"


class _Row(NamedTuple):
    """What the bearing of a finding depends on; `None` where blank."""

    evidence_id: str
    outcome: str
    facets: tuple[str, ...]
    family: str
    study_design: str | None
    design_kind: str | None
    comparison: str | None
    included_studies: int | None
    included_low_risk: int | None


def with_bearing(body: pd.DataFrame, register: Register, thresholds: Thresholds) -> pd.DataFrame:
    """The body of evidence with what each finding could bear.

    Columns added: `bearing` (yes, no, unknown), `bearing_reason` (one of `BEARING_REASONS`) and
    `bearing_from` (the ratings or the design it was told from); `economic` (yes, no, unknown):
    whether the item is an economic study.

    A rating of a finding's own outcome comes before one of the whole report, and one by the owner
    of a scale before others on the same scale. A rating of another outcome, or of a facet other
    than `effect`, says nothing here.

    Source: Robinson KA, Saldanha IJ, McKoy NA 2011, doi 10.1016/j.jclinepi.2011.06.009, reason B
    (biased information); the verdict of each level is that of evidence/scales.csv.
    """
    columns = (values_of(body[name]) for name in _Row._fields)
    rows = [_Row(*values) for values in zip(*columns, strict=True)]
    rated = _ratings(register)
    told = [_bearing(row, rated, thresholds) for row in rows]
    added = {name: [each[n] for each in told] for n, name in enumerate(BEARING)}
    added["economic"] = [_economic(row) for row in rows]
    return body.assign(**{name: pd.array(each, dtype="string") for name, each in added.items()})


def _bearing(
    row: _Row, rated: Mapping[tuple[str, str], list[_Rating]], thresholds: Thresholds
) -> tuple[str, str, str]:
    """The three columns of `BEARING` for one finding."""
    own, whole = (rated.get((row.evidence_id, outcome), ()) for outcome in (row.outcome, ""))
    ratings = _heaviest(own, whole)
    if ratings and row.family not in NO_STUDY:
        return *_by_ratings(ratings), "rating: " + "; ".join(map(str, ratings))
    bearing, reason = _by_design(row, thresholds)
    low, included = row.included_low_risk, row.included_studies
    if reason == "mostly_high_risk":
        return bearing, reason, f"low risk of bias: {low} of {included} included studies"
    return bearing, reason, f"design: {row.study_design or 'not recorded'}"


def _by_design(row: _Row, thresholds: Thresholds) -> tuple[str, str]:
    if row.family in NO_STUDY:
        return "no", "not_a_study"
    if row.study_design is None:
        return "unknown", "design_blank"
    if row.family == "modelling":
        return "no", "modelled"
    if row.comparison == "no":
        return "no", "no_comparison"
    if row.family == "synthesis" and _low_risk_share(row) < thresholds.low_risk_share:
        return "no", "mostly_high_risk"
    if row.comparison == "yes":
        return "yes", "comparison"
    return "unknown", "design_depends"


def _low_risk_share(row: _Row) -> float:
    """The share of a review's studies at low risk of bias: all where nobody counted them."""
    if row.included_low_risk is None or not row.included_studies:
        return 1.0
    return row.included_low_risk / row.included_studies


def _ratings(register: Register) -> dict[tuple[str, str], list[_Rating]]:
    """The ratings of each item, by outcome; a rating of the whole report has the outcome ''."""
    says = {
        (row["scale_id"], row["level"]): row["supports_causal_claim"]
        for row in register.rows("scales")
    }
    ratings: dict[tuple[str, str], list[_Rating]] = defaultdict(list)
    for row in sorted(register.rows("ratings"), key=itemgetter("rating_id")):
        if row["facet"] in (None, "effect"):
            supports = says.get((row["scale_id"], row["level"]))
            ratings[row["evidence_id"], row["outcome"] or ""].append(
                _Rating(
                    scale=row["scale_id"],
                    level=row["level"],
                    rater=row["rated_by"],
                    official=row["official"] == "yes",
                    supports=None if supports is None else supports == "yes",
                )
            )
    return dict(ratings)


def _heaviest(own: Iterable[_Rating], whole: Iterable[_Rating]) -> list[_Rating]:
    """The ratings that decide: of the outcome before the report, the owner's before another's."""
    for ratings in (own, whole):
        mapped = [rating for rating in ratings if rating.supports is not None]
        if mapped:
            owned = {rating.scale for rating in mapped if rating.official}
            return [each for each in mapped if each.official or each.scale not in owned]
    return [*own, *whole]


def _by_ratings(ratings: Iterable[_Rating]) -> tuple[str, str]:
    says = {rating.supports for rating in ratings}
    if says == {True}:
        return "yes", "rated_enough"
    if says == {False}:
        return "no", "rated_below"
    return "unknown", "scale_unmapped" if says == {None} else "raters_disagree"


def _economic(row: _Row) -> str:
    """An economic design; or a study of impact, or a synthesis, that tells the economic facet."""
    if row.design_kind == "economic":
        return "yes"
    if row.design_kind in ("impact", "review", None):
        if "economic" in row.facets:
            return "yes"
        return "no" if row.facets else "unknown"
    return "no"
