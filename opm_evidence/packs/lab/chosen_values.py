"""Puts chosen values into the parameters cell of a notebook that is opened, and takes them out.

A notebook on the disk keeps its own values: what was chosen for an afternoon at JupyterLab is no
change to the notebook, and does not get into its differences.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

PARAMETERS = "parameters"
Content = dict[str, Any]
"""A notebook as Jupyter hands it about: an object as its JSON has it, with `cells`."""


def with_values(content: Content, values: Mapping[str, str]) -> bool:
    """Write these values into the parameters cell, where it has such names; whether it had any.

    Results that the notebook holds go: they may be those of other values.
    """
    cell = _parameters_cell(content)
    before = cell["source"] if cell else ""
    after = before
    for name, value in values.items():
        after = _put(after, _line_of(name).search(after), _line(name, value))
    if cell is None or after == before:
        return False
    cell["source"] = after
    for each in content["cells"]:
        if each["cell_type"] == "code":
            each["outputs"], each["execution_count"] = [], None
    return True


def without_values(content: Content, values: Mapping[str, str], kept: Content) -> None:
    """Give the parameters cell the lines of the notebook that is kept, where nobody changed them.

    A value that is not the one that was put in was typed by a person, and stays.
    """
    cell, own = _parameters_cell(content), _parameters_cell(kept)
    if cell is None or own is None:
        return
    for name, value in values.items():
        line, before = _line_of(name).search(cell["source"]), _line_of(name).search(own["source"])
        if line and before and line.group() == _line(name, value):
            cell["source"] = _put(cell["source"], line, before.group())


def _parameters_cell(content: Content) -> Content | None:
    for cell in content.get("cells", []):
        tags = cell.get("metadata", {}).get("tags", [])
        if cell.get("cell_type") == "code" and PARAMETERS in tags:
            found: Content = cell
            return found
    return None


def _put(text: str, place: re.Match[str] | None, line: str) -> str:
    return text[: place.start()] + line + text[place.end() :] if place else text


def _line_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"^{re.escape(name)} = .*$", re.MULTILINE)


def _line(name: str, value: str) -> str:
    return f"{name} = {json.dumps(value, ensure_ascii=False)}"
