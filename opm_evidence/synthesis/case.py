"""What a rule may look at: the register, its body of evidence, its cells and the thresholds."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Self

import pandas as pd

from opm_evidence.records.answers import Fact
from opm_evidence.records.policy import Intervention, Outcome, Policy
from opm_evidence.records.register import Register
from opm_evidence.records.thresholds import Thresholds
from opm_evidence.records.usage import NO_USAGE, PolicyUsage
from opm_evidence.synthesis.body import body_of_evidence
from opm_evidence.synthesis.cells import CellEvidence, cell_evidence
from opm_evidence.synthesis.claims import ClaimEvidence, claims_with_links
from opm_evidence.synthesis.findings import Finding, findings_of


@dataclass(frozen=True, eq=False)
class Case:
    """A register with everything that is computed from it once, for all rules.

    Attributes:
        register: the register.
        body: `body_of_evidence(register)`.
        findings: the body of evidence one finding by one, `findings_of(body)`.
        cells: `cell_evidence(register, body, findings)`.
        thresholds: the thresholds to judge by.
        usage: how much each page and search of the policy was used: `subject_kind` (`page` or
            `search`), `subject` (its path or text) and `count` (missing where unknown), one row
            each; `None` where no usage is recorded.
    """

    register: Register
    body: pd.DataFrame
    findings: tuple[Finding, ...]
    cells: tuple[CellEvidence, ...]
    thresholds: Thresholds
    usage: pd.DataFrame | None = None

    @classmethod
    def of(
        cls,
        register: Register,
        thresholds: Thresholds = Thresholds(),
        usage: PolicyUsage = NO_USAGE,
    ) -> Self:
        """The case of one register, and of the usage that is recorded for its policy."""
        body = body_of_evidence(register, thresholds)
        findings = findings_of(body)
        cells = cell_evidence(register, body, findings)
        return cls(register, body, findings, cells, thresholds, usage.compared)

    def judged_by(self, thresholds: Thresholds) -> Self:
        """The same case with other thresholds. What was looked up, which needs none, is kept.

        Only for thresholds other than `low_risk_share`, which moves the body of evidence.
        """
        other = replace(self, thresholds=thresholds)
        kept = {name: each for name, each in vars(self).items() if name not in vars(other)}
        vars(other).update(kept)  # the cached look-ups
        return other

    @property
    def policy(self) -> Policy:
        """The policy of the register."""
        return self.register.policy

    @property
    def as_of(self) -> date:
        """The day as which the evidence is read."""
        return self.register.as_of

    @cached_property
    def main_cells(self) -> tuple[CellEvidence, ...]:
        """The cells for everybody: those of groups are asked G01 only."""
        return tuple(each for each in self.cells if each.cell.group is None)

    @cached_property
    def claims(self) -> tuple[ClaimEvidence, ...]:
        """The claims with their links, in the order of the register, still without answers."""
        return claims_with_links(self.register, self.findings)

    @cached_property
    def outcomes(self) -> Mapping[str, Outcome]:
        """The outcomes of the policy, by id."""
        return MappingProxyType({each.id: each for each in self.policy.outcomes})

    @cached_property
    def interventions(self) -> Mapping[str, Intervention]:
        """The interventions of the policy, by id."""
        return MappingProxyType({each.id: each for each in self.policy.interventions})

    @cached_property
    def items(self) -> pd.DataFrame:
        """evidence.csv with the design's `family` and `design_kind`, indexed by evidence id."""
        designs = self.register.designs[["study_design", "family", "kind"]]
        items = self.register.table("evidence").merge(
            designs.rename(columns={"kind": "design_kind"}), on="study_design", how="left"
        )
        return items.set_index("evidence_id", drop=False)

    @cached_property
    def review_evaluations(self) -> frozenset[str]:
        """The evaluations that are reviews."""
        rows = self.register.rows("evaluations")
        return frozenset(row["evaluation_id"] for row in rows if row["kind"] == "review")

    @cached_property
    def target_nations(self) -> frozenset[str]:
        """The smallest nations that the policy is for."""
        return self.nations_of(self.policy.target_nations)

    def nations_of(self, nations: tuple[str, ...]) -> frozenset[str]:
        """The smallest nations that these nations cover."""
        return frozenset().union(*(self.policy.nations_within(nation) for nation in nations))

    def used(self, *names: str) -> Mapping[str, Fact]:
        """The thresholds of these names, to be printed with an answer that used them."""
        return MappingProxyType({name: getattr(self.thresholds, name) for name in names})
