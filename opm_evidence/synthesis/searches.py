"""How old the searches of reviews are, and whether studies came out after them.

A search without a date is no later than the publication of its review.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from opm_evidence.records.dates import PartialDate
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.cells import CellEvidence


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


def searches_of(reviews: pd.DataFrame) -> tuple[Search, ...]:
    """The search of each item among these rows of the body, in their order."""
    items = reviews.drop_duplicates("evidence_id")
    return tuple(
        Search(
            evidence_id=item,
            searched=None if pd.isna(searched) else PartialDate.parse(searched),
            published=None if pd.isna(year) else int(year),
        )
        for item, searched, year in zip(
            items["evidence_id"], items["search_date"], items["year"], strict=True
        )
    )


def searches_in(evidence: CellEvidence) -> tuple[Search, ...]:
    """The searches of the reviews that count in a cell."""
    return searches_of(evidence.judged("review"))


def searches_unread(evidence: CellEvidence) -> tuple[Search, ...]:
    """The searches of the reviews that nobody has read."""
    unread = evidence.unread_rows
    return searches_of(unread[unread["part"] == "review"])


def recent_review_unread(case: Case, evidence: CellEvidence) -> bool:
    """Whether a review that nobody has read may have searched within `search_years`."""
    searches = evidence.once(searches_unread)
    years = case.thresholds.search_years
    return any(each.older_than(years, case.as_of) is not True for each in searches)


def first_years(studies: pd.DataFrame) -> dict[str, int | None]:
    """The year in which each study first came out; `None` where a report of it has no year."""
    years: dict[str, int | None] = {}
    for study, year in zip(studies["study_id"], studies["year"], strict=True):
        known = None if pd.isna(year) else int(year)
        before = years.get(study, known)
        years[study] = None if known is None or before is None else min(known, before)
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
