"""G20: a document that makes a claim cites the evidence against it."""

from collections.abc import Iterator
from typing import Literal

from opm_evidence.records.answers import Answer, Verdict
from opm_evidence.synthesis.absence import without_subjects
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.claims import ClaimEvidence, ClaimLink, published_before
from opm_evidence.synthesis.rules.rule import Rule

CODE = "G20"
Standing = Literal[
    "not_cited",
    "repeated_since",
    "citation_unknown",
    "date_unknown",
    "repeat_unknown",
    "unread",
    "emerged_since",
    "cited",
]
VERDICTS: dict[Standing, Verdict] = {
    "not_cited": "gap",
    "repeated_since": "gap",
    "citation_unknown": "not_assessable",
    "date_unknown": "not_assessable",
    "repeat_unknown": "not_assessable",
    "unread": "not_assessable",
    "emerged_since": "no_gap",
    "cited": "no_gap",
}
"""How one piece of contrary evidence stands to a claim, heaviest first, with what that means."""

NEEDS: dict[Standing, str] = {
    "citation_unknown": "claim_links.cited_by_policy",
    "date_unknown": "evidence.year",
    "repeat_unknown": "claim_links.cited_by_policy",
    "unread": "findings.direction",
}


def cited_contrary_evidence(case: Case) -> Iterator[Answer]:
    """Evidence that contradicts or qualifies a claim and was out when it was made is cited there.

    Only evidence that counts is held against a document. Each piece stands in one of these ways,
    and the heaviest one decides the answer about the claim; all are listed in its facts.

    gap: it was out and the document does not cite it (`not_cited`); or it was not, and a later
        document of the policy made the claim again when it was out, without citing it
        (`repeated_since`). The same claim is one of the same type about the same intervention,
        outcome and group with the same direction, in another document.
    not_assessable: nobody has looked whether the document cites it (`citation_unknown`); the
        dates cannot tell whether it was out (`date_unknown`: an item's date is its year); nobody
        has looked whether the later document cites it (`repeat_unknown`); nobody has read the
        finding (`unread`, also where findings.csv is not recorded); claims.csv or claim_links.csv
        is not recorded.
    no_gap: it came out only later (`emerged_since`); the document cites it (`cited`); no evidence
        against the claim is recorded (`no_contrary`).
    not_applicable: the claim is normative; no claim is recorded.
    """
    absent = without_subjects(case.register, CODE, "claims")
    if absent:
        yield absent
        return
    later = _Repetitions(case.claims)
    for claim in case.claims:
        yield _judge(case, claim, later)


def _judge(case: Case, claim: ClaimEvidence, later: "_Repetitions") -> Answer:
    if not claim.factual:
        return Answer(CODE, "claim", claim.claim_id, "not_applicable", "normative")
    if not case.register.recorded("claim_links"):
        return Answer(
            CODE,
            "claim",
            claim.claim_id,
            "not_assessable",
            "links_not_recorded",
            needs=("claim_links",),
        )
    standing: dict[Standing, list[ClaimLink]] = {}
    for link in claim.against_it:
        if link.state not in ("retracted", "superseded", "in_progress"):
            standing.setdefault(_standing(claim, link, later), []).append(link)
    found = [each for each in VERDICTS if each in standing]
    verdict = VERDICTS[found[0]] if found else "no_gap"
    alike = tuple(each for each in found[1:] if VERDICTS[each] == verdict)
    again = [each for link in standing.get("repeated_since", ()) for each in later.of(claim, link)]
    return Answer(
        rule=CODE,
        subject_kind="claim",
        subject=claim.claim_id,
        verdict=verdict,
        reason=found[0] if found else "no_contrary",
        other_reasons=alike,
        looked_at=tuple(link.id for link in claim.against_it),
        facts={each: tuple(link.id for link in standing[each]) for each in found}
        | ({"repeated_in": tuple(dict.fromkeys(c.claim_id for c in again))} if again else {}),
        needs=tuple(dict.fromkeys(NEEDS[each] for each in (found[0], *alike)))
        if verdict == "not_assessable"
        else (),
    )


def _standing(claim: ClaimEvidence, link: ClaimLink, later: "_Repetitions") -> Standing:
    if link.cited_by_policy == "yes":
        return "cited"
    if not link.counts:
        return "unread"
    if link.out_when_made is True:
        return "not_cited" if link.cited_by_policy == "no" else "citation_unknown"
    if link.out_when_made is None and link.cited_by_policy == "unknown":
        return "citation_unknown"
    cites = {later.cites(again, link.evidence_id) for again in later.of(claim, link)}
    if "no" in cites:
        return "repeated_since"
    if link.out_when_made is None:
        return "date_unknown"
    return "repeat_unknown" if "unknown" in cites else "emerged_since"


_Saying = tuple[str, str, str, str | None, str]


class _Repetitions:
    """The claims by what they say, and what their documents are known to cite."""

    def __init__(self, claims: tuple[ClaimEvidence, ...]) -> None:
        self._same: dict[_Saying, list[ClaimEvidence]] = {}
        self._cited: dict[tuple[str, str], set[str]] = {}
        for claim in claims:
            key = _what_it_says(claim)
            if key:
                self._same.setdefault(key, []).append(claim)
            for link in claim.links:
                known = self._cited.setdefault((claim.document_id, link.evidence_id), set())
                known.add(link.cited_by_policy)

    def of(self, claim: ClaimEvidence, link: ClaimLink) -> list[ClaimEvidence]:
        """Claims of other documents that say the same later, when the linked item was out."""
        key = _what_it_says(claim)
        return [
            other
            for other in (self._same[key] if key else ())
            if other.document_id != claim.document_id
            and claim.made_on
            and other.made_on
            and claim.made_on.before(other.made_on)
            and published_before(link.year, other.made_on)
        ]

    def cites(self, claim: ClaimEvidence, evidence_id: str) -> str:
        """Whether the document of a claim cites an item, by any of its links: yes, no, unknown."""
        known = self._cited.get((claim.document_id, evidence_id), set())
        return "yes" if "yes" in known else "no" if "no" in known else "unknown"


def _what_it_says(claim: ClaimEvidence) -> _Saying | None:
    if claim.intervention and claim.outcome and claim.direction:
        about = (claim.intervention, claim.outcome, claim.population)
        return claim.claim_type, *about, claim.direction
    return None


RULE = Rule(
    code=CODE,
    name="contrary_evidence_not_cited",
    title="Do the documents cite the evidence against their claims?",
    subject_kind="claim",
    source=(
        "Institute for Government, Sense about Science and Alliance for Useful Evidence, Evidence "
        "Transparency Framework, 2015, level 3, "
        "https://www.instituteforgovernment.org.uk/publications/evidence-transparency-framework"
    ),
    reasons={
        "not_cited": "evidence against the claim was out, and the document does not cite it",
        "repeated_since": (
            "evidence against the claim came out, and a later document made it again without it"
        ),
        "citation_unknown": "nobody has looked whether the document cites the evidence against it",
        "date_unknown": "the dates cannot tell whether the evidence against it was out",
        "repeat_unknown": (
            "a later document made the claim again, and nobody has looked whether it cites the "
            "evidence against it"
        ),
        "unread": "nobody has read the finding that is said to be against it",
        "emerged_since": "evidence against the claim came out only later",
        "cited": "the document cites the evidence against the claim",
        "no_contrary": "no evidence against the claim is recorded",
        "links_not_recorded": "nobody has recorded what speaks for or against the claim",
        "normative": "the claim says what should be",
        "not_recorded": "no claims are recorded",
        "none_recorded": "the table of claims has no row",
    },
    settled_by={
        "not_cited": "a document that cites it and says why the claim stands",
        "repeated_since": "a later document that cites it, or a claim that is no longer made",
        "citation_unknown": "a look into the document",
        "date_unknown": "the day on which the item came out",
        "repeat_unknown": "a look into the later document",
        "unread": "a reading of the finding",
        "links_not_recorded": "claim_links.csv",
        "not_recorded": "claims.csv",
    },
    leads=True,
    judge=cited_contrary_evidence,
)
