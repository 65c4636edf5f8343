"""An id of policy.yaml is given once. Populations and priority dimensions share their ids."""

from collections.abc import Iterator

from opm_evidence.records.faults import Fault
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft
from opm_evidence.registers.nearest import quoted

SPACES = (
    ("questions",),
    ("interventions",),
    ("outcomes",),
    ("nations",),
    ("populations", "priority_dimensions"),
)
"""The lists of policy.yaml within each of which an id means one thing."""


def _find(draft: Draft) -> Iterator[Fault]:
    if draft.policy is None or draft.policy_text is None:
        return
    for space in SPACES:
        first: dict[str, int] = {}
        for part in space:
            for number, each in enumerate(getattr(draft.policy, part)):
                location = (part, number, "id")
                if each.id in first:
                    yield draft.policy_text.fault(
                        location,
                        f"{quoted(each.id)} is there twice (first on line {first[each.id]}).",
                        "Give one of them another id. Groups and dimensions share one list of ids: "
                        "“women” and “gender”, say."
                        if len(space) > 1
                        else "Give one of them another id.",
                    )
                first.setdefault(each.id, draft.policy_text.line(location))


CHECK = Check(
    "policy_ids_unique",
    "No id is given twice in a list of policy.yaml; populations and priority dimensions share "
    "theirs.",
    _find,
)
