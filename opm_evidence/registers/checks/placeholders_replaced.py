"""Advice: what a new policy's folder was laid out with has been replaced."""

from collections.abc import Iterator

from opm_evidence.records.faults import Fault
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft
from opm_evidence.registers.placeholders import TO_BE_WRITTEN


def _find(draft: Draft) -> Iterator[Fault]:
    if draft.policy_text is None:
        return
    for location, text in draft.policy_text.texts():
        if text.startswith(TO_BE_WRITTEN):
            yield draft.policy_text.advice(
                location, "This is still a placeholder.", "Write what it asks for."
            )


CHECK = Check(
    "placeholders_replaced",
    f"Advice: nothing in policy.yaml begins with “{TO_BE_WRITTEN}” any more.",
    _find,
)
