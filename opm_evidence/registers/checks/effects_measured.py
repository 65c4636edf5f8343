"""Advice: a number says what it measures."""

from collections.abc import Iterator

from opm_evidence.records.faults import Fault
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft


def _find(draft: Draft) -> Iterator[Fault]:
    if not draft.has("findings"):
        return
    findings = draft.tables["findings"]
    frame = findings.frame
    yield from findings.faults_where(
        frame["effect"].notna() & findings.blank("effect_metric"),
        "effect_metric",
        "An effect is given, and nothing says what the number is.",
        "Name the measure, such as percentage_point_difference, and the unit beside it; a pack "
        "shows no number without them.",
        "advice",
    )


CHECK = Check("effects_measured", "Advice: an effect comes with effect_metric.", _find)
