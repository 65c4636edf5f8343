"""G17: a reader can get from a claim to every source beside it."""

from collections.abc import Iterator, Mapping
from typing import Any

from opm_evidence.records.answers import Answer, Verdict
from opm_evidence.synthesis.absence import without_subjects
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules.rule import Rule

CODE = "G17"


def traceable_sources(case: Case) -> Iterator[Answer]:
    """Every item that is linked to a claim has a DOI, a copy in an archive or a checked address.

    gap: the item has no DOI, no archived copy, and either no address (`no_address`) or one that
        did not answer when it was asked (`link_broken`).
    no_gap: it has a DOI (`doi`), an archived copy (`archived`), or an address that answered when
        it was last asked (`link_answered`), be it by leading on to another.
    not_assessable: it has nothing but an address that nobody has asked (`link_unchecked`);
        claim_links.csv is not recorded.
    not_applicable: no item is linked to any claim.
    """
    absent = without_subjects(case.register, CODE, "claim_links")
    if absent:
        yield absent
        return
    claims: dict[str, dict[str, None]] = {}
    for link in case.register.rows("claim_links"):
        claims.setdefault(link["evidence_id"], {})[link["claim_id"]] = None
    for item in case.register.rows("evidence"):
        if item["evidence_id"] in claims:
            verdict, reason = _traced(item)
            yield Answer(
                rule=CODE,
                subject_kind="item",
                subject=item["evidence_id"],
                verdict=verdict,
                reason=reason,
                looked_at=(item["evidence_id"],),
                facts={"claims": tuple(claims[item["evidence_id"]])},
                flags=("unpublished",) if item["access"] == "unpublished" else (),
                needs=("evidence.link_status",) if verdict == "not_assessable" else (),
            )


def _traced(item: Mapping[str, Any]) -> tuple[Verdict, str]:
    if item["doi"]:
        return "no_gap", "doi"
    if item["archived_url"]:
        return "no_gap", "archived"
    if not item["url"]:
        return "gap", "no_address"
    if item["link_status"] in ("ok", "redirected"):
        return "no_gap", "link_answered"
    if item["link_status"] == "broken":
        return "gap", "link_broken"
    return "not_assessable", "link_unchecked"


RULE = Rule(
    code=CODE,
    name="untraceable_source",
    title="Can a reader get to the sources of the claims?",
    subject_kind="item",
    source=(
        "Sense about Science, Transparency of Evidence: an assessment of government policy "
        "proposals May 2015 to May 2016, 2016; a spot check of government policy proposals July "
        "2016 to July 2017, 2018"
    ),
    reasons={
        "no_address": "it has no DOI, no archived copy and no address",
        "link_broken": "it has no DOI and no archived copy, and its address did not answer",
        "doi": "it has a DOI",
        "archived": "it has a copy in a public archive",
        "link_answered": "its address answered when it was last asked",
        "link_unchecked": "it has nothing but an address that nobody has asked",
        "not_recorded": "nobody has recorded what the claims rest on",
        "none_recorded": "no item is linked to a claim",
    },
    settled_by={
        "no_address": "a DOI, or an address that the public can open",
        "link_broken": "an address that answers, or a copy in a public archive",
        "link_unchecked": "a check of the address",
        "not_recorded": "claim_links.csv",
    },
    leads=True,
    judge=traceable_sources,
)
