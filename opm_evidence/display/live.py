"""Exhibits that are more in JupyterLab: they bring controls along where the libraries are there.

Without ipywidgets, anywidget and itables (the extra `lab`) they are the exhibit that they are
anywhere, and say what to install. Nothing of a published pack is live.
"""

from abc import abstractmethod
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import pandas as pd
from markupsafe import Markup

from opm_evidence.display.exhibits import Exhibit, Table
from opm_evidence.display.markup import paragraph
from opm_evidence.display.tables import Row, RowGroup
from opm_evidence.display.wording.numbers import known

LIBRARIES = ("ipywidgets", "anywidget", "itables")


def can_be_live() -> bool:
    """Whether everything that controls need is installed."""
    return all(find_spec(name) is not None for name in LIBRARIES)


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Live(Exhibit):
    """An exhibit with a widget that JupyterLab shows in its place.

    Attributes:
        live_note: what the widget can do that the exhibit cannot, and how to have it.
    """

    live_note: str

    @abstractmethod
    def widget(self) -> Any:
        """The widget: made anew at each call, so that every cell that shows it has its own.

        Raises:
            ImportError: the extra `lab` is not installed.
        """

    def html(self, *, sourced: bool = True) -> Markup:
        """The exhibit as it is anywhere, and below it what JupyterLab would add."""
        note = paragraph(self.live_note, "opm-source")
        return super().html(sourced=sourced) + note

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        shown = super()._repr_mimebundle_()
        if not can_be_live():
            return shown
        made = self.widget()._repr_mimebundle_()
        view = made[0] if isinstance(made, tuple) else made  # anywidget adds metadata
        return {**view, **shown}


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class SortableTable(Live, Table):
    """A table of plain text and numbers that sorts, is searched and is exported in JupyterLab."""

    live_note: str = (
        "In JupyterLab (make lab, or the extra lab of this package) this table can be sorted, "
        "searched, and exported as CSV."
    )

    def widget(self) -> Any:
        """The same table by DataTables, which comes with the library: nothing is downloaded."""
        from opm_evidence.display.widgets.sortable import table_alone

        return table_alone(self.frame, self.title, self.description)


def sortable_table(
    frame: pd.DataFrame,
    *,
    id: str,
    title: str,
    description: str,
    sources: tuple[str, ...],
    caption: str,
) -> SortableTable:
    """A table of what a frame holds, in its order; its columns are named as readers name them.

    Columns that hold numbers are set as numbers. What is missing is left blank.

    >>> import pandas as pd
    >>> heights = pd.DataFrame({"Hill": ["Box Hill"], "Metres": [224]})
    >>> table = sortable_table(
    ...     heights, id="hills", title="One hill", description="One hill is high.",
    ...     sources=("a map",), caption="Height of hills")
    >>> table
    One hill
    One hill is high.
    1 rows in .frame
    """
    columns = tuple(str(column) for column in frame.columns)
    rows = tuple(
        Row(tuple(str(value) if known(value) else "" for value in values))
        for values in frame.itertuples(index=False)
    )
    numbers = [pd.api.types.is_numeric_dtype(dtype) for dtype in frame.dtypes]
    return SortableTable(
        id=id,
        title=title,
        description=description,
        sources=sources,
        frame=frame,
        caption=caption,
        headings=columns,
        groups=(RowGroup(rows),),
        numbers=frozenset(place for place, number in enumerate(numbers) if number),
    )
