"""What a row refers to exists: in another table, in policy.yaml, or in a shared table.

The references are those of the schemas, foreign keys and `references` alike.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator

from opm_evidence.records.faults import Fault
from opm_evidence.records.policy import Policy
from opm_evidence.records.schemas import Reference
from opm_evidence.registers.cells.patterns_match import SLUG_PATTERN, slug_of
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft, Table
from opm_evidence.registers.nearest import offer_from_list, quoted
from opm_evidence.registers.places import SHOWN_AT_MOST
from opm_evidence.registers.shared_copies import copy_instead
from opm_evidence.registers.values import parse_list

OFFERS = 20
"""Unknown ids of one column for which the nearest known one is looked for."""


def _find(draft: Draft) -> Iterator[Fault]:
    for table in draft.tables.values():
        for reference in table.schema.references:
            known = _known(draft, reference)
            if known is not None:
                yield from _unknown(draft, table, reference, known)


def _known(draft: Draft, reference: Reference) -> Collection[str] | None:
    """The ids that a reference may name, in order; `None` where they could not be read."""
    target, _, column = reference.target.partition(".")
    if target == "policy":
        return _ids_of_policy(draft.policy, column) if draft.policy else None
    if target in draft.unreadable:
        return None
    if target not in draft.tables:
        return {}
    written = [text for text in draft.tables[target].texts.get(column, ()) if text]
    # Whoever follows the remedy for an id of a wrong form need not hear of the rows that refer to
    # it in its right one.
    field = draft.tables[target].schema.field(column)
    mended = map(slug_of, written) if field.pattern.startswith(SLUG_PATTERN) else ()
    return dict.fromkeys([*written, *mended])


def _ids_of_policy(policy: Policy, part: str) -> Collection[str]:
    parts = ("populations", "priority_dimensions") if part == "groups" else (part,)
    return {each.id: None for name in parts for each in getattr(policy, name)}


def _unknown(
    draft: Draft, table: Table, reference: Reference, known: Collection[str]
) -> Iterator[Fault]:
    where: dict[str, list[int]] = defaultdict(list)
    for position, value in table.values(reference.field):
        if value not in known:
            where[value].append(position)
    shown = 0
    for count, (value, positions) in enumerate(where.items()):
        what = f"There is no {quoted(value)} in {_name(reference.target)}."
        remedy = _remedy(draft, reference, value, known if count < OFFERS else ())
        yield from table.places.faults(
            positions[: max(1, SHOWN_AT_MOST - shown)], reference.field, what, remedy
        )
        shown += len(positions)
        if shown >= SHOWN_AT_MOST:
            rest = [each for later in list(where.values())[count + 1 :] for each in later]
            rest = positions[SHOWN_AT_MOST:] + rest
            remedy = "Mend those that are listed, and check again."
            yield from table.places.rest(rest, reference.field, remedy)
            return


def _name(target: str) -> str:
    table, _, column = target.partition(".")
    if table != "policy":
        return f"the column {column} of {table}"
    if column == "groups":
        return "the populations and priority dimensions of policy.yaml"
    return f"the {column} of policy.yaml"


def _remedy(draft: Draft, reference: Reference, value: str, known: Collection[str]) -> str:
    table = reference.target.partition(".")[0]
    if table != "policy" and table not in draft.tables:
        shared = copy_instead(table)
        return shared or f"There is no {table}.csv yet: add it, or leave this cell blank."
    if reference.many and any(each in value for each in ",|/") and len(parse_list(value)) == 1:
        return "Separate several by a semicolon and a space."
    if table == "policy" and known:
        return f"{offer_from_list(value, known)} Or add it to policy.yaml."
    return offer_from_list(value, known) if known else "Add it there, or mend it here."


CHECK = Check(
    "references_exist",
    "Every id that a row refers to exists, in the table or the part of policy.yaml that it "
    "belongs to.",
    _find,
)
