"""G05: something in the cell could support a causal claim, or is an economic study."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from opm_evidence.records.answers import Answer, Fact, Verdict
from opm_evidence.synthesis.asking import (
    OF_EVERY_CELL,
    SETTLED_FOR_EVERY_CELL,
    about,
    by_design,
    not_begun,
    of_each_cell,
    told_from,
)
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.cells import CellEvidence
from opm_evidence.synthesis.findings import Finding
from opm_evidence.synthesis.rules.rule import Rule

CODE = "G05"
NEEDS = {
    "design_blank": "evidence.study_design",
    "design_depends": "ratings",
    "raters_disagree": "ratings",
    "scale_unmapped": "scales.supports_causal_claim",
    "facets_blank": "evidence.facets",
    "unread_could_bear": "findings.direction",
}
WHY_NOT = {
    "rated_below": "rated_below",
    "no_comparison": "no_comparison",
    "mostly_high_risk": "mostly_high_risk",
    "modelled": "modelled_only",
}
"""From the reason of a bearing to the reason of a gap, the weightiest first."""


def something_bears_a_causal_claim(case: Case) -> Iterator[Answer]:
    """Something in the cell could support a causal claim; where cost is asked, an economic study.

    A study or review could when its design has a comparison or counterfactual
    (evidence/designs.csv). A rating, where there is one, outranks the design: what its level
    supports is a fact of evidence/scales.csv. A rating of one outcome bears on that outcome only
    and comes before one of the whole report. Raters who disagree are not reconciled here.

    gap: nothing in the cell could. Reasons: `rated_below`, `no_comparison`, `mostly_high_risk`
        (a review with under `low_risk_share` of its included studies at low risk of bias),
        `modelled_only` (only where all that lies in the cell is modelled); for cost
        `no_economic_study`. Where several hold, the others stand beside.
    no_gap: something could (`could_bear`), or is an economic study (`economic_study`).
    not_assessable: nothing certainly could, and something might: `design_blank`,
        `design_depends` (and nobody rated it), `scale_unmapped`, `raters_disagree`; for cost
        `facets_blank` (nobody says whether a study of impact or a review counts the cost). What
        was read could not, and what nobody has read could or might (`unread_could_bear`).
    not_applicable: the cell is empty (of studies, models and reviews); all of it is modelled, and
        the intervention begins after the pack's date (`not_begun`).

    The flag `by_design` says that no rating had a say.
    """
    return of_each_cell(case, CODE, _judge, asks=("effect", "cost"))


def _judge(case: Case, evidence: CellEvidence) -> Answer:
    cost = evidence.cell.asks == "cost"
    weighed = evidence.once(_weigh)
    verdict, reason, others = weighed.verdict, weighed.reason, weighed.others
    if reason == "modelled_only" and not_begun(case, evidence):
        verdict, reason = "not_applicable", "not_begun"
    if verdict == "gap" and weighed.unread_could:
        verdict, reason, others = "not_assessable", "unread_could_bear", []
    return about(
        CODE,
        evidence,
        verdict,
        reason,
        looked_at=evidence.finding_ids("study", "model", "review"),
        facts=weighed.facts,
        flags=weighed.flags,
        other_reasons=others,
        needs=[NEEDS[each] for each in (reason, *others)] if verdict == "not_assessable" else (),
        thresholds={} if cost else case.used("low_risk_share"),
    )


class _Weighed(NamedTuple):
    """What lies in a cell, weighed, before anything but the cell is looked at."""

    verdict: Verdict
    reason: str
    others: list[str]
    unread_could: bool
    facts: Mapping[str, Fact]
    flags: tuple[str, ...]


def _weigh(evidence: CellEvidence) -> _Weighed:
    rows = evidence.judged("study", "model", "review")
    cost = evidence.cell.asks == "cost"
    verdict, reason, others = _economic(rows) if cost else _causal(rows)
    decisive = [row for row in rows if _passes(row, cost=cost) == "yes"]
    return _Weighed(
        verdict,
        reason,
        others,
        unread_could=any(
            row.part != "document" and _passes(row, cost=cost) != "no"
            for row in evidence.unread_rows
        ),
        facts={
            "items": len({row.evidence_id for row in rows}),
            "could_bear": tuple(dict.fromkeys(row.evidence_id for row in decisive)),
            "told_from": () if cost else told_from(decisive or rows),
            "unread": evidence.unread,
        },
        flags=() if cost else by_design(rows),
    )


def _passes(row: Finding, *, cost: bool) -> str:
    return row.economic if cost else row.bearing


def _causal(rows: Sequence[Finding]) -> tuple[Verdict, str, list[str]]:
    bearing = {row.bearing for row in rows}
    reasons = {row.bearing_reason for row in rows}
    if "yes" in bearing:
        return "no_gap", "could_bear", []
    if "unknown" in bearing:
        open_reasons = [each for each in NEEDS if each in reasons]
        return "not_assessable", open_reasons[0], open_reasons[1:]
    why = [gap for told, gap in WHY_NOT.items() if told in reasons]
    if len(why) > 1:
        why = [each for each in why if each != "modelled_only"]
    return "gap", why[0], why[1:]


def _economic(rows: Sequence[Finding]) -> tuple[Verdict, str, list[str]]:
    if any(row.economic == "yes" for row in rows):
        return "no_gap", "economic_study", []
    blank = {row.study_design is None for row in rows if row.economic == "unknown"}
    if not blank:
        return "gap", "no_economic_study", []
    held = {"design_blank": True in blank, "facets_blank": False in blank}
    reason, *others = [each for each, holds in held.items() if holds]
    return "not_assessable", reason, others


RULE = Rule(
    code=CODE,
    name="weak_design",
    title="Could anything here show what caused what?",
    subject_kind="cell",
    source=(
        "Robinson KA, Saldanha IJ, McKoy NA, Development of a framework to identify research gaps "
        "from systematic reviews, 2011, doi 10.1016/j.jclinepi.2011.06.009, reason B (biased "
        "information); levels of scales: evidence/scales.csv; designs: evidence/designs.csv"
    ),
    reasons={
        "modelled_only": "all of it is modelled",
        "no_comparison": "nothing in it has a comparison",
        "rated_below": "it is rated below the level that supports a causal claim",
        "mostly_high_risk": "the reviews include too few studies at low risk of bias",
        "no_economic_study": "none of it is an economic study",
        "not_begun": "it has not begun, so that nothing but models can tell",
        "could_bear": "something in it could support a causal claim",
        "economic_study": "an economic study is in it",
        "design_blank": "the design of a study is not recorded",
        "design_depends": "the design of a study leaves it open, and nobody rated the study",
        "raters_disagree": "raters disagree",
        "scale_unmapped": "it is rated on a scale that says nothing about causal claims",
        "facets_blank": "nobody says whether a study or review counts the cost",
        "unread_could_bear": "what was read could not, and nobody has read one that might",
        **OF_EVERY_CELL,
    },
    settled_by={
        "modelled_only": "a study that observes what the models compute, with a comparison",
        "no_comparison": "a study with a comparison",
        "rated_below": "a study of a stronger design or conduct",
        "mostly_high_risk": "studies at low risk of bias",
        "no_economic_study": "an economic evaluation",
        "design_blank": "the design of the study",
        "design_depends": "an appraisal of the study",
        "raters_disagree": "an appraisal for this outcome",
        "scale_unmapped": "a source that says what the scale supports, or another appraisal",
        "facets_blank": "a reading of what the study tells",
        "unread_could_bear": "a reading of the study or review",
        **SETTLED_FOR_EVERY_CELL,
    },
    judge=something_bears_a_causal_claim,
    thresholds=("low_risk_share",),
    weighs=True,
)
