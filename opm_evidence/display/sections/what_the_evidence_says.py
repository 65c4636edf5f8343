"""Section 4: what the evidence says, outcome by outcome, evidence against in the same table."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from opm_evidence.display.exhibits import Exhibit, Exhibits, Prose, Table
from opm_evidence.display.finding_rows import (
    columns_of_findings,
    finding_line,
    finding_links,
    finding_records,
    finding_rows,
)
from opm_evidence.display.large import IN_SHORT, is_large
from opm_evidence.display.markup import folded, joined, paragraph
from opm_evidence.display.names import Names
from opm_evidence.display.tables import Row, RowGroup
from opm_evidence.display.wording import directions
from opm_evidence.display.wording.dates import day
from opm_evidence.display.wording.numbers import counted
from opm_evidence.display.wording.sources import made_from
from opm_evidence.display.wording.terms import capital
from opm_evidence.records.policy import Outcome
from opm_evidence.synthesis.assessment import Assessment
from opm_evidence.synthesis.cells import CellEvidence
from opm_evidence.synthesis.findings import Finding

PARTS: Mapping[str, str] = {
    "study": "Studies that count",
    "review": "Reviews of studies",
    "model": "Models, which count as no study",
    "document": "Evidence maps and other documents",
}
ASIDE = "Shown, and not counted"
COLUMNS = (
    "cell_id",
    "finding_id",
    "evidence_id",
    "study_id",
    "part",
    "set_aside",
    "direction",
    "statement",
)
OUTSIDE = ("finding_id", "evidence_id", "intervention", "outcome", "statement")


def what_the_evidence_says(assessment: Assessment) -> Exhibit:
    """A table for each outcome: each cell of the framework with its findings, every one linked."""
    register = assessment.register
    names = Names(register)
    shown: set[str] = set()
    parts: list[Exhibit] = [_how_to_read(assessment)]
    for outcome in register.policy.outcomes:
        cells = [each for each in assessment.cells if each.cell.outcome == outcome.id]
        if cells:
            parts.append(_outcome_table(assessment, names, outcome, cells, shown))
    rest = [each for each in assessment.findings if each.finding_id not in shown]
    if rest:
        parts.append(_rest_table(assessment, names, rest))
    frame = _frame(assessment.cells, names)
    return Exhibits(
        id="what-the-evidence-says",
        title="What the evidence says",
        description=(
            f"{capital(counted(frame['finding_id'].nunique(), 'finding'))} on "
            f"{counted(len(assessment.cells), 'question')} of the framework, as at "
            f"{day(register.as_of)}."
        ),
        frame=frame,
        parts=tuple(parts),
    )


def _frame(cells: Iterable[CellEvidence], names: Names) -> pd.DataFrame:
    """One row a cell and finding: what lies where, and whether it counts there."""
    rows = [
        {**record, "cell_id": cell.cell.id, "study_id": finding.study_id}
        for cell in cells
        for finding, record in zip(cell.rows, finding_records(cell.rows, names), strict=True)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="string")


def _how_to_read(assessment: Assessment) -> Prose:
    frame = pd.DataFrame(
        [{"cell_id": each.cell.id, **each.votes} for each in assessment.cells]
        or {"cell_id": pd.Series(dtype="string")}
    )
    row = "" if is_large(assessment.register) else "Each row is one finding. "
    words = paragraph(
        f"{row}Each independent study has one vote, however many findings and reports it has. "
        "Models, and studies of another measure of the same kind, are shown apart and have no "
        "vote. What was retracted or superseded is shown and counts for nothing."
    )
    if is_large(assessment.register):
        words += paragraph(IN_SHORT)
    return Prose(
        id="how-directions-are-counted",
        title="How directions are counted",
        description="What each word for a direction means.",
        sources=made_from(assessment.register, "findings", "evidence", "designs"),
        frame=frame,
        headed=False,
        words=words + folded("What the words for a direction mean", paragraph(directions.legend())),
    )


def _outcome_table(
    assessment: Assessment,
    names: Names,
    outcome: Outcome,
    cells: list[CellEvidence],
    shown: set[str],
) -> Table:
    groups: list[RowGroup] = []
    for _, of_entry in groupby(cells, key=lambda each: each.cell.entry):
        cell, *apart = of_entry
        groups.extend(_cell_groups(cell, names, shown))
        if apart:
            groups.append(_groups_apart(apart, names))
    main = [each for each in cells if each.cell.group is None]
    found = len({each.finding_id for cell in cells for each in cell.rows})
    date = day(assessment.register.as_of)
    return Table(
        id=f"outcome-{outcome.id}",
        title=f"{outcome.title}: {_headline(main)}",
        description=(
            f"{capital(counted(found, 'finding'))}, as at {date}. {directions.wanted(outcome)}"
        ),
        sources=made_from(assessment.register, "findings", "evidence"),
        frame=_frame(cells, names),
        caption=f"Findings on {names.inside(outcome.title)}, as at {date}",
        groups=tuple(groups),
        **columns_of_findings(names),
    )


def _headline(cells: list[CellEvidence]) -> str:
    """The message of a table: how many studies there are, and which way they point."""
    if all(each.is_empty for each in cells):
        return "nothing that counts"
    if len(cells) > 1:
        filled = sum(not each.is_empty for each in cells)
        return f"{filled} of {len(cells)} questions {'has' if filled == 1 else 'have'} evidence"
    return directions.votes(cells[0]) or directions.held(cells[0])


def _cell_groups(cell: CellEvidence, names: Names, shown: set[str]) -> Iterator[RowGroup]:
    declared = cell.cell
    heading = capital(names.cell_of_outcome(declared))
    note = directions.summary(cell, names)
    yield RowGroup((), heading, f"cell-{declared.id}", escape(note))
    rows = finding_records(cell.rows, names)
    fresh = [row for row in rows if row["finding_id"] not in shown]
    again = [row for row in rows if row["finding_id"] in shown]
    shown.update(row["finding_id"] for row in fresh)
    yield from _kinds(fresh, names)
    if again:
        yield RowGroup((), note=Markup("Also here: ") + finding_links(again, names))


def _groups_apart(cells: Iterable[CellEvidence], names: Names) -> RowGroup:
    """The groups that the framework asks about beside everybody, each with its lasting address.

    Those of which one thing is to be said alone share a line.
    """
    said = [
        (
            joined(
                [
                    directions.summary(each, names, brief=True),
                    finding_links(finding_records(each.rows, names), names),
                ],
                " ",
            ),
            each,
        )
        for each in cells
    ]
    lines = Markup("").join(
        Markup("<li>{}: {}").format(joined((_group(each, names) for _, each in found), "; "), words)
        for words, found in groupby(sorted(said, key=_first_place(said)), key=lambda pair: pair[0])
    )
    return RowGroup((), "Groups asked about apart", note=Markup("<ul>{}</ul>").format(lines))


def _first_place(said: list[tuple[Markup, CellEvidence]]) -> Callable[[tuple[Markup, object]], int]:
    """Where the words stand first, so that what is alike comes together and the order stays."""
    words = [each for each, _ in said]
    return lambda pair: words.index(pair[0])


def _group(cell: CellEvidence, names: Names) -> Markup:
    return Markup('<b id="cell-{}">{}</b>').format(
        cell.cell.id, capital(names.group(cell.cell.group))
    )


def _kinds(rows: Iterable[Mapping[str, Any]], names: Names) -> Iterator[RowGroup]:
    """The findings of a cell, kind by kind, what does not count last."""
    kinds: dict[str, list[Mapping[str, Any]]] = {
        heading: [] for heading in (*PARTS.values(), directions.INDIRECT, ASIDE)
    }
    for row in rows:
        aside = directions.INDIRECT if row["set_aside"] == "indirect" else ASIDE
        kinds[PARTS.get(row["part"], aside)].append(row)
    filled = {heading: found for heading, found in kinds.items() if found}
    for heading, found in filled.items():
        alone = list(filled) == [PARTS["study"]]
        yield RowGroup(finding_rows(found, names), "" if alone else heading)


def _rest_table(assessment: Assessment, names: Names, rest: Sequence[Finding]) -> Table:
    date = day(assessment.register.as_of)
    large = is_large(assessment.register)
    by_subject: dict[Markup, list[Mapping[str, Any]]] = {}
    for finding in finding_records(rest, names):
        known_of = [
            names.intervention(finding["intervention"]) if finding["intervention"] else "",
            names.inside(names.outcome(finding["outcome"])),
        ]
        subject = Markup("{}").format(capital(joined(known_of, ": ")))
        by_subject.setdefault(subject, []).append(finding)
    columns = columns_of_findings(names)
    if not large:
        columns = {"headings": ("About", "What was found"), "numbers": frozenset(), "kind": ""}
    return Table(
        id="outside-the-framework",
        title="Findings on what the framework does not ask",
        description=(
            f"{capital(counted(len(rest), 'finding'))} in this register, as at {date}, "
            f"{'falls' if len(rest) == 1 else 'fall'} in no cell of the declared framework. Each "
            "stands here by its subject; sizes and groups are in the table of findings."
        ),
        sources=made_from(assessment.register, "findings", "evidence"),
        frame=pd.DataFrame(finding_records(rest, names), columns=list(OUTSIDE), dtype="string"),
        caption=f"Findings outside the framework, as at {date}",
        groups=tuple(
            RowGroup(finding_rows(found, names), Markup("About: {}").format(subject))
            for subject, found in by_subject.items()
        )
        if large
        else (
            RowGroup(
                tuple(
                    Row(
                        (
                            subject,
                            Markup("<ul>{}</ul>").format(
                                Markup("").join(finding_line(each, names) for each in found)
                            ),
                        )
                    )
                    for subject, found in by_subject.items()
                )
            ),
        ),
        **columns,
    )
