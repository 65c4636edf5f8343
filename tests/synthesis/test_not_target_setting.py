"""G10: items drawn as `design nations`, for a policy of the whole United Kingdom."""

import pytest

from opm_evidence.records.answers import Answer
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules.not_target_setting import RULE
from tests.drawing import draw_register

UK = ("england", "northern-ireland", "scotland", "wales")


def judge(*items: str, asks: str = "effect", ratings: str = "") -> Answer:
    evidence = ["evidence_id | study_design | country | facets"]
    findings = ["finding_id | evidence_id | intervention"]
    intervention = "" if asks == "need" else "levy"
    for number, item in enumerate(items, start=1):
        design, _, nations = item.partition(" ")
        evidence.append(f"i{number} | {design} | {nations} | effect")
        findings.append(f"f{number} | i{number} | {intervention}")
    register = draw_register(
        evidence="\n".join(evidence),
        findings="\n".join(findings),
        framework=f"asks | intervention | outcome\n{asks} | {intervention} | obesity",
        **({"ratings": ratings} if ratings else {}),
    )
    (answer,) = RULE.judge(Case.of(register))
    return answer


def test_a_trial_from_a_part_of_the_target_is_from_here_and_the_rest_is_listed() -> None:
    answer = judge("randomised_trial england", "randomised_trial mexico")
    assert (answer.verdict, answer.reason) == ("no_gap", "from_here")
    assert answer.facts["missing_nations"] == UK[1:]
    assert answer.facts["from_here"] == ("i1",)


def test_a_study_of_the_union_covers_all_its_nations() -> None:
    assert judge("randomised_trial uk").facts["missing_nations"] == ()
    answer = judge("randomised_trial england; scotland", "randomised_trial wales")
    assert answer.facts["missing_nations"] == ("northern-ireland",)


@pytest.mark.parametrize(
    ("items", "verdict", "reason"),
    [
        (["randomised_trial mexico"], "gap", "nothing_from_here"),
        (["before_after mexico"], "gap", "nothing_from_here"),
        (["randomised_trial mexico", "before_after uk"], "gap", "only_weaker_from_here"),
        (["before_after uk"], "not_applicable", "nothing_passes"),
        (["modelling uk", "before_after mexico"], "not_applicable", "nothing_passes"),
        (["cohort uk"], "not_assessable", "bearing_unknown"),
        (["cohort uk", "randomised_trial mexico"], "not_assessable", "bearing_unknown"),
        (["before_after uk", "cohort mexico"], "not_assessable", "bearing_unknown"),
        (["randomised_trial"], "not_assessable", "nation_unknown"),
        (["randomised_trial", "randomised_trial uk"], "no_gap", "from_here"),
        (["before_after", "randomised_trial mexico"], "gap", "nothing_from_here"),
        (["systematic_review"], "gap", "reviews_silent"),
        (["systematic_review mexico"], "gap", "nothing_from_here"),
        (["systematic_review", "randomised_trial mexico"], "gap", "reviews_silent"),
        (["systematic_review", "before_after uk"], "gap", "only_weaker_from_here"),
        (["systematic_review uk"], "no_gap", "from_here"),
    ],
)
def test_what_passes_decides(items: list[str], verdict: str, reason: str) -> None:
    answer = judge(*items)
    assert (answer.verdict, answer.reason) == (verdict, reason)
    assert bool(answer.needs) == (verdict == "not_assessable")


@pytest.mark.parametrize("asks", ["views", "implementation", "need"])
def test_where_no_effect_is_asked_every_item_passes(asks: str) -> None:
    assert judge("interviews uk", asks=asks).verdict == "no_gap"
    assert judge("interviews mexico", asks=asks).reason == "nothing_from_here"


def test_a_consultation_from_here_answers_for_views() -> None:
    assert judge("interviews mexico", "consultation_response uk", asks="views").verdict == "no_gap"


def test_where_cost_is_asked_an_economic_study_passes() -> None:
    answer = judge("economic_evaluation mexico", "before_after uk", asks="cost")
    assert answer.reason == "only_weaker_from_here"
    assert judge("economic_evaluation uk", asks="cost").verdict == "no_gap"


def test_a_rating_decides_what_passes_and_without_one_the_answer_says_so() -> None:
    items = ("before_after uk", "randomised_trial mexico")
    ratings = "evidence_id | scale_id | level\ni1 | sms | 3"
    assert (judge(*items).verdict, judge(*items).flags) == ("gap", ("by_design",))
    answer = judge(*items, ratings=ratings)
    assert (answer.verdict, answer.flags) == ("no_gap", ())


def test_an_empty_cell_is_for_another_rule() -> None:
    assert judge().reason == "empty_cell"


def with_unread(unread: str, *read: str) -> Answer:
    """Items that were read, and last one that was not, each as `design nations`."""
    evidence, findings = (
        ["evidence_id | study_design | country"],
        ["finding_id | evidence_id | direction"],
    )
    for number, item in enumerate([*read, unread], start=1):
        design, _, nations = item.partition(" ")
        evidence.append(f"i{number} | {design} | {nations}")
        way = "improves" if number <= len(read) else "not_reported"
        findings.append(f"f{number} | i{number} | {way}")
    register = draw_register(evidence="\n".join(evidence), findings="\n".join(findings))
    (answer,) = RULE.judge(Case.of(register))
    return answer


@pytest.mark.parametrize(
    "unread", ["randomised_trial england", "before_after england", "randomised_trial"]
)
def test_nobody_says_nothing_from_here_beside_an_unread_study_from_here(unread: str) -> None:
    # Soft drinks, levy on price: a review of other countries was read, the UK series was not.
    answer = with_unread(unread, "randomised_trial mexico")
    assert (answer.verdict, answer.reason) == ("not_assessable", "unread_from_here")
    assert (answer.needs, answer.facts["unread"]) == (("findings.direction",), ("i2",))


def test_an_unread_study_from_elsewhere_changes_nothing() -> None:
    answer = with_unread("randomised_trial mexico", "randomised_trial mexico")
    assert answer.reason == "nothing_from_here"


@pytest.mark.parametrize(
    ("unread", "reason"),
    [
        ("randomised_trial uk", "unread_from_here"),
        ("cohort uk", "unread_from_here"),
        ("before_after uk", "only_weaker_from_here"),
        ("modelling uk", "only_weaker_from_here"),
    ],
)
def test_beside_weaker_evidence_from_here_only_what_could_pass_leaves_it_open(
    unread: str, reason: str
) -> None:
    assert with_unread(unread, "before_after uk", "randomised_trial mexico").reason == reason
