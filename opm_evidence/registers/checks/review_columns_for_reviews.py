"""What is said of reviews is said only of reviews: search date, studies included."""

from collections.abc import Iterator

from opm_evidence.records.faults import Fault
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft

COLUMNS = ("search_date", "included_studies", "included_low_risk", "included_study_ids")
FAMILIES = ("synthesis", "map")
"""The families of designs that search for studies."""


def _find(draft: Draft) -> Iterator[Fault]:
    if not draft.has("evidence", "designs"):
        return
    evidence, designs = draft.tables["evidence"], draft.tables["designs"].frame
    reviews = set(designs.loc[designs["family"].isin(FAMILIES), "study_design"])
    design = evidence.frame["study_design"]
    other = design.notna() & ~design.isin(reviews)
    for column in COLUMNS:
        values = evidence.frame[column]
        filled = values.map(bool) if evidence.schema.field(column).many else values.notna()
        yield from evidence.faults_where(
            other & filled,
            column,
            "The column is for reviews, and the study design of this item is none.",
            "Clear the cell, or set study_design to a review of evidence/designs.csv.",
        )


CHECK = Check(
    "review_columns_for_reviews",
    "Search date and included studies are given only for reviews and evidence maps.",
    _find,
)
