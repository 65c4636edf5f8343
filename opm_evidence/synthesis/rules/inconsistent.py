"""G07: the studies of a cell point the same way."""

from collections.abc import Iterator, Mapping

from opm_evidence.records.answers import Answer, Verdict
from opm_evidence.synthesis.asking import (
    OF_EVERY_CELL,
    SETTLED_FOR_EVERY_CELL,
    about,
    of_each_cell,
)
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.cells import CellEvidence
from opm_evidence.synthesis.rules.rule import Rule

CODE = "G07"
COMPARABLE = 2
"""One study cannot disagree with itself."""


def consistent(case: Case) -> Iterator[Answer]:
    """The independent studies of a cell do not point opposite ways, and mostly agree.

    Asked of cells that ask for an effect. Each study votes once, by direction and never by
    p-value; `mixed` and `inconclusive` are in the total. Studies can agree that the effect is
    uncertain; they cannot agree on `mixed`, which is no direction. Models and reviews have no vote.

    gap: at least one study improves and one worsens, and the smaller of the two numbers is
        `opposed_share` of all votes or more (`opposed`); no direction reaches `agreed_share` of
        all votes (`divided`).
    no_gap: one direction does (`agreed`).
    not_assessable: findings.csv is not recorded.
    not_applicable: the cell is empty, or fewer than two studies have a direction (`under_two`).

    Source of the count: Cochrane Handbook for Systematic Reviews of Interventions, chapter 12.
    """
    return of_each_cell(case, CODE, _judge, asks=("effect",))


def _judge(case: Case, evidence: CellEvidence) -> Answer:
    verdict, reason, *others = _verdict(case, evidence.votes)
    return about(
        CODE,
        evidence,
        verdict,
        reason,
        looked_at=evidence.finding_ids("study"),
        facts={"votes": sum(evidence.votes.values()), **evidence.votes},
        other_reasons=others,
        thresholds=case.used("opposed_share", "agreed_share"),
    )


def _verdict(
    case: Case, votes: Mapping[str, int]
) -> tuple[Verdict, str] | tuple[Verdict, str, str]:
    total = sum(votes.values())
    if total < COMPARABLE:
        return "not_applicable", "under_two"
    smaller = min(votes.get("improves", 0), votes.get("worsens", 0))
    opposed = smaller >= 1 and smaller / total >= case.thresholds.opposed_share
    most = max((count for way, count in votes.items() if way != "mixed"), default=0)
    divided = most / total < case.thresholds.agreed_share
    if opposed and divided:
        return "gap", "opposed", "divided"
    if opposed or divided:
        return "gap", "opposed" if opposed else "divided"
    return "no_gap", "agreed"


RULE = Rule(
    code=CODE,
    name="inconsistent",
    title="Do the studies agree?",
    subject_kind="cell",
    source=(
        "Robinson KA, Saldanha IJ, McKoy NA, Development of a framework to identify research gaps "
        "from systematic reviews, 2011, doi 10.1016/j.jclinepi.2011.06.009, reason C "
        "(inconsistency); Cochrane Handbook for Systematic Reviews of Interventions, chapter 12 "
        "(counting votes by direction of effect)"
    ),
    reasons={
        "opposed": "studies point opposite ways",
        "divided": "no direction has enough of the studies behind it",
        "agreed": "most studies point the same way",
        "under_two": "fewer than two studies have a direction",
        **OF_EVERY_CELL,
    },
    settled_by={
        "opposed": "a systematic review that asks why they differ",
        "divided": "further studies, or a systematic review that asks why they differ",
        **SETTLED_FOR_EVERY_CELL,
    },
    judge=consistent,
    thresholds=("opposed_share", "agreed_share"),
)
