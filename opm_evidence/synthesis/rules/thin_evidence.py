"""G02: a cell without a review holds enough independent studies."""

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

CODE = "G02"
COUNTS = ("official_statistics", "administrative_data")
"""Designs that count what there is. No second study is needed to agree with a count."""
COUNTED = ("need", "implementation")
"""What a count can answer: how many, where and how much was done; never an effect or a view."""


def enough_studies(case: Case) -> Iterator[Answer]:
    """A cell holds a review, or at least `enough_studies` independent studies.

    Studies that share participants or data are one study.

    gap: no review, and one study (`single_study`: whether others would agree is unknown, which
        is G08) or more, but fewer than `enough_studies` (`few_studies`).
    no_gap: a review (`reviewed`), or `enough_studies` studies or more (`enough`); where a need or
        implementation is asked, official statistics or administrative data (`complete_count`).
    not_assessable: there are too few, but nobody has read a review, or studies that would make
        them enough (`unread_could_suffice`); findings.csv is not recorded.
    not_applicable: the cell is empty, or holds neither a review nor a study (`no_study`).
    """
    return of_each_cell(case, CODE, _judge)


def _judge(case: Case, evidence: CellEvidence) -> Answer:
    studies = len(evidence.studies)
    verdict: Verdict
    if evidence.reviews:
        verdict, reason = "no_gap", "reviewed"
    elif studies == 0:
        verdict, reason = "not_applicable", "no_study"
    elif studies >= case.thresholds.enough_studies:
        verdict, reason = "no_gap", "enough"
    elif evidence.once(_counted):
        verdict, reason = "no_gap", "complete_count"
    elif _unread_could_suffice(case, evidence):
        verdict, reason = "not_assessable", "unread_could_suffice"
    else:
        verdict, reason = "gap", "single_study" if studies == 1 else "few_studies"
    return about(
        CODE,
        evidence,
        verdict,
        reason,
        looked_at=evidence.finding_ids("study", "review"),
        facts={
            "studies": studies,
            "reviews": len(evidence.reviews),
            "study_ids": evidence.studies,
            "overlapping": evidence.overlapping,
            "unread": evidence.unread,
        },
        needs=("findings.direction",) if verdict == "not_assessable" else (),
        thresholds=case.used("enough_studies"),
    )


def _counted(evidence: CellEvidence) -> bool:
    studies = evidence.judged("study")
    return evidence.cell.asks in COUNTED and any(row.study_design in COUNTS for row in studies)


def _unread_could_suffice(case: Case, evidence: CellEvidence) -> bool:
    reviewed, others = evidence.once(_unread)
    return reviewed or len(evidence.studies) + others >= case.thresholds.enough_studies


def _unread(evidence: CellEvidence) -> tuple[bool, int]:
    """Whether a review is unread, and how many studies are that share no data with those read."""
    unread = evidence.unread_rows
    known = {*evidence.studies, *evidence.overlapping}
    others = {
        row.study_id
        for row in unread
        if row.part == "study" and known.isdisjoint((row.study_id, *row.shares_data_with))
    }
    return any(row.part == "review" for row in unread), len(others)


RULE = Rule(
    code=CODE,
    name="thin_evidence",
    title="Do enough studies say so?",
    subject_kind="cell",
    source=(
        "Robinson KA, Saldanha IJ, McKoy NA, Development of a framework to identify research gaps "
        "from systematic reviews, 2011, doi 10.1016/j.jclinepi.2011.06.009, reasons A (few "
        "studies) and C (consistency unknown, one study)"
    ),
    reasons={
        "single_study": "one study, so that nobody can tell whether another would agree",
        "few_studies": "fewer independent studies than the threshold, and no review",
        "reviewed": "a systematic review covers it",
        "enough": "as many independent studies as the threshold asks for",
        "complete_count": "official statistics or administrative data count it",
        "unread_could_suffice": "too few were read, and those that nobody has read may be enough",
        "no_study": "what lies in the cell is no study",
        **OF_EVERY_CELL,
    },
    settled_by={
        "single_study": "a second, independent study",
        "few_studies": "further independent studies, or a systematic review",
        "unread_could_suffice": "a reading of the studies and reviews that nobody has read",
        **SETTLED_FOR_EVERY_CELL,
    },
    judge=enough_studies,
    thresholds=("enough_studies",),
)
