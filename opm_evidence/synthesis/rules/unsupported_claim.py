"""G16: every factual claim has evidence that counts."""

from collections.abc import Iterator

from opm_evidence.records.answers import Answer, Fact, Verdict
from opm_evidence.synthesis.absence import without_subjects
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.claims import ClaimEvidence, ClaimLink
from opm_evidence.synthesis.rules.rule import Rule

CODE = "G16"
NOT_INDEPENDENT = ("own", "commissioned")
NEEDS_INDEPENDENCE = ("causal", "cost", "forecast")
"""Claims that a body's own evidence cannot carry alone; its own figures may describe."""


def supported_claims(case: Case) -> Iterator[Answer]:
    """A descriptive, causal, cost or forecast claim has a link that supports it and counts.

    A link supports when its relation is `supports` or `partly_supports`. It counts unless its item
    was retracted or superseded or has no results yet, or nobody has read its finding.

    gap: no link supports the claim (`no_link`), and evidence that counts contradicts it where
        that is so (`only_against`); links do and none counts, because all their items
        were retracted or superseded (`retracted_only`) or because a finding is still unread or a
        study not finished (`unread_only`); a causal, cost or forecast claim has no support but
        from the side that makes it or that it paid (`own_sources_only`); every link that counts
        supports only a part of it (`partly_only`).
    no_gap: at least one link supports the whole claim and counts, and is independent where that
        is asked for.
    not_assessable: claims.csv or claim_links.csv is not recorded; findings.csv is not, so that
        nobody can tell whether a linked finding has been read.
    not_applicable: the claim is normative; no claim is recorded.

    Whether a supporting item was out when the claim was made stands beside, never as a gap.
    """
    absent = without_subjects(case.register, CODE, "claims")
    if absent:
        yield absent
        return
    for claim in case.claims:
        yield _judge(case, claim)


def _judge(case: Case, claim: ClaimEvidence) -> Answer:
    def answer(verdict: Verdict, reason: str, *others: str, needs: tuple[str, ...] = ()) -> Answer:
        return Answer(
            rule=CODE,
            subject_kind="claim",
            subject=claim.claim_id,
            verdict=verdict,
            reason=reason,
            other_reasons=others,
            looked_at=tuple(link.id for link in claim.for_it),
            facts=_facts(claim),
            needs=needs,
        )

    if not claim.factual:
        return answer("not_applicable", "normative")
    if not case.register.recorded("claim_links"):
        return answer("not_assessable", "links_not_recorded", needs=("claim_links",))
    if not claim.for_it:
        return answer("gap", "only_against" if _contradicted(claim) else "no_link")
    if not claim.support:
        states = {link.state for link in claim.for_it}
        if "findings_not_recorded" in states:
            return answer("not_assessable", "findings_not_recorded", needs=("findings",))
        if states <= {"retracted", "superseded"}:
            return answer("gap", "retracted_only")
        return answer("gap", "unread_only")
    reasons = [
        reason
        for reason, holds in (
            ("own_sources_only", _own_only(claim)),
            ("partly_only", all(link.relation == "partly_supports" for link in claim.support)),
        )
        if holds
    ]
    return answer("gap", *reasons) if reasons else answer("no_gap", "supported")


def _contradicted(claim: ClaimEvidence) -> bool:
    return any(link.counts for link in claim.related("contradicts"))


def _own_only(claim: ClaimEvidence) -> bool:
    return claim.claim_type in NEEDS_INDEPENDENCE and all(
        link.origin in NOT_INDEPENDENT for link in claim.support
    )


def _facts(claim: ClaimEvidence) -> dict[str, Fact]:
    def number(links: tuple[ClaimLink, ...], *states: str) -> int:
        return sum(link.state in states for link in links)

    out = [link.out_when_made for link in claim.support]
    return {
        "claim_type": claim.claim_type,
        "supporting": number(claim.related("supports"), "counts"),
        "partly_supporting": number(claim.related("partly_supports"), "counts"),
        "contradicting": number(claim.related("contradicts"), "counts"),
        "unread": number(claim.for_it, "unread", "in_progress"),
        "set_aside": number(claim.for_it, "retracted", "superseded"),
        "independent": sum(link.origin == "independent" for link in claim.support),
        "indirect": sum(link.indirect for link in claim.support),
        "out_when_made": sum(each is True for each in out),
        "out_later": sum(each is False for each in out),
        "out_unknown": sum(each is None for each in out),
    }


RULE = Rule(
    code=CODE,
    name="unsupported_claim",
    title="Does every claim have evidence behind it?",
    subject_kind="claim",
    source=(
        "Institute for Government, Sense about Science and Alliance for Useful Evidence, Evidence "
        "Transparency Framework, 2015, levels 0 to 1, "
        "https://www.instituteforgovernment.org.uk/publications/evidence-transparency-framework"
    ),
    reasons={
        "no_link": "nothing in the register supports the claim",
        "only_against": "nothing in the register supports the claim, and evidence contradicts it",
        "unread_only": "it is said to be supported, but nobody has read a result that would",
        "retracted_only": "all that supported it was retracted or superseded",
        "own_sources_only": "only the side that makes the claim, or somebody it paid, supports it",
        "partly_only": "only a part of the claim is supported",
        "supported": "evidence that counts supports it",
        "links_not_recorded": "nobody has recorded what the claim rests on",
        "findings_not_recorded": "nobody has recorded what the linked items found",
        "normative": "the claim says what should be",
        "not_recorded": "no claims are recorded",
        "none_recorded": "the table of claims has no row",
    },
    settled_by={
        "no_link": "the source of the claim, or a study that bears it out",
        "only_against": "a study that bears the claim out, or a correction of the claim",
        "unread_only": "a reading of the linked results",
        "retracted_only": "evidence that stands",
        "own_sources_only": "an independent study or an independent check of the figures",
        "partly_only": "evidence on the whole of the claim, or a narrower claim",
        "links_not_recorded": "claim_links.csv",
        "findings_not_recorded": "findings.csv",
        "not_recorded": "claims.csv",
    },
    leads=True,
    judge=supported_claims,
)
