"""Section 4: what the evidence says, outcome by outcome, evidence against in the same table."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from opm_evidence.display.exhibits import Exhibit, Exhibits, Prose, Table
from opm_evidence.display.large import IN_SHORT, is_large
from opm_evidence.display.markup import folded, joined, jump, paragraph
from opm_evidence.display.names import Names
from opm_evidence.display.tables import Row, RowGroup
from opm_evidence.display.wording import directions
from opm_evidence.display.wording.dates import day
from opm_evidence.display.wording.numbers import counted, known
from opm_evidence.display.wording.sources import made_from
from opm_evidence.display.wording.terms import capital, term
from opm_evidence.records.policy import Outcome
from opm_evidence.synthesis.assessment import Assessment
from opm_evidence.synthesis.cells import CellEvidence

HEADINGS = ("Source", "What was found", "Direction")
PARTS: Mapping[str, str] = {
    "study": "Studies that count",
    "review": "Reviews of studies",
    "model": "Models, which count as no study",
    "document": "Evidence maps and other documents",
}
ASIDE = "Shown, and not counted"
SHOWN = frozenset(
    "finding_id evidence_id part set_aside coding_status direction statement location population "
    "intervention outcome effect effect_metric effect_unit ci_low ci_high follow_up_months".split()
)
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
    rest = assessment.body[~assessment.body["finding_id"].isin(shown)]
    if len(rest):
        parts.append(_rest_table(assessment, names, rest))
    frame = _frame(assessment.cells)
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


def _frame(cells: Iterable[CellEvidence]) -> pd.DataFrame:
    """One row a cell and finding: what lies where, and whether it counts there."""
    frames = [each.findings.assign(cell_id=each.cell.id)[list(COLUMNS)] for each in cells]
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=list(COLUMNS))


def _how_to_read(assessment: Assessment) -> Prose:
    frame = pd.DataFrame(
        [{"cell_id": each.cell.id, **each.votes} for each in assessment.cells]
        or {"cell_id": pd.Series(dtype="string")}
    )
    words = paragraph(
        "Each independent study has one vote, however many reports describe it. Models, and "
        "studies of another measure of the same kind, are shown apart and have no vote. What was "
        "retracted or superseded is shown and counts for nothing."
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
    found = len({each for cell in cells for each in cell.findings["finding_id"]})
    date = day(assessment.register.as_of)
    return Table(
        id=f"outcome-{outcome.id}",
        title=f"{outcome.title}: {_headline(main)}",
        description=(
            f"{capital(counted(found, 'finding'))}, as at {date}. {directions.wanted(outcome)}"
        ),
        sources=made_from(assessment.register, "findings", "evidence"),
        frame=_frame(cells),
        caption=f"Findings on {names.inside(outcome.title)}, as at {date}",
        headings=HEADINGS,
        groups=tuple(groups),
        kind="opm-findings",
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
    heading = Markup("<b>{}</b>").format(capital(names.cell(declared)))
    note = directions.summary(cell, names)
    yield RowGroup((), heading, f"cell-{declared.id}", escape(note))
    rows = _records(cell.findings)
    fresh = [row for row in rows if row["finding_id"] not in shown]
    again = [row for row in rows if row["finding_id"] in shown]
    shown.update(row["finding_id"] for row in fresh)
    yield from _kinds(fresh, names)
    if again:
        yield RowGroup((), note=Markup("Also here: ") + _links(again, names))


def _groups_apart(cells: Iterable[CellEvidence], names: Names) -> RowGroup:
    """The groups that the framework asks about beside everybody, each with its lasting address."""
    lines = Markup("").join(
        Markup('<li id="cell-{}"><b>{}</b>: {} {}').format(
            each.cell.id,
            capital(names.group(each.cell.group)),
            directions.summary(each, names, brief=True),
            _links(_records(each.findings), names),
        )
        for each in cells
    )
    return RowGroup((), "Groups asked about apart", note=Markup("<ul>{}</ul>").format(lines))


def _kinds(rows: Iterable[Mapping[str, Any]], names: Names) -> Iterator[RowGroup]:
    """The findings of a cell, kind by kind, what does not count last."""
    kinds: dict[str, list[Mapping[str, Any]]] = {
        heading: [] for heading in (*PARTS.values(), directions.INDIRECT, ASIDE)
    }
    for row in rows:
        aside = directions.INDIRECT if row["set_aside"] == "indirect" else ASIDE
        kinds[PARTS.get(row["part"], aside)].append(row)
    for heading, found in kinds.items():
        if found:
            yield RowGroup(tuple(_rows(found, names)), heading)


def _rows(findings: Iterable[Mapping[str, Any]], names: Names) -> Iterator[Row]:
    """A row for each finding; of one item in a row, the first alone says design and place."""
    last = None
    for finding in findings:
        yield _row(finding, names, again=finding["evidence_id"] == last)
        last = finding["evidence_id"]


def _records(findings: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as plain values, with `None` where nothing is recorded."""
    columns = {str(name): list(findings[name]) for name in findings.columns if name in SHOWN}
    return [
        {name: value if known(value) else None for name, value in zip(columns, values, strict=True)}
        for values in zip(*columns.values(), strict=True)
    ]


def _row(finding: Mapping[str, Any], names: Names, *, again: bool) -> Row:
    cited = names.cite(finding["evidence_id"])
    place = f"finding-{finding['finding_id']}"
    if is_large(names.register):
        return Row((cited, finding["statement"], _direction(finding, names)), place)
    item = names.items[finding["evidence_id"]]
    about = [names.design(item["study_design"]), names.nations(item["country"] or ())]
    source = joined([cited, *([] if again else about)], Markup("<br>"))
    found = joined(
        [
            names.with_citations(finding["statement"]),
            directions.details(finding),
            _whom(finding, names),
            finding["location"] or "",
        ],
        Markup("<br>"),
    )
    return Row((source, found, _direction(finding, names)), place)


def _whom(finding: Mapping[str, Any], names: Names) -> str:
    return f"Group: {names.group(finding['population'])}" if known(finding["population"]) else ""


def _direction(finding: Mapping[str, Any], names: Names) -> Markup:
    words = [directions.direction(finding)]
    aside = finding["set_aside"]
    if aside in ("retracted", "superseded"):
        return standing(names.items[finding["evidence_id"]], names)
    if aside in ("planned", "ongoing"):
        return escape(directions.SET_ASIDE[aside])
    if aside == "indirect" and finding.get("part", "") != "":
        words.append(directions.INDIRECT)
    return joined(words, Markup("<br>"))


def standing(item: Mapping[str, Any], names: Names) -> Markup:
    """`Retracted; replaced by … . It counts for nothing.`"""
    words = Markup("<b>{}</b>").format(capital(term("item_status", item["status"])))
    if known(item["replaced_by"]):
        words += Markup("; replaced by {}").format(names.cite(item["replaced_by"]))
    return words + ". It counts for nothing."


def _links(rows: Iterable[Mapping[str, Any]], names: Names) -> Markup:
    return joined(
        jump(f"finding-{row['finding_id']}", names.citation(row["evidence_id"])) for row in rows
    )


def _rest_table(assessment: Assessment, names: Names, rest: pd.DataFrame) -> Table:
    date = day(assessment.register.as_of)
    rows = []
    for finding in _records(rest):
        row = _row(finding, names, again=False)
        about = joined(
            [
                names.intervention(finding["intervention"]) if finding["intervention"] else "",
                names.outcome(finding["outcome"]),
            ],
            " and ",
        )
        source, found, way = row.cells
        rows.append(Row((source, joined([found, about], Markup("<br>About: ")), way), row.id))
    return Table(
        id="outside-the-framework",
        title="Findings on what the framework does not ask",
        description=(
            f"{capital(counted(len(rest), 'finding'))} in this register, as at {date}, "
            f"{'falls' if len(rest) == 1 else 'fall'} in no cell of the declared framework. "
            "Nothing is left out of sight."
        ),
        sources=made_from(assessment.register, "findings", "evidence"),
        frame=rest[["finding_id", "evidence_id", "intervention", "outcome", "statement"]],
        caption=f"Findings outside the framework, as at {date}",
        headings=HEADINGS,
        groups=(RowGroup(tuple(rows)),),
        kind="opm-findings",
    )
