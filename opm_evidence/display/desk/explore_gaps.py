"""What-if: the questions of the framework with their gaps before and now; in JupyterLab, live."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from opm_evidence.display.desk.cell_states import cell_states
from opm_evidence.display.exhibits import Exhibit
from opm_evidence.display.live import SortableTable, sortable_table
from opm_evidence.display.names import Names
from opm_evidence.display.wording import moves as words
from opm_evidence.display.wording.dates import day
from opm_evidence.display.wording.moves import counted_moves
from opm_evidence.display.wording.numbers import listed
from opm_evidence.display.wording.sources import made_from
from opm_evidence.display.wording.terms import capital
from opm_evidence.synthesis.assessment import Assessment
from opm_evidence.synthesis.moves import moves_between

COLUMNS = ("Question", "What there is", "Gaps before", "Gaps now", "What moves")
LIVE_NOTE = (
    "In JupyterLab (make lab, or the extra lab of this package) sliders stand here instead, with a "
    "map that follows them, can be filtered, and is clicked through to its rows."
)


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Explored(SortableTable):
    """The table of questions, which JupyterLab shows as a map with sliders, filters and rows."""

    published: Assessment
    supposed: Assessment

    def widget(self) -> Any:
        """Sliders, filters, the map and what lies in the cell that was clicked."""
        from opm_evidence.display.widgets.explorer import Explorer

        return Explorer(self.published, self.supposed).view


def explore_gaps(before: Assessment, after: Assessment) -> Exhibit:
    """Each question with its gaps before and now; in JupyterLab a map that follows sliders.

    >>> from tests.drawing import draw_register
    >>> from opm_evidence import Thresholds, assess, suppose
    >>> before = assess(draw_register(findings='''
    ...     finding_id | study_id | intervention | outcome | direction
    ...     f1         | s1       | levy         | obesity | improves
    ...     f2         | s2       | levy         | obesity | improves
    ...     '''))
    >>> explored = explore_gaps(before, suppose(before, Thresholds(enough_studies=2)))
    >>> explored.frame.loc[0, "What moves"]
    '1 gap opens and 1 gap closes'
    """
    moves = moves_between(before, after)
    names = Names(before.register)
    states = cell_states(before, after, moves)
    rows = [
        (
            capital(names.cell(each.cell)),
            state.held,
            state.before,
            len(state.gaps) if state.asked else "left out",
            listed(counted_moves(state.moves)) or "nothing",
        )
        for each in before.cells
        for state in [states[each.cell.id]]
    ]
    table = sortable_table(
        pd.DataFrame(rows, columns=list(COLUMNS)),
        id="questions-and-gaps",
        title="Each question, before and now",
        description=(
            f"Supposed: {words.supposed(before, after)}. "
            f"{sum(bool(each.moves) for each in states.values())} of {len(states)} questions move."
        ),
        sources=made_from(before.register, "policy", "findings", "evidence"),
        caption=f"Gaps of each question before and now, as at {day(after.register.as_of)}",
    )
    return Explored(
        **{**vars(table), "live_note": LIVE_NOTE},
        published=before,
        supposed=after,
    )
