"""The map widget of an assessment: its rows, columns and buttons, still without what they say."""

from opm_evidence.display.names import Names
from opm_evidence.display.sections.gap_map import NEED
from opm_evidence.display.widgets.gap_map import MapWidget
from opm_evidence.display.wording.dates import day
from opm_evidence.display.wording.terms import capital, term
from opm_evidence.records.policy import Cell
from opm_evidence.synthesis.assessment import Assessment


def map_of(assessment: Assessment, names: Names) -> MapWidget:
    """Interventions down and outcomes across, those that the framework asks about.

    >>> from tests.drawing import draw_register
    >>> from opm_evidence import assess
    >>> before = assess(draw_register())
    >>> [each["id"] for each in map_of(before, Names(before.register)).cells]
    ['levy--obesity--any--effect']
    """
    policy = assessment.register.policy
    cells = [each.cell for each in assessment.cells]
    used = {each.intervention or "" for each in cells}
    rows = [("", NEED), *((each.id, each.title) for each in policy.interventions)]
    columns = [(each.id, each.title) for each in policy.outcomes]
    asked = {each.outcome for each in cells}
    return MapWidget(
        caption=(
            "Evidence and gaps by measure and outcome. "
            f"Declared framework as at {day(assessment.register.as_of)}."
        ),
        rows=[{"id": name, "title": title} for name, title in rows if name in used],
        columns=[{"id": name, "title": title} for name, title in columns if name in asked],
        cells=[
            {
                "id": each.id,
                "row": each.intervention or "",
                "column": each.outcome,
                "asks": _what(each, names),
                "title": capital(names.cell(each)),
            }
            for each in cells
        ],
    )


def _what(cell: Cell, names: Names) -> str:
    """What a button is about beyond its row and column: `Views`, `For girls`."""
    parts = [capital(term("asks", cell.asks))] if cell.asks != "effect" else []
    if cell.group:
        parts.append(f"For {names.inside(names.group(cell.group))}")
    return ", ".join(parts)
