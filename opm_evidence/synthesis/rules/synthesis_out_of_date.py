"""G04: no study came out since the reviews last searched, and a review that began is out."""

from collections.abc import Iterator

from opm_evidence.records.answers import Answer, Verdict
from opm_evidence.records.dates import PartialDate
from opm_evidence.synthesis.asking import (
    OF_EVERY_CELL,
    SETTLED_FOR_EVERY_CELL,
    about,
    of_each_cell,
)
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.cells import CellEvidence
from opm_evidence.synthesis.findings import Finding
from opm_evidence.synthesis.rules.rule import Rule
from opm_evidence.synthesis.searches import (
    Search,
    first_years,
    published_after,
    recent_review_unread,
    searches_in,
)

CODE = "G04"
NEEDS = {
    "search_undated": ("evidence.search_date",),
    "study_undated": ("evidence.year", "evidence.search_date"),
    "protocol_undated": ("evidence.year",),
    "review_unread": ("findings.direction",),
}


def up_to_date(case: Case) -> Iterator[Answer]:
    """A review searched within `search_years`, or no study came out in a later year than it did.

    A search without a date is no later than its review's publication: where that is more than
    `search_years` ago, so is the search. A study came out in the year of its first report.

    gap: every search is older than `search_years` and a study that counts came out in a later
        year than the newest (`newer_studies`); or the protocol of a review was registered more
        than `search_years` ago, the review is not out (`review_never_finished`), and no other has,
        or may have, searched within `search_years` (else only a flag says so).
    no_gap: a search within `search_years` (`search_recent`), or nothing new since the newest
        search (`nothing_newer`).
    not_assessable: a study came out later, and the age of a search cannot be told
        (`search_undated`); the searches are old, and whether a study came out later cannot be
        told (`study_undated`); nobody knows since when a protocol has been registered
        (`protocol_undated`); every review that was read is out of date, and one that may not be is
        unread (`review_unread`).
    not_applicable: the cell is empty; there is no review (`no_review`).
    """
    return of_each_cell(
        case,
        CODE,
        _judge,
        though_empty=lambda evidence: (
            bool(evidence.in_progress) and bool(evidence.once(_protocols))
        ),
    )


def _judge(case: Case, evidence: CellEvidence) -> Answer:
    years = case.thresholds.search_years
    searches = evidence.once(searches_in)
    later, undecided = evidence.once(_since_the_searches)
    old = [each.older_than(years, case.as_of) for each in searches]
    verdict, reason = _of_reviews(old, bool(later), bool(undecided))
    if verdict == "gap" and recent_review_unread(case, evidence):
        verdict, reason = "not_assessable", "review_unread"
    protocols = evidence.once(_protocols)
    begun = [_registered_long_ago(each.year, case) for each in protocols]
    others: tuple[str, ...] = ()
    never_finished = True in begun
    if never_finished and reason not in ("search_recent", "search_undated"):
        others = (reason,) if verdict == "gap" else ()
        verdict, reason = "gap", "review_never_finished"
        if others:
            reason, others = others[0], (reason,)
    elif None in begun and verdict != "gap":
        verdict, reason = "not_assessable", "protocol_undated"
    return about(
        CODE,
        evidence,
        verdict,
        reason,
        looked_at=(
            *evidence.finding_ids("study", "review"),
            *(each.finding_id for each in protocols),
        ),
        facts={
            "reviews": len(searches),
            "newest_search": _newest(searches),
            "newer_studies": later,
            "unfinished_reviews": tuple(dict.fromkeys(each.evidence_id for each in protocols)),
        },
        flags=("review_never_finished",) if never_finished else (),
        other_reasons=others,
        needs=NEEDS.get(reason, ()),
        thresholds=case.used("search_years"),
    )


def _of_reviews(old: list[bool | None], later: bool, undecided: bool) -> tuple[Verdict, str]:
    if not old:
        return "not_applicable", "no_review"
    if False in old:
        return "no_gap", "search_recent"
    if not later and not undecided:
        return "no_gap", "nothing_newer"
    if None in old:
        return "not_assessable", "search_undated"
    return ("gap", "newer_studies") if later else ("not_assessable", "study_undated")


def _since_the_searches(evidence: CellEvidence) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return published_after(first_years(evidence.judged("study")), evidence.once(searches_in))


def _protocols(evidence: CellEvidence) -> tuple[Finding, ...]:
    """The reviews that are registered and not out."""
    return tuple(
        row
        for row in evidence.rows
        if row.set_aside in ("planned", "ongoing") and row.family == "synthesis"
    )


def _registered_long_ago(year: int | None, case: Case) -> bool | None:
    if year is None:
        return None
    return PartialDate.parse(str(year)).older_than(case.thresholds.search_years, case.as_of)


def _newest(searches: tuple[Search, ...]) -> str:
    """The date of the newest search; of one without, the year that it cannot be later than."""
    dates = [str(each.searched or each.published or "") for each in searches]
    return max(dates, default="")


RULE = Rule(
    code=CODE,
    name="synthesis_out_of_date",
    title="Do the reviews know the newest studies?",
    subject_kind="cell",
    source=(
        "James Lind Alliance guidebook (jla.nihr.ac.uk), checking uncertainties against reviews "
        "that are up to date"
    ),
    reasons={
        "newer_studies": "every review searched too long ago, and a study came out since",
        "review_never_finished": "a review was registered long ago and is not out",
        "search_recent": "a review searched lately",
        "nothing_newer": "no study came out since the newest search",
        "search_undated": "a study may be newer than a review, and nobody knows when it searched",
        "study_undated": "the searches are old, and whether a study is newer cannot be told",
        "protocol_undated": "a review is registered and not out, and nobody knows since when",
        "review_unread": "nobody has read a review that may have searched lately",
        "no_review": "there is no review",
        **OF_EVERY_CELL,
    },
    settled_by={
        "newer_studies": "an update of a systematic review",
        "review_never_finished": "the review, or word of why it was given up",
        "search_undated": "the date of the search of each review",
        "study_undated": "the years of the studies and the dates of the searches",
        "protocol_undated": "the year in which the review was registered",
        "review_unread": "a reading of the review",
        **SETTLED_FOR_EVERY_CELL,
    },
    judge=up_to_date,
    thresholds=("search_years",),
)
