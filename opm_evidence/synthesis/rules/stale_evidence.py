"""G23: the evidence behind a claim is not too old."""

from collections.abc import Iterator

from opm_evidence.records.answers import Answer, Fact, Verdict
from opm_evidence.records.dates import PartialDate
from opm_evidence.synthesis.absence import without_subjects
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.claims import ClaimEvidence
from opm_evidence.synthesis.rules.rule import Rule

CODE = "G23"


def current_evidence(case: Case) -> Iterator[Answer]:
    """The newest item that supports a claim and counts is at most `stale_years` years old.

    The limit is the same for every type of claim, and the fact `claim_type` tells the types apart.
    An item's date is its year: one of the very year of the limit may lie on either side.

    gap: every such item is older than that (`stale`).
    no_gap: at least one is not (`current`).
    not_assessable: none is known to be young enough, and for one the year is missing
        (`year_unknown`) or is the year of the limit (`year_undecided`); claims.csv, claim_links.csv
        or findings.csv is not recorded.
    not_applicable: nothing that counts supports the claim (`no_support`: rule G16 says so); it is
        normative; no claim is recorded.
    """
    absent = without_subjects(case.register, CODE, "claims")
    if absent:
        yield absent
        return
    for claim in case.claims:
        verdict, reason, needs = _judge(case, claim)
        years = [link.year for link in claim.support if link.year is not None]
        facts: dict[str, Fact] = {"claim_type": claim.claim_type, "supporting": len(claim.support)}
        yield Answer(
            rule=CODE,
            subject_kind="claim",
            subject=claim.claim_id,
            verdict=verdict,
            reason=reason,
            looked_at=tuple(link.id for link in claim.support),
            facts=facts | ({"newest_year": max(years)} if years else {}),
            needs=needs,
            thresholds=case.used("stale_years"),
        )


def _judge(case: Case, claim: ClaimEvidence) -> tuple[Verdict, str, tuple[str, ...]]:
    if not claim.factual:
        return "not_applicable", "normative", ()
    if not case.register.recorded("claim_links"):
        return "not_assessable", "links_not_recorded", ("claim_links",)
    if not case.register.recorded("findings"):
        return "not_assessable", "findings_not_recorded", ("findings",)
    if not claim.support:
        return "not_applicable", "no_support", ()
    old = {_older(link.year, case) for link in claim.support}
    if False in old:
        return "no_gap", "current", ()
    if None not in old:
        return "gap", "stale", ()
    missing = any(link.year is None for link in claim.support)
    return "not_assessable", "year_unknown" if missing else "year_undecided", ("evidence.year",)


def _older(year: int | None, case: Case) -> bool | None:
    if year is None:
        return None
    return PartialDate.parse(f"{year:04d}").older_than(case.thresholds.stale_years, case.as_of)


RULE = Rule(
    code=CODE,
    name="stale_evidence",
    title="Does any claim rest on old evidence only?",
    subject_kind="claim",
    source="This project's decision: how current the evidence behind a claim is",
    reasons={
        "stale": "the newest item behind the claim is older than the limit",
        "current": "an item behind the claim is young enough",
        "year_unknown": "the year of an item behind the claim is not recorded",
        "year_undecided": "the newest item behind the claim is of the very year of the limit",
        "links_not_recorded": "nobody has recorded what the claim rests on",
        "findings_not_recorded": "nobody has recorded what the linked items found",
        "no_support": "nothing that counts supports the claim, so there is nothing to date",
        "normative": "the claim says what should be",
        "not_recorded": "no claims are recorded",
        "none_recorded": "the table of claims has no row",
    },
    settled_by={
        "stale": "newer evidence, or a statement that nothing has changed since",
        "year_unknown": "the year of the item",
        "year_undecided": "the day on which the item came out",
        "links_not_recorded": "claim_links.csv",
        "findings_not_recorded": "findings.csv",
        "not_recorded": "claims.csv",
    },
    leads=True,
    judge=current_evidence,
    thresholds=("stale_years",),
)
