"""Claims with their links, from small drawn registers."""

import pytest

from opm_evidence.records.answers import Answer
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.claims import with_answers
from tests.drawing import draw_register

EVIDENCE = """
    evidence_id | year | status    | study_status
    i1          | 2015 | current   | complete
    gone        | 2015 | retracted | complete
    replaced    | 2015 | superseded | complete
    begun       | 2015 | current   | ongoing
    """
FINDINGS = """
    finding_id | evidence_id | direction    | match
    f1         | i1          | improves     | direct
    f2         | i1          | not_reported | direct
    f3         | i1          | improves     | indirect
    fg         | gone        | improves     | direct
    """
REGISTER = draw_register(
    evidence=EVIDENCE,
    findings=FINDINGS,
    claims="claim_id | made_on\nc1 | 2016\nc2 |",
    claim_links="""
    claim_id | evidence_id | finding_id | relation
    c1       | i1          | f1         | supports
    c1       | i1          | f2         | contradicts
    c1       | i1          | f3         | partly_supports
    c1       | gone        | fg         | supports
    c1       | replaced    |            | qualifies
    c1       | begun       |            | context
    """,
)


def test_each_link_says_whether_it_counts_and_why_not() -> None:
    claim = Case.of(REGISTER).claims[0]
    assert {link.id: link.state for link in claim.links} == {
        "f1": "counts",
        "f2": "unread",
        "f3": "counts",
        "fg": "retracted",
        "replaced": "superseded",
        "begun": "in_progress",
    }


def test_evidence_on_another_of_the_kind_may_speak_for_a_claim_and_is_marked() -> None:
    claim = Case.of(REGISTER).claims[0]
    assert [(link.id, link.indirect) for link in claim.support] == [("f1", False), ("f3", True)]


def test_links_are_found_by_what_they_do_to_the_claim() -> None:
    claim = Case.of(REGISTER).claims[0]
    assert [link.id for link in claim.for_it] == ["f1", "f3", "fg"]
    assert [link.id for link in claim.against_it] == ["f2", "replaced"]
    assert [link.id for link in claim.related("context")] == ["begun"]


def test_a_claim_without_links_has_none() -> None:
    assert Case.of(REGISTER).claims[1].links == ()


def test_without_a_date_nobody_can_say_whether_support_was_out() -> None:
    claims = Case.of(REGISTER).claims
    assert claims[1].made_on is None
    assert claims[0].links[0].out_when_made is True


def test_a_claim_holds_the_answers_about_it_and_no_others() -> None:
    mine = Answer("G16", "claim", "c2", "gap", "no_link")
    cell = Answer("G01", "cell", "c2", "gap", "none_found")
    first, second = with_answers(Case.of(REGISTER).claims, [mine, cell])
    assert (first.answers, second.answers) == ((), (mine,))


@pytest.mark.parametrize(
    ("link", "borne_out"),
    [
        ("f1 | supports        | independent", True),
        ("f1 | supports        | own", False),
        ("f1 | supports        | commissioned", False),
        ("f1 | partly_supports | independent", False),
        ("f2 | supports        | independent", False),
        ("f3 | supports        | independent", False),
    ],
)
def test_a_claim_is_borne_out_by_direct_evidence_of_others_that_says_all_of_it(
    link: str, borne_out: bool
) -> None:
    finding, relation, origin = (each.strip() for each in link.split("|"))
    links = "claim_id | evidence_id | finding_id | relation | origin\n"
    register = draw_register(
        evidence=EVIDENCE,
        findings=FINDINGS,
        claims="claim_id | made_on\nc1 | 2016",
        claim_links=f"{links}c1 | i1 | {finding} | {relation} | {origin}",
    )
    assert Case.of(register).claims[0].borne_out is borne_out
