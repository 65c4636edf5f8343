"""An id is given once: no two rows of a table are the same thing.

The key of each table is the `primaryKey` of its schema; a blank part of a key counts as a value.
"""

from collections.abc import Iterator
from itertools import islice

from opm_evidence.records.faults import Fault
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft, Table
from opm_evidence.registers.nearest import quoted
from opm_evidence.registers.places import SHOWN_AT_MOST


def _find(draft: Draft) -> Iterator[Fault]:
    for table in draft.tables.values():
        yield from islice(_repeated(table), SHOWN_AT_MOST)


def _repeated(table: Table) -> Iterator[Fault]:
    key = table.schema.primary_key
    columns = [table.texts.get(name) for name in key]
    blank = ("",) * len(table.places.rows)
    first: dict[tuple[str, ...], int] = {}
    for position, parts in enumerate(zip(*(each or blank for each in columns), strict=True)):
        if parts in first and parts[0]:
            named = " with ".join(quoted(part) for part in parts if part)
            yield table.places.fault(
                position,
                key[-1] if len(key) == 1 else ", ".join(key),
                f"{named} is there twice: here and in row {table.places.rows[first[parts]]}.",
                f"Every row is {table.schema.row}: give one of the two another id, or remove it.",
            )
        first.setdefault(parts, position)


CHECK = Check("keys_unique", "No id is given twice in a table.", _find)
