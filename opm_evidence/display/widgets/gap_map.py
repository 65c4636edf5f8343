"""The map of gaps as a widget: a table of buttons that can be filtered and clicked.

One small module of JavaScript (gap_map.js) by anywidget, since a thousand of ipywidgets' own
buttons would take seconds to follow a slider. It is a table with headings and real buttons, so
that keyboards and screen readers can use it.
"""

from pathlib import Path
from typing import Any

import anywidget
import traitlets

HERE = Path(__file__).parent


class MapWidget(anywidget.AnyWidget):
    """Interventions down, outcomes across, a button for each question of the framework.

    >>> shown = MapWidget(
    ...     caption="One question",
    ...     rows=[{"id": "levy", "title": "The levy"}],
    ...     columns=[{"id": "obesity", "title": "Obesity"}],
    ...     cells=[{"id": "c1", "row": "levy", "column": "obesity", "asks": "", "title": "Levy"}],
    ...     states={"c1": "No study"},
    ... )
    >>> shown.chosen
    ''
    """

    _esm = HERE / "gap_map.js"
    _css = HERE / "gap_map.css"

    caption = traitlets.Unicode().tag(sync=True)
    rows: Any = traitlets.List(traitlets.Dict()).tag(sync=True)
    columns: Any = traitlets.List(traitlets.Dict()).tag(sync=True)
    cells: Any = traitlets.List(traitlets.Dict()).tag(sync=True)
    states: Any = traitlets.Dict().tag(sync=True)
    """What each button says, by cell: lines of text, of which those about moves begin with →."""
    shown: Any = traitlets.List(allow_none=True, default_value=None).tag(sync=True)
    """The cells that pass the filter; `None` where there is none."""
    chosen = traitlets.Unicode().tag(sync=True)
    """The cell that was clicked last."""
