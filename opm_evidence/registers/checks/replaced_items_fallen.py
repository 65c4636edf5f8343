"""Only an item that no longer stands is replaced, and never by itself."""

from collections.abc import Iterator

from opm_evidence.records.faults import Fault
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft


def _find(draft: Draft) -> Iterator[Fault]:
    if not draft.has("evidence"):
        return
    evidence = draft.tables["evidence"]
    frame = evidence.frame
    replaced = frame["replaced_by"].notna()
    yield from evidence.faults_where(
        replaced & frame["status"].isin(["current", "corrected"]),
        "replaced_by",
        "The item is replaced by another, and its status says that it stands.",
        "Set status to superseded or retracted, or clear replaced_by.",
    )
    yield from evidence.faults_where(
        frame["replaced_by"] == frame["evidence_id"],
        "replaced_by",
        "The item is replaced by itself.",
        "Name the item that replaces it.",
    )
    leads_on = dict(zip(frame["evidence_id"], frame["replaced_by"], strict=True))
    in_circles = [position for position, each in enumerate(frame["evidence_id"])
                  if _comes_back(each, leads_on)]  # fmt: skip
    yield from evidence.places.faults(
        in_circles,
        "replaced_by",
        "Following what replaced this item leads back to it.",
        "One of these items has to stand, or be replaced by one that does.",
    )


def _comes_back(start: object, leads_on: dict[object, object]) -> bool:
    if not isinstance(start, str):
        return False
    here, seen = leads_on.get(start), {start}
    while isinstance(here, str) and here not in seen:
        seen.add(here)
        here = leads_on.get(here)
    return isinstance(here, str) and here == start and len(seen) > 1


CHECK = Check(
    "replaced_items_fallen",
    "Only a retracted or superseded item has replaced_by, and it never leads back to itself.",
    _find,
)
