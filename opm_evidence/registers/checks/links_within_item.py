"""A link between claim and evidence names a finding of the item that it names.

The finding is blank only where the item has none: one report may support a claim by one finding
and contradict it by another.
"""

from collections.abc import Iterator

from opm_evidence.records.faults import Fault
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft


def _find(draft: Draft) -> Iterator[Fault]:
    if not draft.has("claim_links", "findings"):
        return
    links, findings = draft.tables["claim_links"], draft.tables["findings"].frame
    item_of = dict(zip(findings["finding_id"], findings["evidence_id"], strict=True))
    frame = links.frame
    owner = frame["finding_id"].map(item_of, na_action="ignore").astype("string")
    if draft.has("evidence"):  # an item that is not there is a fault of the finding
        owner = owner.where(owner.isin(draft.tables["evidence"].frame["evidence_id"]))
    yield from links.faults_where(
        owner != frame["evidence_id"],
        "finding_id",
        "The finding belongs to another item than the one that this row names.",
        "Name a finding of the item in evidence_id, or the item of the finding.",
    )
    with_findings = set(findings["evidence_id"].dropna())
    yield from links.faults_where(
        links.blank("finding_id") & frame["evidence_id"].isin(with_findings),
        "finding_id",
        "The item has findings, and the row does not say which of them bears on the claim.",
        "Name the finding; write a row for each where several do.",
    )


CHECK = Check(
    "links_within_item",
    "The finding of a claim link belongs to the link’s item, and is blank only where the item has "
    "none.",
    _find,
)
