"""What an evaluation says of its report fits together.

A report that is out has no reason for not being out; an evaluation that is planned has no report.
"""

from collections.abc import Iterator

from opm_evidence.records.faults import Fault
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft


def _find(draft: Draft) -> Iterator[Fault]:
    if not draft.has("evaluations"):
        return
    evaluations = draft.tables["evaluations"]
    frame = evaluations.frame
    out = frame["published_on"].notna()
    yield from evaluations.faults_where(
        out & frame["reason_unpublished"].notna(),
        "reason_unpublished",
        "The report is out, and a reason is given why it is not.",
        "Clear the reason, or the date of publication. A reason for a delay goes into the notes.",
    )
    yield from evaluations.faults_where(
        out & (frame["status"] == "planned"),
        "status",
        "The report is out, and the evaluation counts as planned.",
        "Set status to complete, or to ongoing where this was an interim report.",
    )
    yield from evaluations.faults_where(
        (frame["status"] == "complete")
        & evaluations.blank("published_on")
        & evaluations.blank("reason_unpublished"),
        "published_on",
        "The evaluation is complete, and neither a date of its report nor a reason is given.",
        "Write when the report came out, a year at least; or why it is not out.",
        "advice",
    )


CHECK = Check(
    "evaluations_agree",
    "An evaluation with published_on is not planned and has no reason_unpublished; a complete one "
    "has one of the two (advice).",
    _find,
)
