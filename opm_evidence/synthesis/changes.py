"""What changed between two editions: evidence, findings, claims, gaps, numbers and thresholds."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from opm_evidence.records.edition import AnswerEntry, ClaimEntry, Edition

Kind = Literal[
    "item_added",
    "item_removed",
    "item_retracted",
    "item_superseded",
    "item_corrected",
    "item_restored",
    "item_edited",
    "finding_added",
    "finding_removed",
    "finding_direction",
    "finding_reading",
    "finding_edited",
    "claim_added",
    "claim_removed",
    "claim_support",
    "claim_edited",
    "gap_opened",
    "gap_closed",
    "gap_reason",
    "gap_not_assessable",
    "gap_dropped",
    "number_moved",
    "threshold_changed",
]

CHANGES: Mapping[Kind, str] = MappingProxyType(
    {
        "item_added": "Evidence added",
        "item_removed": "Evidence removed",
        "item_retracted": "Evidence retracted",
        "item_superseded": "Evidence superseded",
        "item_corrected": "Evidence corrected by its publisher",
        "item_restored": "Evidence that stands again",
        "item_edited": "Evidence whose entry was edited",
        "finding_added": "Findings added",
        "finding_removed": "Findings removed",
        "finding_direction": "Findings whose direction changed",
        "finding_reading": "Findings whose reading changed",
        "finding_edited": "Findings whose entry was edited",
        "claim_added": "Claims added",
        "claim_removed": "Claims removed",
        "claim_support": "Claims whose support changed",
        "claim_edited": "Claims whose entry was edited",
        "gap_opened": "Gaps opened",
        "gap_closed": "Gaps closed",
        "gap_reason": "Gaps with another reason",
        "gap_not_assessable": "Gaps that can no longer be assessed",
        "gap_dropped": "Gaps that are no longer asked about",
        "number_moved": "Numbers that moved",
        "threshold_changed": "Thresholds changed",
    }
)
"""Every kind of change with its heading, in the order in which they are shown."""

STANDING: Mapping[str, Kind] = {
    "retracted": "item_retracted",
    "superseded": "item_superseded",
    "corrected": "item_corrected",
    "current": "item_restored",
}
NOT_ASKED = "not_applicable"
WHOLE = "pack"
"""What a number at the head of the pack is about."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it was.

    Attributes:
        kind: what sort of change; a key of `CHANGES`.
        subject: the id of the item, finding, claim, gap or cell; `pack` for its head numbers.
        what: the measure, where the subject has several; else empty.
        before: what it said, as codes and counts; empty where it was not there.
        after: what it says now; empty where it is gone.
        because: the ids of the rows that moved it, where they can be told.
    """

    kind: Kind
    subject: str
    what: str = ""
    before: str = ""
    after: str = ""
    because: tuple[str, ...] = ()


def changes_between(old: Edition, new: Edition) -> tuple[Change, ...]:
    """Everything that differs between two editions of a policy, in the order of `CHANGES`.

    A gap that is one no longer is `gap_closed` only where the rule now finds none; where the rule
    can no longer tell, or no longer asks, it is not closed, and that is said.
    """
    found = [change for part in PARTS for change in part(old, new)]
    order = {kind: number for number, kind in enumerate(CHANGES)}
    return tuple(sorted(found, key=lambda each: order[each.kind]))


def _items(old: Edition, new: Edition) -> Iterator[Change]:
    for name in _names(old.items, new.items):
        before, after = old.items.get(name), new.items.get(name)
        if before is None and after is not None:
            yield Change("item_added", name, after=after.title)
            if after.status != "current":
                yield Change(STANDING.get(after.status, "item_edited"), name, after=after.status)
        elif before is not None and after is None:
            yield Change("item_removed", name, before=before.title)
        elif before and after and before.status != after.status:
            kind = STANDING.get(after.status, "item_edited")
            because = (after.replaced_by,) if after.replaced_by else ()
            yield Change(kind, name, "status", before.status, after.status, because)
        elif before and after and before.row != after.row:
            yield Change("item_edited", name)


def _findings(old: Edition, new: Edition) -> Iterator[Change]:
    for name in _names(old.findings, new.findings):
        before, after = old.findings.get(name), new.findings.get(name)
        if before is None and after is not None:
            yield Change("finding_added", name, after=after.direction, because=(after.item,))
        elif before is not None and after is None:
            yield Change("finding_removed", name, before=before.direction, because=(before.item,))
        elif before and after:
            read = before.coding_status, after.coding_status
            if before.direction != after.direction:
                two = before.direction, after.direction
                yield Change("finding_direction", name, "direction", *two, (after.item,))
            if read[0] != read[1]:
                yield Change("finding_reading", name, "coding_status", *read, (after.item,))
            if before.direction == after.direction and read[0] == read[1]:
                if before.row != after.row:
                    yield Change("finding_edited", name, because=(after.item,))


def _claims(old: Edition, new: Edition) -> Iterator[Change]:
    for name in _names(old.claims, new.claims):
        before, after = old.claims.get(name), new.claims.get(name)
        if before is None and after is not None:
            yield Change("claim_added", name, after=_support(after))
        elif before is not None and after is None:
            yield Change("claim_removed", name, before=_support(before))
        elif before and after:
            moved = sorted(set(before.links) ^ set(after.links))
            if moved:
                rows = tuple(dict.fromkeys(link.partition(" ")[2] for link in moved))
                two = _support(before), _support(after)
                yield Change("claim_support", name, "links that count", *two, rows)
            if before.row != after.row:
                yield Change("claim_edited", name)


def _gaps(old: Edition, new: Edition) -> Iterator[Change]:
    nothing = AnswerEntry(verdict=NOT_ASKED, reason="")
    for name in _names(old.answers, new.answers):
        before, after = old.answers.get(name, nothing), new.answers.get(name, nothing)
        reasons = _answer(before), _answer(after)
        if before == after or "gap" not in (before.verdict, after.verdict):
            continue
        if before.verdict != "gap":
            yield Change("gap_opened", name, "", *reasons)
        elif after.verdict == "gap":
            yield Change("gap_reason", name, "reason", before.reason, after.reason)
        elif after.verdict == "no_gap":
            yield Change("gap_closed", name, "", *reasons)
        elif after.verdict == "not_assessable":
            yield Change("gap_not_assessable", name, "", *reasons)
        else:
            yield Change("gap_dropped", name, "", *reasons)


def _numbers(old: Edition, new: Edition) -> Iterator[Change]:
    for what in _names(old.numbers, new.numbers):
        yield from _moved(WHOLE, what, old.numbers, new.numbers, _rows_of(what, old, new))
    for cell in _names(old.cells, new.cells):
        before, after = old.cells.get(cell), new.cells.get(cell)
        if before is None or after is None:
            continue  # a question that came or went has no number that moved
        held = set(before.findings), set(after.findings)
        moved = held[0] ^ held[1] | {
            each
            for each in held[0] & held[1]
            if each in old.findings
            and each in new.findings
            and old.findings[each] != new.findings[each]
        }
        for what in _names(before.numbers, after.numbers):
            rows = tuple(sorted(moved))
            yield from _moved(cell, what, before.numbers, after.numbers, rows)


def _thresholds(old: Edition, new: Edition) -> Iterator[Change]:
    for name in _names(old.thresholds, new.thresholds):
        before, after = old.thresholds.get(name), new.thresholds.get(name)
        if before != after:
            yield Change("threshold_changed", name, "", _text(before), _text(after))


PARTS: tuple[Callable[[Edition, Edition], Iterable[Change]], ...] = (
    _items,
    _findings,
    _claims,
    _gaps,
    _numbers,
    _thresholds,
)


def _moved(
    subject: str,
    what: str,
    old: Mapping[str, int],
    new: Mapping[str, int],
    because: tuple[str, ...],
) -> Iterator[Change]:
    before, after = old.get(what, 0), new.get(what, 0)
    if before != after:
        yield Change("number_moved", subject, what, str(before), str(after), because)


def _rows_of(what: str, old: Edition, new: Edition) -> tuple[str, ...]:
    """The rows that came or went where a number at the head of the pack counts them."""
    rows: Mapping[str, tuple[set[str], set[str]]] = {
        "items": (set(old.items), set(new.items)),
        "findings": (set(old.findings), set(new.findings)),
        "claims": (set(old.claims), set(new.claims)),
        "questions": (set(old.cells), set(new.cells)),
        "questions_with_evidence": (_with_evidence(old), _with_evidence(new)),
        "gaps": (_open(old), _open(new)),
    }
    before, after = rows.get(what, (set(), set()))
    return tuple(sorted(before ^ after))


def _with_evidence(edition: Edition) -> set[str]:
    return {name for name, cell in edition.cells.items() if cell.answered}


def _open(edition: Edition) -> set[str]:
    return {name for name, answer in edition.answers.items() if answer.verdict == "gap"}


def _support(claim: ClaimEntry) -> str:
    return ", ".join(f"{count} {relation}" for relation, count in sorted(claim.counts.items()))


def _answer(answer: AnswerEntry) -> str:
    return f"{answer.verdict}: {answer.reason}" if answer.reason else answer.verdict


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _names(old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
    return sorted({*old, *new})
