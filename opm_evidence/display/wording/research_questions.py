"""Gaps as research questions, in the shape in which departments publish what they want to know.

Areas of Research Interest give, for each question, its background, why it is asked and whom to
write to (Government Office for Science, Areas of Research Interest,
gov.uk/government/collections/areas-of-research-interest). A gap in the record of a claim or of a
source asks for no research, and makes no question.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from opm_evidence.display.wording.dates import day
from opm_evidence.display.wording.gaps import GapWording, GapWords
from opm_evidence.display.wording.numbers import either
from opm_evidence.display.wording.terms import capital, listed_terms
from opm_evidence.records.answers import Answer
from opm_evidence.records.policy import Cell
from opm_evidence.synthesis.assessment import Assessment

RESEARCHABLE = ("cell", "intervention", "voice", "question")
"""Kinds of subject that research can say something about."""

ASKED: Mapping[str, str] = {
    "effect": "What is the effect of {intervention} on {outcome}, for {group} in {nations}?",
    "cost": "What does {intervention} cost, and what does that buy, for {group} in {nations}? "
    "(Outcome: {outcome}.)",
    "views": "What do people think of {intervention}: {group} in {nations}? (Outcome: {outcome}.)",
    "implementation": "What does it take to carry out {intervention}, for {group} in {nations}? "
    "(Outcome: {outcome}.)",
    "need": "How big is the problem, and whose is it: {outcome}, for {group} in {nations}?",
}
"""The question that each kind of cell asks."""


ESCAPED = str.maketrans({letter: f"\\{letter}" for letter in "\\`*_[]<>#|&"})
"""The letters that would be markup in Markdown, and what stands for them."""


@dataclass(frozen=True, slots=True)
class ResearchQuestion:
    """One question that research could answer, with every gap that it would close.

    Attributes:
        id: the lasting id: the subject's, with its kind before it.
        question: the question, as one would ask it.
        background: what is known so far, and as at when.
        why: why it is asked: every reason why this is a gap.
        settled_by: what would settle it.
        status: open, or in progress where a study is planned or under way.
        gaps: the addresses of those gaps on the page.
    """

    id: str
    question: str
    background: str
    why: str
    settled_by: str
    status: str
    gaps: tuple[str, ...]


@lru_cache(maxsize=1)  # asked for twice in a build: for a table, and for a document
def research_questions(assessment: Assessment) -> tuple[ResearchQuestion, ...]:
    """One question for each subject with gaps: those that lead first, then as the rules found."""
    leading = [each.answer for each in assessment.leading]
    order = [*leading, *(each for each in assessment.gaps if each not in leading)]
    subjects: dict[tuple[str, str], list[Answer]] = {}
    for answer in order:
        if answer.subject_kind in RESEARCHABLE:
            subjects.setdefault((answer.subject_kind, answer.subject), []).append(answer)
    wording = GapWording(assessment)
    return tuple(_question(answers, wording) for answers in subjects.values())


def _question(answers: list[Answer], wording: GapWording) -> ResearchQuestion:
    first = answers[0]
    said = [wording.words(answer) for answer in answers]
    settled = list(dict.fromkeys(each.settled_by for each in said))
    return ResearchQuestion(
        id=f"{first.subject_kind}-{first.subject}",
        question=_asked(first, wording, said[0]),
        background=said[0].background,
        why=capital(f"{'; '.join(_why(words) for words in said)}."),
        settled_by=capital(f"{either(settled)}."),
        status=capital(said[0].status),
        gaps=tuple(answer.gap_id for answer in answers),
    )


def _why(words: GapWords) -> str:
    facts = f" ({words.facts})" if words.facts else ""
    return f"{words.reason}{facts} (rule {words.rule})"


def _asked(answer: Answer, wording: GapWording, words: GapWords) -> str:
    subject = str(words.subject.striptags())
    match answer.subject_kind:
        case "cell" if answer.subject in wording.cells:
            return _cell_asked(wording.cells[answer.subject].cell, wording)
        case "intervention":
            facets = answer.facts.get("missing", ())
            what = listed_terms("facet", facets) if isinstance(facets, tuple) and facets else ""
            return f"{subject}: {what or 'what is missing from what is known'}?"
        case "voice":
            return (
                f"How does the policy reach this group, and what does it say about it: {subject}?"
            )
        case _:
            return subject


def _cell_asked(cell: Cell, wording: GapWording) -> str:
    names = wording.names
    nations = names.in_nations(wording.assessment.register.policy.target_nations)
    # The titles are put in last and once: braces in them are text.
    return ASKED[cell.asks].format(
        intervention=names.inside(names.intervention(cell.intervention)),
        outcome=names.inside(names.outcome(cell.outcome)),
        group=names.inside(names.group(cell.group)),
        nations=nations,
    )


def markdown(questions: tuple[ResearchQuestion, ...], assessment: Assessment) -> str:
    """The questions as a document, ready to be put beside a department’s own."""
    policy = assessment.register.policy
    return "\n".join(_lines(questions, policy.title, policy.lead_department, assessment)) + "\n"


def _lines(
    questions: tuple[ResearchQuestion, ...], title: str, department: str, assessment: Assessment
) -> Iterator[str]:
    date = day(assessment.register.as_of)
    yield f"# Research questions: {_plain(title)}"
    yield f"\nGaps in the evidence on this policy, as at {date}, as questions that research could"
    yield "answer. They are computed from the register by stated rules. They are not the"
    yield "department’s own Areas of Research Interest, unless the department says so."
    yield f"\nDepartment: {_plain(department)}. Contact: {_plain(contact(assessment))}."
    if not questions:
        yield "\nNo rule finds a gap that research could close. That is not the same as knowing"
        yield "everything."
    for number, each in enumerate(questions, start=1):
        yield f"\n## {number}. {_plain(each.question)}"
        yield f"\n**Background.** {_plain(each.background)}"
        yield f"\n**Why this is asked.** {_plain(each.why)}"
        yield f"\n**What would settle it.** {_plain(each.settled_by)}"
        yield f"\n**Status.** {_plain(each.status)}."


def contact(assessment: Assessment) -> str:
    """Whom to write to, or that nobody is named."""
    named = assessment.register.policy.contact
    if named is None:
        return "none recorded"
    return ", ".join(part for part in (named.name, named.email, named.url) if part)


def _plain(text: str) -> str:
    """Text of a register on one line of Markdown, with whatever would be markup escaped."""
    if not text.isprintable():
        text = "".join(each if each.isprintable() else " " for each in text)
    return " ".join(text.split()).translate(ESCAPED)
