"""G09: intervals drawn as `low..high metric`, one study each."""

import pytest

from opm_evidence.records.answers import Answer
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules.imprecise import NO_EFFECT, RULE
from tests.drawing import draw_register


def judge(*findings: str, evidence: str = "") -> Answer:
    rows = []
    for number, finding in enumerate(findings):
        interval, metric, *direction = finding.split()
        low, _, high = interval.partition("..")
        way = direction[0] if direction else "improves"
        rows.append(f"f{number} | s{number} | {low} | {high} | {metric} | {way}")
    header = "finding_id | study_id | ci_low | ci_high | effect_metric | direction\n"
    tables = {"evidence": evidence} if evidence else {}
    register = draw_register(findings=header + "\n".join(rows), **tables)
    (answer,) = RULE.judge(Case.of(register))
    return answer


@pytest.mark.parametrize("metric", NO_EFFECT)
def test_every_interval_that_includes_no_effect_is_a_gap(metric: str) -> None:
    none = NO_EFFECT[metric]
    answer = judge(f"{none - 0.5}..{none + 0.5} {metric}")
    assert (answer.verdict, answer.reason) == ("gap", "all_include_no_effect")
    answer = judge(f"{none + 0.1}..{none + 0.5} {metric}", f"{none - 0.5}..{none + 0.5} {metric}")
    assert (answer.verdict, answer.reason) == ("no_gap", "one_excludes_no_effect")
    assert answer.facts["excluding_no_effect"] == ("f0",)
    assert judge(f"{none - 0.5}..{none - 0.1} {metric}").verdict == "no_gap"


def test_an_interval_that_ends_at_no_effect_includes_it() -> None:
    assert judge("0..2 mean_difference").verdict == "gap"
    assert judge("0.8..1 risk_ratio").verdict == "gap"


def test_a_finding_without_an_interval_settles_nothing_unless_another_excludes_it() -> None:
    answer = judge("-1..2 mean_difference", ".. mean_difference")
    assert (answer.verdict, answer.reason) == ("not_assessable", "interval_missing")
    assert answer.needs == ("findings.ci_low",)
    assert judge("1..2 mean_difference", ".. mean_difference").verdict == "no_gap"
    assert judge("-1.. mean_difference").reason == "interval_missing"


def test_the_end_of_an_interval_that_is_known_can_be_enough() -> None:
    for finding in ("1.. mean_difference", "..0.9 risk_ratio"):
        answer = judge(finding)
        assert (answer.verdict, answer.reason) == ("no_gap", "one_excludes_no_effect")
        assert answer.facts["with_interval"] == 0


@pytest.mark.parametrize("metric", ["benefit_cost_ratio", "percentage", "count", "other"])
def test_a_metric_without_a_value_for_no_effect_settles_nothing(metric: str) -> None:
    answer = judge(f"2..3 {metric}")
    assert (answer.verdict, answer.reason) == ("not_assessable", "metric_unclear")
    assert answer.needs == ("findings.effect_metric",)


def test_evidence_of_no_effect_is_precise() -> None:
    answer = judge("-0.1..0.1 mean_difference no_change_shown")
    assert (answer.verdict, answer.reason) == ("no_gap", "no_change_shown")
    assert judge("-9..9 mean_difference inconclusive").verdict == "gap"


def test_a_model_is_not_judged() -> None:
    answer = judge("1..2 risk_ratio", evidence="evidence_id | study_design\ns0 | modelling")
    assert (answer.verdict, answer.reason) == ("not_applicable", "no_study")


def test_a_review_of_the_kind_is_judged_as_every_rule_judges_it() -> None:
    """The price of drinks under the levy: the one review lies in the cell, about taxes abroad."""
    register = draw_register(
        findings="""
        finding_id | study_id | match    | effect_metric | ci_low | ci_high
        f1         | r1       | indirect | percentage    |        |
        """,
        evidence="evidence_id | study_design\nr1 | systematic_review",
    )
    (answer,) = RULE.judge(Case.of(register))
    assert (answer.verdict, answer.reason) == ("not_assessable", "interval_missing")
    assert answer.looked_at == ("f1",)


def test_an_empty_cell_is_for_another_rule() -> None:
    assert judge().reason == "empty_cell"
