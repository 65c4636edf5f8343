"""G22, one small register each; the pack's date is 1 January 2026."""

import pytest

from opm_evidence.records.answers import Answer
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules.evaluation_missing import RULE
from tests.drawing import draw_register


def policy(stage: str = "in_force", **tables: str) -> Answer:
    answers = RULE.judge(Case.of(draw_register({"stage": stage}, **tables)))
    return next(answer for answer in answers if answer.subject_kind == "policy")


def report(**columns: str) -> Answer:
    header, row = " | ".join(columns), " | ".join(columns.values())
    register = draw_register(evaluations=f"evaluation_id | {header}\nev1 | {row}")
    return next(a for a in RULE.judge(Case.of(register)) if a.subject_kind == "evaluation")


def test_a_policy_in_force_without_evaluation_is_a_gap() -> None:
    answer = policy(evaluations="")
    assert (answer.verdict, answer.reason) == ("gap", "evaluation_missing")


def test_a_policy_that_says_it_was_evaluated_must_know_an_evaluation() -> None:
    assert policy("evaluated", evaluations="").verdict == "gap"


def test_a_policy_whose_evaluations_were_all_given_up_is_a_gap() -> None:
    answer = policy(evaluations="evaluation_id | status\nev1 | abandoned")
    assert (answer.verdict, answer.reason) == ("gap", "all_abandoned")


def test_a_planned_evaluation_is_no_gap_and_its_published_plan_is_counted() -> None:
    answer = policy(evaluations="evaluation_id | plan_url\nev1 | \nev2 | https://example.org/plan")
    assert (answer.verdict, answer.reason) == ("no_gap", "evaluation_known")
    assert (answer.facts["evaluations"], answer.facts["plans_published"]) == (2, 1)


def test_evaluations_that_nobody_recorded_are_not_assessable() -> None:
    answer = policy()
    assert (answer.verdict, answer.needs) == ("not_assessable", ("evaluations",))


@pytest.mark.parametrize(
    "stage", ["proposed", "consulting", "legislating", "implementing", "withdrawn"]
)
def test_a_policy_that_is_not_in_force_is_not_asked(stage: str) -> None:
    assert policy(stage, evaluations="").verdict == "not_applicable"


@pytest.mark.parametrize(
    ("due_on", "verdict", "reason"),
    [
        ("2025-12-31", "gap", "evaluation_overdue"),
        ("2025", "gap", "evaluation_overdue"),
        ("2026-01-01", "no_gap", "not_due_yet"),  # due on the very day: not before it
        ("2026", "no_gap", "not_due_yet"),
        ("2027-03", "no_gap", "not_due_yet"),
        ("", "not_assessable", "no_due_date"),
    ],
)
def test_a_report_is_overdue_when_it_was_due_before_the_pack_s_date(
    due_on: str, verdict: str, reason: str
) -> None:
    answer = report(due_on=due_on)
    assert (answer.verdict, answer.reason) == (verdict, reason)


def test_a_due_date_that_may_lie_on_either_side_is_not_assessable() -> None:
    register = draw_register(as_of="2026-06-15", evaluations="evaluation_id | due_on\nev1 | 2026")
    _, answer = RULE.judge(Case.of(register))
    assert (answer.verdict, answer.reason) == ("not_assessable", "due_date_partial")


@pytest.mark.parametrize(
    "columns",
    [
        {"status": "complete"},
        {"published_on": "2025-06"},
    ],
)
def test_a_report_that_is_out_is_never_overdue(columns: dict[str, str]) -> None:
    answer = report(due_on="2020", **columns)
    assert (answer.verdict, answer.reason) == ("no_gap", "report_unread")


@pytest.mark.parametrize(
    ("direction", "reason"), [("improves", "report_out"), ("not_reported", "report_unread")]
)
def test_a_report_that_is_out_and_that_nobody_has_read_says_so(direction: str, reason: str) -> None:
    register = draw_register(
        evaluations="evaluation_id | status | evidence_id\nev1 | complete | i1",
        findings=f"finding_id | evidence_id | direction\nf1 | i1 | {direction}",
    )
    _, answer = RULE.judge(Case.of(register))
    assert (answer.verdict, answer.reason) == ("no_gap", reason)


def test_an_evaluation_at_which_nobody_has_looked_is_known_and_not_assessable() -> None:
    # Home energy efficiency: two evaluations are known to exist, and their stage was not seen.
    answer = report(status="unknown", kind="unknown")
    assert (answer.verdict, answer.reason) == ("not_assessable", "status_unknown")
    assert answer.needs == ("evaluations.status",)
    register = policy(evaluations="evaluation_id | status\nev1 | unknown")
    assert (register.verdict, register.facts["status_unknown"]) == ("no_gap", 1)


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"due_on": "2024"}, "evaluation_overdue"),
        ({"due_on": "2024", "report_url": "https://example.org/report"}, "status_unknown"),
        ({"due_on": "2027"}, "not_due_yet"),
        ({"due_on": "2024", "published_on": "2025"}, "report_unread"),
    ],
)
def test_where_nobody_has_looked_a_due_date_that_passed_without_a_report_still_tells(
    columns: dict[str, str], reason: str
) -> None:
    assert report(status="unknown", **columns).reason == reason


def test_early_findings_of_an_ongoing_evaluation_are_not_its_report() -> None:
    # Housing First, systems-wide evaluation: ongoing, with the address of preliminary findings.
    answer = report(status="ongoing", report_url="https://example.org/preliminary-findings")
    assert (answer.verdict, answer.reason) == ("not_assessable", "no_due_date")


def test_a_report_that_comes_out_after_the_pack_s_date_is_not_out_in_it() -> None:
    answer = report(due_on="2020", status="complete", published_on="2026-02-01")
    assert answer.reason == "evaluation_overdue"


def test_an_evaluation_given_up_before_its_report_says_so() -> None:
    assert report(status="abandoned", due_on="2024").reason == "abandoned_before_report"
    assert report(status="abandoned", due_on="2027").verdict == "not_applicable"
    assert report(status="abandoned").verdict == "not_applicable"


def test_the_reason_for_not_publishing_is_told() -> None:
    answer = report(due_on="2024", reason_unpublished="Quality checks.")
    assert answer.facts["reason_unpublished"] == "Quality checks."
