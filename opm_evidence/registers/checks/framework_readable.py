"""Advice: a framework has about 8 to 20 cells, and evidence in at least half of them.

Beyond 30 cells, or with most of them empty, a reader no longer sees what matters; cells can be
merged. The numbers are this project's own (rule 10f of its gap rules), found by trying two
policies by hand.
"""

from collections.abc import Iterator

from opm_evidence.records.faults import Fault
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft

MOST_CELLS = 30
LARGEST_EMPTY_SHARE = 0.5


def _find(draft: Draft) -> Iterator[Fault]:
    if draft.policy is None or draft.policy_text is None or not draft.policy.framework:
        return
    cells = len(draft.policy.framework)
    if cells > MOST_CELLS:
        yield draft.policy_text.advice(
            ("framework",),
            f"The framework has {cells} cells; a reader can follow about {MOST_CELLS}.",
            "Merge cells: 8 to 20 read well. Leave out those that no question or claim needs.",
        )
    if not draft.has("findings"):
        return
    findings = draft.tables["findings"].frame
    held = set(
        zip(findings["intervention"].fillna(""), findings["outcome"].fillna(""), strict=True)
    )
    empty = sum(
        (each.intervention or "", each.outcome) not in held for each in draft.policy.framework
    )
    if empty / cells > LARGEST_EMPTY_SHARE:
        yield draft.policy_text.advice(
            ("framework",),
            f"{empty} of the {cells} cells of the framework have no finding.",
            "Where nobody would expect evidence apart, merge cells; where somebody looked and "
            "found none, say so with searched_on and search_note.",
        )


CHECK = Check(
    "framework_readable",
    f"Advice: a framework has at most {MOST_CELLS} cells (8 to 20 read well), and findings in at "
    "least half of them.",
    _find,
)
