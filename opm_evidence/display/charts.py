"""Charts as plotly's own data: written once, shown by plotly in a notebook, drawn for the page."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from opm_evidence.display.palette import CATEGORICAL, PATTERNS


def stacked_bars(table: pd.DataFrame, *, x_title: str, y_title: str) -> Mapping[str, Any]:
    """Bars upon each other: one trace for each column after the first, which is the x axis.

    At most four columns, since no more colours can be told apart.

    Raises:
        ValueError: there are more than four columns to stack.
    """
    first, *others = (str(column) for column in table.columns)
    if len(others) > len(CATEGORICAL):
        raise ValueError(f"{len(others)} kinds cannot be told apart by {len(CATEGORICAL)} colours")
    return {
        "data": [
            {
                "type": "bar",
                "name": name,
                "x": [int(value) for value in table[first]],
                "y": [int(value) for value in table[name]],
                "marker": {"color": color, "pattern": {"shape": pattern}},
            }
            for name, color, pattern in zip(others, CATEGORICAL, PATTERNS, strict=False)
        ],
        "layout": {
            "barmode": "stack",
            "xaxis": {"title": {"text": x_title}},
            "yaxis": {"title": {"text": y_title}, "rangemode": "tozero"},
        },
    }
