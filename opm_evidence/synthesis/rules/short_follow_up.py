"""G13: for a slow outcome, somebody looked long enough."""

from collections.abc import Iterable, Iterator, Sequence

from opm_evidence.records.answers import Answer, Verdict
from opm_evidence.synthesis.asking import (
    OF_EVERY_CELL,
    SETTLED_FOR_EVERY_CELL,
    about,
    by_design,
    of_each_cell,
)
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.cells import CellEvidence
from opm_evidence.synthesis.findings import Finding
from opm_evidence.synthesis.rules.rule import Rule

CODE = "G13"
NEEDS = {
    "follow_up_missing": ("findings.follow_up_months",),
    "bearing_unknown": ("evidence.study_design", "ratings"),
}


def long_enough(case: Case) -> Iterator[Answer]:
    """The longest follow-up among the studies that pass G05 reaches `min_follow_up_months`.

    Asked of cells that ask for an effect. The policy declares that number, in months, with its
    reason, for slow outcomes only. Judged are the findings of studies that count and could
    support a causal claim.

    gap: every one of them has a follow-up, and the longest is shorter (`too_short`).
    no_gap: one is as long or longer (`long_enough`).
    not_assessable: none is long enough, and one has no follow-up recorded (`follow_up_missing`);
        or a finding that is long enough, or without follow-up, might pass (`bearing_unknown`).
    not_applicable: the cell is empty; the outcome declares no such number (`not_slow`); nothing
        passes G05 (`nothing_passes`).

    The flag `by_design` says that no rating had a say in what passes.
    """
    return of_each_cell(case, CODE, _judge, asks=("effect",))


def _judge(case: Case, evidence: CellEvidence) -> Answer:
    needed = case.outcomes[evidence.cell.outcome].min_follow_up_months
    if needed is None:
        return about(CODE, evidence, "not_applicable", "not_slow")
    rows = evidence.judged("study")
    passing = [row for row in rows if row.bearing == "yes"]
    maybe = [row for row in rows if row.bearing == "unknown"]
    verdict, reason = _verdict(_months(passing), _months(maybe), needed)
    return about(
        CODE,
        evidence,
        verdict,
        reason,
        looked_at=(row.finding_id for row in passing),
        facts={
            "longest": max((m for m in _months(passing) if m is not None), default=""),
            "needed": needed,
            "follow_up_reason": case.outcomes[evidence.cell.outcome].follow_up_reason,
            "findings": len(passing),
        },
        flags=by_design(rows),
        needs=NEEDS.get(reason, ()),
    )


def _months(rows: Iterable[Finding]) -> list[float | None]:
    return [row.follow_up_months for row in rows]


def _verdict(
    passing: Sequence[float | None], maybe: Sequence[float | None], needed: float
) -> tuple[Verdict, str]:
    if any(months is not None and months >= needed for months in passing):
        return "no_gap", "long_enough"
    if None in passing:
        return "not_assessable", "follow_up_missing"
    if any(months is None or months >= needed for months in maybe):
        return "not_assessable", "bearing_unknown"
    return ("gap", "too_short") if passing else ("not_applicable", "nothing_passes")


RULE = Rule(
    code=CODE,
    name="short_follow_up",
    title="Did anyone look long enough?",
    subject_kind="cell",
    source=(
        "Robinson KA, Saldanha IJ, McKoy NA, Development of a framework to identify research gaps "
        "from systematic reviews, 2011, doi 10.1016/j.jclinepi.2011.06.009, reason D (not the "
        "right information: duration)"
    ),
    reasons={
        "too_short": "the longest follow-up is shorter than the outcome needs",
        "long_enough": "one follow-up is long enough",
        "follow_up_missing": "none is long enough, and one is not recorded",
        "bearing_unknown": "nobody knows whether a longer one could support a causal claim",
        "not_slow": "the policy declares no least follow-up for this outcome",
        "nothing_passes": "nothing here could support a causal claim",
        **OF_EVERY_CELL,
    },
    settled_by={
        "too_short": "a longer follow-up of a study with a comparison",
        "follow_up_missing": "the follow-up of each finding",
        "bearing_unknown": "the design or an appraisal of each study",
        **SETTLED_FOR_EVERY_CELL,
    },
    judge=long_enough,
    weighs=True,
)
