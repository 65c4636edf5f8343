"""A review has no more studies at low risk of bias than it includes."""

from collections.abc import Iterator

from opm_evidence.records.faults import Fault
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft


def _find(draft: Draft) -> Iterator[Fault]:
    if not draft.has("evidence"):
        return
    evidence = draft.tables["evidence"]
    yield from evidence.faults_where(
        evidence.frame["included_low_risk"] > evidence.frame["included_studies"],
        "included_low_risk",
        "More studies are at low risk of bias than the review includes.",
        "Look at both numbers again.",
    )
    yield from evidence.faults_where(
        evidence.frame["included_low_risk"].notna() & evidence.blank("included_studies"),
        "included_studies",
        "The number at low risk of bias is given without the number of studies included.",
        "Write how many studies the review includes.",
    )


CHECK = Check(
    "low_risk_within_included",
    "included_low_risk is at most included_studies, and never stands without it.",
    _find,
)
