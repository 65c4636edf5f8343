"""No group is a part of itself, and no nation contains itself, by whatever way round."""

from collections.abc import Iterator, Mapping, Sequence

from opm_evidence.records.faults import Fault
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft
from opm_evidence.registers.nearest import quoted


def _find(draft: Draft) -> Iterator[Fault]:
    if draft.policy is None or draft.policy_text is None:
        return
    wholes = {each.id: [each.part_of] if each.part_of else [] for each in draft.policy.populations}
    inner = {each.id: list(each.contains) for each in draft.policy.nations}
    for part, field, steps in (("populations", "part_of", wholes), ("nations", "contains", inner)):
        for number, each in enumerate(steps):
            if each in _reached(each, steps):
                yield draft.policy_text.fault(
                    (part, number, field),
                    f"{quoted(each)} lies within itself.",
                    f"Follow {field} from here, and take out the step that leads back.",
                )


def _reached(start: str, steps: Mapping[str, Sequence[str]]) -> set[str]:
    found: set[str] = set()
    ahead = list(steps[start])
    while ahead:
        here = ahead.pop()
        if here not in found:
            found.add(here)
            ahead += steps.get(here, ())
    return found


CHECK = Check(
    "policy_without_circles",
    "No group is a part of itself and no nation contains itself, directly or through others.",
    _find,
)
