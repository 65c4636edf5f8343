"""Thresholds refuse what no rule could turn at, since plain papermill checks nothing before."""

import pytest

from opm_evidence.records.thresholds import Thresholds


@pytest.mark.parametrize(
    "given",
    [
        {"enough_studies": -1},
        {"enough_studies": 2.5},
        {"enough_studies": "3"},
        {"search_years": 5.0},
        {"enough_studies": True},
        {"search_years": float("inf")},
        {"opposed_share": 1.01},
        {"opposed_share": float("nan")},
    ],
)
def test_a_number_at_which_no_rule_could_turn_is_refused_by_its_name(given):
    with pytest.raises(ValueError, match=f"^{next(iter(given))} cannot be"):
        Thresholds(**given)


def test_the_ends_of_a_share_are_allowed():
    assert Thresholds(opposed_share=0, agreed_share=1).agreed_share == 1
