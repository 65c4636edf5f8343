"""Which gaps lead: at most seven, in an order that is stated, and is not a score.

A reader has a minute. The rest is in the table, counted.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from opm_evidence.records.answers import Answer
from opm_evidence.records.policy import Cell
from opm_evidence.synthesis.belonging import questions_of
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules import RULES

Because = Literal["claim", "priority_outcome", "question", "further"]

MOST = 7
CLAIMS_FIRST = 2
EACH_REASON = 2
REASONS_IN_ORDER: tuple[tuple[str, str], ...] = (
    ("G16", ""),
    ("G19", ""),
    ("G20", ""),
    ("G10", ""),
    ("G05", ""),
    ("G07", ""),
    ("G01", "none_found"),
    ("G14", ""),
    ("G02", ""),
    ("G13", ""),
    ("G03", ""),
    ("G01", "none_in_register"),
)
"""The fixed order of reasons: rule, and reason where the rule has several places. All others come
after these, in the order of the rules."""


@dataclass(frozen=True, slots=True)
class LeadingGap:
    """A gap that leads a pack.

    Attributes:
        answer: the gap.
        beside: the other gaps of the same subject, in the fixed order of reasons.
        because: why it leads: it is about a claim of the policy, about a priority outcome, the
            first of a policy question, or among the next in order when all of these are served.
    """

    answer: Answer
    beside: tuple[Answer, ...]
    because: Because


@dataclass(frozen=True, slots=True)
class _Gap:
    """A gap with its place in the fixed order of reasons, and in that of the register."""

    rank: int
    place: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class _Subject:
    """One subject with its gaps in the fixed order of reasons."""

    gaps: tuple[_Gap, ...]
    is_claim: bool
    cell: Cell | None
    questions: frozenset[str]

    @property
    def of_group(self) -> bool:
        return self.cell is not None and self.cell.group is not None


_Wanted = Callable[[_Subject], bool]


def leading_gaps(case: Case, answers: Iterable[Answer]) -> tuple[LeadingGap, ...]:
    """At most seven gaps that lead the pack, in this order.

    1. `claim`: the first two claims with a gap.
    2. `priority_outcome`: for each outcome that the policy gives priority, in its order, the first
       cell of the policy for everybody with a gap, of the earliest question (alternatives and
       groups come with their question).
    3. `question`: for each question of the policy, in its order, its first gap. In 2 and 3
       together a question has one gap at most.
    4. `further`: the next gap of each question in turn, then all others, while there is room.

    First is, among the subjects that are left, one for everybody before one of a group, then by
    the fixed order of reasons, then by the order of the register. A subject leads with the first
    of its reasons that does not lead twice already, its other gaps beside it; no reason leads more
    than twice unless nothing else is left. Gaps of rules that never lead are left out (G06).

    What belongs to which question, `belonging.questions_of` says.
    """
    choice = _Choice(_subjects(case, answers))
    questions = [question.id for question in case.policy.questions]
    for _ in range(CLAIMS_FIRST):
        choice.take("claim", lambda subject: subject.is_claim)
    for outcome in case.policy.outcomes:
        if outcome.priority:
            for question in questions:
                if choice.take_for(question, "priority_outcome", _about(outcome.id)):
                    break
    for question in questions:
        choice.take_for(question, "question")
    taken = -1
    while taken < len(choice.leading) < MOST:
        taken = len(choice.leading)
        for question in questions:
            choice.take("further", _of_question(question))
    for again in (False, True):
        while choice.take("further", _any, again=again):
            pass
    return tuple(choice.leading)


def _any(subject: _Subject) -> bool:
    return True


def _about(outcome: str) -> _Wanted:
    return lambda subject: (
        subject.cell is not None
        and subject.cell.outcome == outcome
        and subject.cell.group is None
        and subject.cell.role == "policy"
    )


def _of_question(question: str) -> _Wanted:
    return lambda subject: question in subject.questions


def rank(answer: Answer) -> int:
    """The place of a gap in the fixed order of reasons, lowest first."""
    reasons = {answer.reason, *answer.other_reasons}
    for place, (rule, reason) in enumerate(REASONS_IN_ORDER):
        if answer.rule == rule and (not reason or reason in reasons):
            return place
    return len(REASONS_IN_ORDER) + list(RULES).index(answer.rule)


class _Choice:
    """The gaps taken so far, and the subjects that are left."""

    def __init__(self, subjects: Iterable[_Subject]) -> None:
        self.left = list(subjects)
        self.leading: list[LeadingGap] = []
        self.served: set[str] = set()
        self.reasons: Counter[int] = Counter()

    def take_for(self, question: str, because: Because, wanted: _Wanted = _any) -> bool:
        """Let the first wanted subject of a question lead, if none of that question does yet."""
        of_it = _of_question(question)
        if question in self.served or not self.take(
            because, lambda each: of_it(each) and wanted(each)
        ):
            return False
        self.served.add(question)
        return True

    def take(self, because: Because, wanted: _Wanted, *, again: bool = False) -> bool:
        """Let the first wanted subject lead, if one is left and there is room.

        A reason that leads twice already is passed over, unless it may lead `again`.
        """
        offers = [
            (subject, gap)
            for subject in self.left
            if wanted(subject)
            for gap in subject.gaps
            if again or self.reasons[gap.rank] < EACH_REASON
        ]
        if not offers or len(self.leading) == MOST:
            return False
        subject, lead = min(
            offers, key=lambda offer: (offer[0].of_group, offer[1].rank, offer[1].place)
        )
        beside = tuple(gap.answer for gap in subject.gaps if gap is not lead)
        self.left.remove(subject)
        self.leading.append(LeadingGap(lead.answer, beside, because))
        self.reasons[lead.rank] += 1
        return True


def _subjects(case: Case, answers: Iterable[Answer]) -> Iterator[_Subject]:
    cells = {each.cell.id: each.cell for each in case.cells}
    gaps: dict[tuple[str, str], list[_Gap]] = defaultdict(list)
    for place, answer in enumerate(answers):
        if answer.verdict == "gap" and RULES[answer.rule].leads:
            gap = _Gap(rank(answer), place, answer)
            gaps[answer.subject_kind, answer.subject].append(gap)
    for (kind, name), of_it in gaps.items():
        yield _Subject(
            gaps=tuple(sorted(of_it, key=lambda gap: (gap.rank, gap.place))),
            is_claim=kind == "claim",
            cell=cells.get(name) if kind == "cell" else None,
            questions=questions_of(case, of_it[0].answer),
        )
