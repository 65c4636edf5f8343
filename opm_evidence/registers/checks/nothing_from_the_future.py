"""Advice: nothing that has happened is dated after the day as which the evidence is read.

Partial dates count only where they settle the order.
"""

from collections.abc import Iterator

from opm_evidence.records.dates import PartialDate
from opm_evidence.records.faults import Fault
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft

HAPPENED = (
    ("documents", "published_on"),
    ("evidence", "search_date"),
    ("evidence", "link_checked_on"),
    ("ratings", "rated_on"),
    ("claims", "made_on"),
    ("evaluations", "published_on"),
    ("questions", "asked_on"),
    ("engagement", "from"),
    ("challenges", "raised_on"),
    ("transparency_scores", "scored_on"),
)
"""Columns whose dates lie in the past when they are written."""

WHAT = "The date lies after as_of in policy.yaml, the day as which the evidence is read."
REMEDY = "Look at the date again, or bring as_of up to date."


def _find(draft: Draft) -> Iterator[Fault]:
    if draft.policy is None:
        return
    as_of = draft.policy.as_of
    for name, column in HAPPENED:
        if name in draft.tables:
            table = draft.tables[name]
            late = {
                text
                for text in table.frame[column].dropna().unique()
                if PartialDate.parse(text).first > as_of
            }
            wrong = table.frame[column].isin(late)
            yield from table.faults_where(wrong, column, WHAT, REMEDY, "advice")
    if "evidence" in draft.tables:
        evidence = draft.tables["evidence"]
        wrong = evidence.frame["year"] > as_of.year
        yield from evidence.faults_where(wrong, "year", WHAT, REMEDY, "advice")


CHECK = Check(
    "nothing_from_the_future",
    "Advice: nothing that has happened is dated after as_of.",
    _find,
)
