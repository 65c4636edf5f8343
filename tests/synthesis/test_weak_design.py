"""G05, one small register each."""

import pytest

from opm_evidence.records.answers import Answer
from opm_evidence.records.thresholds import Thresholds
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules.weak_design import RULE
from tests.drawing import draw_register

COST = "asks | intervention | outcome\ncost | levy | obesity"


def judge(*designs: str, thresholds: Thresholds = Thresholds(), **drawn: str) -> Answer:
    """The answer about a cell with one item of each design: i1, i2 and so on."""
    names = [f"i{number}" for number in range(1, len(designs) + 1)]
    drawn.setdefault(
        "evidence",
        "evidence_id | study_design\n"
        + "\n".join(f"{name} | {design}" for name, design in zip(names, designs, strict=True)),
    )
    drawn.setdefault(
        "findings",
        "finding_id | evidence_id\n" + "\n".join(f"f-{name} | {name}" for name in names),
    )
    (answer,) = RULE.judge(Case.of(draw_register(**drawn), thresholds))
    return answer


def rated(*ratings: str) -> str:
    return "evidence_id | outcome | scale_id | level | official | rating_id\n" + "\n".join(ratings)


@pytest.mark.parametrize("design", ["randomised_trial", "interrupted_time_series"])
def test_a_design_with_a_comparison_could_bear_a_causal_claim(design: str) -> None:
    answer = judge(design, "before_after")
    assert (answer.verdict, answer.reason) == ("no_gap", "could_bear")
    assert answer.facts["could_bear"] == ("i1",)
    assert answer.facts["told_from"] == (f"design: {design}",)


@pytest.mark.parametrize(
    ("designs", "reason", "others"),
    [
        (["before_after"], "no_comparison", ()),
        (["modelling"], "modelled_only", ()),
        (["modelling", "before_after"], "no_comparison", ()),
        (["survey", "interviews"], "no_comparison", ()),
    ],
)
def test_nothing_with_a_comparison_is_a_gap(
    designs: list[str], reason: str, others: tuple[str, ...]
) -> None:
    answer = judge(*designs)
    assert (answer.verdict, answer.reason, answer.other_reasons) == ("gap", reason, others)


@pytest.mark.parametrize(
    ("design", "reason", "need"),
    [
        ("", "design_blank", "evidence.study_design"),
        ("cohort", "design_depends", "ratings"),
        ("rapid_evidence_assessment", "design_depends", "ratings"),
    ],
)
def test_what_might_bear_one_settles_nothing(design: str, reason: str, need: str) -> None:
    answer = judge(design, "before_after")
    assert (answer.verdict, answer.reason, answer.needs) == ("not_assessable", reason, (need,))
    assert judge(design, "randomised_trial").verdict == "no_gap"


@pytest.mark.parametrize(
    ("design", "rating", "verdict", "reason"),
    [
        ("randomised_trial", "i1 | | sms | 2 | no | a", "gap", "rated_below"),
        ("before_after", "i1 | | sms | 3 | no | a", "no_gap", "could_bear"),
        ("", "i1 | | sms | 3 | no | a", "no_gap", "could_bear"),
        ("modelling", "i1 | | sms | 2 | no | a", "gap", "rated_below"),
        ("randomised_trial", "i1 | | stars | two | no | a", "not_assessable", "scale_unmapped"),
    ],
)
def test_a_rating_outranks_the_design(design: str, rating: str, verdict: str, reason: str) -> None:
    answer = judge(design, ratings=rated(rating))
    assert (answer.verdict, answer.reason, answer.flags) == (verdict, reason, ())


def test_the_answer_says_which_rating_it_was_from() -> None:
    answer = judge("before_after", ratings=rated("i1 | | sms | 3 | no | a"))
    assert answer.facts["told_from"] == ("rating: sms 3 (a rater)",)


def test_without_ratings_it_answers_by_design_and_says_so() -> None:
    assert judge("before_after").flags == ("by_design",)
    assert judge("before_after", ratings=rated("i1 | | sms | 2 | no | a")).flags == ()


def test_a_rating_of_another_outcome_says_nothing_of_this_one() -> None:
    answer = judge("before_after", ratings=rated("i1 | sales | grade | high | no | a"))
    assert (answer.verdict, answer.flags) == ("gap", ("by_design",))


def test_a_rating_of_this_outcome_comes_before_one_of_the_whole_report() -> None:
    ratings = rated("i1 | | sms | 3 | no | a", "i1 | obesity | grade | low | no | b")
    assert judge("randomised_trial", ratings=ratings).reason == "rated_below"


def test_raters_on_different_scales_who_disagree_are_not_reconciled() -> None:
    ratings = rated("i1 | | sms | 3 | no | a", "i1 | | grade | low | no | b")
    answer = judge("randomised_trial", ratings=ratings)
    assert (answer.verdict, answer.reason) == ("not_assessable", "raters_disagree")
    assert answer.facts["told_from"] == ("rating: sms 3 (a rater); grade low (a rater)",)


def test_the_owner_of_a_scale_comes_before_others_on_the_same_scale() -> None:
    ratings = rated("i1 | | sms | 3 | yes | a", "i1 | | sms | 2 | no | b")
    assert judge("before_after", ratings=ratings).verdict == "no_gap"


@pytest.mark.parametrize(("low", "verdict"), [(4, "gap"), (5, "no_gap")])
def test_a_review_of_studies_mostly_at_high_risk_is_a_gap(low: int, verdict: str) -> None:
    evidence = f"""
    evidence_id | study_design      | included_studies | included_low_risk
    i1          | systematic_review | 10               | {low}
    """
    answer = judge("systematic_review", evidence=evidence)
    assert answer.verdict == verdict
    assert answer.thresholds == {"low_risk_share": 0.5}
    if verdict == "gap":
        assert answer.reason == "mostly_high_risk"
        assert answer.facts["told_from"] == ("low risk of bias: 4 of 10 included studies",)
    lower = judge("x", evidence=evidence, thresholds=Thresholds(low_risk_share=0.4))
    assert lower.verdict == "no_gap"


def test_a_review_that_records_no_risk_of_bias_is_told_by_its_design() -> None:
    assert judge("systematic_review").verdict == "no_gap"


def test_a_cell_of_cost_asks_for_an_economic_study() -> None:
    assert judge("economic_evaluation", framework=COST).reason == "economic_study"
    answer = judge(
        "before_after",
        "survey",
        framework=COST,
        evidence="""
    evidence_id | study_design | facets
    i1          | before_after | effect
    i2          | survey       |
    """,
    )
    assert (answer.verdict, answer.reason) == ("gap", "no_economic_study")


def test_a_trial_that_tells_the_cost_is_an_economic_study() -> None:
    evidence = "evidence_id | study_design | facets\ni1 | randomised_trial | effect; economic"
    assert judge("x", framework=COST, evidence=evidence).reason == "economic_study"


def test_a_trial_of_which_nobody_says_what_it_tells_settles_nothing() -> None:
    answer = judge("randomised_trial", framework=COST)
    assert (answer.verdict, answer.needs) == ("not_assessable", ("evidence.facets",))
    answer = judge("", framework=COST)
    assert (answer.verdict, answer.needs) == ("not_assessable", ("evidence.study_design",))


@pytest.mark.parametrize("asks", ["views", "implementation"])
def test_other_cells_are_not_asked(asks: str) -> None:
    framework = f"asks | intervention | outcome\n{asks} | levy | obesity"
    register = draw_register(findings="finding_id\nf1", framework=framework)
    assert list(RULE.judge(Case.of(register))) == []


def test_an_empty_cell_is_for_another_rule() -> None:
    assert judge().reason == "empty_cell"
    assert judge("evidence_map").reason == "empty_cell"


def unread_beside(design: str, **drawn: str) -> Answer:
    """A study without a comparison, and one of `design` that nobody has read."""
    return judge(
        evidence=f"evidence_id | study_design\nread | before_after\nunread | {design}",
        findings="""
        finding_id | evidence_id | direction
        f1         | read        | improves
        f2         | unread      | not_reported
        """,
        **drawn,
    )


@pytest.mark.parametrize("design", ["randomised_trial", "cohort", ""])
def test_what_nobody_has_read_and_could_bear_one_leaves_the_question_open(design: str) -> None:
    # Soft drinks, levy on sugar content: the controlled time series of 2020 is unread.
    answer = unread_beside(design)
    assert (answer.verdict, answer.reason) == ("not_assessable", "unread_could_bear")
    assert answer.needs == ("findings.direction",)
    assert answer.facts["unread"] == ("unread",)


def test_what_nobody_has_read_and_could_not_bear_one_changes_nothing() -> None:
    assert unread_beside("survey").reason == "no_comparison"
    assert unread_beside("modelling").reason == "no_comparison"


def test_an_economic_study_that_nobody_has_read_leaves_cost_open() -> None:
    evidence = """
    evidence_id | study_design        | facets
    read        | before_after        | effect
    unread      | economic_evaluation |
    """
    findings = "finding_id | evidence_id | direction\nf1 | read | improves\n"
    findings += "f2 | unread | not_reported"
    answer = judge(evidence=evidence, findings=findings, framework=COST)
    assert (answer.verdict, answer.reason) == ("not_assessable", "unread_could_bear")


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
