"""G22: a policy in force has an evaluation, and the reports that are due are out."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from opm_evidence.records.answers import Answer, Fact, Verdict
from opm_evidence.records.dates import PartialDate
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules.rule import Rule

CODE = "G22"
IN_FORCE = ("in_force", "evaluated")
"""The stages in which an evaluation must be known; `evaluated` says itself that there was one."""
NEEDS = {"status_unknown": "evaluations.status"}


def evaluations_planned_and_out(case: Case) -> Iterator[Answer]:
    """A policy in force has an evaluation or a plan of one; no report is overdue.

    One answer for the policy (is there an evaluation?) and one for each evaluation (is it late?).

    gap: the policy is in force and no evaluation is recorded (`evaluation_missing`), or all were
        given up (`all_abandoned`); an evaluation's report was due before the pack's date and is
        not out (`evaluation_overdue`), also where it was given up (`abandoned_before_report`). An
        address alone does not say that the report is out: it may lead to early findings.
    no_gap: an evaluation is recorded that was not given up (`evaluation_known`; the fact
        `plans_published` counts the plans that can be read); the report is out (`report_out`), or
        is out and no finding of it was read (`report_unread`); it is not due yet (`not_due_yet`).
    not_assessable: evaluations.csv is not recorded; nobody has looked how far an evaluation is
        (`status_unknown`; a due date that has passed without date or address of a report still
        makes it overdue); it is not out and has no due date (`no_due_date`), or one that cannot be
        compared with the pack's date (`due_date_partial`).
    not_applicable: the policy is not in force (`not_in_force`); an evaluation was given up before
        a report was due (`abandoned`).
    """
    table = case.register.rows("evaluations")
    yield _policy(case, table)
    for row in table:
        yield _report(case, row)


def _policy(case: Case, table: Sequence[Mapping[str, Any]]) -> Answer:
    going = [row for row in table if row["status"] != "abandoned"]
    verdict: Verdict
    if case.policy.stage not in IN_FORCE:
        verdict, reason = "not_applicable", "not_in_force"
    elif not case.register.recorded("evaluations"):
        verdict, reason = "not_assessable", "not_recorded"
    elif going:
        verdict, reason = "no_gap", "evaluation_known"
    else:
        verdict, reason = "gap", "all_abandoned" if table else "evaluation_missing"
    return Answer(
        rule=CODE,
        subject_kind="policy",
        subject=case.policy.policy_id,
        verdict=verdict,
        reason=reason,
        looked_at=tuple(row["evaluation_id"] for row in table),
        facts={
            "stage": case.policy.stage,
            "evaluations": len(going),
            "complete": sum(row["status"] == "complete" for row in going),
            "status_unknown": sum(row["status"] == "unknown" for row in going),
            "abandoned": len(table) - len(going),
            "plans_published": sum(row["plan_url"] is not None for row in going),
        },
        needs=("evaluations",) if verdict == "not_assessable" else (),
    )


def _report(case: Case, row: Mapping[str, Any]) -> Answer:
    verdict, reason = _lateness(row, PartialDate.parse(case.as_of.isoformat()))
    if reason == "report_out" and not _was_read(case, row["evidence_id"]):
        reason = "report_unread"
    names = ("title", "due_on", "published_on", "reason_unpublished")
    facts: dict[str, Fact] = {name: row[name] for name in names if row[name]}
    return Answer(
        rule=CODE,
        subject_kind="evaluation",
        subject=row["evaluation_id"],
        verdict=verdict,
        reason=reason,
        looked_at=(row["evaluation_id"],),
        facts={"status": row["status"], **facts},
        needs=(NEEDS.get(reason, "evaluations.due_on"),) if verdict == "not_assessable" else (),
    )


def _lateness(row: Mapping[str, Any], today: PartialDate) -> tuple[Verdict, str]:
    abandoned = row["status"] == "abandoned"
    if _is_out(row, today):
        return "no_gap", "report_out"
    unknown = row["status"] == "unknown"
    if unknown and (row["report_url"] or not row["due_on"]):
        return "not_assessable", "status_unknown"
    if not row["due_on"]:
        return ("not_applicable", "abandoned") if abandoned else ("not_assessable", "no_due_date")
    late = PartialDate.parse(row["due_on"]).before(today)
    if late is None:
        return "not_assessable", "due_date_partial"
    if abandoned:
        return ("gap", "abandoned_before_report") if late else ("not_applicable", "abandoned")
    return ("gap", "evaluation_overdue") if late else ("no_gap", "not_due_yet")


def _is_out(row: Mapping[str, Any], today: PartialDate) -> bool:
    """Whether a report is out; one with a date after the pack's is not out in that pack."""
    if row["published_on"]:
        return today.before(PartialDate.parse(row["published_on"])) is not True
    return bool(row["status"] == "complete")


def _was_read(case: Case, evidence_id: str | None) -> bool:
    """Whether the report is an item of the register of which somebody has read a finding."""
    return any(
        each.evidence_id == evidence_id and each.set_aside != "unread" for each in case.findings
    )


RULE = Rule(
    code=CODE,
    name="evaluation_missing",
    title="Is the policy being evaluated, and are the reports out that were due?",
    subject_kind="evaluation",
    source=(
        "UK Evaluation Registry (Evaluation Task Force), "
        "https://github.com/i-dot-ai/evaluation-registry"
    ),
    reasons={
        "evaluation_missing": "the policy is in force and no evaluation is recorded",
        "all_abandoned": "the policy is in force and every evaluation was given up",
        "evaluation_overdue": "a report was due and is not out",
        "abandoned_before_report": "the evaluation was given up, and its report was due",
        "evaluation_known": "an evaluation is recorded",
        "report_out": "the report is out",
        "report_unread": "the report is out, and nobody has read it for this register",
        "status_unknown": "nobody has looked how far the evaluation is",
        "not_due_yet": "the report is not due yet",
        "no_due_date": "the report is not out, and no date is recorded by which it is due",
        "due_date_partial": "the recorded due date is not exact enough to tell",
        "not_recorded": "no evaluations are recorded",
        "not_in_force": "the policy is not in force",
        "abandoned": "the evaluation was given up before a report was due",
    },
    settled_by={
        "evaluation_missing": "an evaluation, or its plan",
        "all_abandoned": "an evaluation, or its plan",
        "evaluation_overdue": "the report, or a new date with the reason for the delay",
        "abandoned_before_report": "what was found until it was given up, and why it was",
        "status_unknown": "how far the evaluation is",
        "no_due_date": "the date by which the report is due",
        "due_date_partial": "the exact due date",
        "not_recorded": "evaluations.csv",
    },
    leads=True,
    judge=evaluations_planned_and_out,
)
