"""G15: of each part of the policy, it is known how, for whom, with what effort and at what cost."""

from collections.abc import Iterator

from opm_evidence.records.answers import Answer, Verdict
from opm_evidence.records.policy import Intervention
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.findings import Finding, one_an_item
from opm_evidence.synthesis.rules.rule import Rule

CODE = "G15"
FACETS = ("mechanism", "moderator", "implementation", "economic")
"""The facets of EMMIE beside the effect, which every other rule asks about."""
FACET_OF_KIND = {"economic": "economic", "process": "implementation"}
"""What a design is for says a facet even where nobody has listed it on the item."""


def every_facet(case: Case) -> Iterator[Answer]:
    """Each intervention of the policy has evidence, read and of any design, on every facet.

    A facet is told by an item that lists it, or whose design is for it, and that has a finding on
    the intervention which somebody has read and which is not set aside; a finding on another
    intervention of the kind will not do.

    gap: at least one facet is told by none (`facet_missing`); the facets are named.
    no_gap: every facet is told (`all_told`).
    not_assessable: a facet is told by none, and an item does not say what it tells
        (`facets_blank`); findings.csv is not recorded (`not_recorded`).
    not_applicable: the intervention is an alternative to the policy (`alternative`), or has no
        finding that counts (`no_finding`: G01 says why).
    """
    recorded = case.register.recorded("findings")
    for intervention in case.policy.interventions:
        if intervention.role == "policy" and recorded:
            yield _judge(case, intervention)
        elif intervention.role == "policy":
            yield _answer(intervention, "not_assessable", "not_recorded", needs=("findings",))
        else:
            yield _answer(intervention, "not_applicable", "alternative")


def _judge(case: Case, intervention: Intervention) -> Answer:
    counting = (f for f in case.findings if f.intervention == intervention.id and f.counts)
    items = tuple(one_an_item(counting))
    if not items:
        return _answer(intervention, "not_applicable", "no_finding")
    told = {facet for each in items for facet in each.facets}
    told |= {FACET_OF_KIND.get(each.design_kind or "", "") for each in items}
    missing = tuple(facet for facet in FACETS if facet not in told)
    blank = tuple(each.evidence_id for each in items if not each.facets)
    verdict: Verdict
    if not missing:
        verdict, reason = "no_gap", "all_told"
    elif not blank:
        verdict, reason = "gap", "facet_missing"
    else:
        verdict, reason = "not_assessable", "facets_blank"
    return _answer(
        intervention,
        verdict,
        reason,
        items=items,
        missing=missing,
        blank=blank,
        needs=("evidence.facets",) if verdict == "not_assessable" else (),
    )


def _answer(
    intervention: Intervention,
    verdict: Verdict,
    reason: str,
    *,
    items: tuple[Finding, ...] = (),
    missing: tuple[str, ...] = (),
    blank: tuple[str, ...] = (),
    needs: tuple[str, ...] = (),
) -> Answer:
    looked_at = tuple(each.evidence_id for each in items)
    return Answer(
        rule=CODE,
        subject_kind="intervention",
        subject=intervention.id,
        verdict=verdict,
        reason=reason,
        looked_at=looked_at,
        facts={"missing": missing, "items": len(looked_at), "blank": blank},
        needs=needs,
    )


RULE = Rule(
    code=CODE,
    name="facet_missing",
    title="Is it known how it works, for whom, what it takes and what it costs?",
    subject_kind="intervention",
    source=(
        "Johnson SD, Tilley N, Bowers KJ, Introducing EMMIE: an evidence rating scale to encourage "
        "mixed-method crime prevention synthesis reviews, 2015, doi 10.1007/s11292-015-9238-7"
    ),
    reasons={
        "facet_missing": "nothing tells at least one of the four",
        "all_told": "something tells each of the four",
        "facets_blank": "a facet is told by none, and an item does not say what it tells",
        "alternative": "it is an alternative to the policy",
        "no_finding": "nothing that counts is known of it at all (G01)",
        "not_recorded": "no findings are recorded",
    },
    settled_by={
        "facet_missing": "evidence on the facets named, of any design",
        "facets_blank": "a reading of what each item tells",
        "not_recorded": "findings.csv",
    },
    judge=every_facet,
)
