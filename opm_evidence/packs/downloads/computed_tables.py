"""What was computed from the register, as tables: cells, answers, gaps, claims, rules, thresholds.

Each function is one table. Its columns stand beside it, so that the published Table Schema and
the rows cannot drift apart.
"""

import dataclasses
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from opm_evidence.packs.downloads.change_table import change_table
from opm_evidence.packs.downloads.published_table import PublishedTable, plain_rows
from opm_evidence.packs.downloads.research_questions import research_question_table
from opm_evidence.records.answers import Answer
from opm_evidence.records.vocabulary import terms
from opm_evidence.synthesis.assessment import Assessment
from opm_evidence.synthesis.rules import RULES

Columns = Mapping[str, tuple[str, str]]
"""The type and the meaning of each column, in order."""

ANSWER_COLUMNS: Columns = {
    "gap_id": ("string", "The lasting address of the answer: the rule and the subject."),
    "rule": ("string", "The code of the rule; see rules.csv."),
    "subject_kind": ("string", "What kind of thing was judged."),
    "subject": ("string", "The id of what was judged."),
    "verdict": ("string", "gap, no_gap, not_assessable or not_applicable."),
    "reason": ("string", "The code of the reason; see rules.csv."),
    "meaning": ("string", "What that reason means."),
    "other_reasons": ("string", "Further reasons of the same rule that hold too."),
    "flags": ("string", "What else is true of the subject, such as in_progress."),
    "looked_at": ("string", "The ids of the findings, items or links that it rests on."),
    "needs": ("string", "Where not assessable: the input that would settle it."),
    "settled_by": ("string", "What would settle it."),
    "facts": ("string", "Counts, dates and names that the answer rests on, as JSON."),
    "thresholds": ("string", "The thresholds that were used, as JSON."),
}


def computed_tables(assessment: Assessment) -> tuple[PublishedTable, ...]:
    """Every computed table, in the order of the page."""
    return tuple(make(assessment) for make in COMPUTED_TABLES)


def cells(assessment: Assessment) -> PublishedTable:
    """The framework, cell by cell, with what lies in each."""
    directions = terms("direction")
    columns: dict[str, tuple[str, str]] = {
        "cell_id": ("string", "The lasting address of the cell."),
        "question": ("string", "The policy’s question that the cell belongs to."),
        "asks": ("string", "What the cell asks for: effect, cost, views, implementation or need."),
        "intervention": ("string", "What is done; blank where the cell asks for a need."),
        "outcome": ("string", "What is meant, or feared, to change."),
        "group": ("string", "The group asked about; blank for everybody."),
        "role": ("string", "Whether it is a part of the policy or an alternative to it."),
        "declared_by": ("string", "The role that declared the cell to be in scope."),
        "reason": ("string", "Why it is in scope."),
        "searched_on": ("string", "When somebody searched for evidence; blank: not recorded."),
        "search_note": ("string", "Where they searched."),
        "studies": ("integer", "Independent primary studies that count."),
        "models": ("integer", "Modelling studies that count; never part of a vote."),
        "reviews": ("integer", "Systematic reviews, meta-analyses and rapid assessments."),
        "documents": ("integer", "Maps and documents with findings that count."),
        "indirect_studies": ("integer", "Studies with findings on something similar only."),
        "unread_items": ("integer", "Items whose findings here nobody has read."),
        "set_aside_items": ("integer", "Items that are retracted or superseded."),
        "in_progress": ("integer", "Items and evaluations that are planned or ongoing."),
        "study_ids": ("string", "The ids of those studies."),
        "review_ids": ("string", "The ids of those reviews."),
    }
    for direction, meaning in directions.items():
        columns[f"votes_{direction}"] = ("integer", f"Studies whose direction is: {meaning}")
    rows = []
    for each in assessment.cells:
        declared = each.cell.model_dump()
        votes = {f"votes_{name}": each.votes.get(name, 0) for name in directions}
        row = {
            **declared,
            "cell_id": each.cell.id,
            "studies": len(each.studies),
            "models": len(each.models),
            "reviews": len(each.reviews),
            "documents": len(each.documents),
            "indirect_studies": len(each.indirect),
            "unread_items": len(each.unread),
            "set_aside_items": len(each.set_aside),
            "in_progress": len(each.in_progress),
            "study_ids": each.studies,
            "review_ids": each.reviews,
            **votes,
        }
        rows.append(row)
    title = "Questions in scope, and the evidence on each"
    return _table("cells", title, "One row is a cell of the framework.", columns, rows, "cell_id")


def gaps(assessment: Assessment) -> PublishedTable:
    """Every gap: first those that lead, then the rest in the order of the rules."""
    places = {
        leading.answer.gap_id: number for number, leading in enumerate(assessment.leading, start=1)
    }
    columns = {
        **ANSWER_COLUMNS,
        "leads": ("integer", "Its place among the gaps that lead the page; blank: it does not."),
    }
    rows = [
        {**_answer_row(answer), "leads": places.get(answer.gap_id)} for answer in assessment.gaps
    ]
    rows.sort(key=lambda row: row["leads"] or len(rows) + 1)
    return _table("gaps", "Gaps", "One row is a gap, by one rule.", columns, rows, "gap_id")


def answers(assessment: Assessment) -> PublishedTable:
    """What every rule answered about every subject, gaps or not."""
    rows = [_answer_row(answer) for answer in assessment.answers]
    about = "One row is what one rule answered about one subject."
    return _table("answers", "All answers of all rules", about, ANSWER_COLUMNS, rows, "gap_id")


def claim_evidence(assessment: Assessment) -> PublishedTable:
    """The claims, with how much evidence counts for, against and beside each."""
    relations = terms("relation")
    columns: dict[str, tuple[str, str]] = {
        "claim_id": ("string", "The claim; its words are in claims.csv."),
        "claim_type": ("string", "What kind of claim it is."),
    }
    for relation, meaning in relations.items():
        columns[relation] = ("integer", f"Links that count: {meaning}")
    columns["not_counted"] = ("integer", "Links that count for nothing: retracted, unread, …")
    columns["gaps"] = ("string", "The rules that find a gap in it.")
    rows = []
    for claim in assessment.claims:
        counted = [link.relation for link in claim.links if link.counts]
        row = {
            "claim_id": claim.claim_id,
            "claim_type": claim.claim_type,
            **{relation: counted.count(relation) for relation in relations},
            "not_counted": len(claim.links) - len(counted),
            "gaps": [each.rule for each in claim.answers if each.verdict == "gap"],
        }
        rows.append(row)
    title = "Claims, and the evidence beside each"
    return _table("claim_evidence", title, "One row is a claim.", columns, rows, "claim_id")


def rules(_: Assessment) -> PublishedTable:
    """The rules, with the meaning of each of their reasons."""
    columns = {
        "rule": ("string", "The code of the rule."),
        "name": ("string", "Its short name."),
        "asks": ("string", "The question that it answers."),
        "source": ("string", "Where it was learned from."),
        "reason": ("string", "The code of a reason."),
        "meaning": ("string", "What the reason means."),
        "settled_by": ("string", "What would settle it; blank where nothing is missing."),
    }
    rows = [
        {
            "rule": rule.code,
            "name": rule.name,
            "asks": rule.title,
            "source": rule.source,
            "reason": reason,
            "meaning": meaning,
            "settled_by": rule.settled_by.get(reason),
        }
        for rule in RULES.values()
        for reason, meaning in rule.reasons.items()
    ]
    about = "One row is a reason that a rule can give."
    return _table("rules", "Rules and reasons", about, columns, rows)


def thresholds(assessment: Assessment) -> PublishedTable:
    """The numbers at which the rules turned in this pack."""
    columns = {
        "threshold": ("string", "The name of the threshold, as in the notebook."),
        "value": ("number", "The number that was used."),
    }
    used = dataclasses.asdict(assessment.thresholds)
    rows = [{"threshold": name, "value": value} for name, value in used.items()]
    return _table("thresholds", "Thresholds", "One row is a threshold.", columns, rows, "threshold")


COMPUTED_TABLES: tuple[Callable[[Assessment], PublishedTable], ...] = (
    cells,
    gaps,
    answers,
    claim_evidence,
    research_question_table,
    change_table,
    rules,
    thresholds,
)
"""One function a table, in the order in which they are listed."""


def _answer_row(answer: Answer) -> dict[str, Any]:
    rule = RULES[answer.rule]
    return {
        **{name: getattr(answer, name, None) for name in ANSWER_COLUMNS},
        "meaning": rule.reasons[answer.reason],
        "settled_by": rule.settled_by.get(answer.reason),
        "facts": _json(answer.facts),
        "thresholds": _json(answer.thresholds),
    }


def _json(facts: Mapping[str, Any]) -> str | None:
    if not facts:
        return None
    return json.dumps(dict(facts), ensure_ascii=False, sort_keys=True)


def _table(
    name: str,
    title: str,
    description: str,
    columns: Columns,
    rows: Iterable[Mapping[str, Any]],
    key: str | None = None,
) -> PublishedTable:
    fields = [
        {"name": column, "type": kind, "description": meaning}
        for column, (kind, meaning) in columns.items()
    ]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if key:
        schema["primaryKey"] = [key]
    return PublishedTable(name, title, description, schema, plain_rows(tuple(columns), rows))
