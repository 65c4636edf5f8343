"""Advice: a finding without an intervention is about a need that the framework asks about."""

from collections.abc import Iterator

import pandas as pd

from opm_evidence.records.faults import Fault
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft


def _find(draft: Draft) -> Iterator[Fault]:
    if draft.policy is None or not draft.has("findings"):
        return
    findings = draft.tables["findings"]
    needs = {entry.outcome for entry in draft.policy.framework if entry.asks == "need"}
    texts = findings.texts.get("intervention", ("",) * len(findings.frame))
    blank = pd.Series([not text for text in texts], dtype="boolean")
    yield from findings.faults_where(
        findings.frame["outcome"].notna() & ~findings.frame["outcome"].isin(needs) & blank,
        "intervention",
        "No intervention is named, and no cell of the framework asks about this outcome as a need.",
        "Name the intervention; blank is for the size or shape of a need. Or add a cell that asks "
        "for the need.",
        "advice",
    )


CHECK = Check(
    "interventions_named",
    "Advice: intervention is blank only in findings on an outcome that a cell with asks: need "
    "names.",
    _find,
)
