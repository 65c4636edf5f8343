"""Whether a finding could bear a causal claim, and whether its item is an economic study.

A rating outranks the design (rule G05). Scales are never merged: where raters on different scales
disagree, nobody decides between them here, and the bearing is unknown.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from opm_evidence.records.register import Register
from opm_evidence.records.thresholds import Thresholds

BEARING = ("bearing", "bearing_reason", "bearing_from")
"""The columns that move with `low_risk_share`."""

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
    bearing, reason, told_from = _by_design(body, thresholds)
    rated = _ratings(register)
    if rated:
        for row, (item, outcome, family) in enumerate(
            zip(body["evidence_id"], body["outcome"], body["family"], strict=True)
        ):
            ratings = _heaviest(rated.get((item, outcome), ()), rated.get((item, ""), ()))
            if ratings and family not in ("map", "document"):
                bearing[row], reason[row] = _by_ratings(ratings)
                told_from[row] = "rating: " + "; ".join(map(str, ratings))
    return body.assign(
        bearing=pd.Series(bearing, dtype="string"),
        bearing_reason=pd.Series(reason, dtype="string"),
        bearing_from=pd.Series(told_from, dtype="string"),
        economic=pd.Series(_economic(body), dtype="string"),
    )


def _by_design(
    body: pd.DataFrame, thresholds: Thresholds
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    share = (body["included_low_risk"] / body["included_studies"]).fillna(1.0).astype(float)
    review = body["family"] == "synthesis"
    conditions = [
        body["family"].isin(["map", "document"]),
        body["study_design"].isna(),
        body["family"] == "modelling",
        body["comparison"] == "no",
        review & (share < thresholds.low_risk_share),
        body["comparison"] == "yes",
    ]
    flags = [condition.fillna(False).to_numpy(dtype=bool) for condition in conditions]
    reasons = [
        "not_a_study",
        "design_blank",
        "modelled",
        "no_comparison",
        "mostly_high_risk",
        "comparison",
    ]
    reason = np.select(flags, reasons, "design_depends").astype(object)
    verdicts = ["no", "unknown", "no", "no", "no", "yes"]
    bearing = np.select(flags, verdicts, "unknown").astype(object)
    told_from = ("design: " + body["study_design"].fillna("not recorded")).to_numpy(dtype=object)
    for row in np.flatnonzero(reason == "mostly_high_risk"):
        low, included = body["included_low_risk"].iloc[row], body["included_studies"].iloc[row]
        told_from[row] = f"low risk of bias: {low} of {included} included studies"
    return bearing, reason, told_from


def _ratings(register: Register) -> dict[tuple[str, str], list[_Rating]]:
    """The ratings of each item, by outcome; a rating of the whole report has the outcome ''."""
    supports = {
        (scale, level): None if pd.isna(says) else says == "yes"
        for scale, level, says in zip(
            register.scales["scale_id"],
            register.scales["level"],
            register.scales["supports_causal_claim"],
            strict=True,
        )
    }
    table = register.table("ratings")
    table = table[table["facet"].isna() | (table["facet"] == "effect")].sort_values("rating_id")
    ratings: dict[tuple[str, str], list[_Rating]] = defaultdict(list)
    for row in table.fillna({"outcome": ""}).to_dict("records"):
        ratings[row["evidence_id"], row["outcome"]].append(
            _Rating(
                scale=row["scale_id"],
                level=row["level"],
                rater=row["rated_by"],
                official=row["official"] == "yes",
                supports=supports.get((row["scale_id"], row["level"])),
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


def _economic(body: pd.DataFrame) -> np.ndarray:
    """An economic design; or a study of impact, or a synthesis, that tells the economic facet."""
    facets = body["facets"]
    tells = np.array(["economic" in each for each in facets], dtype=bool)
    silent = np.array([not each for each in facets], dtype=bool)
    kind = body["design_kind"].fillna("").to_numpy(dtype=object)
    may_tell = np.isin(kind, ["impact", "review", ""])
    return np.select(
        [kind == "economic", may_tell & tells, may_tell & silent],
        ["yes", "yes", "unknown"],
        "no",
    ).astype(object)
