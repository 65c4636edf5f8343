"""G06, one small register each."""

from opm_evidence.records.answers import Answer
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules.not_appraised import RULE
from tests.drawing import draw_register

ITEMS = """
evidence_id | study_design          | status    | study_status
trial       | randomised_trial      | current   | complete
model       | modelling             | corrected | complete
review      | systematic_review     | current   | complete
cohort      | cohort                | current   | complete
gone        | randomised_trial      | retracted | complete
begun       | randomised_trial      | current   | ongoing
map         | evidence_map          | current   | complete
answer      | consultation_response | current   | complete
"""


def judge(**drawn: str) -> Answer:
    (answer,) = RULE.judge(Case.of(draw_register(**drawn)))
    return answer


def ratings(*items: str) -> str:
    return "evidence_id | scale_id | level\n" + "\n".join(f"{item} | sms | 3" for item in items)


def test_the_number_and_share_of_items_without_a_rating_are_one_answer() -> None:
    answer = judge(evidence=ITEMS, ratings=ratings("trial"))
    assert (answer.subject, answer.verdict, answer.reason) == ("drinks", "gap", "some_unrated")
    assert answer.facts == {"items": 4, "unrated": 3, "share": 3 / 4, "rated": 1}
    assert answer.looked_at == ("model", "review", "cohort")


def test_none_rated_and_all_rated_are_said_apart() -> None:
    assert judge(evidence=ITEMS, ratings=ratings()).reason == "all_unrated"
    answer = judge(evidence=ITEMS, ratings=ratings("trial", "model", "review", "cohort"))
    assert (answer.verdict, answer.reason) == ("no_gap", "all_rated")


def test_ratings_that_were_never_recorded_cannot_be_counted() -> None:
    answer = judge(evidence=ITEMS)
    assert (answer.verdict, answer.needs) == ("not_assessable", ("ratings",))


def test_without_a_study_there_is_nothing_to_appraise() -> None:
    answer = judge(evidence="evidence_id | study_design\nmap | evidence_map", ratings=ratings())
    assert (answer.verdict, answer.reason) == ("not_applicable", "no_items")


def test_it_never_leads() -> None:
    assert not RULE.leads
