"""What evidence could bear, in words: never one word or number for all of it."""

from collections.abc import Iterable, Mapping

import pandas as pd

from opm_evidence.display.wording.numbers import number
from opm_evidence.synthesis.cells import CellEvidence

BEARING: Mapping[str, str] = {
    "yes": "could show a cause",
    "no": "could not show a cause",
    "unknown": "nobody can say whether it could show a cause",
}
"""Whether evidence has what it takes to say that one thing caused another (rule G05)."""


def bearing_counts(cell: CellEvidence) -> Mapping[str, int]:
    """How many studies and reviews of a cell could bear a causal claim, could not, or might."""
    rows = cell.part("study", "review")
    kept = rows[rows["study_id"].isin(cell.studies) | (rows["part"] == "review")]
    named = kept["study_id"].where(kept["part"] == "study", kept["evidence_id"])
    best = pd.Series(
        [_best(group) for _, group in kept["bearing"].groupby(named, sort=False)], dtype="object"
    )
    return {way: int((best == way).sum()) for way in BEARING if (best == way).any()}


def bearing_words(cell: CellEvidence) -> str:
    """`3 of 5 could show a cause`, with those of which nobody can say."""
    counts = bearing_counts(cell)
    total = sum(counts.values())
    if not total:
        return ""
    able = counts.get("yes", 0)
    words = f"{number(able)} of {number(total)} could show a cause"
    unknown = counts.get("unknown", 0)
    return f"{words}; of {number(unknown)} nobody can say" if unknown else words


def _best(bearings: Iterable[str]) -> str:
    found = set(bearings)
    return next((way for way in ("yes", "unknown") if way in found), "no")
