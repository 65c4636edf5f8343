"""Charts as plotly's own data: written once, shown by plotly in a notebook, drawn for the page."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from opm_evidence.display.palette import CATEGORICAL, DASHES, INK, PATTERNS


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
                "x": [each if isinstance(each, str) else int(each) for each in table[first]],
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


def titled(spec: Mapping[str, Any], title: str) -> Mapping[str, Any]:
    """The same chart with its message above it, where nothing else says it: in JupyterLab."""
    return {**spec, "layout": {**spec["layout"], "title": {"text": title}}}


def broken_lines(
    labels: Sequence[str],
    lines: Mapping[str, Sequence[Sequence[tuple[int, float]]]],
    breaks: Sequence[int],
    *,
    y_title: str,
) -> Mapping[str, Any]:
    """Lines in pieces over the same places: pieces of one line share a name and are never joined.

    Args:
        labels: what stands below each place of the x axis.
        lines: the pieces of each line, each a list of places (from 0) and values.
        breaks: the places before which a break is marked.
        y_title: what is counted.

    Raises:
        ValueError: there are more than four lines.
    """
    if len(lines) > len(CATEGORICAL):
        raise ValueError(f"{len(lines)} lines cannot be told apart by {len(CATEGORICAL)} colours")
    traces: list[dict[str, Any]] = []
    for (name, pieces), color, dash in zip(lines.items(), CATEGORICAL, DASHES, strict=False):
        traces += [
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": name if number == 0 else "",
                "legendgroup": name,
                "showlegend": number == 0,
                "x": [labels[place] for place, _ in piece],
                "y": [value for _, value in piece],
                "line": {"color": color, "dash": dash},
            }
            for number, piece in enumerate(pieces)
        ]
    return {
        "data": traces,
        "layout": {
            "xaxis": {
                "title": {"text": ""},
                "type": "category",
                "categoryorder": "array",
                "categoryarray": list(labels),
            },
            "yaxis": {"title": {"text": y_title}, "rangemode": "tozero"},
            "shapes": [
                {
                    "type": "line",
                    "x0": place - 0.5,
                    "x1": place - 0.5,
                    "y0": 0,
                    "y1": 1,
                    "yref": "paper",
                    "line": {"color": INK, "dash": "dot"},
                    "label": {"text": "break"},
                }
                for place in breaks
            ],
        },
    }
