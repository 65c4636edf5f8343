"""Several policies side by side: gaps in common, evidence in common, who is never heard.

Policies are never ranked, and numbers of different registers are never added up: a register with
more rows has more gaps to find.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from opm_evidence.synthesis.assessment import Assessment
from opm_evidence.synthesis.claims import ClaimEvidence, ClaimLink
from opm_evidence.synthesis.voices import Voice

ClaimOfReport = tuple[str, ClaimEvidence, ClaimLink]
"""A policy, a claim of it, and how a report bears on the claim."""
Sameness = Literal["doi", "url", "title"]


@dataclass(frozen=True, slots=True)
class CommonGap:
    """One reason of one rule, with the number of gaps that it makes in each policy."""

    rule: str
    reason: str
    gaps: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Report:
    """One report, wherever it is registered.

    Attributes:
        same_by: what says that the entries are one report: DOI, address, or title and year.
        entries: policy and evidence id of each entry, in the order of the policies.
    """

    same_by: Sameness
    entries: tuple[tuple[str, str], ...]

    @property
    def policies(self) -> tuple[str, ...]:
        """The policies that hold it."""
        return tuple(dict.fromkeys(policy for policy, _ in self.entries))


@dataclass(frozen=True, slots=True)
class Difference:
    """One kind of difference between people (PROGRESS-Plus), and the groups that policies name.

    `voices` holds the policy and what it knows of the group: who was studied, who was heard.
    """

    dimension: str
    voices: tuple[tuple[str, Voice], ...]

    @property
    def heard(self) -> bool:
        """Whether any of the groups was heard in any policy."""
        return any(voice.heard for _, voice in self.voices)

    @property
    def studied(self) -> bool:
        """Whether any of the groups was studied in any policy."""
        return any(voice.studied for _, voice in self.voices)


@dataclass(frozen=True, eq=False)
class Portfolio:
    """The policies that could be published, assessed; and those that faults keep from it.

    Attributes:
        assessments: the assessment of each policy, by its id.
        left_out: the policies with faults in their registers or usage.
    """

    assessments: Mapping[str, Assessment]
    left_out: tuple[str, ...] = ()

    @cached_property
    def common_gaps(self) -> tuple[CommonGap, ...]:
        """The reasons that make gaps in more than one policy, the most widespread first."""
        found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        for policy, assessment in self.assessments.items():
            for gap in assessment.gaps:
                counts = found[gap.rule, gap.reason]
                counts[policy] = counts.get(policy, 0) + 1
        common = [CommonGap(*key, counts) for key, counts in found.items() if len(counts) > 1]
        return tuple(sorted(common, key=lambda each: (-len(each.gaps), each.rule, each.reason)))

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """Every report once: entries of one DOI, or else one address, or else one title and year.

        Two policies may keep one report under different ids, and one of them without its DOI: an
        entry that has any of the three in common with a report belongs to it.
        """
        known: dict[tuple[Sameness, str], int] = {}
        entries: list[list[tuple[str, str]]] = []
        by: list[Sameness] = []
        for policy, assessment in self.assessments.items():
            for row in assessment.register.rows("evidence"):
                marks = tuple(_marks(row))
                place = next((known[each] for each in marks if each in known), len(entries))
                if place == len(entries):
                    entries.append([])
                    by.append(marks[0][0])
                else:
                    by[place] = next(each[0] for each in marks if each in known)
                entries[place].append((policy, row["evidence_id"]))
                for each in marks:
                    known.setdefault(each, place)
        return tuple(Report(how, tuple(each)) for how, each in zip(by, entries, strict=True))

    @cached_property
    def shared_reports(self) -> tuple[Report, ...]:
        """The reports that more than one policy holds."""
        return tuple(each for each in self.reports if len(each.policies) > 1)

    @cached_property
    def claims_of_reports(
        self,
    ) -> tuple[tuple[Report, tuple[ClaimOfReport, ...]], ...]:
        """The reports that support more than one claim, each with its policies, claims and links.

        Those that do so in several policies come first, then those that support most claims.
        """
        links: dict[tuple[str, str], list[ClaimOfReport]] = defaultdict(list)
        for policy, assessment in self.assessments.items():
            for claim in assessment.claims:
                for link in claim.for_it:
                    links[policy, link.evidence_id].append((policy, claim, link))
        found = []
        for report in self.reports:
            rows = tuple(row for entry in report.entries for row in links.get(entry, ()))
            if len({(policy, claim.claim_id) for policy, claim, _ in rows}) > 1:
                found.append((report, rows))
        return tuple(
            sorted(found, key=lambda each: (-len({row[0] for row in each[1]}), -len(each[1])))
        )

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Each kind of difference that a policy says must not be left out, never heard first."""
        voices: dict[str, list[tuple[str, Voice]]] = defaultdict(list)
        for policy, assessment in self.assessments.items():
            for voice in assessment.voices:
                voices[voice.dimension.dimension].append((policy, voice))
        found = [Difference(name, tuple(each)) for name, each in voices.items()]
        return tuple(sorted(found, key=lambda each: (each.heard, each.studied, each.dimension)))


def portfolio_of(assessments: Mapping[str, Assessment | None]) -> Portfolio:
    """The policies by their ids; `None` stands for one that faults keep from being published."""
    return Portfolio(
        {policy: each for policy, each in assessments.items() if each is not None},
        tuple(policy for policy, each in assessments.items() if each is None),
    )


def _marks(row: Mapping[str, Any]) -> Iterator[tuple[Sameness, str]]:
    if row["doi"]:
        yield "doi", str(row["doi"]).casefold()
    if row["url"]:
        yield "url", re.sub(r"^https?://(www\.)?|[/#]+$", "", str(row["url"]).casefold())
    words = re.findall(r"\w+", str(row["title"]).casefold())
    yield "title", f"{' '.join(words)} {row['year']}"
