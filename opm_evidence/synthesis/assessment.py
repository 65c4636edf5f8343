"""The assessment of one register: every answer of every rule, and what leads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from opm_evidence.records.answers import Answer
from opm_evidence.records.register import Register
from opm_evidence.records.thresholds import Thresholds
from opm_evidence.records.usage import NO_USAGE, PolicyUsage
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.cells import CellEvidence
from opm_evidence.synthesis.claims import ClaimEvidence, with_answers
from opm_evidence.synthesis.order import LeadingGap, leading_gaps
from opm_evidence.synthesis.rules import RULES
from opm_evidence.synthesis.transparency import SectionTransparency, section_transparency
from opm_evidence.synthesis.voices import Voice, voices


@dataclass(frozen=True, eq=False)
class Assessment:
    """Everything that is computed from a register, as of one day.

    Attributes:
        register: the register.
        thresholds: the thresholds that the rules used.
        body: one row a finding, as `body.body_of_evidence` says.
        cells: what lies in each cell, in the order of the framework.
        answers: the answers of every rule, in the order of `RULES` and then of the register.
        leading: the gaps that lead, at most seven.
        claims: the claims with the evidence for and against them, and their answers.
        transparency: how far the evidence of each section can be seen.
        voices: who was studied and who was heard.
        usage: how much the policy's pages and searches were used, as it may be published.
        case: what the rules looked at, to judge it by other thresholds (`supposing.suppose`).
    """

    register: Register
    thresholds: Thresholds
    body: pd.DataFrame
    cells: tuple[CellEvidence, ...]
    answers: tuple[Answer, ...]
    leading: tuple[LeadingGap, ...]
    claims: tuple[ClaimEvidence, ...]
    transparency: tuple[SectionTransparency, ...]
    voices: tuple[Voice, ...]
    usage: PolicyUsage
    case: Case = field(repr=False)

    def answer(self, rule: str, subject: str) -> Answer:
        """The answer of one rule about one subject.

        Raises:
            KeyError: the rule has no answer about it.
        """
        return self._by_rule_and_subject[rule, subject]

    @property
    def gaps(self) -> tuple[Answer, ...]:
        """All gaps, in the order of the answers."""
        return tuple(each for each in self.answers if each.verdict == "gap")

    def for_subject(self, subject: str) -> tuple[Answer, ...]:
        """Every answer about one subject, in the order of the rules."""
        return self._by_subject.get(subject, ())

    @cached_property
    def _by_rule_and_subject(self) -> Mapping[tuple[str, str], Answer]:
        return {(each.rule, each.subject): each for each in self.answers}

    @cached_property
    def _by_subject(self) -> Mapping[str, tuple[Answer, ...]]:
        subjects: dict[str, list[Answer]] = {}
        for each in self.answers:
            subjects.setdefault(each.subject, []).append(each)
        return {subject: tuple(answers) for subject, answers in subjects.items()}


def assess(
    register: Register,
    thresholds: Thresholds = Thresholds(),
    usage: PolicyUsage = NO_USAGE,
) -> Assessment:
    """Judge a register by every rule, and what was looked at by what is known (G25).

    The same register and usage give the same assessment, always. Without usage nothing is said of
    attention: nobody has looked.
    """
    case = Case.of(register, thresholds, usage)
    answers = tuple(answer for rule in RULES.values() for answer in rule.judge(case))
    return assessment_of(case, answers, usage)


def assessment_of(case: Case, answers: tuple[Answer, ...], usage: PolicyUsage) -> Assessment:
    """What follows from a case and the answers of every rule about it."""
    return Assessment(
        register=case.register,
        thresholds=case.thresholds,
        body=case.body,
        cells=case.cells,
        answers=answers,
        leading=leading_gaps(case, answers),
        claims=with_answers(case.claims, answers),
        transparency=section_transparency(case, answers),
        voices=voices(case),
        usage=usage,
        case=case,
    )
