"""What evidence could bear, in words: never one word or number for all of it."""

from collections import Counter
from collections.abc import Container, Mapping

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
    found: dict[str, set[str]] = {}
    for row in cell.judged("study", "review"):
        if row.part == "review" or row.study_id in cell.studies:
            named = row.study_id if row.part == "study" else row.evidence_id
            found.setdefault(named, set()).add(row.bearing)
    best = Counter(_best(bearings) for bearings in found.values())
    return {way: best[way] for way in BEARING if best[way]}


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


def _best(bearings: Container[str]) -> str:
    return next((way for way in ("yes", "unknown") if way in bearings), "no")
