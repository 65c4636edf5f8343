"""Advice: what a new policy's folder was laid out with has been replaced."""

from collections.abc import Iterator
from typing import Any

from opm_evidence.records.faults import Fault
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft
from opm_evidence.registers.placeholders import TO_BE_WRITTEN
from opm_evidence.registers.policy_text import Location


def _find(draft: Draft) -> Iterator[Fault]:
    if draft.policy_text is None:
        return
    for location in _placeholders(draft.policy_text.content, ()):
        yield draft.policy_text.advice(
            location, "This is still a placeholder.", "Write what it asks for."
        )


def _placeholders(value: Any, location: Location) -> Iterator[Location]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _placeholders(inner, (*location, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _placeholders(inner, (*location, number))
    elif isinstance(value, str) and value.startswith(TO_BE_WRITTEN):
        yield location


CHECK = Check(
    "placeholders_replaced",
    f"Advice: nothing in policy.yaml begins with “{TO_BE_WRITTEN}” any more.",
    _find,
)
