"""Section 7: every other gap, rule by rule and reason by reason; questions and uncertainties."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from opm_evidence.display.exhibits import Exhibit, Exhibits, Prose, Table
from opm_evidence.display.markup import bullets, joined, jump, link_to, paragraph
from opm_evidence.display.names import Names
from opm_evidence.display.tables import Row, RowGroup
from opm_evidence.display.wording import open_questions as words
from opm_evidence.display.wording.dates import day
from opm_evidence.display.wording.gap_facts import fact_words
from opm_evidence.display.wording.gaps import GapWording
from opm_evidence.display.wording.numbers import counted, number
from opm_evidence.display.wording.sources import made_from, none_of
from opm_evidence.display.wording.terms import capital
from opm_evidence.display.wording.thresholds import threshold_words
from opm_evidence.records.answers import Answer
from opm_evidence.synthesis.assessment import Assessment
from opm_evidence.synthesis.rules import RULES

COLUMNS = ("gap_id", "rule", "subject_kind", "subject", "reason", "flags", "leads")


def all_gaps(assessment: Assessment) -> Exhibit:
    """The gaps that do not lead, in a table; then what others ask and what is not sure."""
    table = _table(assessment)
    return Exhibits(
        id="gaps-in-full",
        title=table.title,
        description=table.description,
        frame=table.frame,
        parts=(table, _questions(assessment), _uncertainties(assessment)),
    )


def _table(assessment: Assessment) -> Table:
    wording = GapWording(assessment)
    date = day(assessment.register.as_of)
    leading = {each.answer.gap_id for each in assessment.leading}
    others = [answer for answer in assessment.gaps if answer.gap_id not in leading]
    rules = len({answer.rule for answer in others})
    return Table(
        id="all-gaps",
        title=capital(counted(len(others), "further gap")),
        description=(
            f"As at {date}, {counted(len(others), 'gap')} beside those that lead, found by "
            f"{counted(rules, 'rule')}. The order is that of the rules, and says nothing about "
            "importance."
        ),
        sources=made_from(assessment.register, "policy", "evidence", "findings", "claims"),
        frame=pd.DataFrame(
            [
                (
                    a.gap_id,
                    a.rule,
                    a.subject_kind,
                    a.subject,
                    a.reason,
                    a.flags,
                    a.gap_id in leading,
                )
                for a in assessment.gaps
            ],
            columns=list(COLUMNS),
        ),
        caption=f"Gaps by rule and reason, as at {date}",
        headings=("Why it is a gap", "Number", "What it is about", "What would settle it"),
        groups=tuple(_groups(others, wording)),
        numbers=frozenset({1}),
    )


def _groups(answers: Iterable[Answer], wording: GapWording) -> Iterator[RowGroup]:
    by_rule: dict[str, list[Answer]] = {}
    for answer in answers:
        by_rule.setdefault(answer.rule, []).append(answer)
    for code, found in by_rule.items():
        heading = Markup("{} {}").format(RULES[code].title, jump(f"rule-{code.lower()}", code))
        used = threshold_words(found[0].thresholds)
        yield RowGroup(tuple(_rows(code, found, wording)), heading, note=f"{used}." if used else "")


def _rows(code: str, answers: list[Answer], wording: GapWording) -> Iterator[Row]:
    rule = RULES[code]
    by_reason: dict[str, list[Answer]] = {}
    for answer in answers:
        by_reason.setdefault(answer.reason, []).append(answer)
    for reason, found in by_reason.items():
        yield Row(
            (
                capital(rule.reasons[reason]),
                number(len(found)),
                _listing(found, wording),
                capital(rule.settled_by.get(reason, "")),
            )
        )


def _listing(answers: Sequence[Answer], wording: GapWording) -> Markup:
    """The subjects as a list; what all their numbers have in common stands once above it."""
    numbers = [_numbers(answer, wording) for answer in answers]
    same = _same_ending(numbers)
    ending = f", {same}" if same else ""
    shorter = dict(
        zip(
            (answer.gap_id for answer in answers),
            (each.removesuffix(ending) for each in numbers),
            strict=True,
        )
    )
    lines = Markup("").join(_lines(answers, wording, shorter))
    return (paragraph(f"{capital(same)}:") if same else Markup("")) + Markup("<ul>{}</ul>").format(
        lines
    )


def _numbers(answer: Answer, wording: GapWording) -> str:
    """The numbers of a gap; those of items would repeat the list of evidence."""
    return "" if answer.subject_kind == "item" else fact_words(answer, wording.names)


def _same_ending(said: Sequence[str]) -> str:
    """What follows the first comma, where that is the same in all of several: days and method."""
    endings = {each.partition(", ")[2] for each in said}
    return endings.pop() if len(said) > 1 and len(endings) == 1 else ""


def _lines(
    answers: Iterable[Answer], wording: GapWording, numbers: Mapping[str, str]
) -> Iterator[Markup]:
    """The subjects, one a line; the groups of one question share a line."""
    for question, found in groupby(answers, key=wording.question_of_group):
        if question is None:
            yield from (_about(each, wording, numbers[each.gap_id]) for each in found)
        else:
            yield Markup("<li>{}, for {}").format(
                jump(f"cell-{question.id}", capital(wording.names.cell(question))),
                joined((_group(answer, wording) for answer in found), "; "),
            )


def _group(answer: Answer, wording: GapWording) -> Markup:
    cell = wording.cells[answer.subject].cell
    words = wording.names.inside(wording.names.group(cell.group))
    return Markup('<b id="gap-{}">{}</b>').format(answer.gap_id, words)


def _about(answer: Answer, wording: GapWording, numbers: str) -> Markup:
    also = " (planned or under way)" if "in_progress" in answer.flags else ""
    return Markup('<li id="gap-{}">{}{}{}').format(
        answer.gap_id, wording.subject(answer), f" ({numbers})" if numbers else "", also
    )


def _questions(assessment: Assessment) -> Prose:
    register = assessment.register
    rows = register.rows("questions")
    date = day(register.as_of)
    return Prose(
        id="open-questions",
        title=f"{capital(counted(len(rows), 'question'))} that others have published",
        description=f"{capital(counted(len(rows), 'published question'))}, as at {date}.",
        sources=made_from(register, "questions"),
        frame=register.table("questions"),
        words=bullets(_question(row, Names(register)) for row in rows)
        or paragraph(none_of(register, "questions", "questions that others have published")),
    )


def _question(row: Mapping[str, Any], names: Names) -> Markup:
    source = names.cite(row["source_evidence_id"]) if row["source_evidence_id"] else ""
    where = link_to(row["url"], "where it was asked") if row["url"] else source
    said = Markup("{} {}.").format(row["text"], words.asked(row))
    return said + (Markup(" See {}.").format(where) if where else "")


def _uncertainties(assessment: Assessment) -> Prose:
    register = assessment.register
    rows = register.rows("uncertainties")
    date = day(register.as_of)
    names = Names(register)
    return Prose(
        id="uncertainties",
        title=f"{capital(counted(len(rows), 'uncertainty', 'uncertainties'))} recorded",
        description=f"What is said to be uncertain, as at {date}.",
        sources=made_from(register, "uncertainties"),
        frame=register.table("uncertainties"),
        words=Markup("").join(_stated(rows, names))
        or paragraph(none_of(register, "uncertainties", "uncertainties")),
    )


def _stated(rows: Sequence[Mapping[str, Any]], names: Names) -> Iterator[Markup]:
    """The uncertainties by whether the policy states them itself, which is said once for all."""
    for state, said in words.ACKNOWLEDGED.items():
        found = [row for row in rows if row["acknowledged_by_policy"] == state]
        if found:
            yield paragraph(said) + bullets(_uncertainty(row, names) for row in found)


def _uncertainty(row: Mapping[str, Any], names: Names) -> Markup:
    where = joined(_source(each, names) for each in str(row["source"] or "").split("; "))
    return escape(row["text"]) + (Markup(" Source: {}.").format(where) if where else "")


def _source(source: str, names: Names) -> Markup:
    """An item, a document of the policy, an address, or words."""
    if source in names.documents:
        return Markup("“{}”").format(names.documents[source]["title"])
    return names.cite(source) if source in names.items else link_to(source, source)
