"""What if: other thresholds, another day, a smaller framework; as if it were assessed anew."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from opm_evidence.errors import WrongCall
from opm_evidence.records.thresholds import Thresholds
from opm_evidence.synthesis.assessment import Assessment, assess
from opm_evidence.synthesis.moves import moves_between
from opm_evidence.synthesis.rules import RULES
from opm_evidence.synthesis.supposing import framework_parts, suppose
from tests.drawing import draw_register
from tests.properties.small_registers import small_registers

TWO_STUDIES = """
finding_id | study_id | intervention | outcome | direction
f1         | s1       | levy         | obesity | improves
f2         | s2       | levy         | obesity | improves
"""


def assert_equal(supposed: Assessment, anew: Assessment) -> None:
    assert supposed.answers == anew.answers
    assert supposed.leading == anew.leading
    assert supposed.claims == anew.claims
    assert supposed.transparency == anew.transparency
    assert supposed.voices == anew.voices
    assert supposed.thresholds == anew.thresholds
    assert supposed.body.equals(anew.body)
    for one, other in zip(supposed.cells, anew.cells, strict=True):
        assert one.cell == other.cell
        assert one.findings.equals(other.findings)


shares = st.sampled_from([0.0, 0.25, 0.5, 0.8, 1.0])
counts = st.integers(0, 5)
some_thresholds = st.builds(
    Thresholds,
    **{
        each.name: shares if each.name.endswith("_share") else counts for each in fields(Thresholds)
    },
)
some_days = st.sampled_from(["", "2012-03-01", "2021-06-30", "2024-12-31", "2035-01-01"])


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(small_registers(), some_thresholds, some_thresholds, some_days)
def test_supposing_gives_what_assessing_anew_gives(drawn, first, then, day):
    register = drawn.register
    supposed = suppose(assess(register, first), then, as_of=day)
    as_of = date.fromisoformat(day) if day else register.as_of
    assert_equal(supposed, assess(replace(register, as_of=as_of), then))


def test_what_is_supposed_leaves_the_first_assessment_as_it_was():
    before = assess(draw_register(findings=TWO_STUDIES))
    suppose(before, Thresholds(enough_studies=2))
    assert before.thresholds.enough_studies == 3
    assert before.answer("G02", "levy--obesity--any--effect").verdict == "gap"


def test_a_gap_closes_when_two_studies_are_supposed_to_be_enough():
    before = assess(draw_register(findings=TWO_STUDIES))
    after = suppose(before, Thresholds(enough_studies=2))
    moves = {(each.kind, each.rule) for each in moves_between(before, after)}
    assert moves == {("closed", "G02"), ("opened", "G03")}


def test_nothing_moves_when_nothing_else_is_supposed():
    before = assess(draw_register(findings=TWO_STUDIES))
    assert moves_between(before, suppose(before)) == ()


def test_what_the_framework_does_not_ask_is_no_gap_any_more_but_none_that_closed():
    before = assess(draw_register(findings=TWO_STUDIES))
    after = suppose(before, leave_out="obesity")
    assert after.cells == ()
    kinds = {each.kind for each in moves_between(before, after) if each.subject_kind == "cell"}
    assert kinds == {"dropped"}


def test_what_is_not_in_the_framework_cannot_be_left_out():
    before = assess(draw_register(findings=TWO_STUDIES))
    with pytest.raises(WrongCall, match="rickets"):
        suppose(before, leave_out=["levy", "rickets"])
    with pytest.raises(WrongCall, match="as_of"):
        suppose(before, as_of="yesterday")


def test_a_framework_says_what_can_be_left_out_of_it():
    assert framework_parts(draw_register(findings=TWO_STUDIES).policy) == ("q1", "levy", "obesity")


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_rule_says_which_thresholds_it_uses(rule):
    """As the table of thresholds does, in which each names its rules."""
    told = {
        name
        for name, line in zip([each.name for each in fields(Thresholds)], _meanings(), strict=True)
        if rule.code in line
    }
    assert set(rule.thresholds) == told


def _meanings() -> list[str]:
    from opm_evidence.synthesis.manual import threshold_meanings

    return [meaning for _, meaning in threshold_meanings()]
