"""Where two people scored the same sections, the pack says how far they agree, and how surely."""

import pytest

from opm_evidence.display import transparency
from opm_evidence.display.wording.transparency import scorer_agreement
from opm_evidence.synthesis.assessment import assess
from opm_evidence.synthesis.scorer_agreement import ScorerAgreement
from tests.drawing import draw_register

BOTH = ("diagnosis", "proposal", "implementation")


@pytest.mark.parametrize(
    ("same", "kappa", "interval", "said"),
    [
        (
            1,
            0.6875,
            (0.3138, 1.0),
            "Weighted kappa is 0.69 (95% interval 0.31 to 1; 1 is full agreement, 0 what chance "
            "would give). Over so few sections the interval is wide, and itself rough.",
        ),
        (
            3,
            1.0,
            None,
            "Weighted kappa is 1 (1 is full agreement, 0 what chance would give). Over so few "
            "sections no interval can be given with it.",
        ),
        (
            3,
            None,
            None,
            "Weighted kappa cannot be computed: both gave the same score throughout, and so would "
            "chance.",
        ),
    ],
)
def test_agreement_is_said_with_what_it_cannot_tell(same, kappa, interval, said):
    found = ScorerAgreement(("A", "B"), BOTH, same, kappa, interval)
    begin = f"A and B both scored 3 sections, and {same} of them alike. "
    assert scorer_agreement(found) == begin + said


def test_the_section_shows_it_only_where_two_people_scored_the_same_sections():
    one = "section | scorer | score\ndiagnosis | A | 1\nproposal | A | 2"
    two = f"{one}\ndiagnosis | B | 1\nproposal | B | 3"
    shown = [
        transparency(assess(draw_register(transparency_scores=scores)))._repr_html_()
        for scores in (one, two)
    ]
    assert ["Weighted kappa" in each for each in shown] == [False, True]
