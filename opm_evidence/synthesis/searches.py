"""How old the searches of reviews are, and whether studies came out after them.

A search without a date is no later than the publication of its review.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from opm_evidence.records.dates import PartialDate
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.cells import CellEvidence
from opm_evidence.synthesis.findings import Finding, one_an_item


@dataclass(frozen=True, slots=True)
class Search:
    """The search of one review: on `searched`, or else not after `published`."""

    evidence_id: str
    searched: PartialDate | None
    published: int | None

    def older_than(self, years: int, as_of: date) -> bool | None:
        """Whether it was made more than `years` years ago; `None` where that cannot be told."""
        if self.searched:
            return self.searched.older_than(years, as_of)
        if self.published is None:
            return None
        return PartialDate.parse(str(self.published)).older_than(years, as_of) or None

    @property
    def latest_year(self) -> int | None:
        """The last year in which it can have been made."""
        return self.searched.last.year if self.searched else self.published


def searches_of(reviews: Iterable[Finding]) -> tuple[Search, ...]:
    """The search of each item among these findings, in their order."""
    return tuple(
        Search(
            evidence_id=each.evidence_id,
            searched=PartialDate.parse(each.search_date) if each.search_date else None,
            published=each.year,
        )
        for each in one_an_item(reviews)
    )


def searches_in(evidence: CellEvidence) -> tuple[Search, ...]:
    """The searches of the reviews that count in a cell."""
    return searches_of(evidence.judged("review"))


def searches_unread(evidence: CellEvidence) -> tuple[Search, ...]:
    """The searches of the reviews that nobody has read."""
    return searches_of(row for row in evidence.unread_rows if row.part == "review")


def recent_review_unread(case: Case, evidence: CellEvidence) -> bool:
    """Whether a review that nobody has read may have searched within `search_years`."""
    searches = evidence.once(searches_unread)
    years = case.thresholds.search_years
    return any(each.older_than(years, case.as_of) is not True for each in searches)


def first_years(studies: Iterable[Finding]) -> dict[str, int | None]:
    """The year in which each study first came out; `None` where a report of it has no year."""
    years: dict[str, int | None] = {}
    for row in studies:
        first = years.get(row.study_id, row.year)
        if first is None or row.year is None:
            years[row.study_id] = None
        else:
            years[row.study_id] = min(first, row.year)
    return years


def published_after(
    studies: Mapping[str, int | None], searches: Iterable[Search]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The studies that came out in a later year than the newest search, and the undecidable ones.

    A search without a date may have been made in any year up to its review's publication, and one
    of a review without a year at any time.
    """
    searches = tuple(searches)
    years = [each.latest_year for each in searches]
    latest = math.inf if None in years else max((year for year in years if year), default=0)
    certain = max((each.searched.first.year for each in searches if each.searched), default=0)
    later = tuple(study for study, year in studies.items() if year is not None and year > latest)
    undecided = tuple(
        study for study, year in studies.items() if year is None or certain < year <= latest
    )
    return later, undecided
