"""An outcome that is only watched neither improves nor worsens."""

from collections.abc import Iterator

from opm_evidence.records.faults import Fault
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft

SIDES = ("improves", "worsens")


def _find(draft: Draft) -> Iterator[Fault]:
    if draft.policy is None:
        return
    watched = [each.id for each in draft.policy.outcomes if each.desired_direction == "none"]
    for name in ("findings", "claims"):
        if name in draft.tables:
            frame = draft.tables[name].frame
            yield from draft.tables[name].faults_where(
                frame["outcome"].isin(watched) & frame["direction"].isin(SIDES),
                "direction",
                "The outcome is only watched (desired_direction: none), so it cannot improve or "
                "worsen.",
                "Leave the direction blank with coding_status not_applicable and say in the "
                "statement what was found, or give the outcome a desired direction."
                if name == "findings"
                else "Leave the direction blank, or give the outcome a desired direction.",
            )


CHECK = Check(
    "watched_outcomes_take_no_side",
    "A finding or claim on an outcome with desired_direction none never improves or worsens.",
    _find,
)
