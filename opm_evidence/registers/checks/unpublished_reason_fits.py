"""A reason for not publishing is given only for a report that is not public."""

from collections.abc import Iterator

from opm_evidence.records.faults import Fault
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft


def _find(draft: Draft) -> Iterator[Fault]:
    if not draft.has("evidence"):
        return
    evidence = draft.tables["evidence"]
    public = evidence.frame["access"].isin(["open", "registration", "paywalled"])
    yield from evidence.faults_where(
        evidence.frame["unpublished_reason"].notna() & public,
        "unpublished_reason",
        "A reason for not publishing is given, and access says that the report can be read.",
        "Set access to unpublished or on_request, or clear the reason.",
    )


CHECK = Check(
    "unpublished_reason_fits",
    "unpublished_reason is given only where access is unpublished, on_request or unknown.",
    _find,
)
