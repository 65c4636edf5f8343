"""G25, one small register each."""

from dataclasses import replace

import pandas as pd

from opm_evidence.records.answers import Answer
from opm_evidence.records.thresholds import Thresholds
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules.attention_gap import RULE
from tests.drawing import draw_register

POLICY = {
    "govuk_pages": [
        {"base_path": "/empty", "role": "guidance", "question": "q1"},
        {"base_path": "/full", "role": "guidance", "cell": "levy--sales--any--effect"},
        {"base_path": "/untied", "role": "guidance"},
    ],
    "search_terms": [
        {"text": "sugar tax", "question": "q1"},
        {"text": "coke", "question": "q1", "relation": "ambiguous"},
        {"text": "diets", "question": "q1", "relation": "adjacent"},
    ],
    "framework": [
        {"question": "q1", "asks": "effect", "intervention": "levy", "outcome": "obesity"},
        {"question": "q2", "asks": "effect", "intervention": "levy", "outcome": "sales"},
    ],
}
THREE_TRIALS = "finding_id | outcome\n" + "\n".join(f"f{n} | sales" for n in range(3))


def judge(
    counts: dict[str, int | None],
    kind: str = "page",
    evidence: str = "",
    **thresholds: int,
) -> dict[str, Answer]:
    usage = pd.DataFrame(
        {
            "subject_kind": kind,
            "subject": list(counts),
            "count": pd.array(list(counts.values()), dtype="Int64"),
        }
    )
    tables = {"evidence": evidence} if evidence else {}
    drawn = Case.of(draw_register(POLICY, findings=THREE_TRIALS, **tables))
    case = replace(drawn, thresholds=Thresholds(**thresholds), usage=usage)  # type: ignore[arg-type]
    return {answer.subject: answer for answer in RULE.judge(case)}


def test_without_usage_nothing_can_be_said_of_attention() -> None:
    (answer,) = RULE.judge(Case.of(draw_register(POLICY)))
    assert (answer.subject_kind, answer.verdict, answer.needs) == (
        "policy",
        "not_assessable",
        ("usage",),
    )


def test_the_most_used_page_with_gaps_is_a_gap() -> None:
    answers = judge({"/empty": 400, "/full": 300, "/a": 200, "/b": 100})  # a quarter of 4 is 1
    assert (answers["/empty"].verdict, answers["/empty"].facts["count"]) == ("gap", 400)
    assert answers["/empty"].looked_at == ("g01-levy--obesity--any--effect",)
    assert answers["/full"].reason == "not_in_the_top"


def test_the_most_used_page_without_gaps_is_none() -> None:
    answers = judge({"/empty": 300, "/full": 400, "/a": 200, "/b": 100})
    assert answers["/full"].reason == "attention_without_gaps"


def test_a_page_whose_cells_no_rule_could_judge_is_not_called_free_of_gaps() -> None:
    """The trials do not say how they were done, so G05 cannot say what they could show."""
    no_design = "evidence_id | study_design\n" + "\n".join(f"f{n} | " for n in range(3))
    answer = judge({"/empty": 300, "/full": 400, "/a": 200, "/b": 100}, evidence=no_design)["/full"]
    assert (answer.verdict, answer.reason) == ("not_assessable", "gaps_not_assessable")
    assert answer.needs


def test_pages_with_the_same_use_are_in_the_top_together() -> None:
    answers = judge({"/empty": 400, "/full": 400, "/a": 200, "/b": 100})
    assert (answers["/empty"].verdict, answers["/full"].verdict) == ("gap", "no_gap")
    assert answers["/full"].reason == "attention_without_gaps"


def test_three_known_figures_are_too_few() -> None:
    answers = judge({"/empty": 400, "/full": 300, "/a": 200, "/b": None})
    assert {answer.reason for answer in answers.values()} == {"too_few_figures", "count_unknown"}
    answers = judge({"/empty": 400, "/full": 300, "/a": 200, "/b": 9})
    assert answers["/empty"].reason == "too_few_figures"
    assert (
        judge({"/empty": 40, "/full": 30, "/a": 20}, attention_subjects=3)["/empty"].verdict
        == "gap"
    )


def test_a_page_that_policy_yaml_ties_to_nothing_is_not_assessable() -> None:
    answers = judge({"/untied": 400, "/full": 300, "/a": 200, "/b": 100})
    assert (answers["/untied"].verdict, answers["/untied"].reason) == ("not_assessable", "not_tied")


def test_searches_are_compared_with_searches() -> None:
    answers = judge({"sugar tax": 40, "b": 30, "c": 20, "d": 10}, kind="search")
    assert (answers["sugar tax"].verdict, answers["sugar tax"].subject_kind) == ("gap", "search")


def test_a_search_near_the_policy_is_neither_judged_nor_compared_with() -> None:
    answers = judge({"coke": 900, "diets": 800, "sugar tax": 40, "b": 30, "c": 20}, kind="search")
    assert {answers[each].reason for each in ("coke", "diets")} == {"not_core"}
    assert answers["sugar tax"].reason == "too_few_figures"
    answers = judge({"coke": 900, "sugar tax": 40, "b": 30, "c": 20, "d": 10}, kind="search")
    assert (answers["sugar tax"].verdict, answers["sugar tax"].facts["compared"]) == ("gap", 4)
