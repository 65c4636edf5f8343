"""Section 10: how the policy is, was or will be tested, and what is overdue."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

from opm_evidence.display.exhibits import Exhibit, Table
from opm_evidence.display.markup import joined, link_to
from opm_evidence.display.names import Names
from opm_evidence.display.tables import Row, RowGroup
from opm_evidence.display.wording.dates import day, when
from opm_evidence.display.wording.numbers import counted, known
from opm_evidence.display.wording.sources import made_from, none_of
from opm_evidence.display.wording.terms import capital, term
from opm_evidence.records.answers import Answer
from opm_evidence.synthesis.assessment import Assessment
from opm_evidence.synthesis.rules import RULES

RULE = "G22"
UNREAD = "report_unread"


def testing(assessment: Assessment) -> Exhibit:
    """Every evaluation with what it can answer, how far it is, and when its report was due."""
    register = assessment.register
    names = Names(register)
    rows = register.rows("evaluations")
    answers = {each.subject: each for each in assessment.answers if each.rule == RULE}
    late = sum(
        answers[r["evaluation_id"]].verdict == "gap" for r in rows if r["evaluation_id"] in answers
    )
    out = sum(row["status"] == "complete" for row in rows)
    date = day(register.as_of)
    said = (
        f"As at {date}, {counted(len(rows), 'evaluation')} recorded; "
        f"{counted(out, 'report')} out, {counted(late, 'report')} overdue."
        if rows
        else none_of(register, "evaluations", "evaluations")
    )
    whole = answers.get(register.policy.policy_id)
    if whole and (whole.verdict == "gap" or (rows and whole.verdict == "not_assessable")):
        said = f"{said} {capital(RULES[RULE].reasons[whole.reason])}."
    return Table(
        id="evaluations",
        title=_title(len(rows), late),
        description=said,
        sources=made_from(register, "evaluations"),
        frame=register.table("evaluations"),
        caption=f"Evaluations, as at {date}",
        headings=("Evaluation", "What it looks at", "How far it is"),
        groups=(
            RowGroup(tuple(_row(row, answers.get(row["evaluation_id"]), names) for row in rows)),
        ),
    )


def _title(count: int, late: int) -> str:
    if not count:
        return "No evaluation is recorded"
    return f"{capital(counted(count, 'evaluation'))}, {counted(late, 'report')} overdue"


def _row(row: Mapping[str, Any], answer: Answer | None, names: Names) -> Row:
    design = names.design(row["design"]) if known(row["design"]) else "design not published"
    looks_at = [names.intervention(each) for each in row["interventions"] or ()] + [
        names.outcome(each) for each in row["outcomes"] or ()
    ]
    progress = [
        capital(term("evaluation_status", row["status"])),
        _due(row),
        f"Report out: {when(row['published_on'])}" if known(row["published_on"]) else "",
        _report(row, names),
        link_to(row["plan_url"], "The plan") if known(row["plan_url"]) else "No plan recorded",
        f"Reason given: {row['reason_unpublished']}" if known(row["reason_unpublished"]) else "",
    ]
    if answer and answer.verdict == "gap":
        progress.insert(
            0, Markup("<strong>{}</strong>").format(capital(RULES[RULE].reasons[answer.reason]))
        )
    elif answer and answer.reason == UNREAD:
        progress.append(capital(RULES[RULE].reasons[answer.reason]))
    return Row(
        (
            joined([row["title"], f"{capital(term('evaluation_kind', row['kind']))}, {design}"],
                   Markup("<br>")),
            joined(looks_at, "; ") or escape("Not recorded"),
            joined(progress, Markup("<br>")),
        ),
        f"evaluation-{row['evaluation_id']}",
    )  # fmt: skip


def _due(row: Mapping[str, Any]) -> str:
    if known(row["due_on"]):
        return f"Due: {when(row['due_on'])}"
    return "" if known(row["published_on"]) else "Due: no date recorded"


def _report(row: Mapping[str, Any], names: Names) -> Markup:
    if known(row["evidence_id"]):
        return Markup("Report: {}").format(names.cite(row["evidence_id"]))
    if known(row["report_url"]):
        return link_to(row["report_url"], "The report")
    return Markup("")
