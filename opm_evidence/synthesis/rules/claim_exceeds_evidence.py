"""G19: no causal or cost claim says more than its evidence can bear."""

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction

from opm_evidence.records.answers import Answer, Fact, Verdict
from opm_evidence.synthesis.absence import without_subjects
from opm_evidence.synthesis.asking import RATED
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.cells import CellEvidence
from opm_evidence.synthesis.claims import ClaimEvidence, ClaimLink
from opm_evidence.synthesis.independence import independent, votes_of
from opm_evidence.synthesis.rules.rule import Rule

CODE = "G19"
ASKED_OF: Mapping[str, tuple[str, ...]] = {"causal": ("effect",), "cost": ("cost", "effect")}
"""The claims that are judged, and what the cell that they are held against asks, best first."""

SAME_DIRECTION: Mapping[str, tuple[str, ...]] = {
    "improves": ("improves",),
    "worsens": ("worsens",),
    "no_change": ("no_change_shown", "no_clear_change"),
}
"""The directions of effect that do not differ from what a claim says. `no_clear_change` cannot be
told from no change, so it is not held against a claim of no change; `inconclusive` is."""


def bearable_claims(case: Case) -> Iterator[Answer]:
    """A causal or cost claim rests on evidence that can bear it, and most studies do not differ.

    Evidence can bear a causal claim where it passes G05 (its rating says so, or else its design);
    it can bear a cost claim where it is an economic study. The studies of the claim's cell are
    those in the framework's cell of its intervention and outcome; of a claim about a group, those
    of the group and its parts among them, whether or not the framework asks for the group apart.
    Each independent study has one vote.

    gap: every supporting link that counts is known not to bear the claim (`no_comparison` for a
        causal claim, `no_economic_study` for a cost claim); of `contrary_studies` or more studies
        of its cell, a share of `agreed_share` or more has another direction than the claim
        (`studies_differ`).
    no_gap: a supporting link can bear it, and the studies do not differ so, or are too few.
    not_assessable: claims.csv, claim_links.csv or findings.csv is not recorded; no supporting link
        is known to bear it and for one nobody knows (`bearing_unknown`); the claim's intervention
        or outcome is not recorded (`cell_unknown`), or its direction where there are studies
        enough to compare with (`direction_unknown`).
    not_applicable: the claim is neither causal nor about cost (`other_type`); nothing that counts
        supports it (`no_support`: rule G16 says so); no claim is recorded.

    The flag `by_design` says that no rating had a say in what the supporting evidence can bear.
    """
    absent = without_subjects(case.register, CODE, "claims")
    if absent:
        yield absent
        return
    cells: _Cells = {
        (each.cell.intervention, each.cell.outcome, each.cell.asks): each
        for each in reversed(case.main_cells)
    }
    for claim in case.claims:
        if claim.claim_type in ASKED_OF:
            yield _judge(case, claim, _cell_of(claim, cells))
        else:
            yield Answer(CODE, "claim", claim.claim_id, "not_applicable", "other_type")


_Cells = dict[tuple[str | None, str, str], CellEvidence]


def _cell_of(claim: ClaimEvidence, cells: _Cells) -> CellEvidence | None:
    if claim.intervention is None or claim.outcome is None:
        return None
    for asks in ASKED_OF[claim.claim_type]:
        cell = cells.get((claim.intervention, claim.outcome, asks))
        if cell:
            return cell
    return None


def _votes(case: Case, claim: ClaimEvidence, cell: CellEvidence | None) -> Mapping[str, int]:
    if cell is None:
        return {}
    if claim.population is None:
        return cell.votes
    groups = case.policy.groups_within(claim.population)
    rows = [row for row in cell.judged("study") if row.population in groups]
    kept, folded = independent(rows)
    return Counter(votes_of(rows, kept, folded, whole=claim.population).values())


def _judge(case: Case, claim: ClaimEvidence, cell: CellEvidence | None) -> Answer:
    limits = case.thresholds
    bears = [_bears(link, claim.claim_type) for link in claim.support]
    votes = _votes(case, claim, cell)
    studies = sum(votes.values())
    same = sum(votes.get(each, 0) for each in SAME_DIRECTION.get(claim.direction or "", ()))
    enough = studies >= limits.contrary_studies
    reasons = []
    if bears and set(bears) == {"no"}:
        reasons.append("no_economic_study" if claim.claim_type == "cost" else "no_comparison")
    if (
        enough
        and claim.direction
        and studies - same >= Fraction(str(limits.agreed_share)) * studies
    ):
        reasons.append("studies_differ")

    verdict: Verdict
    needs: tuple[str, ...] = ()
    if reasons:
        verdict, reason = "gap", reasons[0]
    elif not case.register.recorded("claim_links"):
        verdict, reason, needs = "not_assessable", "links_not_recorded", ("claim_links",)
    elif not case.register.recorded("findings"):
        verdict, reason, needs = "not_assessable", "findings_not_recorded", ("findings",)
    elif not bears:
        verdict, reason = "not_applicable", "no_support"
    elif "yes" not in bears:
        verdict, reason = "not_assessable", "bearing_unknown"
        needs = ("evidence.study_design", "ratings")
    elif claim.intervention is None or claim.outcome is None:
        verdict, reason = "not_assessable", "cell_unknown"
        needs = ("claims.intervention", "claims.outcome")
    elif enough and not claim.direction:
        verdict, reason, needs = "not_assessable", "direction_unknown", ("claims.direction",)
    else:
        verdict, reason = "no_gap", "borne_out"
    facts: dict[str, Fact] = {
        "claim_type": claim.claim_type,
        "supporting": len(bears),
        "can_bear": bears.count("yes"),
        "cannot_bear": bears.count("no"),
        "bearing_unknown": bears.count("unknown"),
        "cell": cell.cell.id if cell else "",
        "studies": studies,
        "studies_differing": studies - same if claim.direction else 0,
    }
    return Answer(
        rule=CODE,
        subject_kind="claim",
        subject=claim.claim_id,
        verdict=verdict,
        reason=reason,
        looked_at=tuple(link.id for link in claim.support),
        facts=facts,
        flags=() if any(link.bearing_reason in RATED for link in claim.support) else ("by_design",),
        other_reasons=tuple(reasons[1:]),
        needs=needs,
        thresholds={
            "agreed_share": limits.agreed_share,
            "contrary_studies": limits.contrary_studies,
        },
    )


def _bears(link: ClaimLink, claim_type: str) -> str:
    return link.economic if claim_type == "cost" else link.bearing


RULE = Rule(
    code=CODE,
    name="claim_exceeds_evidence",
    title="Does any claim say more than its evidence can bear?",
    subject_kind="claim",
    source=(
        "Sense about Science, Transparency of Evidence: an assessment of government policy "
        "proposals May 2015 to May 2016, 2016"
    ),
    reasons={
        "no_comparison": "nothing that supports the claim could show a cause",
        "no_economic_study": "nothing that supports the claim is an economic study",
        "studies_differ": "most studies found another direction than the claim says",
        "borne_out": "evidence that could bear the claim supports it",
        "bearing_unknown": "nobody knows whether what supports the claim could bear it",
        "cell_unknown": "nobody has recorded which intervention and outcome the claim is about",
        "direction_unknown": "nobody has recorded which direction the claim states",
        "links_not_recorded": "nobody has recorded what the claim rests on",
        "findings_not_recorded": "nobody has recorded what the linked items found",
        "other_type": "the claim is neither about a cause nor about a cost",
        "no_support": "nothing that counts supports the claim, so there is nothing to weigh",
        "not_recorded": "no claims are recorded",
        "none_recorded": "the table of claims has no row",
    },
    settled_by={
        "no_comparison": "a study with a comparison or counterfactual, or a more careful claim",
        "no_economic_study": "an economic study, or a more careful claim",
        "studies_differ": "a claim that says what the studies found",
        "bearing_unknown": "the design of the linked studies, or a rating of them",
        "cell_unknown": "the intervention and the outcome that the claim is about",
        "direction_unknown": "the direction that the claim states",
        "links_not_recorded": "claim_links.csv",
        "findings_not_recorded": "findings.csv",
        "not_recorded": "claims.csv",
    },
    leads=True,
    judge=bearable_claims,
    thresholds=("contrary_studies", "agreed_share"),
    weighs=True,
)
