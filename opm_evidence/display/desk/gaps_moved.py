"""What-if: how many gaps there are before and after, and each that moved."""

import pandas as pd

from opm_evidence.display.exhibits import Exhibit
from opm_evidence.display.live import sortable_table
from opm_evidence.display.wording import moves as words
from opm_evidence.display.wording.dates import day
from opm_evidence.display.wording.gaps import GapWording
from opm_evidence.display.wording.numbers import counted
from opm_evidence.display.wording.sources import made_from
from opm_evidence.records.answers import Answer
from opm_evidence.synthesis.assessment import Assessment
from opm_evidence.synthesis.moves import MOVES, Move, moves_between
from opm_evidence.synthesis.rules import RULES

BY_RULE = ("Rule", "Question", "Gaps before", "Gaps now")
EACH = ("What happens", "Rule", "What it is about", "Before", "Now")


def what_moved(before: Assessment, after: Assessment) -> Exhibit:
    """Gaps before and now, rule by rule, with a column for each kind of move that there is.

    >>> from tests.drawing import draw_register
    >>> from opm_evidence import assess, suppose
    >>> before = assess(draw_register())
    >>> what_moved(before, suppose(before)).title
    'Nothing moves'
    """
    moves = moves_between(before, after)
    kinds = [kind for kind in MOVES if any(each.kind == kind for each in moves)]
    rows = []
    for code, rule in RULES.items():
        of_rule = [each for each in moves if each.rule == code]
        counts = [sum(each.kind == kind for each in of_rule) for kind in kinds]
        gaps = [sum(each.rule == code for each in one.gaps) for one in (before, after)]
        if any(counts) or any(gaps):
            rows.append((code, rule.title, *gaps, *counts))
    return sortable_table(
        pd.DataFrame(rows, columns=[*BY_RULE, *(MOVES[kind] for kind in kinds)]),
        id="what-moved",
        title=words.headline(moves),
        description=(
            f"{counted(len(before.gaps), 'gap')} before, {counted(len(after.gaps), 'gap')} now. "
            f"Supposed: {words.supposed(before, after)}. A gap closes only where its rule now "
            "finds none: one that can no longer be told, or is not asked about, is not closed."
        ),
        sources=made_from(before.register, "policy", "findings", "evidence", "claims"),
        caption=f"Gaps by rule before and now, as at {day(after.register.as_of)}",
    )


def gaps_moved(before: Assessment, after: Assessment) -> Exhibit:
    """Every answer that moved, one row each, with both answers in words.

    >>> from tests.drawing import draw_register
    >>> from opm_evidence import assess, suppose
    >>> before = assess(draw_register())
    >>> list(gaps_moved(before, suppose(before)).frame)
    ['What happens', 'Rule', 'What it is about', 'Before', 'Now']
    """
    moves = moves_between(before, after)
    return sortable_table(
        moves_table(before, after, moves),
        id="gaps-moved",
        title=f"{counted(len(moves), 'answer')} that moved",
        description=(
            f"Supposed: {words.supposed(before, after)}. {words.headline(moves)}."
            " The order is that of the rules, and says nothing about importance."
        ),
        sources=made_from(before.register, "policy", "findings", "evidence", "claims"),
        caption=f"Answers that moved, as at {day(after.register.as_of)}",
    )


def moves_table(before: Assessment, after: Assessment, moves: tuple[Move, ...]) -> pd.DataFrame:
    """One row a move: what happens, the rule, what it is about, and both answers."""
    wordings = GapWording(before), GapWording(after)

    def subject(answer: Answer, was_asked: bool) -> str:
        return str(wordings[not was_asked].subject(answer).striptags())

    rows = [
        (
            MOVES[each.kind],
            f"{each.rule} {RULES[each.rule].title}",
            subject(each.answer, each.before is not None),
            words.answer_words(each.before),
            words.answer_words(each.after),
        )
        for each in moves
    ]
    return pd.DataFrame(rows, columns=list(EACH))
