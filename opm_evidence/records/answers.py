"""What a rule answers about one subject.

Four answers (`gap`, `no_gap`, `not_assessable`, `not_applicable`); what has no data is never
`no_gap`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Verdict = Literal["gap", "no_gap", "not_assessable", "not_applicable"]
SubjectKind = Literal[
    "cell",
    "claim",
    "item",
    "intervention",
    "voice",
    "section",
    "policy",
    "evaluation",
    "question",
    "page",
    "search",
]
Fact = str | int | float | tuple[str, ...]
NOTHING: Mapping[str, Fact] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Answer:
    """One rule's answer about one subject, with everything it rests on.

    Attributes:
        rule: the code of the rule, such as `G01`.
        subject_kind: what kind of thing the subject is.
        subject: the id of the subject.
        verdict: one of the four answers.
        reason: the code of the reason; one of the rule's own `reasons`, for every verdict.
        looked_at: ids of the findings, items or links that the answer rests on, in order.
        facts: counts, dates and names that the words of the answer need.
        flags: what else is true of the subject, such as `in_progress`.
        other_reasons: further reasons of the same rule that hold too.
        needs: where not assessable: the input that would settle it, as `table.column`.
        thresholds: the thresholds that were used, by name.
    """

    rule: str
    subject_kind: SubjectKind
    subject: str
    verdict: Verdict
    reason: str
    looked_at: tuple[str, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=lambda: NOTHING)
    flags: tuple[str, ...] = ()
    other_reasons: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    thresholds: Mapping[str, Fact] = field(default_factory=lambda: NOTHING)

    @property
    def gap_id(self) -> str:
        """The lasting address of this answer: rule and subject, such as `g01-levy--obesity`.

        An address holds no spaces; those of a search are written as `+`.
        """
        return f"{self.rule.lower()}-{'+'.join(self.subject.split())}"


def rule_of(gap_id: str) -> str:
    """The code of the rule whose answer has this lasting address."""
    return gap_id.partition("-")[0].upper()
