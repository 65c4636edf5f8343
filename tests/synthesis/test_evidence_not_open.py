"""G18, one small register each."""

import pytest

from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules.evidence_not_open import RULE
from tests.drawing import draw_register


@pytest.mark.parametrize(
    ("access", "status", "study_status", "verdict", "reason"),
    [
        ("unpublished", "current", "complete", "gap", "unpublished"),
        ("on_request", "current", "complete", "gap", "on_request"),
        ("paywalled", "corrected", "complete", "gap", "paywalled"),
        ("open", "current", "complete", "no_gap", "open"),
        ("registration", "current", "complete", "no_gap", "registration"),
        ("unknown", "current", "complete", "not_assessable", "access_unknown"),
        ("", "current", "complete", "not_assessable", "access_unknown"),
        ("paywalled", "retracted", "complete", "not_applicable", "set_aside"),
        ("unpublished", "current", "planned", "not_applicable", "not_out_yet"),
    ],
)
def test_evidence_is_open_when_anybody_can_read_it(
    access: str, status: str, study_status: str, verdict: str, reason: str
) -> None:
    register = draw_register(
        evidence=f"""
        evidence_id | access   | status   | study_status
        i1          | {access} | {status} | {study_status}
        """
    )
    (answer,) = RULE.judge(Case.of(register))
    assert (answer.subject, answer.verdict, answer.reason) == ("i1", verdict, reason)


def test_the_owner_s_reason_for_not_publishing_is_told() -> None:
    register = draw_register(
        evidence="evidence_id | access | unpublished_reason\ni1 | unpublished | It holds prices."
    )
    (answer,) = RULE.judge(Case.of(register))
    assert answer.facts["unpublished_reason"] == "It holds prices."


def test_a_register_without_items_has_nothing_to_open() -> None:
    (answer,) = RULE.judge(Case.of(draw_register(evidence="")))
    assert (answer.verdict, answer.reason) == ("not_applicable", "none_recorded")
