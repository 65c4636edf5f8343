"""G03: where there are enough studies, a recent systematic review brings them together."""

from collections.abc import Iterator

from opm_evidence.records.answers import Answer, Verdict
from opm_evidence.synthesis.asking import (
    OF_EVERY_CELL,
    SETTLED_FOR_EVERY_CELL,
    about,
    of_each_cell,
)
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.cells import CellEvidence
from opm_evidence.synthesis.rules.rule import Rule
from opm_evidence.synthesis.searches import recent_review_unread, searches_in

CODE = "G03"
NEEDS = {
    "search_undated": ("evidence.search_date",),
    "review_unread": ("findings.direction",),
}


def synthesised(case: Case) -> Iterator[Answer]:
    """Where `enough_studies` studies lie in a cell, a review searched within `search_years`.

    Asked of cells that ask for an effect. The rating of a review is no part of the rule. A search
    without a date is no later than its review's publication.

    gap: `enough_studies` studies or more, and no review (`no_review`) or only reviews that
        searched longer ago than `search_years` (`old_reviews_only`).
    no_gap: a review searched within `search_years` (`recent_review`).
    not_assessable: enough studies, and of the only reviews that may be recent the date of the
        search is not known well enough (`search_undated`); there is none among those that were
        read, and one that may be recent is unread (`review_unread`).
    not_applicable: the cell is empty, or holds too few studies to ask for one (`too_few`).

    The flag `in_progress` says that a planned or ongoing review is registered.
    """
    return of_each_cell(case, CODE, _judge, asks=("effect",))


def _judge(case: Case, evidence: CellEvidence) -> Answer:
    searches = evidence.once(searches_in)
    old = [each.older_than(case.thresholds.search_years, case.as_of) for each in searches]
    verdict, reason = _verdict(old, len(evidence.studies) >= case.thresholds.enough_studies)
    if verdict == "gap" and recent_review_unread(case, evidence):
        verdict, reason = "not_assessable", "review_unread"
    return about(
        CODE,
        evidence,
        verdict,
        reason,
        looked_at=evidence.finding_ids("study", "review"),
        facts={
            "studies": len(evidence.studies),
            "reviews": len(evidence.reviews),
            "newest_search": max((str(s.searched) for s in searches if s.searched), default=""),
        },
        flags=("in_progress",) if _review_in_progress(case, evidence) else (),
        needs=NEEDS.get(reason, ()),
        thresholds=case.used("enough_studies", "search_years"),
    )


def _verdict(old: list[bool | None], enough: bool) -> tuple[Verdict, str]:
    if False in old:
        return "no_gap", "recent_review"
    if not enough:
        return "not_applicable", "too_few"
    if None in old:
        return "not_assessable", "search_undated"
    return "gap", "old_reviews_only" if old else "no_review"


def _review_in_progress(case: Case, evidence: CellEvidence) -> bool:
    if not evidence.in_progress:
        return False
    items = evidence.once(_review_items)
    return not (items | case.review_evaluations).isdisjoint(evidence.in_progress)


def _review_items(evidence: CellEvidence) -> frozenset[str]:
    return frozenset(row.evidence_id for row in evidence.rows if row.family == "synthesis")


RULE = Rule(
    code=CODE,
    name="synthesis_gap",
    title="Has anyone brought the studies together lately?",
    subject_kind="cell",
    source="3ie evidence gap maps, synthesis gaps (3ieimpact.org)",
    reasons={
        "no_review": "there are enough studies for a review, and there is none",
        "old_reviews_only": "there are enough studies, and every review searched too long ago",
        "recent_review": "a review searched lately",
        "search_undated": "nobody knows when the review searched",
        "review_unread": "nobody has read a review that may have searched lately",
        "too_few": "there are too few studies to ask for a review",
        **OF_EVERY_CELL,
    },
    settled_by={
        "no_review": "a systematic review",
        "old_reviews_only": "an update of a systematic review",
        "search_undated": "the date of the search of each review",
        "review_unread": "a reading of the review",
        **SETTLED_FOR_EVERY_CELL,
    },
    judge=synthesised,
    thresholds=("enough_studies", "search_years"),
)
