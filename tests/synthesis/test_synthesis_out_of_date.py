"""G04, one small register each, as of 1 January 2026: five years before is 1 January 2021."""

import pytest

from opm_evidence.records.answers import Answer
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules.synthesis_out_of_date import RULE
from tests.drawing import draw_register


def judge(evidence: str, findings: str = "finding_id | study_id\nf1 | s1\nf2 | r1") -> Answer:
    (answer,) = RULE.judge(Case.of(draw_register(findings=findings, evidence=evidence)))
    return answer


def review_and_study(searched: str, published: str, study: str) -> Answer:
    return judge(
        f"""
        evidence_id | study_design      | year        | search_date
        r1          | systematic_review | {published} | {searched}
        s1          | randomised_trial  | {study}     |
        """
    )


@pytest.mark.parametrize(
    ("searched", "published", "study", "verdict", "reason"),
    [
        ("2015-06", "2016", "2016", "gap", "newer_studies"),
        ("2015-06", "2016", "2015", "no_gap", "nothing_newer"),
        ("2021-06", "2022", "2023", "no_gap", "search_recent"),
        ("", "2016", "2017", "gap", "newer_studies"),
        ("", "2016", "2016", "not_assessable", "study_undated"),
        ("", "2024", "2025", "not_assessable", "search_undated"),
        ("", "2024", "2020", "not_assessable", "search_undated"),
        ("2015-06", "2016", "", "not_assessable", "study_undated"),
        ("", "", "2020", "not_assessable", "search_undated"),
    ],
)
def test_a_study_later_than_an_old_search_is_a_gap(
    searched: str, published: str, study: str, verdict: str, reason: str
) -> None:
    answer = review_and_study(searched, published, study)
    assert (answer.verdict, answer.reason) == (verdict, reason)
    assert bool(answer.needs) == (verdict == "not_assessable")


def test_the_newest_search_decides() -> None:
    answer = judge(
        """
        evidence_id | study_design      | year | search_date
        r1          | systematic_review | 2013 | 2012
        r2          | systematic_review | 2018 | 2017
        s1          | randomised_trial  | 2016 |
        """,
        "finding_id | study_id\nf1 | s1\nf2 | r1\nf3 | r2",
    )
    assert (answer.verdict, answer.facts["newest_search"]) == ("no_gap", "2017")


def test_a_later_report_of_an_old_study_is_not_a_newer_study() -> None:
    answer = judge(
        """
        evidence_id | study_design      | year | search_date
        r1          | systematic_review | 2016 | 2015
        early       | randomised_trial  | 2014 |
        late        | randomised_trial  | 2019 |
        """,
        """
        finding_id | evidence_id | study_id
        f1         | early       | s1
        f2         | late        | s1
        f3         | r1          | r1
        """,
    )
    assert answer.verdict == "no_gap"


@pytest.mark.parametrize(("first", "second"), [("", "2019"), ("2019", "")])
def test_a_study_with_a_report_of_no_year_may_have_come_out_before(first: str, second: str) -> None:
    answer = judge(
        f"""
        evidence_id | study_design      | year     | search_date
        r1          | systematic_review | 2016     | 2015
        one         | randomised_trial  | {first}  |
        other       | randomised_trial  | {second} |
        """,
        """
        finding_id | evidence_id | study_id
        f1         | one         | s1
        f2         | other       | s1
        f3         | r1          | r1
        """,
    )
    assert (answer.verdict, answer.reason) == ("not_assessable", "study_undated")


def test_without_a_review_there_is_nothing_to_be_out_of_date() -> None:
    answer = judge("evidence_id\ns1", "finding_id | study_id\nf1 | s1")
    assert (answer.verdict, answer.reason) == ("not_applicable", "no_review")


@pytest.mark.parametrize(
    ("year", "verdict", "reason"),
    [
        ("2018", "gap", "review_never_finished"),
        ("2023", "not_applicable", "no_review"),
        ("", "not_assessable", "protocol_undated"),
    ],
)
def test_a_review_registered_long_ago_and_not_out_is_named(
    year: str, verdict: str, reason: str
) -> None:
    answer = judge(
        f"""
        evidence_id | study_design      | study_status | year
        r1          | systematic_review | ongoing      | {year}
        """,
        "finding_id | study_id | direction\nf1 | r1 | not_reported",
    )
    assert (answer.verdict, answer.reason) == (verdict, reason)
    assert answer.facts["unfinished_reviews"] == ("r1",)


def test_both_reasons_can_hold() -> None:
    answer = judge(
        """
        evidence_id | study_design      | study_status | year | search_date
        r1          | systematic_review | complete     | 2016 | 2015
        r2          | systematic_review | planned      | 2017 |
        s1          | randomised_trial  | complete     | 2019 |
        """,
        "finding_id | study_id\nf1 | s1\nf2 | r1\nf3 | r2",
    )
    assert (answer.reason, answer.other_reasons) == ("newer_studies", ("review_never_finished",))


def test_an_empty_cell_is_for_another_rule() -> None:
    answer = judge("evidence_id\ns1", "finding_id")
    assert (answer.verdict, answer.reason) == ("not_applicable", "empty_cell")


@pytest.mark.parametrize(("searched", "verdict"), [("2023", "not_assessable"), ("2018", "gap")])
def test_a_newer_review_that_nobody_has_read_leaves_it_open(searched: str, verdict: str) -> None:
    answer = judge(
        f"""
        evidence_id | study_design      | year | search_date
        old         | systematic_review | 2016 | 2015
        new         | systematic_review | 2024 | {searched}
        s1          | randomised_trial  | 2020 |
        """,
        """
        finding_id | study_id | direction
        f1         | old      | improves
        f2         | new      | not_reported
        f3         | s1       | improves
        """,
    )
    assert answer.verdict == verdict
    assert answer.reason == ("review_unread" if verdict == "not_assessable" else "newer_studies")


@pytest.mark.parametrize(
    ("searched", "verdict", "reason"),
    [("2022", "no_gap", "search_recent"), ("", "not_assessable", "search_undated")],
)
def test_a_review_that_never_came_out_is_no_gap_where_another_may_have_searched_lately(
    searched: str, verdict: str, reason: str
) -> None:
    # Soft drinks, sugar intake: a Cochrane protocol of 2016, and a meta-analysis of 2022 that does
    # not say when it searched.
    answer = judge(
        f"""
        evidence_id | study_design      | study_status | year | search_date
        r1          | systematic_review | complete     | 2022 | {searched}
        r2          | systematic_review | planned      | 2016 |
        s1          | randomised_trial  | complete     | 2023 |
        """,
        "finding_id | study_id\nf1 | r1\nf2 | r2\nf3 | s1",
    )
    assert (answer.verdict, answer.reason) == (verdict, reason)
    assert (answer.flags, answer.facts["unfinished_reviews"]) == (
        ("review_never_finished",),
        ("r2",),
    )
