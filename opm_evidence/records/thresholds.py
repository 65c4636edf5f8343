"""The thresholds of the gap rules, with their defaults. Every pack prints the ones it used."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """The numbers at which the rules turn. Each is explained in the rule that uses it.

    Attributes:
        enough_studies: fewer independent studies than this, without a review, are thin
            evidence (G02); as many ask for a synthesis (G03).
        search_years: a review whose search is older than this many years is out of date (G03, G04).
        low_risk_share: a review with a smaller share of studies at low risk of bias cannot bear a
            causal claim alone (G05).
        opposed_share: the smaller of two opposed directions must reach this share (G07).
        agreed_share: directions agree when one reaches this share (G07, G19).
        contrary_studies: studies that it takes to say that a claim goes against them (G19).
        stale_years: evidence older than this many years is stale (G23).
        attention_share: the share of subjects that counts as the most looked at (G25).
        attention_subjects: subjects with known figures that it takes to compare (G25).
        attention_floor: counts below this are left out (G25).
        cited_share: the share of factual claims with a citation and its use that lifts a section
            (transparency).
    """

    enough_studies: int = 3
    search_years: int = 5
    low_risk_share: float = 0.5
    opposed_share: float = 0.25
    agreed_share: float = 0.75
    contrary_studies: int = 3
    stale_years: int = 10
    attention_share: float = 0.25
    attention_subjects: int = 4
    attention_floor: int = 10
    cited_share: float = 0.8

    def __post_init__(self) -> None:
        """Refuse a number at which no rule could turn: plain papermill checks nothing before.

        Raises:
            ValueError: a share is not between 0 and 1, or a count or age is no whole number from 0.
        """
        for each in fields(self):
            value: object = getattr(self, each.name)
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise ValueError(f"{each.name} cannot be {value!r}: it is a number")
            if each.name.endswith("_share"):
                if not 0 <= value <= 1:
                    raise ValueError(f"{each.name} cannot be {value!r}: it is a share, from 0 to 1")
            elif not isinstance(value, int) or value < 0:
                raise ValueError(f"{each.name} cannot be {value!r}: it is a whole number from 0")
