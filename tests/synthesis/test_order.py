"""Which gaps lead. Gaps are drawn as answers, so that the order alone is under test."""

from opm_evidence.records.answers import Answer
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.order import LeadingGap, leading_gaps, rank
from tests.drawing import draw_register

FRAMEWORK = """
question | intervention | outcome | groups | role
q1       | levy         | obesity | girls  | policy
q1       | levy         | sales   |        | policy
q1       | labels       | obesity |        | alternative
q2       | levy         | price   |        | policy
q2       | levy         | jobs    |        | policy
q3       | levy         | sugar   |        | policy
"""


def gap(rule: str, subject: str, reason: str = "r", kind: str = "cell") -> Answer:
    name = f"levy--{subject}--any--effect" if kind == "cell" and "--" not in subject else subject
    return Answer(rule, kind, name, "gap", reason)  # type: ignore[arg-type]


def lead(*gaps: Answer, policy: dict[str, object] | None = None) -> tuple[LeadingGap, ...]:
    case = Case.of(draw_register(policy, findings="finding_id", framework=FRAMEWORK))
    return leading_gaps(case, gaps)


def told(*gaps: Answer) -> list[tuple[str, str, str]]:
    return [
        (each.because, each.answer.rule, each.answer.subject.split("--")[1])
        if each.answer.subject_kind == "cell"
        else (each.because, each.answer.rule, each.answer.subject)
        for each in lead(*gaps)
    ]


def test_two_claims_come_first_then_priority_outcomes_then_the_other_questions() -> None:
    assert told(
        gap("G02", "obesity"),
        gap("G02", "price"),
        gap("G05", "sugar"),
        gap("G16", "c1", kind="claim"),
        gap("G16", "c2", kind="claim"),
    ) == [
        ("claim", "G16", "c1"),
        ("claim", "G16", "c2"),
        ("priority_outcome", "G02", "obesity"),
        ("question", "G02", "price"),
        ("question", "G05", "sugar"),
    ]


def test_a_third_claim_waits_until_every_question_is_served() -> None:
    claims = [gap("G16", "c1", kind="claim"), gap("G19", "c2", kind="claim")]
    leading = told(*claims, gap("G20", "c3", kind="claim"), gap("G02", "price"))
    assert [name for _, _, name in leading] == ["c1", "c2", "price", "c3"]
    assert leading[-1][0] == "further"


def test_one_question_has_one_gap_before_any_has_two() -> None:
    assert told(gap("G05", "price"), gap("G07", "jobs"), gap("G02", "sugar")) == [
        ("question", "G05", "price"),
        ("question", "G02", "sugar"),
        ("further", "G07", "jobs"),
    ]


def test_within_a_question_the_fixed_order_of_reasons_decides() -> None:
    assert told(gap("G02", "price"), gap("G10", "jobs"))[0][1] == "G10"
    assert told(gap("G01", "price", "none_in_register"), gap("G03", "jobs"))[0][1] == "G03"
    assert told(gap("G01", "price", "none_found"), gap("G02", "jobs"))[0][1] == "G01"


def test_a_tie_goes_to_the_order_of_the_register() -> None:
    assert told(gap("G02", "price"), gap("G02", "jobs"))[0][2] == "price"


def test_a_cell_for_everybody_comes_before_that_of_a_group() -> None:
    girls = gap("G01", "levy--obesity--girls--effect", "none_found")
    assert told(girls, gap("G03", "sales")) == [
        ("question", "G03", "sales"),
        ("further", "G01", "obesity"),
    ]


def test_an_alternative_does_not_stand_for_a_priority_outcome() -> None:
    other = gap("G10", "labels--obesity--any--effect")
    assert told(other)[0][0] == "question"


def test_a_subject_leads_once_with_its_other_gaps_beside() -> None:
    (only,) = lead(gap("G02", "price"), gap("G05", "price"), gap("G07", "price"))
    assert only.answer.rule == "G05"
    assert [each.rule for each in only.beside] == ["G07", "G02"]


def test_no_reason_leads_a_third_time_while_another_is_left() -> None:
    leading = lead(
        gap("G02", "obesity"),
        gap("G02", "price"),
        gap("G02", "sugar"),
        gap("G03", "sugar"),
    )
    assert [each.answer.rule for each in leading] == ["G02", "G02", "G03"]
    assert [each.rule for each in leading[2].beside] == ["G02"]


def test_a_reason_leads_again_when_nothing_else_is_left() -> None:
    leading = told(gap("G02", "obesity"), gap("G02", "price"), gap("G02", "sugar"))
    assert [(because, name) for because, _, name in leading] == [
        ("priority_outcome", "obesity"),
        ("question", "price"),
        ("further", "sugar"),
    ]


def test_at_most_seven_lead() -> None:
    names = ["obesity", "sales", "price", "jobs", "sugar"]
    gaps = [gap(rule, name) for rule in ("G02", "G05") for name in names]
    gaps += [gap("G21", f"s{number}", kind="section") for number in range(9)]
    assert len(lead(*gaps)) == 7


def test_appraisal_never_leads_and_what_is_no_gap_does_not_either() -> None:
    assert lead(gap("G06", "drinks", kind="policy")) == ()
    assert lead(Answer("G02", "cell", "levy--price--any--effect", "not_assessable", "r")) == ()


def test_a_voice_leads_for_a_question_whose_cell_names_it() -> None:
    dimension = {"id": "sex", "title": "Sex", "dimension": "gender_sex", "reason": "?"}
    policy = {"priority_dimensions": [{**dimension, "populations": ["girls"]}]}
    (first, second) = lead(gap("G14", "sex", kind="voice"), gap("G02", "sales"), policy=policy)
    assert (first.because, first.answer.subject) == ("question", "sex")
    assert (second.because, second.answer.rule) == ("further", "G02")


def test_the_fixed_order_is_that_of_the_rules_and_the_rest_follows() -> None:
    in_order = [
        *("G16", "G19", "G20", "G10", "G05", "G07", "G01 none_found", "G14", "G02", "G13", "G03"),
        *("G01 none_in_register", "G01 unread_only", "G04", "G09", "G15", "G21", "G22"),
    ]
    ranks = [rank(gap(*each.split()[:1], "x", *each.split()[1:])) for each in in_order]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == len(ranks)
