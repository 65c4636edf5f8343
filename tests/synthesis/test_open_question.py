"""G24, one small register each."""

import pytest

from opm_evidence.records.answers import Answer
from opm_evidence.records.vocabulary import terms
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules.open_question import RULE
from tests.drawing import draw_register

EVIDENCE = """
evidence_id | year | status    | study_status
i2015       | 2015 | current   | complete
i2018       | 2018 | current   | complete
i2021       | 2021 | current   | complete
gone        | 2021 | retracted | complete
begun       | 2021 | current   | ongoing
undated     |      | current   | complete
"""


def question(*findings: str, **columns: str) -> Answer:
    """The answer about a question of March 2018 on what the levy does to obesity."""
    columns = {"asked_on": "2018-03", "intervention": "levy", "outcome": "obesity"} | columns
    register = draw_register(
        evidence=EVIDENCE,
        findings="\n".join(
            ["finding_id | evidence_id | outcome | population | direction | match", *findings]
        ),
        questions=f"question_id | {' | '.join(columns)}\nq | {' | '.join(columns.values())}",
    )
    (answer,) = RULE.judge(Case.of(register))
    return answer


OLD = "old | i2015 | obesity | | improves | direct"
NEW = "new | i2021 | obesity | | improves | direct"


def test_an_open_question_without_any_evidence_is_a_gap() -> None:
    answer = question()
    assert (answer.verdict, answer.reason) == ("gap", "no_evidence")


def test_an_open_question_with_older_evidence_only_is_a_gap() -> None:
    answer = question(OLD)
    assert (answer.verdict, answer.reason, answer.looked_at) == (
        "gap",
        "no_evidence_since",
        ("old",),
    )


def test_evidence_dated_after_the_question_is_no_gap() -> None:
    answer = question(OLD, NEW)
    assert (answer.verdict, answer.reason) == ("no_gap", "evidence_since")
    assert answer.facts["findings_since"] == 1


def test_evidence_of_the_year_of_the_question_or_undated_is_not_assessable() -> None:
    for item in ("i2018", "undated"):
        answer = question(f"f | {item} | obesity | | improves | direct")
        assert (answer.verdict, answer.needs) == ("not_assessable", ("evidence.year",))


def test_newer_evidence_that_nobody_has_read_is_not_assessable() -> None:
    answer = question("f | i2021 | obesity | | not_reported | direct")
    assert (answer.verdict, answer.reason) == ("not_assessable", "unread_since")


@pytest.mark.parametrize(
    "finding",
    [
        "f | gone | obesity | | improves | direct",
        "f | begun | obesity | | improves | direct",
        "f | i2021 | sales | | improves | direct",
        "f | i2021 | obesity | | improves | indirect",
    ],
)
def test_what_is_retracted_unfinished_indirect_or_about_something_else_says_nothing(
    finding: str,
) -> None:
    assert question(finding).verdict == "gap"


def test_a_study_under_way_is_flagged() -> None:
    assert question("f | begun | obesity | | improves | direct").flags == ("in_progress",)


def test_a_question_about_a_group_asks_for_evidence_on_it_or_a_part_of_it() -> None:
    assert question(NEW, population="children").reason == "no_evidence"
    girls = "f | i2021 | obesity | girls | improves | direct"
    assert question(girls, population="children").reason == "evidence_since"


def test_a_question_about_an_outcome_alone_takes_every_intervention() -> None:
    assert question(NEW, intervention="").reason == "evidence_since"
    assert question(NEW, outcome="").reason == "evidence_since"


def test_the_report_that_asks_does_not_answer() -> None:
    assert question(NEW, source_evidence_id="i2021").reason == "no_evidence"


def test_a_question_that_is_answered_or_worked_on_is_no_gap() -> None:
    for status in ("answered", "in_progress"):
        answer = question(status=status)
        assert (answer.verdict, answer.reason) == ("no_gap", status)


@pytest.mark.parametrize("source", terms("question_source"))
def test_a_question_is_judged_whoever_published_it_as_open(source: str) -> None:
    assert question(source=source).verdict == "gap"
    assert question(NEW, source=source).verdict == "no_gap"


def test_a_question_without_date_or_subject_is_not_assessable() -> None:
    assert question(NEW, asked_on="").needs == ("questions.asked_on",)
    assert question(asked_on="").reason == "no_evidence"
    assert question(intervention="", outcome="").reason == "subject_unknown"


def test_missing_tables_are_named() -> None:
    (answer,) = RULE.judge(Case.of(draw_register()))
    assert answer.needs == ("questions",)
    (answer,) = RULE.judge(Case.of(draw_register(questions="")))
    assert answer.verdict == "not_applicable"
    register = draw_register(questions="question_id | outcome\nq | obesity")
    (answer,) = RULE.judge(Case.of(register))
    assert answer.needs == ("findings",)
