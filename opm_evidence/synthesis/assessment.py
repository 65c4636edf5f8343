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
from opm_evidence.synthesis.findings import Finding
from opm_evidence.synthesis.order import LeadingGap, leading_gaps
from opm_evidence.synthesis.rules import RULES
from opm_evidence.synthesis.transparency import SectionTransparency, section_transparency
from opm_evidence.synthesis.voices import Voice, voices


@dataclass(frozen=True, eq=False)
class Assessment:
    """Everything that is computed from a register, as of one day.

    What follows from the answers is computed when it is first asked for, once.

    Attributes:
        case: what the rules looked at: register, body of evidence, cells, thresholds.
        answers: the answers of every rule, in the order of `RULES` and then of the register.
        usage: how much the policy's pages and searches were used, as it may be published.
    """

    case: Case = field(repr=False)
    answers: tuple[Answer, ...]
    usage: PolicyUsage = NO_USAGE

    @property
    def register(self) -> Register:
        """The register."""
        return self.case.register

    @property
    def thresholds(self) -> Thresholds:
        """The thresholds that the rules used."""
        return self.case.thresholds

    @property
    def body(self) -> pd.DataFrame:
        """One row a finding, as `body.body_of_evidence` says."""
        return self.case.body

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The body of evidence, finding by finding."""
        return self.case.findings

    @property
    def cells(self) -> tuple[CellEvidence, ...]:
        """What lies in each cell, in the order of the framework."""
        return self.case.cells

    @cached_property
    def leading(self) -> tuple[LeadingGap, ...]:
        """The gaps that lead, at most seven."""
        return leading_gaps(self.case, self.answers)

    @cached_property
    def claims(self) -> tuple[ClaimEvidence, ...]:
        """The claims with the evidence for and against them, and their answers."""
        return with_answers(self.case.claims, self.answers)

    @cached_property
    def transparency(self) -> tuple[SectionTransparency, ...]:
        """How far the evidence of each section can be seen."""
        return section_transparency(self.case, self.answers)

    @cached_property
    def voices(self) -> tuple[Voice, ...]:
        """Who was studied and who was heard."""
        return voices(self.case)

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
    return Assessment(case, answers, usage)
