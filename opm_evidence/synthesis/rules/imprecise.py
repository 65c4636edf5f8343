"""G09: some finding of the cell is precise enough to tell an effect from none."""

from collections.abc import Iterator, Sequence

from opm_evidence.records.answers import Answer, Verdict
from opm_evidence.synthesis.asking import (
    OF_EVERY_CELL,
    SETTLED_FOR_EVERY_CELL,
    about,
    of_each_cell,
)
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.cells import CellEvidence
from opm_evidence.synthesis.findings import Finding
from opm_evidence.synthesis.rules.rule import Rule

CODE = "G09"
NO_EFFECT = {
    "mean_difference": 0.0,
    "standardised_mean_difference": 0.0,
    "percentage_point_difference": 0.0,
    "percentage_change": 0.0,
    "count_difference": 0.0,
    "monetary_difference": 0.0,
    "months_of_progress": 0.0,
    "risk_ratio": 1.0,
    "odds_ratio": 1.0,
    "hazard_ratio": 1.0,
    "rate_ratio": 1.0,
}
"""The value of each metric that means no effect. A share or a number without a comparison has
none, and that of benefits over costs is where they break even, which is another question."""


def precise(case: Case) -> Iterator[Answer]:
    """Some interval leaves out no effect, or a study shows that there is none worth having.

    Asked of cells that ask for an effect. Judged are the 95% intervals of the findings of the
    cell's studies and reviews; a review may be about others of the kind, as in every rule. An
    interval that ends at no effect includes it.

    gap: every finding has an interval, and every interval includes no effect
        (`all_include_no_effect`).
    no_gap: an interval leaves out no effect (`one_excludes_no_effect`); or else a finding's
        direction is `no_change_shown`, which says that its interval leaves out any effect worth
        having: that is evidence of no effect, and precise (`no_change_shown`).
    not_assessable: no interval leaves it out, and a finding has none (`interval_missing`) or one
        in a metric without a value for no effect (`metric_unclear`).
    not_applicable: the cell is empty, or holds models only (`no_study`).
    """
    return of_each_cell(case, CODE, _judge, asks=("effect",))


NEEDS = {"interval_missing": "findings.ci_low", "metric_unclear": "findings.effect_metric"}


def _judge(case: Case, evidence: CellEvidence) -> Answer:
    rows = evidence.judged("study", "review")
    verdict, reason, others = _verdict(rows)
    return about(
        CODE,
        evidence,
        verdict,
        reason,
        looked_at=(row.finding_id for row in rows),
        facts={
            "findings": len(rows),
            "with_interval": sum(_has_interval(row) for row in rows),
            "excluding_no_effect": tuple(
                row.finding_id for row in rows if _excludes_no_effect(row)
            ),
        },
        other_reasons=others,
        needs=[NEEDS[each] for each in (reason, *others)] if verdict == "not_assessable" else (),
    )


def _has_interval(row: Finding) -> bool:
    return row.ci_low is not None and row.ci_high is not None


def _excludes_no_effect(row: Finding) -> bool:
    """Whether an end of the interval tells; the other may be missing."""
    value = NO_EFFECT.get(row.effect_metric or "")
    if value is None:
        return False
    above = row.ci_low is not None and row.ci_low > value
    return above or (row.ci_high is not None and row.ci_high < value)


def _verdict(rows: Sequence[Finding]) -> tuple[Verdict, str, list[str]]:
    if not rows:
        return "not_applicable", "no_study", []
    if any(_excludes_no_effect(row) for row in rows):
        return "no_gap", "one_excludes_no_effect", []
    if any(row.direction == "no_change_shown" for row in rows):
        return "no_gap", "no_change_shown", []
    held = {
        "interval_missing": not all(_has_interval(row) for row in rows),
        "metric_unclear": any(
            _has_interval(row) and row.effect_metric not in NO_EFFECT for row in rows
        ),
    }
    lacking = [reason for reason, holds in held.items() if holds]
    if lacking:
        return "not_assessable", lacking[0], lacking[1:]
    return "gap", "all_include_no_effect", []


RULE = Rule(
    code=CODE,
    name="imprecise",
    title="Is the evidence precise enough to tell an effect from none?",
    subject_kind="cell",
    source=(
        "Robinson KA, Saldanha IJ, McKoy NA, Development of a framework to identify research gaps "
        "from systematic reviews, 2011, doi 10.1016/j.jclinepi.2011.06.009, reason A (imprecise "
        "information); Cochrane Handbook for Systematic Reviews of Interventions, chapter 12"
    ),
    reasons={
        "all_include_no_effect": "every interval includes no effect",
        "one_excludes_no_effect": "an interval leaves out no effect",
        "no_change_shown": "a study shows that there is no effect worth having",
        "interval_missing": "no interval leaves out no effect, and a finding has no interval",
        "metric_unclear": "an interval is in a metric that has no value for no effect",
        "no_study": "there is neither a study nor a review",
        **OF_EVERY_CELL,
    },
    settled_by={
        "all_include_no_effect": "a larger study, or a pooled analysis",
        "interval_missing": "the interval of each finding",
        "metric_unclear": "the effect in a metric that compares",
        **SETTLED_FOR_EVERY_CELL,
    },
    judge=precise,
)
