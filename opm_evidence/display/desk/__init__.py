"""What only analysts see: exhibits of the notebooks that no pack is made from.

Each is one function that returns one exhibit, as in `display`; most of them are more in JupyterLab.
"""

from opm_evidence.display.desk.explore_gaps import explore_gaps
from opm_evidence.display.desk.gaps_moved import gaps_moved, what_moved
from opm_evidence.display.desk.portfolio import (
    gaps_in_common,
    never_heard,
    policies_side_by_side,
    reports_and_claims,
    shared_evidence,
)
from opm_evidence.display.desk.register_health import (
    answers_by_rule,
    how_much_to_mend,
    what_to_mend,
)

EXHIBITS = (
    policies_side_by_side,
    gaps_in_common,
    shared_evidence,
    reports_and_claims,
    never_heard,
    what_moved,
    explore_gaps,
    gaps_moved,
    how_much_to_mend,
    what_to_mend,
    answers_by_rule,
)
"""Every exhibit, in the order in which the notebooks show them."""

__all__ = ["EXHIBITS", *(exhibit.__name__ for exhibit in EXHIBITS)]
