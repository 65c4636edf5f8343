"""The claims of a policy's documents, each with the evidence that speaks for and against it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from opm_evidence.records.answers import Answer
from opm_evidence.records.dates import PartialDate
from opm_evidence.records.register import Register
from opm_evidence.synthesis.findings import Finding

LinkState = Literal[
    "counts", "retracted", "superseded", "in_progress", "unread", "findings_not_recorded"
]
FACTUAL = ("descriptive", "causal", "cost", "forecast")
"""The types of claim that evidence can bear out; a normative claim says what should be."""


@dataclass(frozen=True, slots=True)
class ClaimLink:
    """One finding (or a report without a finding) beside one claim.

    Attributes:
        state: whether it counts, and if not, why: its item was retracted or superseded or has no
            results yet, nobody has read the finding (or recorded one), or the register has no
            findings at all. A finding on another of the intervention's kind counts here: a person
            judged that it speaks to the claim, and `indirect` says so beside it.
        year: the year in which the item was published; `None` where not recorded.
        out_when_made: whether the item was out when the claim was made; `None` where the dates
            cannot settle it.
        bearing: whether the finding could bear a causal claim (`yes`, `no` or `unknown`).
        bearing_reason: why, as in `bearing.BEARING_REASONS`; empty where there is no finding.
        bearing_from: the rating or the design that this rests on.
        economic: whether its item is an economic study (`yes`, `no` or `unknown`).
    """

    claim_id: str
    evidence_id: str
    finding_id: str | None
    relation: str
    origin: str
    cited_by_policy: str
    how_used: str | None
    directness: str | None
    judged_by: str
    place: str
    state: LinkState
    indirect: bool
    year: int | None
    out_when_made: bool | None
    bearing: str
    bearing_reason: str
    bearing_from: str
    economic: str

    @property
    def counts(self) -> bool:
        """Whether it may be held for or against the claim."""
        return self.state == "counts"

    @property
    def id(self) -> str:
        """The id of the finding, or of the item where it has no finding."""
        return self.finding_id or self.evidence_id


@dataclass(frozen=True, slots=True)
class ClaimEvidence:
    """One claim with everything that is linked to it, in the order of the register.

    Attributes:
        made_on: when the claim was made, or else when its document was published.
        answers: what the rules say about the claim.
    """

    claim_id: str
    document_id: str
    section: str
    claim_type: str
    text: str
    paraphrase: bool
    location: str | None
    made_on: PartialDate | None
    intervention: str | None
    outcome: str | None
    population: str | None
    direction: str | None
    place: str
    links: tuple[ClaimLink, ...]
    answers: tuple[Answer, ...] = ()

    @property
    def factual(self) -> bool:
        """Whether evidence can bear the claim out."""
        return self.claim_type in FACTUAL

    def related(self, *relations: str) -> tuple[ClaimLink, ...]:
        """The links of these relations, whether they count or not."""
        return tuple(link for link in self.links if link.relation in relations)

    @property
    def for_it(self) -> tuple[ClaimLink, ...]:
        """The links that support or partly support it, whether they count or not."""
        return self.related("supports", "partly_supports")

    @property
    def against_it(self) -> tuple[ClaimLink, ...]:
        """The links that contradict or qualify it, whether they count or not."""
        return self.related("contradicts", "qualifies")

    @property
    def support(self) -> tuple[ClaimLink, ...]:
        """The links that support or partly support it and count."""
        return tuple(link for link in self.for_it if link.counts)

    @property
    def borne_out(self) -> bool:
        """Whether evidence on the policy itself, made and paid for by others, says all of it."""
        return any(
            link.relation == "supports" and link.origin == "independent" and not link.indirect
            for link in self.support
        )


def claims_with_links(register: Register, findings: Iterable[Finding]) -> tuple[ClaimEvidence, ...]:
    """Every claim of the register with its links, still without answers.

    Args:
        register: the register that holds claims and links.
        findings: its body of evidence, for what each finding could bear.
    """
    documents = {row["document_id"]: row["published_on"] for row in register.rows("documents")}
    links: dict[str, list[Mapping[str, Any]]] = {}
    for row in register.rows("claim_links"):
        links.setdefault(row["claim_id"], []).append(row)
    sources = _Sources(register, findings)
    return tuple(
        _claim(row, documents.get(row["document_id"]), links.get(row["claim_id"], ()), sources)
        for row in register.rows("claims")
    )


def with_answers(
    claims: Iterable[ClaimEvidence], answers: Iterable[Answer]
) -> tuple[ClaimEvidence, ...]:
    """The claims, each with the answers of the rules about it."""
    about: dict[str, list[Answer]] = {}
    for answer in answers:
        if answer.subject_kind == "claim":
            about.setdefault(answer.subject, []).append(answer)
    return tuple(replace(claim, answers=tuple(about.get(claim.claim_id, ()))) for claim in claims)


def published_before(year: int | None, day: PartialDate | None) -> bool | None:
    """Whether an item of that year was out before a day; `None` where that cannot be told.

    An item's year is all that a register knows of its publication, so an item of the same year
    as the claim may or may not have been out.
    """
    if year is None or day is None:
        return None
    return PartialDate.parse(f"{year:04d}").before(day)


class _Sources:
    """Items and findings by their ids."""

    def __init__(self, register: Register, findings: Iterable[Finding]) -> None:
        self.findings_recorded = register.recorded("findings")
        self.items = {row["evidence_id"]: row for row in register.rows("evidence")}
        self.findings: dict[str | None, Finding] = {each.finding_id: each for each in findings}

    def state(self, evidence_id: str, finding_id: str | None) -> LinkState:
        item = self.items[evidence_id]
        if item["status"] == "retracted":
            return "retracted"
        if item["status"] == "superseded":
            return "superseded"
        if item["study_status"] != "complete":
            return "in_progress"
        if not self.findings_recorded:
            return "findings_not_recorded"
        finding = self.findings.get(finding_id)
        if finding is None or "not_reported" in (
            finding.coding_status,
            finding.direction,
        ):
            return "unread"
        return "counts"


def _claim(
    row: Mapping[str, Any],
    published_on: str | None,
    links: Iterable[Mapping[str, Any]],
    sources: _Sources,
) -> ClaimEvidence:
    day = row["made_on"] or published_on
    made_on = PartialDate.parse(day) if day else None
    return ClaimEvidence(
        claim_id=row["claim_id"],
        document_id=row["document_id"],
        section=row["section"],
        claim_type=row["claim_type"],
        text=row["text"],
        paraphrase=row["paraphrase"] == "yes",
        location=row["location"],
        made_on=made_on,
        intervention=row["intervention"],
        outcome=row["outcome"],
        population=row["population"],
        direction=row["direction"],
        place=row["place"],
        links=tuple(_link(link, made_on, sources) for link in links),
    )


def _link(row: Mapping[str, Any], made_on: PartialDate | None, sources: _Sources) -> ClaimLink:
    finding = sources.findings.get(row["finding_id"])
    year = sources.items[row["evidence_id"]]["year"]
    return ClaimLink(
        claim_id=row["claim_id"],
        evidence_id=row["evidence_id"],
        finding_id=row["finding_id"],
        relation=row["relation"],
        origin=row["origin"],
        cited_by_policy=row["cited_by_policy"],
        how_used=row["how_used"],
        directness=row["directness"],
        judged_by=row["judged_by"],
        place=row["place"],
        state=sources.state(row["evidence_id"], row["finding_id"]),
        indirect=finding is not None and finding.match == "indirect",
        year=year,
        out_when_made=published_before(year, made_on),
        bearing=finding.bearing if finding else "unknown",
        bearing_reason=finding.bearing_reason if finding else "",
        bearing_from=finding.bearing_from if finding else "",
        economic=finding.economic if finding else "unknown",
    )
