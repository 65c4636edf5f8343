"""Whose experience the evidence holds: the groups that were studied, and those that were heard.

The two are different things and are kept apart: a group can be studied for years without being
asked, and can be heard without ever being studied.
"""

from dataclasses import dataclass

from opm_evidence.records.policy import PriorityDimension
from opm_evidence.synthesis.case import Case

NOT_EVIDENCE = ("retracted", "superseded", "planned", "ongoing")
"""Why a finding says nothing about anybody: it was withdrawn, or there are no results."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One group or dimension that the policy declares, and where it appears.

    Attributes:
        dimension: the declaration in policy.yaml.
        groups: the ids that stand for it: its own, its populations and all their parts.
        studied_by: the findings on it, or that give results for it apart, in the order of the
            register; of items that stand and have results.
        read: those of `studied_by` that somebody has read and that are about the intervention
            itself.
        unread: those of `studied_by` that nobody has read.
        indirect: those of `studied_by` that are about another intervention of the kind.
        heard_by: the engagements in which it took part.
        studied: whether any finding reports it; `None` where no findings are recorded.
        heard: whether any engagement heard it; `None` where no engagements are recorded.
    """

    dimension: PriorityDimension
    groups: frozenset[str]
    studied_by: tuple[str, ...]
    read: tuple[str, ...]
    unread: tuple[str, ...]
    indirect: tuple[str, ...]
    heard_by: tuple[str, ...]
    studied: bool | None
    heard: bool | None


def voices(case: Case) -> tuple[Voice, ...]:
    """Every priority dimension of the policy, in the order of policy.yaml.

    A finding reports on a dimension when its population is one of the dimension's populations or a
    part of one, or when `subgroups_reported` names one of them or the dimension itself. An
    engagement heard it when `groups_heard` does.

    Source of the dimensions: O'Neill J and others 2014, Applying an equity lens to interventions:
    using PROGRESS, doi 10.1016/j.jclinepi.2013.08.005.
    """
    findings: dict[str, dict[str, str]] = {}
    for finding in case.findings:
        if finding.set_aside not in NOT_EVIDENCE:
            for group in (finding.population or "", *finding.subgroups_reported):
                findings.setdefault(group, {})[finding.finding_id] = finding.set_aside
    engagements = case.register.rows("engagement")
    heard: dict[str, list[str]] = {}
    for row in engagements:
        for group in row["groups_heard"]:
            heard.setdefault(group, []).append(row["engagement_id"])
    order = {finding.finding_id: finding.row for finding in case.findings}
    meetings = {row["engagement_id"]: place for place, row in enumerate(engagements)}
    return tuple(
        _voice(case, dimension, findings, heard, order, meetings)
        for dimension in case.policy.priority_dimensions
    )


def _voice(
    case: Case,
    dimension: PriorityDimension,
    findings: dict[str, dict[str, str]],
    heard: dict[str, list[str]],
    order: dict[str, int],
    meetings: dict[str, int],
) -> Voice:
    groups = frozenset({dimension.id}).union(
        *(case.policy.groups_within(each) for each in dimension.populations)
    )
    about = {name: why for group in groups for name, why in findings.get(group, {}).items()}
    studied_by = sorted(about, key=order.__getitem__)
    heard_by = {name for group in groups for name in heard.get(group, ())}
    return Voice(
        dimension=dimension,
        groups=groups,
        studied_by=tuple(studied_by),
        read=tuple(name for name in studied_by if not about[name]),
        unread=tuple(name for name in studied_by if about[name] == "unread"),
        indirect=tuple(name for name in studied_by if about[name] == "indirect"),
        heard_by=tuple(sorted(heard_by, key=meetings.__getitem__)),
        studied=bool(about) if case.register.recorded("findings") else None,
        heard=bool(heard_by) if case.register.recorded("engagement") else None,
    )
