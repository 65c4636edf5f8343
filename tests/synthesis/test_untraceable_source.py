"""G17, one small register each."""

import pytest

from opm_evidence.records.answers import Answer
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules.untraceable_source import RULE
from tests.drawing import draw_register


def judge(evidence: str) -> dict[str, Answer]:
    register = draw_register(
        evidence=evidence,
        claims="claim_id\nc1\nc2",
        claim_links="claim_id | evidence_id\nc1 | i1\nc2 | i1",
    )
    return {answer.subject: answer for answer in RULE.judge(Case.of(register))}


@pytest.mark.parametrize(
    ("doi", "url", "archived_url", "link_status", "verdict", "reason"),
    [
        ("10.1/x", "", "", "", "no_gap", "doi"),
        ("", "", "https://archive.example/x", "", "no_gap", "archived"),
        ("", "https://example.org", "", "ok", "no_gap", "link_answered"),
        ("", "https://example.org", "", "redirected", "no_gap", "link_answered"),
        ("", "", "", "", "gap", "no_address"),
        ("", "", "", "ok", "gap", "no_address"),
        ("", "https://example.org", "", "broken", "gap", "link_broken"),
        ("", "https://example.org", "https://archive.example/x", "broken", "no_gap", "archived"),
        ("", "https://example.org", "", "unchecked", "not_assessable", "link_unchecked"),
        ("", "https://example.org", "", "", "not_assessable", "link_unchecked"),
    ],
)
def test_a_source_is_traceable_by_doi_archive_or_checked_address(
    doi: str, url: str, archived_url: str, link_status: str, verdict: str, reason: str
) -> None:
    answer = judge(f"""
        evidence_id | doi | url | archived_url | link_status
        i1 | {doi} | {url} | {archived_url} | {link_status}
        """)["i1"]
    assert (answer.verdict, answer.reason) == (verdict, reason)
    assert bool(answer.needs) == (verdict == "not_assessable")


def test_a_source_of_two_claims_is_judged_once_and_names_both() -> None:
    answers = judge("evidence_id\ni1\nnot-linked")
    assert list(answers) == ["i1"]
    assert answers["i1"].facts["claims"] == ("c1", "c2")


def test_without_links_nobody_can_say_and_with_none_there_is_nothing_to_trace() -> None:
    (answer,) = RULE.judge(Case.of(draw_register()))
    assert (answer.verdict, answer.needs) == ("not_assessable", ("claim_links",))
    (answer,) = RULE.judge(Case.of(draw_register(claim_links="")))
    assert answer.verdict == "not_applicable"
