"""A study shares its data with other studies, not with itself."""

from collections.abc import Iterator

from opm_evidence.records.faults import Fault
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft


def _find(draft: Draft) -> Iterator[Fault]:
    if not draft.has("findings"):
        return
    findings = draft.tables["findings"]
    studies = findings.texts.get("study_id", ("",) * len(findings.frame))
    wrong = [
        position
        for position, shared in findings.values("shares_data_with")
        if shared == studies[position]
    ]
    yield from findings.places.faults(
        wrong,
        "shares_data_with",
        "The study is said to share data with itself.",
        "Name the other study. Two reports of one study carry the same study_id instead.",
    )


CHECK = Check(
    "studies_share_with_others", "shares_data_with names other studies, never the same.", _find
)
