"""Which answers are not what they were: gaps that opened or closed between two assessments."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from opm_evidence.records.answers import Answer, SubjectKind, Verdict
from opm_evidence.synthesis.assessment import Assessment

MoveKind = Literal["opened", "closed", "reason", "untold", "told", "dropped"]

MOVES: Mapping[MoveKind, str] = MappingProxyType(
    {
        "opened": "A gap opens",
        "closed": "A gap closes",
        "reason": "A gap stays, for another reason",
        "untold": "It can no longer be told",
        "told": "It can be told now, and is no gap",
        "dropped": "A gap is no longer asked about",
    }
)
"""Every kind of move with its meaning, in the order in which moves are shown."""

NOT_ASKED: Verdict = "not_applicable"


@dataclass(frozen=True, slots=True)
class Move:
    """One answer that is not what it was.

    Attributes:
        kind: what became of it; a key of `MOVES`.
        before: the answer before; `None` where the rule had none about this subject.
        after: the answer after; `None` where it has none any more.
    """

    kind: MoveKind
    before: Answer | None
    after: Answer | None

    @property
    def answer(self) -> Answer:
        """The answer after, or the one before where there is none after."""
        found = self.after or self.before
        assert found is not None, "a move has an answer on one of its sides"
        return found

    @property
    def rule(self) -> str:
        """The code of the rule."""
        return self.answer.rule

    @property
    def subject(self) -> str:
        """The id of what the answer is about."""
        return self.answer.subject

    @property
    def subject_kind(self) -> SubjectKind:
        """What kind of thing it is about."""
        return self.answer.subject_kind


def kind_of_move(before: Verdict, after: Verdict) -> MoveKind | None:
    """What became of an answer, reasons aside; `None` where nothing did that a reader would miss.

    A gap closes only where the rule now finds none. Where the rule can no longer tell, or is no
    longer asked, the gap is not closed.
    """
    if before == after:
        return None
    if after == "gap":
        return "opened"
    if before == "gap":
        ends: Mapping[Verdict, MoveKind] = {"no_gap": "closed", "not_assessable": "untold"}
        return ends.get(after, "dropped")
    if after == "not_assessable" and before == "no_gap":
        return "untold"
    return "told" if (before, after) == ("not_assessable", "no_gap") else None


def moves_between(before: Assessment, after: Assessment) -> tuple[Move, ...]:
    """Every answer that moved, in the order of `MOVES`, then of the rules and the register."""
    order = {kind: number for number, kind in enumerate(MOVES)}
    moves = _moves(before.answers, after.answers)
    return tuple(sorted(moves, key=lambda each: order[each.kind]))


def _moves(before: Iterable[Answer], after: Iterable[Answer]) -> list[Move]:
    old = {(each.rule, each.subject): each for each in before}
    new = {(each.rule, each.subject): each for each in after}
    moves = []
    for key in {**new, **old}:
        was, now = old.get(key), new.get(key)
        if was is now:
            continue
        kind = kind_of_move(was.verdict if was else NOT_ASKED, now.verdict if now else NOT_ASKED)
        if kind:
            moves.append(Move(kind, was, now))
        elif was and now and now.verdict == "gap" and _why(was) != _why(now):
            moves.append(Move("reason", was, now))
    return moves


def _why(answer: Answer) -> tuple[str, ...]:
    return (answer.reason, *answer.other_reasons)
