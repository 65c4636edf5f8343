"""Numbers as a reader reads them: grouped, signed, with their unit."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

MINUS = "\u2212"
SEVERAL: Mapping[str, str] = {
    "study": "studies",
    "person": "people",
    "policy": "policies",
    "series": "series",
}
"""Words whose plural takes more than an s."""

METRICS: Mapping[str, str] = {
    "mean_difference": "difference of means",
    "standardised_mean_difference": "standard deviations",
    "percentage_point_difference": "percentage points",
    "percentage_change": "per cent change",
    "count_difference": "difference in number",
    "monetary_difference": "difference in money",
    "months_of_progress": "months of progress",
    "risk_ratio": "risk ratio",
    "odds_ratio": "odds ratio",
    "hazard_ratio": "hazard ratio",
    "rate_ratio": "rate ratio",
    "benefit_cost_ratio": "benefits over costs",
    "percentage": "per cent",
    "count": "in number",
    "monetary_value": "in money",
}
"""What an effect is measured in, where the register gives no unit of its own."""

RATIOS = ("risk_ratio", "odds_ratio", "hazard_ratio", "rate_ratio", "benefit_cost_ratio")
"""Measures whose name stands before the number."""


def number(value: float) -> str:
    """`1,234`, `−1.6`, `0.05`: never more digits than the register holds."""
    text = f"{abs(value):,.10f}".rstrip("0").rstrip(".")
    return f"{MINUS}{text}" if value < 0 and text != "0" else text


def counted(count: int, one: str, several: str = "") -> str:
    """`1 study`, `2 studies`, `no studies`. Only the last word is made plural."""
    if count == 1:
        return f"1 {one}"
    words = several or plural(one)
    return f"{number(count)} {words}" if count else f"no {words}"


def plural(one: str) -> str:
    """The same words for several."""
    *before, last = one.split(" ")
    return " ".join([*before, SEVERAL.get(last, f"{last}s")])


def share(part: int, whole: int, one: str) -> str:
    """`12 of 30 items (40%)`, or that there is nothing to take a share of."""
    if not whole:
        return f"there are {counted(0, one)}"
    return f"{number(part)} of {counted(whole, one)} ({per_cent(part / whole)})"


def of_all(
    part: int,
    whole: int,
    one: str,
    verbs: tuple[str, str] = ("has", "have"),
    several: str = "",
) -> str:
    """`12 of 30 items have`, `None of 30 items has`, `0 of 1 item has`, `No item has`."""
    if not whole:
        return f"No {one} {verbs[0]}"
    verb = verbs[0] if part < 2 else verbs[1]
    none = "None" if whole > 1 else "0"
    return f"{number(part) if part else none} of {counted(whole, one, several)} {verb}"


def per_cent(value: float) -> str:
    """A share from 0 to 1 in whole per cent. What is not quite none, or not quite all, says so."""
    if 0 < value < 0.005:
        return "under 1%"
    if 0.995 <= value < 1:
        return "over 99%"
    return f"{value * 100:.0f}%"


def listed(words: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    parts = [str(word) for word in words if word]
    if len(parts) < 2:
        return parts[0] if parts else ""
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def either(words: Sequence[str]) -> str:
    """`a, b or c`; `a, in part; b; or c` where one of them has a comma or an ‘or’ of its own."""
    if len(words) > 1 and any("," in each or " or " in each for each in words):
        return f"{'; '.join(words[:-1])}; or {words[-1]}"
    return listed(words, "or")


def size(finding: Mapping[str, Any]) -> str:
    """An effect with its unit and its interval, from a row of findings; empty where none is given.

    The unit is the register's own words; without them, the measure of effect.
    """
    effect: Any = finding.get("effect")
    metric = _text(finding.get("effect_metric"))
    unit = _text(finding.get("effect_unit")) or METRICS.get(metric, "")
    if known(effect) and float(effect) == 1 and unit.startswith("months "):
        unit = unit.replace("months", "month", 1)
    interval = _interval(finding)
    if not known(effect):
        return f"{interval[0].upper()}{interval[1:]} {unit}".strip() if interval else ""
    if metric in RATIOS:
        name = METRICS[metric]
        what = f", {unit}" if unit != name else ""
        words = f"{name[0].upper()}{name[1:]} {number(float(effect))}{what}"
    elif unit.startswith("%"):
        words = f"{number(float(effect))}{unit}"
    else:
        words = f"{number(float(effect))} {unit}".strip()
    return f"{words} ({interval})" if interval else words


def months(value: float) -> str:
    """A length of time: `19 months`, `1 month`."""
    return counted(int(value), "month") if float(value).is_integer() else f"{number(value)} months"


def known(value: Any) -> bool:
    """Whether a cell of a table holds anything."""
    return value is not None and value is not pd.NA and value == value and value != ""


def _interval(finding: Mapping[str, Any]) -> str:
    low: Any = finding.get("ci_low")
    high: Any = finding.get("ci_high")
    if not known(low) or not known(high):
        return ""
    return f"95% interval {number(float(low))} to {number(float(high))}"


def _text(value: Any) -> str:
    return str(value) if known(value) else ""
