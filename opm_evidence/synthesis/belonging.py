"""Which questions of the policy a subject belongs to, as far as policy.yaml says so."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from opm_evidence.records.answers import Answer
from opm_evidence.records.policy import Cell
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.cells import populations_of

Questions = frozenset[str]


def questions_of(case: Case, answer: Answer) -> Questions:
    """The questions that the subject of an answer belongs to; none where nothing ties it to one.

    A cell belongs to its question; a voice to those of the cells that name it as a group; an
    intervention, an open question and an evaluation to those of the cells about them; a page or a
    search to the question, cell or intervention that policy.yaml gives it. A claim, an item, a
    section and the policy as a whole belong to none.
    """
    belongs = _BELONGING.get(answer.subject_kind)
    return belongs(case, answer.subject) if belongs else frozenset()


def _where(case: Case, holds: Callable[[Cell], bool]) -> Questions:
    return frozenset(each.cell.question for each in case.cells if holds(each.cell))


def _of_cell(case: Case, name: str) -> Questions:
    return _where(case, lambda cell: cell.id == name)


def _of_intervention(case: Case, name: str) -> Questions:
    return _where(case, lambda cell: cell.intervention == name)


def _of_voice(case: Case, name: str) -> Questions:
    groups = populations_of(case.policy, name) | {name}
    return _where(case, lambda cell: cell.group in groups)


def _of_open_question(case: Case, name: str) -> Questions:
    row = next(row for row in case.register.rows("questions") if row["question_id"] == name)
    about = (row["intervention"], row["outcome"])
    if about == (None, None):
        return frozenset()
    return _where(case, lambda cell: _fits(cell, *([each] if each else [] for each in about)))


def _of_evaluation(case: Case, name: str) -> Questions:
    row = next(row for row in case.register.rows("evaluations") if row["evaluation_id"] == name)
    if not row["interventions"] and not row["outcomes"]:
        return frozenset()
    return _where(
        case, partial(_fits, interventions=row["interventions"], outcomes=row["outcomes"])
    )


def _fits(cell: Cell, interventions: Iterable[str], outcomes: Iterable[str]) -> bool:
    """Whether a cell is about one of these; none of a kind leaves that kind open."""
    interventions, outcomes = tuple(interventions), tuple(outcomes)
    return (not interventions or cell.intervention in interventions) and (
        not outcomes or cell.outcome in outcomes
    )


def _of_page(case: Case, name: str) -> Questions:
    pages = [page for page in case.policy.govuk_pages if page.base_path == name]
    told = frozenset(page.question for page in pages if page.question)
    return told or _where(case, lambda cell: cell.id in {page.cell for page in pages})


def _of_search(case: Case, name: str) -> Questions:
    searches = [term for term in case.policy.search_terms if term.text == name]
    told = frozenset(term.question for term in searches if term.question)
    about = {term.intervention for term in searches if term.intervention}
    return told or _where(case, lambda cell: cell.intervention in about)


_BELONGING: Mapping[str, Callable[[Case, str], Questions]] = {
    "cell": _of_cell,
    "voice": _of_voice,
    "intervention": _of_intervention,
    "question": _of_open_question,
    "evaluation": _of_evaluation,
    "page": _of_page,
    "search": _of_search,
}
