"""G20, one small register each."""

from opm_evidence.records.answers import Answer
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules.contrary_evidence_not_cited import RULE
from tests.drawing import draw_register

EVIDENCE = """
evidence_id | year | status
before      | 2015 | current
same        | 2016 | current
after       | 2018 | current
undated     |      | current
gone        | 2015 | retracted
"""
FINDINGS = """
finding_id | evidence_id | direction
fb         | before      | worsens
fs         | same        | worsens
fa         | after       | worsens
fu         | undated     | worsens
fg         | gone        | worsens
unread     | before      | not_reported
"""
CLAIMS = """
claim_id | document_id | made_on
c1       | paper       | 2016-12-05
"""


def judge(links: str, claims: str = CLAIMS, findings: str = FINDINGS) -> Answer:
    """The answer about c1 with these links."""
    register = draw_register(evidence=EVIDENCE, findings=findings, claims=claims, claim_links=links)
    return {answer.subject: answer for answer in RULE.judge(Case.of(register))}["c1"]


def against(
    finding: str, cited: str, relation: str = "contradicts", claims: str = CLAIMS
) -> Answer:
    item = {"fb": "before", "fs": "same", "fa": "after", "fu": "undated", "fg": "gone"}
    return judge(
        f"""
        claim_id | evidence_id                   | finding_id | relation   | cited_by_policy
        c1       | {item.get(finding, "before")} | {finding}  | {relation} | {cited}
        """,
        claims,
    )


def test_evidence_that_was_out_and_is_not_cited_is_a_gap() -> None:
    answer = against("fb", "no")
    assert (answer.verdict, answer.reason) == ("gap", "not_cited")
    assert answer.facts["not_cited"] == ("fb",)


def test_evidence_that_qualifies_a_claim_is_held_against_it_too() -> None:
    assert against("fb", "no", "qualifies").reason == "not_cited"


def test_evidence_that_is_cited_is_no_gap() -> None:
    assert (against("fb", "yes").verdict, against("fb", "yes").reason) == ("no_gap", "cited")


def test_evidence_of_which_nobody_looked_whether_it_is_cited_is_listed() -> None:
    answer = against("fb", "unknown")
    assert (answer.verdict, answer.reason) == ("not_assessable", "citation_unknown")
    assert answer.needs == ("claim_links.cited_by_policy",)
    assert answer.facts["citation_unknown"] == ("fb",)


def test_evidence_that_came_out_later_is_no_gap_and_listed() -> None:
    answer = against("fa", "no")
    assert (answer.verdict, answer.reason) == ("no_gap", "emerged_since")
    assert answer.facts["emerged_since"] == ("fa",)
    assert against("fa", "unknown").reason == "emerged_since"


def test_evidence_of_the_year_of_the_claim_or_without_a_year_is_not_assessable() -> None:
    for finding in ("fs", "fu"):
        answer = against(finding, "no")
        assert (answer.verdict, answer.needs) == ("not_assessable", ("evidence.year",))


def test_retracted_evidence_is_not_held_against_a_document() -> None:
    answer = against("fg", "no")
    assert (answer.verdict, answer.reason) == ("no_gap", "no_contrary")


def test_an_unread_finding_cannot_be_held_against_a_document() -> None:
    answer = against("unread", "no")
    assert (answer.verdict, answer.reason) == ("not_assessable", "unread")


def test_no_evidence_against_a_claim_is_recorded() -> None:
    assert against("fb", "no", "supports").reason == "no_contrary"
    assert against("fb", "no", "context").reason == "no_contrary"


AGAIN = """
claim_id | document_id | made_on    | direction
c1       | paper       | 2016-12-05 | improves
c2       | review      | 2025-11-25 | improves
"""
AFTER = """
claim_id | evidence_id | finding_id | relation    | cited_by_policy
c1       | after       | fa         | contradicts | no
"""


def test_a_claim_made_again_without_the_evidence_since_is_a_gap() -> None:
    answer = judge(AFTER + "c2 | after | fa | contradicts | no", AGAIN)
    assert (answer.verdict, answer.reason) == ("gap", "repeated_since")
    assert answer.facts["repeated_in"] == ("c2",)


def test_a_claim_made_again_with_the_evidence_since_is_no_gap() -> None:
    answer = judge(AFTER + "c2 | after | fa | qualifies | yes", AGAIN)
    assert (answer.verdict, answer.reason) == ("no_gap", "emerged_since")


def test_a_later_document_that_nobody_has_looked_into_is_not_assessable() -> None:
    answer = judge(AFTER, AGAIN)
    assert (answer.verdict, answer.reason) == ("not_assessable", "repeat_unknown")


def test_another_claim_another_direction_or_the_same_document_is_no_repetition() -> None:
    for second in (
        "review | 2025 | worsens",
        "paper | 2025 | improves",
        "review | 2017 | improves",
    ):
        claims = f"""
            claim_id | document_id | made_on    | direction
            c1       | paper       | 2016-12-05 | improves
            c2       | {second}
            """
        links = AFTER + "c2 | after | fa | contradicts | no"
        assert judge(links, claims).reason == "emerged_since"


def test_a_forecast_is_not_repeated_by_a_claim_that_it_came_true() -> None:
    # Open policy making: "is going to be the default" in 2012, "has made it better known" in 2022.
    claims = """
        claim_id | document_id | made_on | claim_type
        c1       | plan        | 2012-06 | forecast
        c2       | review      | 2022-08 | causal
        """
    assert judge(AFTER + "c2 | after | fa | qualifies | no", claims).reason == "emerged_since"


def test_a_later_document_may_cite_the_evidence_beside_another_claim() -> None:
    claims = AGAIN + "c3 | review | 2025-11-25 | worsens"
    answer = judge(AFTER + "c3 | after | fa | supports | yes", claims)
    assert answer.reason == "emerged_since"


def test_the_heaviest_standing_decides_and_all_are_listed() -> None:
    answer = judge("""
        claim_id | evidence_id | finding_id | relation    | cited_by_policy
        c1       | after       | fa         | contradicts | no
        c1       | undated     | fu         | qualifies   | unknown
        c1       | before      | fb         | contradicts | no
        """)
    assert (answer.verdict, answer.reason, answer.other_reasons) == ("gap", "not_cited", ())
    assert answer.facts == {
        "not_cited": ("fb",),
        "citation_unknown": ("fu",),
        "emerged_since": ("fa",),
    }


def test_a_normative_claim_is_not_judged() -> None:
    answer = against("fb", "no", claims="claim_id | claim_type\nc1 | normative")
    assert answer.verdict == "not_applicable"


def test_missing_tables_are_named() -> None:
    (answer,) = RULE.judge(Case.of(draw_register()))
    assert answer.needs == ("claims",)
    (answer,) = RULE.judge(Case.of(draw_register(claims=CLAIMS)))
    assert answer.needs == ("claim_links",)
    (answer,) = RULE.judge(Case.of(draw_register(claims="")))
    assert answer.verdict == "not_applicable"
