"""A report is one row: no DOI is given to two items.

A correction under the same DOI is a status of the row, not a row of its own. DOIs are compared
without regard to case (DOI Handbook, section 2.4, doi.org/doi-handbook).
"""

from collections.abc import Iterator

from opm_evidence.records.faults import Fault
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft
from opm_evidence.registers.nearest import quoted


def _find(draft: Draft) -> Iterator[Fault]:
    if not draft.has("evidence"):
        return
    evidence = draft.tables["evidence"]
    first: dict[str, int] = {}
    for position, doi in evidence.values("doi"):
        key = doi.casefold()
        if key in first:
            yield evidence.places.fault(
                position,
                "doi",
                f"{quoted(doi)} is already the DOI of the item in row "
                f"{evidence.places.rows[first[key]]}.",
                "Keep one row for each report. Where these are parts of one report, give the DOI "
                "to the whole, and tell the parts apart as findings.",
            )
        first.setdefault(key, position)


CHECK = Check("reports_once", "No two items have the same DOI.", _find)
