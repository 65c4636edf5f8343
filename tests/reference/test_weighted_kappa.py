"""Weighted kappa and its standard error, held against statsmodels.

The numbers are those of statsmodels 0.15.0, `cohens_kappa(table, wt="linear")`, run once outside
this project: kappa and std_kappa. They agree to the last digit but one. Where two people agree
throughout, statsmodels gives an interval from 1 to 1; we give none, as five sections cannot tell so
much.
"""

import pytest

from opm_evidence.synthesis.scorer_agreement import scorer_agreements, weighted_kappa
from opm_evidence.synthesis.transparency import PersonScore, SectionTransparency

PINNED = [
    ([0, 1, 2, 3, 1], [0, 1, 3, 3, 2], 0.6875, 0.1906674197166529),
    ([0, 0, 1, 1, 2], [2, 1, 1, 0, 0], -0.49999999999999956, 0.1695582495781311),
    ([1, 2, 2, 3], [1, 1, 2, 3], 0.7142857142857142, 0.25407958363242283),
    ([0, 1, 2, 3, 1], [0, 1, 2, 3, 1], 1.0, 0.0),
]
HUNDRED = [[53, 5, 2], [11, 14, 5], [1, 6, 3]]
"""Two judges on a hundred cases, three levels."""


@pytest.mark.parametrize(("one", "other", "kappa", "error"), PINNED)
def test_kappa_is_that_of_statsmodels(one, other, kappa, error):
    found = weighted_kappa(list(zip(one, other, strict=True)))
    assert found == (pytest.approx(kappa, rel=1e-12), pytest.approx(error, rel=1e-9, abs=1e-12))


def test_kappa_of_many_cases_is_that_of_statsmodels():
    pairs = [(i, j) for i in range(3) for j in range(3) for _ in range(HUNDRED[i][j])]
    kappa, error = weighted_kappa(pairs, levels=3)
    assert kappa == pytest.approx(0.4923076923076922, rel=1e-12)
    assert error == pytest.approx(0.07172694274347052, rel=1e-9)


SECTIONS = ("diagnosis", "proposal", "implementation", "value_for_money", "testing_and_evaluation")


def scored(*people):
    """Sections with the scores that people gave them, each person's in order; None for no score."""
    return [
        SectionTransparency(
            section,
            None,
            {},
            (),
            tuple(
                PersonScore(name, scores[number], "", None)
                for name, *scores in people
                if scores[number] is not None
            ),
            None,
        )
        for number, section in enumerate(SECTIONS)
    ]


def test_two_people_who_scored_the_same_sections_are_compared():
    (found,) = scorer_agreements(scored(("A", 0, 1, 2, 3, 1), ("B", 0, 1, 3, 3, 2)))
    assert found.scorers == ("A", "B")
    assert (len(found.sections), found.same) == (5, 3)
    assert found.interval == (pytest.approx(0.3138, abs=1e-4), 1.0), "an interval ends at 1"


def test_only_sections_that_both_scored_count():
    (found,) = scorer_agreements(scored(("A", 0, 1, None, 3, 1), ("B", 1, 1, 2, None, None)))
    assert found.sections == ("diagnosis", "proposal")


def test_agreement_on_one_section_is_not_computed():
    assert scorer_agreements(scored(("A", 0, None, 2, None, 1), ("B", 0, 1, None, 3, None))) == ()


def test_full_agreement_has_no_interval():
    (found,) = scorer_agreements(scored(("A", 0, 1, 2, 3, 1), ("B", 0, 1, 2, 3, 1)))
    assert (found.kappa, found.interval) == (1.0, None)


def test_one_score_throughout_gives_no_kappa():
    (found,) = scorer_agreements(scored(("A", 1, 1, 1, 1, 1), ("B", 1, 1, 1, 1, 1)))
    assert (found.kappa, found.same) == (None, 5)


def test_three_people_make_three_pairs():
    people = (("A", 0, 1, 2, 3, 1), ("B", 0, 1, 3, 3, 2), ("C", 1, 1, 1, 1, 1))
    pairs = [each.scorers for each in scorer_agreements(scored(*people))]
    assert pairs == [("A", "B"), ("A", "C"), ("B", "C")]
