"""A cell of the framework is declared once, and lists each of its groups once."""

from collections.abc import Iterator

from opm_evidence.records.faults import Fault
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft
from opm_evidence.registers.nearest import quoted


def _find(draft: Draft) -> Iterator[Fault]:
    if draft.policy is None or draft.policy_text is None:
        return
    first: dict[str, int] = {}
    named: set[int] = set()
    for cell in draft.policy.cells:
        location = ("framework", cell.entry)
        if cell.id in first and cell.entry not in named:
            named.add(cell.entry)
            yield draft.policy_text.fault(
                location,
                f"The cell {quoted(cell.id)} is declared twice (first on line {first[cell.id]}).",
                "Keep one entry for each intervention, outcome and kind of question, and list all "
                "its groups there.",
            )
        first.setdefault(cell.id, draft.policy_text.line(location))


CHECK = Check("cells_declared_once", "A cell of the framework is declared once.", _find)
