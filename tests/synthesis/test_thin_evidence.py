"""G02, one small register each."""

from opm_evidence.records.answers import Answer
from opm_evidence.records.thresholds import Thresholds
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules.thin_evidence import RULE
from tests.drawing import DESIGNS, draw_register


def judge(findings: str, evidence: str | None = None, enough: int = 3) -> Answer:
    tables = {"evidence": evidence} if evidence else {}
    register = draw_register(findings=findings, **tables)
    (answer,) = RULE.judge(Case.of(register, Thresholds(enough_studies=enough)))
    return answer


TWO = """
finding_id | study_id
f1         | s1
f2         | s2
"""
THREE = TWO + "f3 | s3"


def test_one_study_is_a_gap_because_nobody_knows_whether_another_would_agree() -> None:
    answer = judge("finding_id | study_id\nf1 | s1")
    assert (answer.verdict, answer.reason) == ("gap", "single_study")
    assert answer.thresholds == {"enough_studies": 3}


def test_two_studies_are_few_and_three_are_enough() -> None:
    assert judge(TWO).reason == "few_studies"
    assert (judge(THREE).verdict, judge(THREE).reason) == ("no_gap", "enough")


def test_the_threshold_is_a_parameter() -> None:
    assert judge(TWO, enough=2).verdict == "no_gap"
    assert judge(THREE, enough=4).verdict == "gap"


def test_two_reports_of_one_study_are_one_study() -> None:
    answer = judge(
        """
        finding_id | evidence_id | study_id
        f1         | first       | s1
        f2         | second      | s1
        """
    )
    assert (answer.reason, answer.facts["studies"]) == ("single_study", 1)


def test_studies_that_share_participants_are_one_study() -> None:
    answer = judge(
        """
        finding_id | study_id | shares_data_with
        f1         | s1       |
        f2         | s2       |
        f3         | s3       | s1; s2
        """
    )
    assert answer.facts["studies"] == 1
    assert answer.facts["overlapping"] == ("s2", "s3")


def test_a_review_settles_it() -> None:
    answer = judge(
        "finding_id | study_id\nf1 | r1", "evidence_id | study_design\nr1 | systematic_review"
    )
    assert (answer.verdict, answer.reason) == ("no_gap", "reviewed")


def test_a_model_is_no_study() -> None:
    answer = judge("finding_id | study_id\nf1 | m1", "evidence_id | study_design\nm1 | modelling")
    assert (answer.verdict, answer.reason) == ("not_applicable", "no_study")


def test_a_retracted_item_counts_for_nothing() -> None:
    answer = judge(TWO + "f3 | s3", "evidence_id | status\ns3 | retracted")
    assert (answer.verdict, answer.facts["studies"]) == ("gap", 2)


def test_a_corrected_item_counts() -> None:
    assert judge(THREE, "evidence_id | status\ns3 | corrected").verdict == "no_gap"


def test_an_empty_cell_is_for_another_rule() -> None:
    answer = judge("finding_id")
    assert (answer.verdict, answer.reason) == ("not_applicable", "empty_cell")


def test_findings_that_were_never_recorded_cannot_be_assessed() -> None:
    (answer,) = RULE.judge(Case.of(draw_register()))
    assert (answer.verdict, answer.needs) == ("not_assessable", ("findings",))


def test_a_group_is_asked_one_thing_only_and_this_is_not_it() -> None:
    cells = "intervention | outcome | groups\nlevy | obesity | girls"
    answers = list(RULE.judge(Case.of(draw_register(findings=TWO, framework=cells))))
    assert [each.subject for each in answers] == ["levy--obesity--any--effect"]


def unread(designs: str, ways: str) -> Answer:
    """One item of each design; those with the way `-` have not been read."""
    items = designs.split()
    rows = [
        f"i{n} | i{n} | {'not_reported' if w == '-' else w}" for n, w in enumerate(ways.split())
    ]
    return judge(
        "\n".join(["finding_id | study_id | direction", *rows]),
        "\n".join(["evidence_id | study_design", *(f"i{n} | {d}" for n, d in enumerate(items))]),
    )


def test_what_nobody_has_read_leaves_it_open_where_it_could_be_enough() -> None:
    # Soft drinks, levy on sugar content: two studies were read, the third was not.
    answer = unread("survey survey randomised_trial", "improves improves -")
    assert (answer.verdict, answer.reason) == ("not_assessable", "unread_could_suffice")
    assert answer.needs == ("findings.direction",)
    assert unread("survey systematic_review", "improves -").verdict == "not_assessable"
    assert unread("survey survey", "improves -").reason == "single_study"
    assert unread("survey survey modelling", "improves improves -").reason == "few_studies"


def test_an_unread_study_that_shares_data_with_one_that_was_read_is_no_further_one() -> None:
    findings = """
    finding_id | study_id | direction    | shares_data_with
    f1         | s1       | improves     |
    f2         | s2       | improves     |
    f3         | s3       | not_reported | s1
    """
    assert judge(findings).reason == "few_studies"


def counted(asks: str, design: str) -> Answer:
    intervention = "" if asks == "need" else "levy"
    register = draw_register(
        findings=f"finding_id | evidence_id | intervention\nf1 | i1 | {intervention}",
        evidence=f"evidence_id | study_design\ni1 | {design}",
        designs=f"{DESIGNS}official_statistics | primary | descriptive | no\n",
        framework=f"asks | intervention | outcome\n{asks} | {intervention} | obesity",
    )
    (answer,) = RULE.judge(Case.of(register))
    return answer


def test_official_statistics_that_count_what_was_done_are_not_thin() -> None:
    # Home energy efficiency: homes reached by GBIS are counted in the scheme's own statistics.
    for asks in ("need", "implementation"):
        answer = counted(asks, "official_statistics")
        assert (answer.verdict, answer.reason) == ("no_gap", "complete_count")
        assert counted(asks, "survey").reason == "single_study"


def test_official_statistics_do_not_settle_an_effect_or_a_view() -> None:
    for asks in ("effect", "cost", "views"):
        assert counted(asks, "official_statistics").reason == "single_study"
