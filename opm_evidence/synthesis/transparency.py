"""How far a reader can see the evidence behind each section of the policy.

The levels are this project's own check, worded by it. They are shown beside the scores of people,
never as an official score, and no sum is made of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Literal

from opm_evidence.records.answers import Answer
from opm_evidence.records.vocabulary import terms
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.claims import ClaimEvidence

Level = Literal[0, 1, 2, 3]

RAISED_BY: Mapping[str, str] = {
    "record_claims": "record the factual claims of the section",
    "record_links": "record what the claims rest on",
    "link_claims": "link a claim to the evidence that it rests on",
    "cite_and_say_how_used": "cite the evidence for more claims, and say what it was used for",
    "look_for_citations": "look whether the document cites the linked evidence",
    "trace_sources": "give a DOI, a working address or an archived copy of every linked source",
    "check_links": "ask whether the addresses of the linked sources answer",
    "appraise_or_state_limits": "appraise every linked item, or state what limits it",
    "record_uncertainty": "say what is uncertain",
    "cite_contrary_evidence": "cite the evidence against the claims",
    "look_for_contrary_citations": (
        "look whether the document cites the evidence against its claims"
    ),
}
"""What would raise a section, by code."""


@dataclass(frozen=True, slots=True)
class PersonScore:
    """One person's score of a section, 0 to 3."""

    scorer: str
    score: int
    reason: str
    scored_on: str | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far those who scored a section agree: pairs of people, and pairs with the same score."""

    scorers: int
    pairs: int
    same: int
    widest: int
    """The largest difference between two scores."""


@dataclass(frozen=True, slots=True)
class SectionTransparency:
    """One section of the policy, and how far its evidence can be seen.

    Attributes:
        section: the section.
        level: 0 to 3; `None` where no factual claim is recorded, or no links are: there is nothing
            to check, which is not the same as level 0. What nobody has looked at yet is not taken
            for granted, so that a level can only rise when somebody looks.
        counts: by name: `claims` (factual ones), `linked_claims`, `cited_claims` (those with a link
            to an item that the document cites and that says how it was used), `unknown_claims`
            (others with a link of which nobody has looked whether the document cites it), `items`
            (linked), `untraceable_items` (G17), `unchecked_items` (G17 not assessable),
            `weighed_items` (with a rating or stated limitations), `uncertainties`,
            `contrary_claims` (G20), `contrary_unknown` (G20 not assessable).
        raised_by: what would raise it to the next level, as codes of `RAISED_BY`.
        scores: what people gave it.
        agreement: how far they agree, where two or more scored.
    """

    section: str
    level: Level | None
    counts: Mapping[str, int]
    raised_by: tuple[str, ...]
    scores: tuple[PersonScore, ...]
    agreement: Agreement | None


def section_transparency(case: Case, answers: Iterable[Answer]) -> tuple[SectionTransparency, ...]:
    """The check of every section, in the order of the vocabulary.

    Level 0: no factual claim of the section has a link. 1: some have, and a smaller share of the
    claims than `cited_share` has one to an item that the document cites with `how_used`, or a
    source cannot be traced. 2: at least that share has, and every linked item can be traced (G17).
    3: as 2, every linked item is appraised or its limitations are stated, at least one
    uncertainty of the section is recorded, and no evidence against its claims is left out (G20).

    Args:
        case: the case.
        answers: the answers of rules G17 and G20 among others.

    Source: this project's own check after the Evidence Transparency Framework (Institute for
    Government, Sense about Science and Alliance for Useful Evidence, 2015); its levels are worded
    otherwise and scored by people.
    """
    answers = tuple(answers)
    traced = {each.subject: each.verdict for each in answers if each.rule == "G17"}
    contrary = {each.subject: each.verdict for each in answers if each.rule == "G20"}
    weighed = _weighed_items(case)
    claims: dict[str, list[ClaimEvidence]] = {section: [] for section in terms("section")}
    for claim in case.claims:
        if claim.factual:
            claims[claim.section].append(claim)
    uncertainties = [row["section"] for row in case.register.rows("uncertainties")]
    scores = _scores(case)
    return tuple(
        _section(
            case,
            section,
            {
                **_claim_counts(inside),
                **_item_counts(inside, traced, weighed),
                "uncertainties": uncertainties.count(section),
                "contrary_claims": sum(contrary.get(c.claim_id) == "gap" for c in inside),
                "contrary_unknown": sum(
                    contrary.get(c.claim_id) == "not_assessable" for c in inside
                ),
            },
            scores.get(section, ()),
        )
        for section, inside in claims.items()
    )


def _section(
    case: Case, section: str, counts: Mapping[str, int], scores: tuple[PersonScore, ...]
) -> SectionTransparency:
    level, raised_by = _level(case, counts)
    return SectionTransparency(section, level, counts, raised_by, scores, agreement(scores))


def _level(case: Case, counts: Mapping[str, int]) -> tuple[Level | None, tuple[str, ...]]:
    if not counts["claims"]:
        return None, ("record_claims",)
    if not case.register.recorded("claim_links"):
        return None, ("record_links",)
    if not counts["linked_claims"]:
        return 0, ("link_claims",)
    share = Fraction(str(case.thresholds.cited_share))
    wanted = share * counts["claims"]
    cited = counts["cited_claims"] >= wanted
    may_be_cited = counts["cited_claims"] + counts["unknown_claims"] >= wanted
    lacking = {
        "cite_and_say_how_used": not may_be_cited,
        "look_for_citations": not cited and counts["unknown_claims"] > 0,
        "trace_sources": counts["untraceable_items"] > 0,
        "check_links": counts["unchecked_items"] > 0,
    }
    if any(lacking.values()):
        return 1, tuple(code for code, holds in lacking.items() if holds)
    lacking = {
        "appraise_or_state_limits": counts["weighed_items"] < counts["items"],
        "record_uncertainty": counts["uncertainties"] == 0,
        "cite_contrary_evidence": counts["contrary_claims"] > 0,
        "look_for_contrary_citations": counts["contrary_unknown"] > 0,
    }
    if any(lacking.values()):
        return 2, tuple(code for code, holds in lacking.items() if holds)
    return 3, ()


def _claim_counts(claims: list[ClaimEvidence]) -> dict[str, int]:
    def cited(claim: ClaimEvidence) -> bool:
        return any(link.cited_by_policy == "yes" and link.how_used for link in claim.links)

    return {
        "claims": len(claims),
        "linked_claims": sum(bool(claim.links) for claim in claims),
        "cited_claims": sum(cited(claim) for claim in claims),
        "unknown_claims": sum(
            not cited(claim) and any(link.cited_by_policy == "unknown" for link in claim.links)
            for claim in claims
        ),
    }


def _item_counts(
    claims: list[ClaimEvidence], traced: Mapping[str, str], weighed: frozenset[str]
) -> dict[str, int]:
    items = {link.evidence_id for claim in claims for link in claim.links}
    return {
        "items": len(items),
        "untraceable_items": sum(traced.get(item) == "gap" for item in items),
        "unchecked_items": sum(traced.get(item) == "not_assessable" for item in items),
        "weighed_items": len(items & weighed),
    }


def _weighed_items(case: Case) -> frozenset[str]:
    """The items that somebody rated, or whose limitations are stated."""
    rated = set(case.register.table("ratings")["evidence_id"])
    items = case.register.table("evidence")
    return frozenset(rated | set(items.loc[items["limitations"].notna(), "evidence_id"]))


def _scores(case: Case) -> dict[str, tuple[PersonScore, ...]]:
    by_section: dict[str, tuple[PersonScore, ...]] = {}
    for row in case.register.rows("transparency_scores"):
        score = PersonScore(row["scorer"], int(row["score"]), row["reason"], row["scored_on"])
        by_section[row["section"]] = (*by_section.get(row["section"], ()), score)
    return by_section


def agreement(scores: Iterable[PersonScore]) -> Agreement | None:
    """How far people agree about a section; `None` where fewer than two scored it."""
    given = [each.score for each in scores]
    if len(given) < 2:
        return None
    pairs = list(combinations(given, 2))
    return Agreement(
        scorers=len(given),
        pairs=len(pairs),
        same=sum(one == other for one, other in pairs),
        widest=max(given) - min(given),
    )
