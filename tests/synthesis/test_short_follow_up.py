"""G13: findings drawn as `design months`, for an outcome that takes 24 months to show."""

import pytest

from opm_evidence.records.answers import Answer
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules.short_follow_up import RULE
from tests.drawing import draw_register

SLOW = {
    "outcomes": [
        {
            "id": "obesity",
            "title": "Obesity",
            "desired_direction": "down",
            "min_follow_up_months": 24,
            "follow_up_reason": "Weight changes slowly.",
        }
    ]
}


def judge(*findings: str, ratings: str = "") -> Answer:
    evidence, rows = ["evidence_id | study_design"], ["finding_id | evidence_id | follow_up_months"]
    for number, finding in enumerate(findings, start=1):
        design, _, months = finding.partition(" ")
        evidence.append(f"i{number} | {design}")
        rows.append(f"f{number} | i{number} | {months}")
    tables = {"ratings": ratings} if ratings else {}
    register = draw_register(SLOW, evidence="\n".join(evidence), findings="\n".join(rows), **tables)
    (answer,) = RULE.judge(Case.of(register))
    return answer


@pytest.mark.parametrize(
    ("findings", "verdict", "reason"),
    [
        (["randomised_trial 12"], "gap", "too_short"),
        (["randomised_trial 23.9"], "gap", "too_short"),
        (["randomised_trial 24"], "no_gap", "long_enough"),
        (["randomised_trial 12", "randomised_trial 36"], "no_gap", "long_enough"),
        (["randomised_trial 12", "before_after 36"], "gap", "too_short"),
        (["randomised_trial 12", "randomised_trial"], "not_assessable", "follow_up_missing"),
        (["randomised_trial 36", "randomised_trial"], "no_gap", "long_enough"),
        (["randomised_trial 12", "cohort 36"], "not_assessable", "bearing_unknown"),
        (["randomised_trial 12", "cohort"], "not_assessable", "bearing_unknown"),
        (["randomised_trial 12", "cohort 6"], "gap", "too_short"),
        (["cohort 6"], "not_applicable", "nothing_passes"),
        (["before_after 36"], "not_applicable", "nothing_passes"),
        (["systematic_review 36"], "not_applicable", "nothing_passes"),
        ([], "not_applicable", "empty_cell"),
    ],
)
def test_the_longest_follow_up_that_passes_decides(
    findings: list[str], verdict: str, reason: str
) -> None:
    answer = judge(*findings)
    assert (answer.verdict, answer.reason) == (verdict, reason)
    assert bool(answer.needs) == (verdict == "not_assessable")


def test_the_longest_and_the_needed_months_stand_in_the_facts() -> None:
    answer = judge("randomised_trial 12", "randomised_trial 18")
    assert (answer.facts["longest"], answer.facts["needed"]) == (18, 24)
    assert answer.facts["follow_up_reason"] == "Weight changes slowly."


def test_a_rating_decides_what_passes_and_without_one_the_answer_says_so() -> None:
    ratings = "evidence_id | scale_id | level\ni1 | sms | 3"
    assert judge("before_after 36").flags == ("by_design",)
    answer = judge("before_after 36", ratings=ratings)
    assert (answer.verdict, answer.flags) == ("no_gap", ())


def test_an_outcome_that_is_not_slow_is_not_judged() -> None:
    (answer,) = RULE.judge(Case.of(draw_register(findings="finding_id\nf1")))
    assert (answer.verdict, answer.reason) == ("not_applicable", "not_slow")
