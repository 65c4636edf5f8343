"""G01, one small register each."""

import pytest

from opm_evidence.records.answers import Answer
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules.absolute_gap import RULE
from tests.drawing import draw_register

DESIGNS_USED = """
evidence_id | study_design          | status    | study_status
trial       | randomised_trial      | current   | complete
review      | systematic_review     | current   | complete
model       | modelling             | current   | complete
map         | evidence_map          | current   | complete
answer      | consultation_response | current   | complete
gone        | randomised_trial      | retracted | complete
begun       | randomised_trial      | current   | ongoing
"""
SEARCHED = """
intervention | outcome | searched_on | search_note
levy         | obesity | 2025-06     | Cochrane Library
"""
GROUPS = """
intervention | outcome | groups
levy         | obesity | girls; adults
"""


def judge(findings: str | None, **drawn: str) -> list[Answer]:
    tables = {"findings": findings} if findings is not None else {}
    return list(RULE.judge(Case.of(draw_register(evidence=DESIGNS_USED, **tables, **drawn))))


def only(findings: str | None, **drawn: str) -> Answer:
    (answer,) = judge(findings, **drawn)
    return answer


def one(item: str, direction: str = "improves", match: str = "direct") -> str:
    return f"""
    finding_id | evidence_id | direction   | match
    f1         | {item}      | {direction} | {match}
    """


@pytest.mark.parametrize("item", ["trial", "review"])
def test_one_study_or_one_review_is_no_gap(item: str) -> None:
    answer = only(one(item))
    assert (answer.verdict, answer.reason) == ("no_gap", "studied")
    assert answer.looked_at == ("f1",)


def test_an_indirect_review_counts_and_an_indirect_study_does_not() -> None:
    assert only(one("review", match="indirect")).verdict == "no_gap"
    answer = only(one("trial", match="indirect"))
    assert (answer.verdict, answer.reason) == ("gap", "indirect_only")


def test_findings_that_were_never_recorded_cannot_be_assessed() -> None:
    answer = only(None)
    assert (answer.verdict, answer.needs) == ("not_assessable", ("findings",))


def test_a_table_of_findings_without_rows_is_a_recorded_zero() -> None:
    answer = only("finding_id")
    assert (answer.verdict, answer.reason) == ("gap", "none_in_register")


def test_a_recorded_search_makes_it_a_gap_in_what_is_known() -> None:
    answer = only("finding_id", framework=SEARCHED)
    assert (answer.verdict, answer.reason) == ("gap", "none_found")
    assert answer.facts["searched_on"] == "2025-06"
    assert answer.facts["search_note"] == "Cochrane Library"


@pytest.mark.parametrize(
    ("findings", "reason"),
    [
        (one("model"), "modelled_only"),
        (one("trial", direction="not_reported"), "unread_only"),
        (one("trial", match="indirect"), "indirect_only"),
        (one("trial", direction=""), "no_effect_estimated"),
        (one("map"), "documents_only"),
        (one("gone"), "set_aside_only"),
    ],
)
def test_what_lies_there_and_does_not_count_is_the_reason(findings: str, reason: str) -> None:
    answer = only(findings)
    assert (answer.verdict, answer.reason, answer.other_reasons) == ("gap", reason, ())


def test_a_search_outweighs_what_does_not_count_but_not_what_nobody_has_read() -> None:
    answer = only(one("trial", match="indirect"), framework=SEARCHED)
    assert (answer.reason, answer.other_reasons) == ("none_found", ("indirect_only",))


def test_nobody_says_that_a_search_found_none_beside_something_that_nobody_has_read() -> None:
    answer = only(one("trial", direction="not_reported"), framework=SEARCHED)
    assert (answer.reason, answer.other_reasons) == ("unread_only", ())
    assert answer.facts["searched_on"] == "2025-06"


def test_a_priority_outcome_of_an_intervention_studied_for_others_says_so() -> None:
    sales = """
    finding_id | evidence_id | outcome
    f1         | trial       | sales
    """
    answer = only(sales)  # obesity is a priority, and has nothing
    assert (answer.reason, answer.other_reasons) == ("other_outcomes_only", ("none_in_register",))
    assert answer.facts["other_outcomes"] == ("sales",)


def test_an_outcome_without_priority_is_just_not_in_the_register() -> None:
    answer = only(one("trial"), framework="intervention | outcome\nlevy | sales")
    assert (answer.reason, answer.other_reasons) == ("none_in_register", ("other_outcomes_only",))


def test_a_group_that_was_not_studied_where_others_were_says_so() -> None:
    main, girls, adults = judge(one("trial"), framework=GROUPS)
    assert main.verdict == "no_gap"
    assert (girls.reason, adults.reason) == ("other_groups_only", "other_groups_only")


def test_a_part_of_a_group_is_the_group() -> None:
    findings = """
    finding_id | evidence_id | population
    f1         | trial       | girls
    """
    cells = "intervention | outcome | groups\nlevy | obesity | children; adults"
    main, children, adults = judge(findings, framework=cells)
    assert [each.verdict for each in (main, children, adults)] == ["no_gap", "no_gap", "gap"]


def test_results_that_a_report_gives_apart_and_nobody_recorded_are_named() -> None:
    findings = """
    finding_id | evidence_id | subgroups_reported
    f1         | trial       | girls
    """
    _, girls, adults = judge(findings, framework=GROUPS)
    assert (girls.reason, girls.other_reasons) == ("not_coded_apart", ("other_groups_only",))
    assert adults.reason == "other_groups_only"


def test_a_search_beside_evidence_says_nothing_of_a_group() -> None:
    cells = SEARCHED.replace("search_note", "search_note | groups").replace(
        "Cochrane Library", "Cochrane Library | girls"
    )
    _, girls = judge(one("trial"), framework=cells)
    assert girls.reason == "other_groups_only"
    _, girls = judge("finding_id", framework=cells)
    assert girls.reason == "none_found"


@pytest.mark.parametrize("item", ["map", "answer"])
def test_documents_answer_views_and_needs_and_nothing_else(item: str) -> None:
    def asked(asks: str, intervention: str) -> Answer:
        findings = f"""
        finding_id | evidence_id | intervention   | direction | coding_status
        f1         | {item}      | {intervention} |           | not_applicable
        """
        cell = f"asks | intervention | outcome\n{asks} | {intervention} | obesity"
        return only(findings, framework=cell)

    assert asked("views", "levy").reason == "documented"
    assert asked("need", "").reason == "documented"
    assert asked("implementation", "levy").reason == "documents_only"
    assert asked("effect", "levy").verdict == "gap"


def test_a_finding_without_a_direction_counts_where_no_effect_is_asked() -> None:
    findings = """
    finding_id | evidence_id | direction | coding_status
    f1         | trial       |           | not_applicable
    """
    cell = "asks | intervention | outcome\ncost | levy | obesity"
    assert only(findings, framework=cell).verdict == "no_gap"


def test_a_study_that_is_under_way_is_flagged_and_counts_for_nothing() -> None:
    answer = only(one("begun"))
    assert (answer.verdict, answer.reason) == ("gap", "none_in_register")
    assert answer.flags == ("in_progress",)
    assert answer.facts["in_progress"] == ("begun",)


def test_an_evaluation_of_this_intervention_and_outcome_is_in_progress() -> None:
    planned = """
    evaluation_id | status   | outcomes
    e1            | planned  | obesity
    e2            | planned  | sales
    e3            | complete | obesity
    """
    answer = only("finding_id", evaluations=planned)
    assert answer.facts["in_progress"] == ("e1",)


@pytest.mark.parametrize(
    ("begins_on", "verdict"), [("2028", "not_applicable"), ("2026", "gap"), ("2018", "gap")]
)
def test_nothing_but_models_can_tell_of_what_has_not_begun(begins_on: str, verdict: str) -> None:
    # Soft drinks: the wider levy of 2028, in a pack of 2026.
    levy = {"id": "levy", "title": "The levy", "begins_on": begins_on}
    register = draw_register(
        {"interventions": [levy]},
        findings="finding_id | evidence_id\nf1 | i1",
        evidence="evidence_id | study_design\ni1 | modelling",
    )
    (answer,) = RULE.judge(Case.of(register))
    assert answer.verdict == verdict
    assert answer.reason == ("not_begun" if verdict == "not_applicable" else "modelled_only")
