"""G07: votes drawn as `number way`, one study each."""

import pytest

from opm_evidence.records.answers import Answer
from opm_evidence.records.thresholds import Thresholds
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules.inconsistent import RULE
from tests.drawing import draw_register


def judge(*votes: str, thresholds: Thresholds = Thresholds()) -> Answer:
    ways = [way for vote in votes for way in [vote.split()[1]] * int(vote.split()[0])]
    rows = "\n".join(f"f{number} | s{number} | {way}" for number, way in enumerate(ways))
    register = draw_register(findings=f"finding_id | study_id | direction\n{rows}")
    (answer,) = RULE.judge(Case.of(register, thresholds))
    return answer


@pytest.mark.parametrize(
    ("votes", "verdict", "reason", "others"),
    [
        (["3 improves", "1 worsens"], "gap", "opposed", ()),  # 1/4 = 0.25, 3/4 = 0.75
        (["4 improves", "1 worsens"], "no_gap", "agreed", ()),  # 1/5 = 0.2, 4/5 = 0.8
        (["2 improves", "2 worsens"], "gap", "opposed", ("divided",)),
        (["2 improves", "1 no_clear_change"], "gap", "divided", ()),  # 2/3 < 0.75
        (["3 improves", "1 no_clear_change"], "no_gap", "agreed", ()),  # 3/4 = 0.75
        (["3 improves", "1 mixed", "1 inconclusive"], "gap", "divided", ()),  # 3/5
        (["2 no_change_shown"], "no_gap", "agreed", ()),
        (["3 inconclusive"], "no_gap", "agreed", ()),
        (["3 mixed"], "gap", "divided", ()),
        (["1 improves"], "not_applicable", "under_two", ()),
        (["1 improves", "2 not_reported"], "not_applicable", "under_two", ()),
    ],
)
def test_votes_are_counted_by_direction(
    votes: list[str], verdict: str, reason: str, others: tuple[str, ...]
) -> None:
    answer = judge(*votes)
    assert (answer.verdict, answer.reason, answer.other_reasons) == (verdict, reason, others)


def test_the_shares_are_parameters() -> None:
    assert (
        judge("2 improves", "1 mixed", thresholds=Thresholds(agreed_share=0.6)).reason == "agreed"
    )
    strict = Thresholds(opposed_share=0.3)
    assert judge("3 improves", "1 worsens", thresholds=strict).reason == "agreed"
    assert judge("2 improves").thresholds == {"opposed_share": 0.25, "agreed_share": 0.75}


def test_the_votes_stand_in_the_facts() -> None:
    answer = judge("2 improves", "1 worsens")
    assert answer.facts == {"votes": 3, "improves": 2, "worsens": 1}


def test_models_and_reviews_have_no_vote() -> None:
    register = draw_register(
        evidence="""
        evidence_id | study_design
        model       | modelling
        review      | systematic_review
        """,
        findings="""
        finding_id | study_id | direction
        f1         | s1       | improves
        f2         | model    | worsens
        f3         | review   | worsens
        """,
    )
    (answer,) = RULE.judge(Case.of(register))
    assert (answer.verdict, answer.reason) == ("not_applicable", "under_two")


def test_an_empty_cell_is_for_another_rule() -> None:
    assert judge().reason == "empty_cell"
