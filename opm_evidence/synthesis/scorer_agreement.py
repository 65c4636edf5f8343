"""How far two people agree who scored the same sections, beyond what chance would give.

The weighted kappa of Cohen (Weighted kappa: nominal scale agreement with provision for scaled
disagreement or partial credit, Psychological Bulletin 70(4), 1968, doi 10.1037/h0026256), with
linear weights, since the levels are steps of one; its standard error is that of Fleiss, Cohen and
Everitt (Large sample standard errors of kappa and weighted kappa, Psychological Bulletin 72(5),
1969, doi 10.1037/h0028106). Decision record 21 says why no library computes it here.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from opm_evidence.synthesis.transparency import SectionTransparency

LEVELS = 4
"""Levels of a score: 0 to 3."""

FEWEST = 2
"""Sections that two people must both have scored: agreement on one cannot be told from chance."""

NORMAL_95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class ScorerAgreement:
    """How far two people agree over the sections that both scored.

    Attributes:
        scorers: the two, in the order of the register.
        sections: the sections that both scored.
        same: the sections to which both gave the same score.
        kappa: weighted kappa, 1 for full agreement and 0 for what chance would give; `None` where
            both gave one and the same score throughout, so that chance alone would agree.
        interval: its 95 % interval, from −1 to 1 at most; `None` without kappa, and where its
            standard error is 0, as with full agreement: that would say that nothing is uncertain.
    """

    scorers: tuple[str, str]
    sections: tuple[str, ...]
    same: int
    kappa: float | None
    interval: tuple[float, float] | None


def scorer_agreements(sections: Iterable[SectionTransparency]) -> tuple[ScorerAgreement, ...]:
    """Every pair of people who both scored at least two sections."""
    by_scorer: dict[str, dict[str, int]] = {}
    for section in sections:
        for score in section.scores:
            by_scorer.setdefault(score.scorer, {})[section.section] = score.score
    found = []
    for one, other in combinations(by_scorer, 2):
        both = tuple(name for name in by_scorer[one] if name in by_scorer[other])
        if len(both) >= FEWEST:
            pairs = [(by_scorer[one][name], by_scorer[other][name]) for name in both]
            kappa, error = weighted_kappa(pairs)
            interval = None
            if kappa is not None and error:
                reach = NORMAL_95 * error
                interval = (max(-1.0, kappa - reach), min(1.0, kappa + reach))
            same = sum(mine == theirs for mine, theirs in pairs)
            found.append(ScorerAgreement((one, other), both, same, kappa, interval))
    return tuple(found)


def weighted_kappa(
    pairs: Sequence[tuple[int, int]], levels: int = LEVELS
) -> tuple[float | None, float]:
    """Weighted kappa of pairs of scores from 0, and its large-sample standard error.

    It is `None` where chance alone would agree in full: both gave the same score throughout.
    """
    scale = range(levels)
    count = len(pairs)
    share = [[sum(p == (i, j) for p in pairs) / count for j in scale] for i in scale]
    rows = [sum(share[i]) for i in scale]
    columns = [sum(share[i][j] for i in scale) for j in scale]
    weight = [[1 - abs(i - j) / (levels - 1) for j in scale] for i in scale]
    cells = [(i, j) for i in scale for j in scale]
    observed = sum(weight[i][j] * share[i][j] for i, j in cells)
    expected = sum(weight[i][j] * rows[i] * columns[j] for i, j in cells)
    if math.isclose(expected, 1.0):
        return None, 0.0
    kappa = (observed - expected) / (1 - expected)
    by_row = [sum(weight[i][j] * columns[j] for j in scale) for i in scale]
    by_column = [sum(weight[i][j] * rows[i] for i in scale) for j in scale]
    spread = sum(
        share[i][j]
        * (weight[i][j] * (1 - expected) - (by_row[i] + by_column[j]) * (1 - observed)) ** 2
        for i, j in cells
    )
    spread -= (observed * expected - 2 * expected + observed) ** 2
    variance = max(0.0, spread) / (count * (1 - expected) ** 4)
    return kappa, 0.0 if math.isclose(variance, 0.0, abs_tol=1e-15) else math.sqrt(variance)
