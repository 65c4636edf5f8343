"""How an assessment is shown: one function for each section of the pack, in the pack's order.

Each takes the Assessment and returns one Exhibit, which shows itself in JupyterLab and on a page.
Nothing here writes a file.
"""

from opm_evidence.display.sections.all_gaps import all_gaps
from opm_evidence.display.sections.claims import claims
from opm_evidence.display.sections.cost import cost
from opm_evidence.display.sections.coverage import coverage
from opm_evidence.display.sections.evidence_list import evidence_list
from opm_evidence.display.sections.front_matter import front_matter
from opm_evidence.display.sections.gap_map import gap_map
from opm_evidence.display.sections.how_good import how_good
from opm_evidence.display.sections.in_brief import in_brief
from opm_evidence.display.sections.leading_gaps import leading_gaps
from opm_evidence.display.sections.method import method
from opm_evidence.display.sections.not_assessable import not_assessable
from opm_evidence.display.sections.proposal import proposal
from opm_evidence.display.sections.testing import testing
from opm_evidence.display.sections.transparency import transparency
from opm_evidence.display.sections.usage import usage
from opm_evidence.display.sections.what_changed import what_changed
from opm_evidence.display.sections.what_the_evidence_says import what_the_evidence_says

SECTIONS = (
    front_matter,
    in_brief,
    proposal,
    transparency,
    what_the_evidence_says,
    how_good,
    coverage,
    gap_map,
    leading_gaps,
    all_gaps,
    not_assessable,
    claims,
    cost,
    testing,
    usage,
    evidence_list,
    method,
    what_changed,
)
"""Every section, in the order in which a pack shows them."""

__all__ = ["SECTIONS", *(section.__name__ for section in SECTIONS)]
