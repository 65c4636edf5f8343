"""The gaps of a pack as research questions: a table, and a document beside it."""

from opm_evidence.display.wording.research_questions import contact, markdown, research_questions
from opm_evidence.packs.downloads.published_table import PublishedTable, plain_rows
from opm_evidence.synthesis.assessment import Assessment

RESEARCH_QUESTIONS = "research_questions"
COLUMNS = {
    "question_id": "The lasting id of the question: what it is about.",
    "question": "The question that research could answer.",
    "background": "What is known so far, for whom, about what, where, and as at when.",
    "why": "Why it is asked: every reason why this is a gap, with the rule that found it.",
    "settled_by": "What would settle it.",
    "status": "Open, or in progress where a study or evaluation is planned or under way.",
    "department": "The department in the lead.",
    "contact": "Whom to write to.",
    "as_of": "The day as which the evidence was read.",
    "gap_ids": "The gaps that an answer would close; see gaps.csv.",
}


def research_question_table(assessment: Assessment) -> PublishedTable:
    """One row a question, those of the gaps that lead first."""
    register = assessment.register
    rows = [
        {
            "question_id": each.id,
            "question": each.question,
            "background": each.background,
            "why": each.why,
            "settled_by": each.settled_by,
            "status": each.status,
            "department": register.policy.lead_department,
            "contact": contact(assessment),
            "as_of": register.as_of.isoformat(),
            "gap_ids": each.gaps,
        }
        for each in research_questions(assessment)
    ]
    fields = [
        {"name": name, "type": "string", "description": meaning}
        for name, meaning in COLUMNS.items()
    ]
    return PublishedTable(
        name=RESEARCH_QUESTIONS,
        title="Gaps as research questions",
        description="One row is a question, in the shape of Areas of Research Interest.",
        schema={"fields": fields, "missingValues": [""], "primaryKey": ["question_id"]},
        rows=plain_rows(tuple(COLUMNS), rows),
    )


def research_questions_markdown(assessment: Assessment) -> str:
    """The same as a document in Markdown."""
    return markdown(research_questions(assessment), assessment)
