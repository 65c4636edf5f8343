"""What an own section shows: a table, a chart or words, each with all that a reader must find.

Each gives an Exhibit, made from data that the author of the section brought together.
"""

from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from opm_evidence.display.exhibits import Figure, Prose, Table
from opm_evidence.display.tables import Row, RowGroup


def table(
    frame: pd.DataFrame, *, id: str, title: str, description: str, caption: str, source: str
) -> Table:
    """A table with a row for each of the frame's, and a heading for each of its columns.

    Numbers stand as they are: round them first. What is missing reads “not recorded”.

    Raises:
        ValueError: the id is no slug, or a part is missing.
    """
    names = tuple(str(name) for name in frame.columns)
    numbers = {at for at, name in enumerate(names) if pd.api.types.is_numeric_dtype(frame[name])}
    rows = tuple(Row(tuple(map(_cell, each))) for each in frame.itertuples(index=False))
    return Table(
        id=id,
        title=title,
        description=description,
        sources=(source,),
        frame=frame,
        caption=caption,
        headings=names,
        groups=(RowGroup(rows),),
        numbers=frozenset(numbers),
    )


def chart(
    figure: Any,
    frame: pd.DataFrame,
    *,
    id: str,
    title: str,
    description: str,
    caption: str,
    source: str,
) -> Figure:
    """A plotly figure with the table behind it; a page draws it without a script.

    Raises:
        ValueError: the id is no slug, or a part is missing.
    """
    return Figure(
        id=id,
        title=title,
        description=description,
        sources=(source,),
        frame=frame,
        caption=caption,
        spec=figure.to_plotly_json() if hasattr(figure, "to_plotly_json") else figure,
    )


def words(text: str, frame: pd.DataFrame, *, id: str, title: str, source: str) -> Prose:
    """A paragraph that states numbers, with the table that they come from in `.frame`.

    Raises:
        ValueError: the id is no slug, or a part is missing.
    """
    said = Markup("<p>{}</p>").format(escape(text))
    return Prose(id=id, title=title, description=text, sources=(source,), frame=frame, words=said)


def _cell(value: object) -> str:
    return "not recorded" if pd.isna(value) else str(value)  # type: ignore[call-overload]
