"""Advice: a study that is planned or ongoing has no results that somebody has read."""

from collections.abc import Iterator

from opm_evidence.records.faults import Fault
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft


def _find(draft: Draft) -> Iterator[Fault]:
    if not draft.has("evidence", "findings"):
        return
    evidence, findings = draft.tables["evidence"].frame, draft.tables["findings"]
    unfinished = set(
        evidence.loc[evidence["study_status"].isin(["planned", "ongoing"]), "evidence_id"].dropna()
    )
    read = findings.frame["coding_status"] == "coded"
    yield from findings.faults_where(
        read & findings.frame["evidence_id"].isin(unfinished),
        "coding_status",
        "The study is planned or ongoing, and a result of it has been read; it will not count.",
        "Set study_status of the item to complete when its results are out; for interim results, "
        "add the interim report as an item of its own.",
        "advice",
    )


CHECK = Check(
    "results_after_study",
    "Advice: findings that have been read belong to items whose study_status is complete.",
    _find,
)
