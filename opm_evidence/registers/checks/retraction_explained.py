"""Advice: a retracted item names its notice, or what replaced it."""

from collections.abc import Iterator

from opm_evidence.records.faults import Fault
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft


def _find(draft: Draft) -> Iterator[Fault]:
    if not draft.has("evidence"):
        return
    evidence = draft.tables["evidence"]
    frame = evidence.frame
    alone = evidence.blank("notice_doi") & evidence.blank("replaced_by")
    yield from evidence.faults_where(
        (frame["status"] == "retracted") & alone,
        "notice_doi",
        "The item is retracted, and neither a notice nor a replacement is named.",
        "Give the DOI of the notice, so that a reader can see why; if none was seen, leave it.",
        "advice",
    )
    yield from evidence.faults_where(
        (frame["status"] == "superseded") & evidence.blank("replaced_by"),
        "replaced_by",
        "The item is superseded, and nothing says by what.",
        "Name the item that replaces it; if it is not in the register, leave it.",
        "advice",
    )


CHECK = Check(
    "retraction_explained",
    "Advice: a retracted item names its notice or its replacement, a superseded one its "
    "replacement.",
    _find,
)
