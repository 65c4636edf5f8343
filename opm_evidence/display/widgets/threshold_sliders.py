"""A slider for each threshold at which a rule turns."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from opm_evidence.display.wording.thresholds import WORDS
from opm_evidence.records.thresholds import Thresholds
from opm_evidence.synthesis.rules import RULES

HERE = Path(__file__).parent
UP_TO: Mapping[str, int] = {
    "enough_studies": 10,
    "search_years": 20,
    "contrary_studies": 10,
    "stale_years": 30,
    "attention_subjects": 20,
    "attention_floor": 100,
}
"""How far the slider of a count or an age goes, unless it starts beyond. Shares go to 1."""


class Sliders(anywidget.AnyWidget):
    """The browser's own sliders, each with a label: `Enough studies`, `Search years` and so on.

    Those of ipywidgets have no accessible name (noUiSlider's handles are not labelled).

    >>> sliders = Sliders.of(Thresholds())
    >>> [each["label"] for each in sliders.sliders][:3]
    ['Enough studies', 'Search years', 'Low risk share']
    >>> sliders.move(enough_studies=2)
    >>> sliders.thresholds(Thresholds()).enough_studies
    2
    """

    _esm = HERE / "sliders.js"
    _css = HERE / "sliders.css"

    sliders: Any = traitlets.List(traitlets.Dict()).tag(sync=True)
    values: Any = traitlets.Dict().tag(sync=True)
    """The value of each slider, by the name of its threshold."""

    @classmethod
    def of(cls, thresholds: Thresholds) -> "Sliders":
        """The sliders of all thresholds that a rule uses, where these thresholds are."""
        used = {name for rule in RULES.values() for name in rule.thresholds}
        values = {name: getattr(thresholds, name) for name in WORDS if name in used}
        return cls(sliders=[_slider(name, value) for name, value in values.items()], values=values)

    def move(self, **values: float) -> None:
        """Put sliders to other values, by the names of their thresholds."""
        self.values = {**self.values, **values}

    def thresholds(self, otherwise: Thresholds) -> Thresholds:
        """The thresholds that the sliders say, and those that have no slider."""
        return replace(otherwise, **self.values)


def _slider(name: str, value: float) -> dict[str, Any]:
    share = name.endswith("_share")
    return {
        "name": name,
        "label": name.replace("_", " ").capitalize(),
        "meaning": WORDS[name][0],
        "min": 0,
        "max": 1 if share else max(UP_TO[name], int(value)),
        "step": 0.05 if share else 1,
        "per_cent": share,
    }
