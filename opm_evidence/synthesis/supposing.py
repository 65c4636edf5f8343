"""What if: the same register judged by other thresholds, as of another day, or asked less."""

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date
from itertools import groupby

import pandas as pd

from opm_evidence.errors import WrongCall
from opm_evidence.records.answers import Answer
from opm_evidence.records.policy import FrameworkEntry, Policy
from opm_evidence.records.thresholds import Thresholds
from opm_evidence.synthesis.assessment import Assessment, assess, assessment_of
from opm_evidence.synthesis.bearing import BEARING, with_bearing
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.cells import CellEvidence
from opm_evidence.synthesis.rules import RULES

MOVES_THE_BODY = "low_risk_share"
"""The one threshold that moves what findings could bear, and not only what a rule says of them."""


def suppose(
    assessment: Assessment,
    thresholds: Thresholds | None = None,
    *,
    as_of: str | date = "",
    leave_out: str | Iterable[str] = "",
) -> Assessment:
    """What an assessment would be, equal to `assess` of the changed register but sooner.

    Only the rules whose thresholds changed are asked again; the body of evidence and the cells,
    which depend on almost none, are kept. Another day asks every rule again; a smaller framework
    is assessed from the start.

    Args:
        assessment: what is known; it stays as it is.
        thresholds: the thresholds to suppose; those of the assessment where none are given.
        as_of: the day to suppose; that of the assessment where it is blank.
        leave_out: questions, interventions, outcomes or groups that the framework is supposed
            not to ask about, by their ids; in a text they are parted by commas or spaces.

    Raises:
        WrongCall: `as_of` is no day, or something to leave out is not in the framework.
    """
    wanted = thresholds or assessment.thresholds
    register = replace(assessment.register, as_of=_day(as_of, assessment.register.as_of))
    names = leave_out.replace(",", " ").split() if isinstance(leave_out, str) else [*leave_out]
    if names:
        policy = without(register.policy, names)
        return assess(replace(register, policy=policy), wanted, assessment.usage)
    case = assessment.case
    changed = _changed(case.thresholds, wanted)
    again = {code for code, rule in RULES.items() if not changed.isdisjoint(rule.thresholds)}
    if register.as_of != case.as_of:
        again = set(RULES)
        case = replace(case, register=register)
    if MOVES_THE_BODY in changed:
        case, moved = _with_other_bearing(case, wanted)
        again |= set(RULES) if moved else set()
    case = case.judged_by(wanted)
    return assessment_of(case, _answers(case, assessment.answers, again), assessment.usage)


def without(policy: Policy, names: Iterable[str]) -> Policy:
    """The policy with a framework that does not ask about these questions, measures or groups.

    Raises:
        WrongCall: the framework names no such thing.
    """
    left_out = set(names)
    known = set(framework_parts(policy))
    for name in sorted(left_out - known):
        raise WrongCall.for_parameter(
            "leave_out", name, f"The framework asks about these: {', '.join(sorted(known))}."
        )
    kept = tuple(
        entry.model_copy(update={"groups": tuple(g for g in entry.groups if g not in left_out)})
        for entry in policy.framework
        if left_out.isdisjoint(_parts(entry))
    )
    return policy.model_copy(update={"framework": kept})


def framework_parts(policy: Policy) -> tuple[str, ...]:
    """Everything that can be left out: ids of questions, interventions, outcomes and groups."""
    found = (part for entry in policy.framework for part in (*_parts(entry), *entry.groups))
    return tuple(dict.fromkeys(found))


def _parts(entry: FrameworkEntry) -> tuple[str, ...]:
    return tuple(each for each in (entry.question, entry.intervention, entry.outcome) if each)


def _changed(old: Thresholds, new: Thresholds) -> set[str]:
    return {
        each.name
        for each in fields(Thresholds)
        if getattr(old, each.name) != getattr(new, each.name)
    }


def _day(as_of: str | date, otherwise: date) -> date:
    if isinstance(as_of, date):
        return as_of
    try:
        return date.fromisoformat(as_of) if as_of else otherwise
    except ValueError:
        raise WrongCall.for_parameter("as_of", as_of, "Write a day, such as 2026-11-23.") from None


def _answers(case: Case, before: Iterable[Answer], again: set[str]) -> tuple[Answer, ...]:
    kept = {code: [*answers] for code, answers in groupby(before, key=lambda each: each.rule)}
    return tuple(
        answer
        for code, rule in RULES.items()
        for answer in (rule.judge(case) if code in again else kept.get(code, ()))
    )


def _with_other_bearing(case: Case, thresholds: Thresholds) -> tuple[Case, bool]:
    """The case with what its findings could bear now, and whether that is anything else."""
    body = with_bearing(case.body, case.register, thresholds)
    old, new = (each[list(BEARING)].astype(object).to_numpy() for each in (case.body, body))
    moved = body.index[(old != new).any(axis=1)]
    if moved.empty:
        return case, False
    cells = tuple(_moved_cell(each, body.loc[:, list(BEARING)], moved) for each in case.cells)
    return replace(case, body=body, cells=cells), True


def _moved_cell(cell: CellEvidence, bearing: pd.DataFrame, moved: pd.Index) -> CellEvidence:
    inside = cell.findings.index
    if inside.isin(moved).any():
        columns = {name: bearing.loc[inside, name] for name in BEARING}
        return replace(cell, findings=cell.findings.assign(**columns))
    return cell
