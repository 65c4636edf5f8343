"""Which studies are independent of each other, and the one vote that each of them has."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pandas as pd


def independent(findings: pd.DataFrame) -> tuple[tuple[str, ...], dict[str, str]]:
    """The independent studies among these findings, and the others with the study they fall to.

    Studies that share participants or data, directly or through a third that is here too, are one
    study: the first of them in the order of the findings. Both results are in that order. Sharing
    through a study that is not among the findings says nothing: two towns of one trial are
    independent of each other, though both share data with the report on all towns.
    """
    studies = tuple(dict.fromkeys(findings["study_id"]))
    leader = {study: study for study in studies}

    def first_of(study: str) -> str:
        while leader[study] != study:
            study = leader[study]
        return study

    place = {study: number for number, study in enumerate(studies)}
    for study, others in zip(findings["study_id"], findings["shares_data_with"], strict=True):
        for other in others:
            if other in leader:
                first, later = sorted((first_of(study), first_of(other)), key=place.__getitem__)
                leader[later] = first
    firsts = {study: first_of(study) for study in studies}
    kept = tuple(study for study in studies if firsts[study] == study)
    return kept, {study: firsts[study] for study in studies if firsts[study] != study}


def votes_of(
    findings: pd.DataFrame,
    kept: Iterable[str],
    folded: Mapping[str, str],
    *,
    whole: str | None,
) -> dict[str, str]:
    """The vote of each independent study: its direction, by direction and never by p-value.

    A study with several findings votes with its finding on the whole sample if it has one (no
    population given, or the group `whole` itself in the cell of a group); else with the direction
    that all its findings share; else `mixed`. Several findings on the whole sample that differ are
    `mixed` too. A study without any direction has no vote.

    Source: Cochrane Handbook for Systematic Reviews of Interventions, chapter 12 (vote counting by
    direction of effect).
    """
    on_whole: dict[str, set[str]] = defaultdict(set)
    on_parts: dict[str, set[str]] = defaultdict(set)
    for study, population, direction in zip(
        findings["study_id"], findings["population"], findings["direction"], strict=True
    ):
        if not pd.isna(direction):
            of_whole = (None if pd.isna(population) else population) == whole
            (on_whole if of_whole else on_parts)[folded.get(study, study)].add(direction)
    votes = {}
    for study in kept:
        ways = on_whole.get(study) or on_parts.get(study)
        if ways:
            votes[study] = next(iter(ways)) if len(ways) == 1 else "mixed"
    return votes
