"""G14 and the voices that it rests on, one small register each."""

from opm_evidence.records.answers import Answer
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules.voice_missing import RULE
from opm_evidence.synthesis.voices import Voice, voices
from tests.drawing import draw_register

POLICY = {
    "priority_dimensions": [
        {
            "id": "young",
            "title": "Young people",
            "dimension": "age",
            "populations": ["children"],
            "reason": "They drink most.",
        },
        {
            "id": "ethnicity",
            "title": "Minority ethnic groups",
            "dimension": "race_ethnicity_culture_language",
            "reason": "No report says.",
        },
    ]
}
NOBODY_STUDIED = "finding_id | population\nf1 | adults"
NOBODY_HEARD = "engagement_id | groups_heard\ne1 | adults"


def judge(dimension: str = "young", **tables: str) -> Answer:
    case = Case.of(draw_register(POLICY, **tables))
    return {answer.subject: answer for answer in RULE.judge(case)}[dimension]


def voice(**tables: str) -> Voice:
    return voices(Case.of(draw_register(POLICY, **tables)))[0]


def test_a_group_that_nobody_studied_or_heard_is_a_gap() -> None:
    answer = judge(findings=NOBODY_STUDIED, engagement=NOBODY_HEARD)
    assert (answer.verdict, answer.reason) == ("gap", "not_studied_not_heard")
    assert (answer.facts["studied"], answer.facts["heard"]) == ("no", "no")


def test_recorded_zeros_are_a_gap_and_absent_tables_are_not() -> None:
    assert judge(findings="", engagement="").verdict == "gap"
    answer = judge()
    assert (answer.verdict, answer.needs) == ("not_assessable", ("findings", "engagement"))


def test_a_part_of_the_group_speaks_for_it() -> None:
    answer = judge(findings="finding_id | population\nf1 | girls", engagement=NOBODY_HEARD)
    assert (answer.verdict, answer.reason) == ("no_gap", "not_heard")
    assert answer.looked_at == ("f1",)


def test_everybody_or_a_larger_group_does_not_speak_for_a_part() -> None:
    policy = {
        "priority_dimensions": [{**POLICY["priority_dimensions"][0], "populations": ["girls"]}]
    }
    register = draw_register(
        policy,
        findings="finding_id | population\nf1 | \nf2 | children",
        engagement="engagement_id | groups_heard\ne1 | children",
    )
    (answer,) = RULE.judge(Case.of(register))
    assert answer.verdict == "gap"


def test_results_given_apart_for_the_group_are_enough() -> None:
    for subgroup in ("girls", "young"):
        answer = judge(
            findings=f"finding_id | subgroups_reported\nf1 | adults; {subgroup}",
            engagement=NOBODY_HEARD,
        )
        assert answer.facts["studied"] == "yes"


def test_a_dimension_without_populations_is_named_itself() -> None:
    tables = {
        "findings": NOBODY_STUDIED,
        "engagement": "engagement_id | groups_heard\ne1 | ethnicity",
    }
    assert judge("ethnicity", **tables).reason == "not_studied"
    assert judge("young", **tables).verdict == "gap"


def test_the_two_halves_are_kept_apart() -> None:
    both = voice(
        findings="finding_id | population\nf1 | girls\nf2 | adults\nf3 | children",
        engagement="engagement_id | groups_heard\ne1 | girls; adults\ne2 | adults",
    )
    assert (both.studied_by, both.heard_by) == (("f1", "f3"), ("e1",))
    answer = judge(
        findings="finding_id | population\nf1 | girls",
        engagement="engagement_id | groups_heard\ne1 | girls",
    )
    assert (answer.verdict, answer.reason) == ("no_gap", "studied_and_heard")


def test_a_half_that_is_not_recorded_is_never_a_no() -> None:
    studied = "finding_id | population\nf1 | girls"
    heard = "engagement_id | groups_heard\ne1 | girls"
    assert (judge(findings=studied).reason, judge(engagement=heard).reason) == ("studied", "heard")
    answer = judge(findings=NOBODY_STUDIED)
    assert (answer.reason, answer.needs) == ("heard_not_recorded", ("engagement",))
    answer = judge(engagement=NOBODY_HEARD)
    assert (answer.reason, answer.needs) == ("studied_not_recorded", ("findings",))


def test_a_retracted_or_unfinished_study_reports_nobody() -> None:
    for column, value in (("status", "retracted"), ("study_status", "ongoing")):
        answer = judge(
            evidence=f"evidence_id | {column}\ni1 | {value}",
            findings="finding_id | evidence_id | population\nf1 | i1 | girls",
            engagement=NOBODY_HEARD,
        )
        assert answer.verdict == "gap"


def test_unread_and_indirect_findings_report_a_group_and_say_so() -> None:
    answer = judge(findings="finding_id | population | direction\nf1 | girls | not_reported")
    assert (answer.facts["studied"], answer.flags) == ("yes", ("unread_only",))
    answer = judge(findings="finding_id | population | match\nf1 | girls | indirect")
    assert (answer.facts["studied"], answer.flags) == ("yes", ("indirect_only",))


def test_a_policy_that_declares_nobody_is_not_assessable() -> None:
    (answer,) = RULE.judge(Case.of(draw_register(findings="", engagement="")))
    assert (answer.subject_kind, answer.verdict, answer.reason) == (
        "policy",
        "not_assessable",
        "none_declared",
    )
