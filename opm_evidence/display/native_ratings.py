"""Published ratings as they stand: scale, level, rater. Scales are never merged or compared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from opm_evidence.display.wording.numbers import known
from opm_evidence.records.register import Register


@dataclass(frozen=True, slots=True)
class NativeRating:
    """One rating with what its scale says about its level.

    Attributes:
        row: the row of ratings.csv.
        scale: the name of the scale.
        meaning: what the level means.
        rank: its place on the ladder of its own scale; `None` for a level off the ladder.
        supports: whether the level can bear a causal claim; empty where the scale is silent.
    """

    row: Mapping[str, Any]
    scale: str
    meaning: str
    rank: int | None
    supports: str

    @property
    def words(self) -> str:
        """`GRADE certainty of evidence: moderate`."""
        return f"{self.scale}: {self.row['level']}"


def native_ratings(register: Register) -> tuple[NativeRating, ...]:
    """Every rating of the register, in its order."""
    levels = {(row["scale_id"], row["level"]): row for row in register.rows("scales")}
    return tuple(_rating(row, levels) for row in register.rows("ratings"))


def best_per_scale(
    ratings: Iterable[NativeRating], items: Iterable[str], outcome: str
) -> tuple[NativeRating, ...]:
    """For each scale apart, the highest rating that these items have in all or on this outcome."""
    wanted = set(items)
    best: dict[str, NativeRating] = {}
    for rating in ratings:
        row = rating.row
        if row["evidence_id"] not in wanted or row["outcome"] not in (None, outcome):
            continue
        other = best.get(row["scale_id"])
        if other is None or (rating.rank or 0) > (other.rank or 0):
            best[row["scale_id"]] = rating
    return tuple(best.values())


def _rating(
    row: Mapping[str, Any], levels: Mapping[tuple[str, str], Mapping[str, Any]]
) -> NativeRating:
    level = levels.get((row["scale_id"], row["level"]), {})
    return NativeRating(
        row=row,
        scale=str(level.get("scale") or row["scale_id"]),
        meaning=str(level.get("label") or ""),
        rank=int(level["rank"]) if known(level.get("rank")) else None,
        supports=str(level.get("supports_causal_claim") or ""),
    )
