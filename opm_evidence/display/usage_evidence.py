"""The evidence beside what people look for: for each question of the policy that use is tied to."""

from collections.abc import Iterator, Sequence

import pandas as pd
from markupsafe import Markup

from opm_evidence.display.exhibits import Table
from opm_evidence.display.markup import joined, jump
from opm_evidence.display.tables import Row, RowGroup
from opm_evidence.display.usage_figures import records
from opm_evidence.display.usage_names import KINDS, UsageNames
from opm_evidence.display.wording.dates import day
from opm_evidence.display.wording.numbers import counted, known, listed, number
from opm_evidence.display.wording.sources import made_from
from opm_evidence.display.wording.terms import capital
from opm_evidence.synthesis.assessment import Assessment

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
            f"As at {date}, policy.yaml ties what was counted to {counted(len(rows), 'part')} of "
            f"the policy’s questions; on {number(empty) if empty else 'none'} of them this "
            "register holds no evidence that counts. How much people look says nothing of how "
            "much evidence is needed."
        ),
        sources=made_from(assessment.register, "policy", "findings"),
        frame=pd.DataFrame(found, columns=list(COLUMNS)),
        caption=f"Evidence in this register on what was counted, as at {date}",
        headings=(
            "Question of the policy",
            "What was counted",
            "Questions in scope",
            "With evidence",
            "Independent studies",
            "Reviews",
            "Gaps",
        ),
        groups=(RowGroup(tuple(row for _, row in rows)),),
        numbers=frozenset({3, 4, 5, 6}),
    )


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
    order = [cell.id for cell in names.assessment.register.policy.cells]
    for cells, subjects in sorted(together.items(), key=lambda each: order.index(each[0][0])):
        yield _row(cells, subjects, names)


def _row(
    cells: Sequence[str], subjects: Sequence[Subject], names: UsageNames
) -> tuple[dict[str, object], Row]:
    assessment = names.assessment
    held = [each for each in assessment.cells if each.cell.id in set(cells)]
    studies = {study for each in held for study in each.studies}
    reviews = {review for each in held for review in each.reviews}
    gaps = sum(a.verdict == "gap" for cell in cells for a in assessment.for_subject(cell))
    filled = sum(not each.is_empty for each in held)
    question = _question(held, names)
    shown = joined([names.named(*each) for each in subjects[:FEW]])
    more = len(subjects) - FEW
    record: dict[str, object] = dict(
        zip(
            COLUMNS,
            (
                question,
                tuple(subject for _, subject in subjects),
                tuple(cells),
                filled,
                len(studies),
                len(reviews),
                gaps,
            ),
            strict=True,
        )
    )
    row = Row(
        (
            question,
            Markup("{} and {} more").format(shown, number(more)) if more > 0 else shown,
            _cells([each.cell.id for each in held], names),
            *(number(each) for each in (filled, len(studies), len(reviews), gaps)),
        )
    )
    return record, row


def _question(held: Sequence[object], names: UsageNames) -> str:
    """The question; with the interventions where not all of the question's are meant."""
    cells = [each.cell for each in held]  # type: ignore[attr-defined]
    text = names.names.question(cells[0].question)
    all_of_it = [
        each
        for each in names.assessment.register.policy.cells
        if each.question == cells[0].question and each.group is None
    ]
    if len(cells) == len(all_of_it):
        return text
    only = dict.fromkeys(names.names.intervention(c.intervention) for c in cells if c.intervention)
    return f"{text} {capital(listed(list(only)[:FEW]))} only." if only else text


def _cells(cells: Sequence[str], names: UsageNames) -> Markup:
    declared = {each.id: each for each in names.assessment.register.policy.cells}
    links = [
        jump(f"cell-{each}", capital(names.names.cell(declared[each]))) for each in cells[:FEW]
    ]
    more = len(cells) - FEW
    said = joined(links, "; ")
    return Markup("{} and {} more").format(said, number(more)) if more > 0 else said
