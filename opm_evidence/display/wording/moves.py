"""What moved between two assessments, in words."""

from collections.abc import Mapping, Sequence

from opm_evidence.display.wording.dates import day
from opm_evidence.display.wording.numbers import counted, listed
from opm_evidence.display.wording.thresholds import WORDS
from opm_evidence.records.answers import Answer
from opm_evidence.synthesis.assessment import Assessment
from opm_evidence.synthesis.moves import Move, MoveKind
from opm_evidence.synthesis.rules import RULES

VERDICTS: Mapping[str, str] = {
    "gap": "a gap",
    "no_gap": "no gap",
    "not_assessable": "cannot be told",
    "not_applicable": "not asked",
}
IN_SHORT: Mapping[MoveKind, tuple[str, str]] = {
    "opened": ("1 gap opens", "{} gaps open"),
    "closed": ("1 gap closes", "{} gaps close"),
    "reason": ("1 gap has another reason", "{} gaps have other reasons"),
    "untold": ("1 answer can no longer be told", "{} answers can no longer be told"),
    "told": ("1 answer can be told now", "{} answers can be told now"),
    "dropped": ("1 gap is no longer asked about", "{} gaps are no longer asked about"),
}


def answer_words(answer: Answer | None) -> str:
    """`a gap: fewer independent studies than the threshold, and no review`."""
    if answer is None:
        return VERDICTS["not_applicable"]
    rule = RULES[answer.rule]
    reasons = [rule.reasons[each] for each in (answer.reason, *answer.other_reasons)]
    return f"{VERDICTS[answer.verdict]}: {'; '.join(reasons)}"


def counted_moves(moves: Sequence[Move]) -> list[str]:
    """`2 gaps open`, `1 gap closes`: what moved, by kind; nothing where nothing did."""
    found = {kind: sum(each.kind == kind for each in moves) for kind in IN_SHORT}
    return [
        IN_SHORT[kind][0] if count == 1 else IN_SHORT[kind][1].format(count)
        for kind, count in found.items()
        if count
    ]


def headline(moves: Sequence[Move]) -> str:
    """What moved in a line."""
    return f"{listed(counted_moves(moves)) or 'Nothing moves'}"


def supposed(before: Assessment, after: Assessment) -> str:
    """What is supposed: each threshold that differs, the day, and how much is no longer asked."""
    said = [
        f"{words}: {say(float(old))} before, {say(float(new))} now"
        for name, (words, say) in WORDS.items()
        for old, new in [(getattr(before.thresholds, name), getattr(after.thresholds, name))]
        if old != new
    ]
    if before.register.as_of != after.register.as_of:
        said.append(f"Day: {day(before.register.as_of)} before, {day(after.register.as_of)} now")
    fewer = len(before.cells) - len(after.cells)
    if fewer:
        said.append(f"{counted(fewer, 'question')} of {len(before.cells)} left out")
    return "; ".join(said) or "nothing else than what is published"
