"""G21, one small register each."""

import pytest

from opm_evidence.records.answers import Answer
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules.section_empty import RULE
from tests.drawing import draw_register

CLAIM = "claim_id | section | outcome\nc1 | {} | obesity"
FRAMEWORK = """
asks           | intervention | outcome
need           |              | obesity
effect         | levy         | obesity
implementation | levy         | collection
views          | levy         | support
cost           | levy         | revenue
"""


def judge(section: str, **tables: str) -> Answer:
    case = Case.of(draw_register(framework=FRAMEWORK, **tables))
    return {answer.subject: answer for answer in RULE.judge(case)}[section]


def test_every_section_is_asked_once_and_in_order() -> None:
    answers = list(RULE.judge(Case.of(draw_register())))
    assert [answer.subject for answer in answers] == [
        "diagnosis",
        "proposal",
        "implementation",
        "value_for_money",
        "testing_and_evaluation",
    ]


def test_a_section_with_neither_claim_nor_evidence_is_a_gap() -> None:
    answer = judge("diagnosis", claims="", findings="")
    assert (answer.verdict, answer.reason) == ("gap", "empty")
    answer = judge("testing_and_evaluation", claims=CLAIM.format("diagnosis"), evaluations="")
    assert answer.verdict == "gap"


def test_a_claim_fills_its_section() -> None:
    answer = judge("diagnosis", claims=CLAIM.format("diagnosis"), findings="")
    assert (answer.verdict, answer.reason) == ("no_gap", "claims_only")


@pytest.mark.parametrize(
    ("section", "intervention", "outcome"),
    [
        ("diagnosis", "", "obesity"),
        ("proposal", "levy", "obesity"),
        ("implementation", "levy", "collection"),
        ("implementation", "levy", "support"),
        ("value_for_money", "levy", "revenue"),
    ],
)
def test_evidence_fills_the_section_whose_question_its_cell_asks(
    section: str, intervention: str, outcome: str
) -> None:
    findings = f"finding_id | intervention | outcome\nf1 | {intervention} | {outcome}"
    answer = judge(section, claims="", findings=findings)
    assert (answer.verdict, answer.reason, answer.looked_at) == ("no_gap", "evidence_only", ("f1",))
    others = {"diagnosis", "proposal", "implementation", "value_for_money"} - {section}
    assert all(judge(other, claims="", findings=findings).verdict == "gap" for other in others)


def test_an_evaluation_fills_testing_unless_it_was_given_up() -> None:
    for status, verdict in (("planned", "no_gap"), ("abandoned", "gap")):
        evaluations = f"evaluation_id | status\nev1 | {status}"
        answer = judge("testing_and_evaluation", claims="", evaluations=evaluations)
        assert answer.verdict == verdict


def test_unread_evidence_is_evidence_and_retracted_evidence_is_not() -> None:
    answer = judge("proposal", claims="", findings="finding_id | direction\nf1 | not_reported")
    assert answer.verdict == "no_gap"
    answer = judge(
        "proposal",
        claims="",
        evidence="evidence_id | status\ni1 | retracted",
        findings="finding_id | evidence_id\nf1 | i1",
    )
    assert answer.verdict == "gap"


def test_a_missing_table_is_named_and_never_a_gap() -> None:
    assert judge("proposal").needs == ("claims", "findings")
    assert judge("proposal", claims="").needs == ("findings",)
    assert judge("proposal", findings="").needs == ("claims",)
    assert judge("testing_and_evaluation", claims="").needs == ("evaluations",)
