"""What if: the same register judged by other thresholds, as of another day, or asked less."""

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date
from itertools import groupby

from opm_evidence.errors import WrongCall
from opm_evidence.records.answers import Answer
from opm_evidence.records.policy import FrameworkEntry, Policy
from opm_evidence.records.thresholds import Thresholds
from opm_evidence.synthesis.assessment import Assessment, assess
from opm_evidence.synthesis.bearing import BEARING, with_bearing
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.cells import cell_evidence
from opm_evidence.synthesis.findings import findings_of
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
    case, moved = assessment.case, frozenset[str]()
    changed = _changed(case.thresholds, wanted)
    again = {code for code, rule in RULES.items() if not changed.isdisjoint(rule.thresholds)}
    if register.as_of != case.as_of:
        again = set(RULES)
        case = replace(case, register=register)
    if MOVES_THE_BODY in changed:
        case, moved = _with_other_bearing(case, wanted)
    case = case.judged_by(wanted)
    return Assessment(case, _answers(case, assessment.answers, again, moved), assessment.usage)


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


def _answers(
    case: Case, before: Iterable[Answer], again: set[str], moved: frozenset[str]
) -> tuple[Answer, ...]:
    """Every answer in its order: of the rules that are asked `again`, and of those that were kept.

    Where cells `moved`, rules that weigh what findings could bear are asked about these.
    """
    kept = {code: tuple(answers) for code, answers in groupby(before, key=lambda each: each.rule)}
    some = replace(case, cells=tuple(each for each in case.cells if each.cell.id in moved))
    answers: list[Answer] = []
    for code, rule in RULES.items():
        if code in again or (moved and rule.weighs and rule.subject_kind != "cell"):
            answers += rule.judge(case)
        elif moved and rule.weighs:
            new = {each.subject: each for each in rule.judge(some)}
            answers += (new.get(each.subject, each) for each in kept.get(code, ()))
        else:
            answers += kept.get(code, ())
    return tuple(answers)


def _with_other_bearing(case: Case, thresholds: Thresholds) -> tuple[Case, frozenset[str]]:
    """The case with what its findings could bear now, and the cells that this moves."""
    body = with_bearing(case.body, case.register, thresholds)
    old, new = (each[list(BEARING)].astype(object).to_numpy() for each in (case.body, body))
    rows = set((old != new).any(axis=1).nonzero()[0])
    if not rows:
        return case, frozenset()
    findings = findings_of(body)
    hold_one = [each.cell for each in case.cells if any(row.row in rows for row in each.rows)]
    again = cell_evidence(case.register, body, findings, hold_one)
    moved = {each.cell.id: each for each in again}
    cells = tuple(moved.get(each.cell.id, each) for each in case.cells)
    return replace(case, body=body, findings=findings, cells=cells), frozenset(moved)
