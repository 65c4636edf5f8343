"""The evidence beside what people look for: for each question of the policy that use is tied to."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import pandas as pd
from markupsafe import Markup

from opm_evidence.display.exhibits import Table
from opm_evidence.display.markup import joined, jump
from opm_evidence.display.tables import Row, RowGroup
from opm_evidence.display.usage_figures import records
from opm_evidence.display.usage_names import KINDS, UsageNames
from opm_evidence.display.wording.dates import day
from opm_evidence.display.wording.numbers import counted, known, number
from opm_evidence.display.wording.sources import made_from
from opm_evidence.synthesis.assessment import Assessment
from opm_evidence.synthesis.cells import CellEvidence

FEW = 3
COLUMNS = ("question", "subjects", "cells", "cells_with_evidence", "studies", "reviews", "gaps")
Subject = tuple[str, str]


def evidence_beside(assessment: Assessment) -> Table | None:
    """One row for each set of questions in scope that something counted is tied to."""
    names = UsageNames(assessment)
    rows = list(_rows(names))
    if not rows:
        return None
    date = day(assessment.register.as_of)
    found = [record for record, _ in rows]
    empty = sum(not record["cells_with_evidence"] for record in found)
    return Table(
        id="usage-evidence",
        title="The evidence on what people look for",
        description=(
            f"As at {date}, this register ties what was counted to {counted(len(rows), 'part')} of "
            f"the policy’s questions; on {number(empty) if empty else 'none'} of them it holds no "
            "evidence that counts. How much people look says nothing of how "
            "much evidence is needed."
        ),
        sources=made_from(assessment.register, "policy", "findings"),
        frame=pd.DataFrame(found, columns=list(COLUMNS)),
        caption=f"Evidence in this register on what was counted, as at {date}",
        headings=(
            "What of the question",
            "What was counted",
            "Questions in scope",
            "With evidence",
            "Independent studies",
            "Reviews",
            "Gaps",
        ),
        groups=tuple(_groups(rows)),
        numbers=frozenset({2, 3, 4, 5, 6}),
    )


def _groups(rows: Sequence[tuple[dict[str, object], Row]]) -> Iterator[RowGroup]:
    """One group a question of the policy, in its order."""
    for question, found in groupby(rows, key=lambda each: each[0]["question"]):
        yield RowGroup(tuple(row for _, row in found), str(question))


def counted_subjects(names: UsageNames) -> Sequence[Subject]:
    """The pages and searches of policy.yaml that have any figure, those with most uses first."""
    most: dict[Subject, float] = {}
    for row in records(names.assessment.usage.periods):
        kind = KINDS.get(row["subject_type"], "")
        subject = names.of_key.get((kind, str(row["subject_key"])))
        if subject is not None:
            value = float(row["value"]) if known(row["value"]) else -1.0
            most[kind, subject] = max(most.get((kind, subject), -1.0), value)
    return sorted(most, key=lambda each: (each[0] == "page", -most[each], each[1]))


def _rows(names: UsageNames) -> Iterator[tuple[dict[str, object], Row]]:
    together: dict[tuple[str, ...], list[Subject]] = {}
    for subject in counted_subjects(names):
        if names.tied[subject].cells:
            together.setdefault(names.tied[subject].cells, []).append(subject)
    policy = names.assessment.register.policy
    question_of = {cell.id: cell.question for cell in policy.cells}
    order = [question.id for question in policy.questions]
    # A question as a whole stands before its parts.
    for cells in sorted(together, key=lambda each: (order.index(question_of[each[0]]), -len(each))):
        yield _row(cells, together[cells], names)


def _row(
    cells: Sequence[str], subjects: Sequence[Subject], names: UsageNames
) -> tuple[dict[str, object], Row]:
    assessment = names.assessment
    held = [each for each in assessment.cells if each.cell.id in set(cells)]
    studies = {study for each in held for study in each.studies}
    reviews = {review for each in held for review in each.reviews}
    gaps = sum(a.verdict == "gap" for cell in cells for a in assessment.for_subject(cell))
    filled = sum(not each.is_empty for each in held)
    question = names.names.question(held[0].cell.question)
    shown = joined([names.named(*each) for each in subjects[:FEW]])
    more = len(subjects) - FEW
    figures = (len(cells), filled, len(studies), len(reviews), gaps)
    record: dict[str, object] = {
        "question": question,
        "subjects": tuple(subject for _, subject in subjects),
        "cells": tuple(cells),
        **dict(zip(COLUMNS[3:], figures[1:], strict=True)),
    }
    row = Row(
        (
            jump(f"cell-{cells[0]}", _part(held, names)),
            Markup("{} and {} more").format(shown, number(more)) if more > 0 else shown,
            *(number(each) for each in figures),
        )
    )
    return record, row


def _part(held: Sequence[CellEvidence], names: UsageNames) -> str:
    """The whole question, or the interventions of it that are meant."""
    cells = [each.cell for each in held]
    policy = names.assessment.register.policy
    all_of_it = [c for c in policy.cells if c.question == cells[0].question and c.group is None]
    only = list(dict.fromkeys(c.intervention for c in cells if c.intervention))
    if len(cells) == len(all_of_it) or not only:
        return "All of it"
    more = f" and {number(len(only) - 1)} more" if len(only) > 1 else ""
    return f"{names.names.intervention(only[0])}{more}"
