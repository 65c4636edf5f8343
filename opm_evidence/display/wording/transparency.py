"""How far the evidence of a section can be seen, in this project's own words.

The Evidence Transparency Framework's own wording of its levels is not used: these are ours.
"""

from collections.abc import Iterator, Sequence

from opm_evidence.display.wording.dates import when
from opm_evidence.display.wording.numbers import counted, listed, number, of_all, per_cent
from opm_evidence.display.wording.terms import capital, term
from opm_evidence.records.thresholds import Thresholds
from opm_evidence.synthesis.scorer_agreement import ScorerAgreement
from opm_evidence.synthesis.transparency import RAISED_BY, SectionTransparency

PAIRS = "pairs of scorers"


def levels(thresholds: Thresholds) -> Iterator[str]:
    """What each level means, with the threshold in use."""
    share = per_cent(thresholds.cited_share)
    yield "Level 0: no factual claim of the section is linked to evidence."
    yield (
        f"Level 1: some are, but under {share} say which source they use and what for, or a "
        "source cannot be traced."
    )
    yield f"Level 2: at least {share} do, and every source can be traced."
    yield (
        "Level 3: as level 2; every source was appraised or its limits are stated, what is "
        "uncertain is said, and no evidence against is left out."
    )


def headline(sections: Sequence[SectionTransparency]) -> str:
    """The sections by level, highest first; what cannot be checked is no level."""
    checked = [each for each in sections if each.level is not None]
    if not checked:
        return "There is nothing to check yet: no factual claims are recorded with their sources"
    parts = [
        f"Level {level} of 3: {listed([_inside(s.section) for s in checked if s.level == level])}"
        for level in (3, 2, 1, 0)
        if any(s.level == level for s in checked)
    ]
    return "; ".join(parts)


def _inside(section: str) -> str:
    name = term("section", section)
    return name[:1].lower() + name[1:]


def level(section: SectionTransparency) -> str:
    """The level, or that there is nothing to check."""
    if section.level is None:
        return "Nothing to check"
    return f"Level {section.level} of 3"


def counts(section: SectionTransparency) -> str:
    """What the level rests on."""
    found = section.counts
    if not found["claims"]:
        return "No factual claim is recorded."
    return (
        f"{capital(counted(found['claims'], 'factual claim'))}: "
        f"{number(found['linked_claims'])} linked to evidence, "
        f"{number(found['cited_claims'])} cited with their use. "
        f"{capital(counted(found['items'], 'linked source'))}: "
        f"{number(found['untraceable_items'])} cannot be traced, "
        f"{number(found['unchecked_items'])} not checked, "
        f"{number(found['weighed_items'])} appraised or with stated limits. "
        f"{capital(counted(found['uncertainties'], 'uncertainty', 'uncertainties'))} recorded."
    )


def raised_by(section: SectionTransparency) -> list[str]:
    """What would raise the section to the next level."""
    return [f"{capital(RAISED_BY[code])}." for code in section.raised_by]


def scores(section: SectionTransparency) -> Iterator[str]:
    """What people gave it, and how far they agree."""
    for score in section.scores:
        dated = f", {when(score.scored_on)}" if score.scored_on else ""
        yield f"{score.score} of 3 by {score.scorer}{dated}: {score.reason}"
    agreed = section.agreement
    if agreed:
        yield (
            f"{of_all(agreed.same, agreed.pairs, 'pair of scorers', ('agrees', 'agree'), PAIRS)}; "
            f"the widest difference is {agreed.widest}."
        )


def scorer_agreement(found: ScorerAgreement) -> str:
    """How far two people agree over the sections that both scored, and how little that tells."""
    one, other = found.scorers
    sections = counted(len(found.sections), "section")
    begin = f"{one} and {other} both scored {sections}, and {number(found.same)} of them alike. "
    if found.kappa is None:
        return begin + (
            "Weighted kappa cannot be computed: both gave the same score throughout, and so would "
            "chance."
        )
    kappa = f"Weighted kappa is {number(round(found.kappa, 2))}"
    scale = "1 is full agreement, 0 what chance would give"
    if found.interval is None:
        return begin + f"{kappa} ({scale}). Over so few sections no interval can be given with it."
    low, high = (number(round(bound, 2)) for bound in found.interval)
    return begin + (
        f"{kappa} (95% interval {low} to {high}; {scale}). Over so few sections the interval is "
        "wide, and itself rough."
    )
