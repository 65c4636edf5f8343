"""A table that sorts, is searched and is exported, by itables with its own DataTables.

`ITable` carries DataTables in its own package and sends it to JupyterLab with the table: no page of
any other host is asked. Text is shown as text, whatever it holds.
"""

from typing import Any

import ipywidgets as widgets
import pandas as pd
from itables.widget import ITable
from markupsafe import Markup

from opm_evidence.display.markup import paragraph
from opm_evidence.display.widgets.own_keys import OwnKeys
from opm_evidence.display.wording.numbers import known
from opm_evidence.records.formulas import warded

PAGE = 25
"""Rows on a page; up to so many, pages would only be in the way."""
EXPORT = "Export as CSV"


def table_alone(frame: pd.DataFrame, title: str, description: str) -> widgets.VBox:
    """A table as it stands below a cell: its title, what it holds, and the table.

    >>> shown = table_alone(pd.DataFrame({"Study": ["s1"]}), "One study", "One study is listed.")
    >>> shown.children[0].value
    '<h3>One study</h3><p>One study is listed.</p>'
    """
    words = Markup("<h3>{}</h3>{}").format(title, paragraph(description))
    return widgets.VBox([widgets.HTML(str(words)), sortable(frame, title), OwnKeys()])


def sortable(frame: pd.DataFrame, title: str) -> ITable:
    """The widget of a table, with its title as caption.

    What a spreadsheet would run as a formula is kept from it, as in every file of a pack: the
    button for CSV writes what the table shows.

    >>> table = sortable(pd.DataFrame({"Study": ["=cmd()"]}), "Studies")
    >>> table.df.iloc[0, 0]
    "'=cmd()"
    >>> table.caption
    'Studies'
    """
    return ITable(plain(frame), caption=title, **options(title, len(frame)))


def options(title: str, rows: int) -> dict[str, Any]:
    """What a table of so many rows offers, in DataTables' own words."""
    many = rows > PAGE
    return {
        "layout": {
            "topStart": "info",
            "topEnd": "search",
            "bottomStart": {"buttons": [_export(title)]},
            "bottomEnd": "paging" if many else None,
        },
        "classes": "display compact",
        "style": "table-layout:auto;width:100%;caption-side:top",
        "paging": many,
        "pageLength": PAGE,
        "showIndex": False,
        "maxBytes": 0,
        "allow_html": False,
        "language": {
            "search": "Search this table:",
            # Every table numbers its controls from 0, so that the labels of all belong to the
            # first; a placeholder is a name of its own.
            "searchPlaceholder": f"Search: {title}",
            "emptyTable": "There is nothing to list.",
            "zeroRecords": "No row holds these words.",
        },
    }


def plain(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its text kept from running as a formula, and blanks where nothing is known."""
    columns = {
        str(name): column
        if pd.api.types.is_numeric_dtype(column) and not column.isna().any()
        else [_text(value) for value in column]
        for name, column in frame.items()
    }
    return pd.DataFrame(columns, columns=[str(name) for name in frame.columns])


def _text(value: object) -> object:
    return warded(value) if isinstance(value, str) else value if known(value) else ""


def _export(title: str) -> dict[str, Any]:
    name = "-".join("".join(c if c.isalnum() else " " for c in title.lower()).split())[:60]
    return {
        "extend": "csvHtml5",
        "text": EXPORT,
        "title": None,
        "filename": name,
        "attr": {"aria-label": f"{EXPORT}: {title}"},
    }
