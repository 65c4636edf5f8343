"""What ends does not end before it began; what is answered was asked before.

Dates may be partial: only an order that they settle is a fault.
"""

from collections.abc import Iterator

from opm_evidence.records.dates import PartialDate
from opm_evidence.records.faults import Fault
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft

SPANS = (
    ("engagement", "from", "to", "It ends before it began."),
    ("challenges", "raised_on", "responded_on", "It was answered before it was raised."),
)
"""Table, the column that comes first, the one that comes after, and what is wrong otherwise."""


def _find(draft: Draft) -> Iterator[Fault]:
    for name, first, then, what in SPANS:
        if name in draft.tables:
            table = draft.tables[name]
            pairs = table.frame[[first, then]].dropna()
            wrong = [
                position
                for position, begun, ended in pairs.itertuples(name=None)
                if PartialDate.parse(ended).before(PartialDate.parse(begun))
            ]
            yield from table.places.faults(wrong, then, what, "Look at both dates again.")


CHECK = Check(
    "spans_in_order",
    "An engagement does not end before it began, and no challenge is answered before it is raised.",
    _find,
)
