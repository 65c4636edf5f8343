"""Section 7: the map of gaps, a table of interventions by outcomes."""

from collections.abc import Iterable, Mapping
from itertools import groupby

import pandas as pd
from markupsafe import Markup

from opm_evidence.display.exhibits import Exhibit, Exhibits, GapMap, Table
from opm_evidence.display.markup import facts, joined, jump
from opm_evidence.display.names import Names
from opm_evidence.display.tables import Row, RowGroup
from opm_evidence.display.wording import directions
from opm_evidence.display.wording import evidence_map as words
from opm_evidence.display.wording.dates import day
from opm_evidence.display.wording.numbers import number
from opm_evidence.display.wording.sources import made_from
from opm_evidence.display.wording.strength import bearing_words
from opm_evidence.display.wording.terms import capital, term
from opm_evidence.records.policy import Policy
from opm_evidence.synthesis.assessment import Assessment
from opm_evidence.synthesis.cells import CellEvidence

LARGEST = 15
"""The radius, in pixels, of the circle of the cell with most studies."""
NEED = "The problem itself"
NOT_ASKED = Markup("Not asked")
COLUMNS = (
    "cell_id",
    "asks",
    "intervention",
    "outcome",
    "group",
    "studies",
    "reviews",
    "models",
    "in_progress",
    "state",
)


def gap_map(assessment: Assessment) -> Exhibit:
    """The map, and below it the groups that the framework asks about apart."""
    recorded = assessment.register.recorded("findings")
    states = {each.cell.id: words.state(each, recorded) for each in assessment.cells}
    main = [each for each in assessment.cells if each.cell.group is None]
    groups = [each for each in assessment.cells if each.cell.group is not None]
    parts: list[Exhibit] = [_map(assessment, main, states)]
    if groups:
        parts.append(_groups(assessment, groups, states))
    return Exhibits(
        id="gaps-at-a-glance",
        title=parts[0].title,
        description=parts[0].description,
        frame=_frame(assessment.cells, states),
        parts=tuple(parts),
    )


def _frame(cells: Iterable[CellEvidence], states: Mapping[str, str]) -> pd.DataFrame:
    rows = [
        (
            each.cell.id,
            each.cell.asks,
            each.cell.intervention or "",
            each.cell.outcome,
            each.cell.group or "",
            len(each.studies),
            len(each.reviews),
            len(each.models),
            len(each.in_progress),
            states[each.cell.id],
        )
        for each in cells
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _map(assessment: Assessment, cells: list[CellEvidence], states: Mapping[str, str]) -> GapMap:
    policy = assessment.register.policy
    names = Names(assessment.register)
    date = day(assessment.register.as_of)
    most = max((len(each.studies) for each in cells), default=0)
    asked = {each.cell.outcome for each in cells}
    outcomes = [each for each in policy.outcomes if each.id in asked]
    rows = []
    for intervention, title in _interventions(policy, cells):
        inside = [each for each in cells if each.cell.intervention == intervention]
        shown = [
            _position([c for c in inside if c.cell.outcome == outcome.id], states, most)
            for outcome in outcomes
        ]
        rows.append(Row((title, *shown)))
    return GapMap(
        id="map-of-gaps",
        title=words.headline(cells, states),
        description=words.description(cells, states, names, date),
        sources=made_from(assessment.register, "policy", "findings", "evidence", "designs"),
        frame=_frame(cells, states),
        caption=f"Independent studies and reviews by measure and outcome, as at {date}",
        headings=("What is done", *(each.title for each in outcomes)),
        groups=(RowGroup(tuple(rows), shared=NOT_ASKED),),
        before=facts(words.KEY.items()),
    )


def _interventions(policy: Policy, cells: Iterable[CellEvidence]) -> list[tuple[str | None, str]]:
    used = {each.cell.intervention for each in cells}
    rows: list[tuple[str | None, str]] = [(None, NEED)] if None in used else []
    for each in policy.interventions:
        if each.id in used:
            also = " (an alternative)" if each.role == "alternative" else ""
            rows.append((each.id, f"{each.title}{also}"))
    return rows


def _position(cells: list[CellEvidence], states: Mapping[str, str], most: int) -> Markup:
    if not cells:
        return NOT_ASKED
    return Markup("<hr>").join(_cell(each, states[each.cell.id], most) for each in cells)


def _cell(cell: CellEvidence, state: str, most: int) -> Markup:
    """Count with its circle, votes, and what the studies could show; or which kind of nothing."""
    asks = "" if cell.cell.asks == "effect" else f"{capital(term('asks', cell.cell.asks))}:"
    place = f"cell-{cell.cell.id}"
    if state != "evidence":
        link = jump(place, capital(words.STATES[state]) if state == "not_recorded" else
                    f"None: {words.STATES[state]}")  # fmt: skip
        progress = f"{len(cell.in_progress)} planned or under way" if cell.in_progress else ""
        return joined([asks, link, progress], Markup("<br>"))
    first = joined([jump(place, words.held_in_short(cell)), _circle(len(cell.studies), most)], " ")
    strength = bearing_words(cell) if cell.cell.asks == "effect" else ""
    return joined([asks, first, capital(directions.votes(cell)), strength], Markup("<br>"))


def _circle(studies: int, most: int) -> Markup:
    """A circle whose area is proportional to the number of studies; it says nothing new."""
    if not studies:
        return Markup("")
    side = f"{2 * LARGEST * (studies / most) ** 0.5:.0f}"
    return Markup(
        '<svg class="opm-dot" width="{side}" viewBox="-1 -1 2 2" '
        'aria-hidden="true"><circle r="1"/></svg>'
    ).format(side=side)


def _groups(assessment: Assessment, cells: list[CellEvidence], states: Mapping[str, str]) -> Table:
    """The questions on which a group has evidence of its own; the others stand among the gaps."""
    names = Names(assessment.register)
    date = day(assessment.register.as_of)
    rows = []
    for entry, of_entry in groupby(cells, key=lambda each: each.cell.entry):
        asked = list(of_entry)
        with_evidence = [
            jump(f"cell-{each.cell.id}", capital(names.group(each.cell.group)))
            for each in asked
            if states[each.cell.id] == "evidence"
        ]
        if with_evidence:
            everybody = asked[0].cell.model_copy(update={"group": None, "entry": entry})
            rows.append(
                Row(
                    (
                        capital(names.cell(everybody)),
                        joined(with_evidence, "; "),
                        number(len(asked) - len(with_evidence)),
                    )
                )
            )
    return Table(
        id="groups-asked-about",
        title=words.headline(cells, states, " about a group"),
        description=(
            "Some groups are asked about apart: is anything known about them? Evidence on "
            f"everybody does not answer that. As at {date}. "
            + (
                "A question is in this table where a group has evidence of its own. "
                if rows
                else ""
            )
            + "Every other group stands below, among the gaps or what nobody can say yet."
        ),
        sources=made_from(assessment.register, "policy", "findings", "evidence"),
        frame=_frame(cells, states),
        caption=f"Groups with evidence of their own, as at {date}",
        headings=("Question", "With evidence of their own", "Number of groups without"),
        groups=(RowGroup(tuple(rows)),),
        numbers=frozenset({2}),
    )
