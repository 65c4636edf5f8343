"""G15: items drawn as rows of evidence.csv; the levy is the policy, labels an alternative."""

from opm_evidence.records.answers import Answer
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules.facet_missing import RULE
from tests.drawing import draw_register

FINDINGS = """
finding_id | evidence_id
f1         | i1
f2         | i2
"""


def judge(evidence: str, findings: str = FINDINGS) -> Answer:
    """The answer about the levy."""
    register = draw_register(evidence=evidence, findings=findings)
    return {each.subject: each for each in RULE.judge(Case.of(register))}["levy"]


def test_the_facets_that_nothing_tells_are_one_answer() -> None:
    answer = judge(
        """
        evidence_id | study_design     | facets
        i1          | randomised_trial | effect; mechanism
        i2          | survey           | economic
        """
    )
    assert (answer.verdict, answer.reason) == ("gap", "facet_missing")
    assert answer.facts["missing"] == ("moderator", "implementation")
    assert answer.looked_at == ("i1", "i2")


def test_the_purpose_of_a_design_tells_a_facet_too() -> None:
    answer = judge(
        """
        evidence_id | study_design        | facets
        i1          | process_evaluation  | moderator; mechanism
        i2          | economic_evaluation |
        """
    )
    assert (answer.verdict, answer.reason) == ("no_gap", "all_told")


def test_an_item_that_does_not_say_what_it_tells_settles_nothing() -> None:
    answer = judge(
        """
        evidence_id | study_design     | facets
        i1          | randomised_trial | effect; mechanism; moderator; implementation
        i2          | survey           |
        """
    )
    assert (answer.verdict, answer.needs) == ("not_assessable", ("evidence.facets",))
    assert answer.facts["missing"] == ("economic",)
    assert answer.facts["blank"] == ("i2",)


FOUR = "mechanism; moderator; implementation; economic"


def test_only_what_has_been_read_and_stands_tells_a_facet() -> None:
    evidence = f"""
    evidence_id | facets | status
    i1          | {FOUR} | current
    i2          | {FOUR} | retracted
    i3          | effect | current
    """
    findings = "finding_id | evidence_id | direction\n"
    findings += "f1 | i1 | not_reported\nf2 | i2 | improves\nf3 | i3 | improves"
    answer = judge(evidence, findings)
    assert (answer.verdict, len(answer.facts["missing"])) == ("gap", 4)


def test_where_nothing_counts_another_rule_says_so_already() -> None:
    # Tutoring, Tuition Partners and Academic Mentors: the only study of them is unread.
    findings = "finding_id | evidence_id | direction\nf1 | i1 | not_reported"
    answer = judge(f"evidence_id | facets\ni1 | {FOUR}", findings)
    assert (answer.verdict, answer.reason) == ("not_applicable", "no_finding")


def test_no_finding_at_all_is_for_another_rule() -> None:
    answer = judge("evidence_id\ni1", "finding_id")
    assert (answer.verdict, answer.reason) == ("not_applicable", "no_finding")


def test_an_alternative_is_not_judged() -> None:
    answers = list(RULE.judge(Case.of(draw_register(findings=FINDINGS))))
    assert [(each.subject, each.reason) for each in answers][1] == ("labels", "alternative")


def test_findings_that_were_never_recorded_cannot_be_assessed() -> None:
    answers = list(RULE.judge(Case.of(draw_register())))
    assert [each.verdict for each in answers] == ["not_assessable", "not_applicable"]
