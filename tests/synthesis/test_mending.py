"""What to mend first: faults, then what most answers wait for, then the rest, each in its place."""

from hypothesis import HealthCheck, Phase, given, settings

from opm_evidence.records.faults import Fault
from opm_evidence.synthesis.assessment import assess
from opm_evidence.synthesis.mending import health_of, mendings
from tests.drawing import draw_register
from tests.properties.small_registers import small_registers

FAULT = Fault("evidence.csv", 3, "year", "“20” is no year.", "Write four figures.")
ADVICE = Fault("claims.csv", 2, "made_on", "No day.", "Write a year at least.", "advice")
TWO = """
finding_id | evidence_id | study_id | intervention | outcome | direction    | coding_status
f1         | i1          | s1       | levy         | obesity | improves     | coded
f2         | i2          | s2       | levy         | obesity | not_reported | not_reported
f3         | i3          | s3       | levy         | obesity | not_reported | not_reported
"""


def kinds(found):
    return [each.kind for each in found]


def test_of_a_register_that_cannot_be_read_faults_are_known_and_nothing_else():
    health = health_of("drinks", [ADVICE, FAULT], None)
    assert kinds(health.mendings) == ["fault", "advice"]
    assert health.mendings[0].place == "evidence.csv, row 3, year"
    assert health.assessment is None


def test_faults_come_before_what_answers_wait_for_and_advice_after_it():
    found = mendings([ADVICE, FAULT], assess(draw_register(findings=TWO)))
    assert found[0].kind == "fault"
    waiting = [bool(each.waiting) for each in found if each.kind not in ("fault", "advice")]
    assert waiting == sorted(waiting, reverse=True)
    assert kinds(found).index("advice") > max(n for n, e in enumerate(found) if e.waiting)


def test_what_nobody_has_read_is_named_with_the_answers_that_wait_for_it():
    found = mendings([], assess(draw_register(findings=TWO)))
    unread = {each.subject: each.waiting for each in found if each.kind == "unread"}
    assert set(unread) == {"i2", "i3"}
    assert "g02-levy--obesity--any--effect" in unread["i2"]


def test_the_most_awaited_comes_first():
    found = mendings([], assess(draw_register(findings=TWO)))
    counts = [len(each.waiting) for each in found if each.waiting]
    assert counts == sorted(counts, reverse=True)


def test_addresses_that_nobody_asked_are_one_step_and_broken_ones_one_each():
    drawn = draw_register(
        findings="finding_id | evidence_id\nf1 | i1",
        evidence="""
        evidence_id | url                 | link_status
        i1          | https://a.example/1 | unchecked
        i2          | https://a.example/2 |
        i3          | https://a.example/3 | broken
        i4          |                     |
        """,
    )
    found = mendings([], assess(drawn))
    assert [each.number for each in found if each.kind == "unchecked"] == [2]
    assert [each.subject for each in found if each.kind == "broken"] == ["i3"]


def test_only_a_review_is_asked_for_the_date_of_its_search():
    drawn = draw_register(
        findings="""
        finding_id | evidence_id | study_id | direction
        f1         | i1          | s1       | improves
        f2         | i2          | s2       | improves
        f3         | i3          | s3       | improves
        f4         | r1          | r1       | improves
        """,
        evidence="""
        evidence_id | study_design      | search_date | year
        i1          | randomised_trial  |             | 2020
        i2          | randomised_trial  |             | 2020
        i3          | randomised_trial  |             | 2020
        r1          | systematic_review |             |
        """,
    )
    found = mendings([], assess(drawn))
    asked = [each for each in found if each.subject == "evidence.search_date"]
    assert [each.place for each in asked] == ["evidence.csv, row 5, search_date"]


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(small_registers())
def test_whatever_answer_cannot_be_given_something_is_named_that_it_waits_for(drawn):
    assessment = assess(drawn.register)
    waiting = {answer for each in mendings([], assessment) for answer in each.waiting}
    untold = {e.gap_id for e in assessment.answers if e.verdict == "not_assessable" and e.needs}
    assert untold == waiting
