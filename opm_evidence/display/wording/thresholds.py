"""The thresholds of the rules in words, with the values that were used."""

from collections.abc import Callable, Mapping

from opm_evidence.display.wording.numbers import counted, number, per_cent
from opm_evidence.records.answers import Fact
from opm_evidence.records.thresholds import Thresholds

WORDS: Mapping[str, tuple[str, Callable[[float], str]]] = {
    "enough_studies": (
        "Independent studies that are enough",
        lambda value: counted(int(value), "study"),
    ),
    "search_years": (
        "Age at which a review’s search is out of date",
        lambda value: f"over {counted(int(value), 'year')}",
    ),
    "low_risk_share": (
        "Share of a review’s studies at low risk of bias that it needs to bear a causal claim",
        per_cent,
    ),
    "opposed_share": (
        "Share of studies, on the smaller side, at which studies are called opposed",
        per_cent,
    ),
    "agreed_share": ("Share of studies at which directions agree", per_cent),
    "contrary_studies": (
        "Studies that it takes to say that they go against a claim",
        lambda value: counted(int(value), "study"),
    ),
    "stale_years": (
        "Age at which the evidence behind a claim is old",
        lambda value: f"over {counted(int(value), 'year')}",
    ),
    "attention_share": ("Share of pages or searches that counts as the most used", per_cent),
    "attention_subjects": (
        "Pages or searches with known figures that it takes to compare",
        lambda value: number(int(value)),
    ),
    "attention_floor": ("Count of use below which figures are left out", number),
    "cited_share": (
        "Share of a section’s claims with source and use that lifts its level",
        per_cent,
    ),
}
"""Every threshold: what it is, and how to say its value with the unit."""


def threshold_words(used: Mapping[str, Fact]) -> str:
    """`Independent studies that are enough: 3 studies`; several are parted by semicolons."""
    parts = []
    for name, value in used.items():
        words, say = WORDS[name]
        parts.append(f"{words}: {say(float(value)) if isinstance(value, int | float) else value}")
    return "; ".join(parts)


def threshold_rows(thresholds: Thresholds) -> list[tuple[str, str, str]]:
    """Every threshold with its name, its words and the value that was used."""
    return [
        (name, words, say(float(getattr(thresholds, name)))) for name, (words, say) in WORDS.items()
    ]
