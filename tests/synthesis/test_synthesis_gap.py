"""G03, one small register each, as of 1 January 2026: five years before is 1 January 2021."""

import pytest

from opm_evidence.records.answers import Answer
from opm_evidence.records.thresholds import Thresholds
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules.synthesis_gap import RULE
from tests.drawing import draw_register

THREE = """
finding_id | study_id
f1         | s1
f2         | s2
f3         | s3
"""


def judge(
    search_date: str = "", year: str = "2024", studies: int = 3, review: bool = True, **more: str
) -> Answer:
    rows = "\n".join(THREE.strip().splitlines()[: studies + 1])
    evidence = f"""
    evidence_id | study_design      | year   | search_date
    r1          | systematic_review | {year} | {search_date}
    """
    findings = rows + ("\nf9 | r1" if review else "")
    (answer,) = RULE.judge(Case.of(draw_register(findings=findings, evidence=evidence, **more)))
    return answer


def test_three_studies_and_no_review_are_a_gap() -> None:
    answer = judge(review=False)
    assert (answer.verdict, answer.reason) == ("gap", "no_review")
    assert answer.thresholds == {"enough_studies": 3, "search_years": 5}


def test_two_studies_do_not_ask_for_a_review() -> None:
    answer = judge(review=False, studies=2)
    assert (answer.verdict, answer.reason) == ("not_applicable", "too_few")


@pytest.mark.parametrize(
    ("searched", "verdict"),
    [
        ("2021-01-01", "no_gap"),
        ("2021", "no_gap"),
        ("2020-12-31", "gap"),
        ("2020-12", "gap"),
        ("2020", "gap"),
    ],
)
def test_a_search_within_five_years_is_recent_to_the_day(searched: str, verdict: str) -> None:
    assert judge(searched).verdict == verdict


def test_a_search_without_a_date_is_no_later_than_its_publication() -> None:
    answer = judge(year="2020")
    assert (answer.verdict, answer.reason) == ("gap", "old_reviews_only")
    answer = judge(year="2024")
    assert (answer.verdict, answer.needs) == ("not_assessable", ("evidence.search_date",))
    assert judge(year="").verdict == "not_assessable"


def test_a_date_that_straddles_the_limit_settles_nothing() -> None:
    assert judge("2021", as_of="2026-07-01").verdict == "not_assessable"


def test_a_recent_review_is_no_gap_however_few_studies_there_are() -> None:
    assert judge("2024", studies=1).reason == "recent_review"


def test_a_review_under_way_is_flagged() -> None:
    evidence = """
    evidence_id | study_design      | study_status
    r1          | systematic_review | ongoing
    """
    findings = THREE + "f9 | r1"
    (answer,) = RULE.judge(Case.of(draw_register(findings=findings, evidence=evidence)))
    assert (answer.verdict, answer.flags) == ("gap", ("in_progress",))


def test_an_evaluation_that_reviews_others_is_a_review_under_way() -> None:
    planned = "evaluation_id | kind\ne1 | review"
    assert judge(review=False, evaluations=planned).flags == ("in_progress",)
    assert judge(review=False, evaluations="evaluation_id | kind\ne1 | impact").flags == ()


def test_only_cells_that_ask_for_an_effect_are_asked() -> None:
    cell = "asks | intervention | outcome\ncost | levy | obesity"
    assert list(RULE.judge(Case.of(draw_register(findings=THREE, framework=cell)))) == []


def test_years_and_studies_are_parameters() -> None:
    case = Case.of(draw_register(findings=THREE), Thresholds(enough_studies=4))
    (answer,) = RULE.judge(case)
    assert answer.verdict == "not_applicable"


def test_an_empty_cell_is_for_another_rule() -> None:
    (answer,) = RULE.judge(Case.of(draw_register(findings="finding_id")))
    assert (answer.verdict, answer.reason) == ("not_applicable", "empty_cell")


@pytest.mark.parametrize(("searched", "verdict"), [("2023", "not_assessable"), ("2015", "gap")])
def test_a_review_that_nobody_has_read_leaves_it_open_where_it_may_be_recent(
    searched: str, verdict: str
) -> None:
    evidence = f"""
    evidence_id | study_design      | search_date
    r1          | systematic_review | {searched}
    """
    findings = "finding_id | study_id | direction\nf1 | s1 | improves\nf2 | s2 | improves\n"
    findings += "f3 | s3 | improves\nf9 | r1 | not_reported"
    (answer,) = RULE.judge(Case.of(draw_register(findings=findings, evidence=evidence)))
    assert (answer.verdict, bool(answer.needs)) == (verdict, verdict == "not_assessable")
    assert answer.reason == ("review_unread" if verdict == "not_assessable" else "no_review")
