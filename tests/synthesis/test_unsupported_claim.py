"""G16, one small register each."""

from opm_evidence.records.answers import Answer
from opm_evidence.records.register import Register
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules.unsupported_claim import RULE
from tests.drawing import draw_register

FINDINGS = """
finding_id | evidence_id | direction
f1         | i1          | improves
f2         | i2          | improves
unread     | i3          | not_reported
"""
EVIDENCE = """
evidence_id | year | status     | study_status
i1          | 2015 | current    | complete
i2          | 2020 | current    | complete
i3          | 2015 | current    | complete
gone        | 2015 | retracted  | complete
old         | 2015 | superseded | complete
begun       | 2015 | current    | ongoing
same        | 2016 | current    | complete
"""


def judge(register: Register) -> Answer:
    (answer,) = RULE.judge(Case.of(register))
    return answer


def claim(links: str, claim_type: str = "causal", findings: str = FINDINGS) -> Answer:
    """The answer about one claim of 5 December 2016 with these links."""
    return judge(
        draw_register(
            evidence=EVIDENCE,
            findings=findings,
            claims=f"claim_id | claim_type\nc1 | {claim_type}",
            claim_links=links,
        )
    )


def test_a_claim_with_an_independent_study_behind_it_is_no_gap() -> None:
    answer = claim("claim_id | evidence_id | finding_id\nc1 | i1 | f1")
    assert (answer.verdict, answer.reason) == ("no_gap", "supported")
    assert answer.looked_at == ("f1",)


def test_a_claim_without_any_link_is_a_gap() -> None:
    answer = claim("claim_id | evidence_id\nother | i1")
    assert (answer.verdict, answer.reason) == ("gap", "no_link")


def test_evidence_against_a_claim_or_beside_it_does_not_support_it() -> None:
    answer = claim("""
        claim_id | evidence_id | finding_id | relation
        c1       | i1          | f1         | qualifies
        c1       | i2          | f2         | context
        """)
    assert (answer.verdict, answer.reason) == ("gap", "no_link")


def test_a_claim_that_evidence_only_contradicts_says_so() -> None:
    # Tutoring: built to reach up to two million children; 232,000 were enrolled.
    header = "claim_id | evidence_id | finding_id | relation\n"
    answer = claim(header + "c1 | i1 | f1 | contradicts")
    assert (answer.verdict, answer.reason) == ("gap", "only_against")
    assert answer.facts["contradicting"] == 1
    unread = claim(header + "c1 | i3 | unread | contradicts")
    assert (unread.reason, unread.facts["contradicting"]) == ("no_link", 0)


def test_a_finding_that_nobody_has_read_supports_nothing() -> None:
    answer = claim("claim_id | evidence_id | finding_id\nc1 | i3 | unread")
    assert (answer.verdict, answer.reason) == ("gap", "unread_only")
    assert answer.facts["unread"] == 1


def test_an_item_without_a_finding_counts_as_unread() -> None:
    assert claim("claim_id | evidence_id\nc1 | same").reason == "unread_only"


def test_a_study_under_way_supports_nothing() -> None:
    assert claim("claim_id | evidence_id\nc1 | begun").reason == "unread_only"


def test_retracted_and_superseded_items_support_nothing() -> None:
    answer = claim("claim_id | evidence_id\nc1 | gone\nc1 | old")
    assert (answer.verdict, answer.reason) == ("gap", "retracted_only")
    assert answer.facts["set_aside"] == 2


def test_one_retracted_and_one_unread_item_wait_for_a_reader() -> None:
    answer = claim("claim_id | evidence_id | finding_id\nc1 | gone | \nc1 | i3 | unread")
    assert (answer.verdict, answer.reason) == ("gap", "unread_only")


def test_a_study_that_stands_outweighs_a_retracted_one() -> None:
    links = "claim_id | evidence_id | finding_id\nc1 | gone | \nc1 | i1 | f1"
    assert claim(links).verdict == "no_gap"


def test_only_own_or_commissioned_sources_do_not_bear_a_causal_claim() -> None:
    links = """
        claim_id | evidence_id | finding_id | origin
        c1       | i1          | f1         | own
        c1       | i2          | f2         | commissioned
        """
    for claim_type in ("causal", "cost", "forecast"):
        assert claim(links, claim_type).reason == "own_sources_only"
    assert claim(links, "descriptive").verdict == "no_gap"


def test_an_independent_source_that_was_retracted_is_no_independent_source() -> None:
    answer = claim("""
        claim_id | evidence_id | finding_id | origin
        c1       | i1          | f1         | own
        c1       | gone        |            | independent
        """)
    assert answer.reason == "own_sources_only"


def test_support_for_only_a_part_of_the_claim_is_a_gap() -> None:
    links = "claim_id | evidence_id | finding_id | relation\nc1 | i1 | f1 | partly_supports"
    assert (claim(links).verdict, claim(links).reason) == ("gap", "partly_only")
    assert claim(links + "\nc1 | i2 | f2 | supports").verdict == "no_gap"


def test_the_second_reason_stands_beside_the_first() -> None:
    answer = claim("""
        claim_id | evidence_id | finding_id | relation        | origin
        c1       | i1          | f1         | partly_supports | own
        """)
    assert (answer.reason, answer.other_reasons) == ("own_sources_only", ("partly_only",))


def test_a_normative_claim_needs_no_evidence() -> None:
    answer = claim("claim_id | evidence_id\nother | i1", "normative")
    assert (answer.verdict, answer.reason) == ("not_applicable", "normative")


def test_whether_support_was_out_when_the_claim_was_made_is_a_fact_and_no_gap() -> None:
    answer = claim("claim_id | evidence_id | finding_id\nc1 | i2 | f2")
    assert answer.verdict == "no_gap"
    assert (answer.facts["out_when_made"], answer.facts["out_later"]) == (0, 1)


def test_an_item_of_the_year_of_the_claim_may_or_may_not_have_been_out() -> None:
    answer = claim(
        "claim_id | evidence_id | finding_id\nc1 | same | f9",
        findings="finding_id | evidence_id\nf9 | same",
    )
    assert answer.facts["out_unknown"] == 1


def test_a_claim_without_a_date_is_as_old_as_its_document() -> None:
    register = draw_register(
        documents="document_id | published_on\npaper | 2019",
        evidence="evidence_id | year\ni1 | 2018",
        findings="finding_id | evidence_id\nf1 | i1",
        claims="claim_id | made_on\nc1 |",
        claim_links="claim_id | evidence_id | finding_id\nc1 | i1 | f1",
    )
    assert judge(register).facts["out_when_made"] == 1


def test_without_claims_nothing_can_be_said_and_with_none_there_is_nothing_to_say() -> None:
    answer = judge(draw_register())
    assert (answer.verdict, answer.subject_kind, answer.needs) == (
        "not_assessable",
        "policy",
        ("claims",),
    )
    assert judge(draw_register(claims="")).verdict == "not_applicable"


def test_without_links_or_findings_support_is_not_assessable() -> None:
    answer = judge(draw_register(claims="claim_id\nc1"))
    assert (answer.verdict, answer.needs) == ("not_assessable", ("claim_links",))
    answer = judge(
        draw_register(claims="claim_id\nc1", claim_links="claim_id | evidence_id\nc1 | i1")
    )
    assert (answer.verdict, answer.needs) == ("not_assessable", ("findings",))


def test_links_that_were_looked_for_and_not_found_are_a_gap() -> None:
    assert judge(draw_register(claims="claim_id\nc1", claim_links="")).reason == "no_link"
