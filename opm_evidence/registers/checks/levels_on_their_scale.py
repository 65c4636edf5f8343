"""A rating's level is a level of its scale. Scales are never merged (gap rules, ground rule 7)."""

from collections import defaultdict
from collections.abc import Iterator

from opm_evidence.records.faults import Fault
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft
from opm_evidence.registers.nearest import offer_from_list, quoted


def _find(draft: Draft) -> Iterator[Fault]:
    if not draft.has("ratings", "scales"):
        return
    ratings, scales = draft.tables["ratings"], draft.tables["scales"].frame
    levels: dict[str, list[str]] = defaultdict(list)
    for scale, level in scales[["scale_id", "level"]].dropna().itertuples(index=False, name=None):
        levels[scale].append(level)
    wrong: dict[tuple[str, str], list[int]] = defaultdict(list)
    rated = ratings.frame[["scale_id", "level"]].dropna()
    for position, scale, level in rated.itertuples(name=None):
        if scale in levels and level not in levels[scale]:
            wrong[scale, level].append(position)
    for (scale, level), positions in wrong.items():
        what = f"The scale {quoted(scale)} has no level {quoted(level)}."
        remedy = offer_from_list(level, levels[scale])
        yield from ratings.places.faults(positions, "level", what, remedy)


CHECK = Check(
    "levels_on_their_scale",
    "The level of a rating is a level of its scale in evidence/scales.csv.",
    _find,
)
