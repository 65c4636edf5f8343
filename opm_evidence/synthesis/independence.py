"""Which studies are independent of each other, and the one vote that each of them has."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from opm_evidence.synthesis.findings import Finding


def independent(findings: Sequence[Finding]) -> tuple[tuple[str, ...], dict[str, str]]:
    """The independent studies among these findings, and the others with the study they fall to.

    Studies that share participants or data, directly or through a third that is here too, are one
    study: the first of them in the order of the findings. Both results are in that order. Sharing
    through a study that is not among the findings says nothing: two towns of one trial are
    independent of each other, though both share data with the report on all towns.
    """
    studies = tuple(dict.fromkeys(each.study_id for each in findings))
    leader = {study: study for study in studies}

    def first_of(study: str) -> str:
        while leader[study] != study:
            study = leader[study]
        return study

    place = {study: number for number, study in enumerate(studies)}
    for each in findings:
        for other in each.shares_data_with:
            if other in leader:
                two = first_of(each.study_id), first_of(other)
                first, later = sorted(two, key=place.__getitem__)
                leader[later] = first
    firsts = {study: first_of(study) for study in studies}
    kept = tuple(study for study in studies if firsts[study] == study)
    return kept, {study: firsts[study] for study in studies if firsts[study] != study}


def votes_of(
    findings: Iterable[Finding],
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
    for each in findings:
        if each.direction is not None:
            ways = on_whole if each.population == whole else on_parts
            ways[folded.get(each.study_id, each.study_id)].add(each.direction)
    votes = {}
    for study in kept:
        said = on_whole.get(study) or on_parts.get(study)
        if said:
            votes[study] = next(iter(said)) if len(said) == 1 else "mixed"
    return votes
