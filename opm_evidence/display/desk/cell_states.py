"""What each question of the framework holds, and what becomes of its gaps, before and after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from opm_evidence.display.wording import evidence_map
from opm_evidence.display.wording.moves import counted_moves
from opm_evidence.display.wording.numbers import counted
from opm_evidence.synthesis.assessment import Assessment
from opm_evidence.synthesis.cells import CellEvidence
from opm_evidence.synthesis.moves import Move, MoveKind

ARROW = "→ "
"""What begins a line that tells of a move: the map marks such cells."""


@dataclass(frozen=True, slots=True)
class CellState:
    """One question, as it stands.

    Attributes:
        held: what lies in it, in words; or which kind of nothing.
        answered: whether anything that counts does.
        asked: whether the supposed framework still asks it.
        gaps: the codes of the rules that find a gap now.
        before: how many gaps there were.
        unknown: how many rules cannot tell now.
        moves: what moved.
    """

    held: str
    answered: bool
    asked: bool
    gaps: tuple[str, ...]
    before: int
    unknown: int
    moves: tuple[Move, ...]

    def moved(self, kind: MoveKind) -> bool:
        """Whether an answer about the question moved that way."""
        return any(each.kind == kind for each in self.moves)

    @property
    def standing(self) -> str:
        """`2 gaps`, `no gap found`, `cannot be told`: what the rules find now."""
        if not self.asked:
            return "left out"
        unknown = f"{counted(self.unknown, 'rule')} cannot tell" if self.unknown else ""
        if self.gaps:
            return ", ".join(each for each in (counted(len(self.gaps), "gap"), unknown) if each)
        return unknown or "no gap found"

    @property
    def lines(self) -> str:
        """All of it, one line each."""
        return "\n".join(
            [self.held, self.standing, *(f"{ARROW}{each}" for each in counted_moves(self.moves))]
        )


def held_by(cells: Iterable[CellEvidence], findings_recorded: bool) -> Mapping[str, str]:
    """What lies in each cell, in words; no threshold moves it."""
    held = {}
    for each in cells:
        state = evidence_map.state(each, findings_recorded)
        words = evidence_map.held_in_short(each)
        held[each.cell.id] = words if state == "evidence" else f"None: {evidence_map.STATES[state]}"
    return held


def cell_states(
    before: Assessment,
    after: Assessment,
    moves: Iterable[Move],
    held: Mapping[str, str] | None = None,
) -> Mapping[str, CellState]:
    """The state of each cell of `before`, in its order.

    Args:
        before: what is published.
        after: what is supposed.
        moves: what moved between the two.
        held: `held_by(before.cells, …)`, where it is known already.
    """
    if held is None:
        held = held_by(before.cells, before.register.recorded("findings"))
    asked = {each.cell.id for each in after.cells}
    of_cell: dict[str, list[Move]] = {}
    for move in moves:
        if move.subject_kind == "cell":
            of_cell.setdefault(move.subject, []).append(move)
    states = {}
    for each in before.cells:
        name = each.cell.id
        now = after.for_subject(name)
        states[name] = CellState(
            held=held[name],
            answered=not each.is_empty,
            asked=name in asked,
            gaps=tuple(answer.rule for answer in now if answer.verdict == "gap"),
            before=sum(answer.verdict == "gap" for answer in before.for_subject(name)),
            unknown=sum(answer.verdict == "not_assessable" for answer in now),
            moves=tuple(of_cell.get(name, ())),
        )
    return states
