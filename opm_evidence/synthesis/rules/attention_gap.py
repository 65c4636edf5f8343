"""G25: what people look at most is not where the evidence is missing."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import cast

import pandas as pd

from opm_evidence.records.answers import Answer, Fact, SubjectKind, Verdict
from opm_evidence.synthesis.absence import NOT_RECORDED
from opm_evidence.synthesis.attention import Tie, ties
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules import (
    absolute_gap,
    contrary_evidence_not_cited,
    thin_evidence,
    unsupported_claim,
    weak_design,
)
from opm_evidence.synthesis.rules.rule import Rule

CODE = "G25"
WEIGHED = (
    absolute_gap.RULE,
    thin_evidence.RULE,
    weak_design.RULE,
    unsupported_claim.RULE,
    contrary_evidence_not_cited.RULE,
)
"""The rules whose gaps are held beside what people look at."""

RESTS_ON = {
    "metric": "metric",
    "basis": "basis",
    "definition": "definition",
    "from": "period_start",
    "to": "period_end",
    "file": "source_file",
}
"""The facts without which a count says nothing, and the columns that hold them."""


def attention_where_evidence_is(case: Case) -> Iterator[Answer]:
    """No page or search of the policy in the top quarter by use has gaps in its claims or cells.

    Pages are compared with pages, and searches with searches whose relation to the policy is
    `core` (an adjacent or ambiguous one may be about something else), among those with a known
    count of at least `attention_floor`. One is in the top `attention_share` when fewer than that
    share of them have a higher count. Its cells are those of policy.yaml: of the page's cell or
    question, of the search's question or intervention; its claims are those about an intervention
    and an outcome of these cells.

    gap: it is in the top share, and at least one of its cells or claims has a gap by G01, G02,
        G05, G16 or G20 (`attention_and_gaps`).
    no_gap: it is in the top share, and none of them has (`attention_without_gaps`), or it is not
        (`not_in_the_top`).
    not_assessable: no usage is recorded; fewer than `attention_subjects` of its kind have a known
        count above the floor (`too_few_figures`); it is in the top share, and policy.yaml says
        nothing of its question or cell (`not_tied`), or none of these rules found a gap and one
        of them could not be judged (`gaps_not_assessable`).
    not_applicable: its count is unknown or below the floor (`count_unknown`); policy.yaml calls
        the search adjacent or ambiguous (`not_core`).

    It is attention, never need or importance, and counts uses, never people.
    """
    if case.usage is None:
        yield Answer(
            rule=CODE,
            subject_kind="policy",
            subject=case.policy.policy_id,
            verdict="not_assessable",
            reason=NOT_RECORDED,
            needs=("usage",),
        )
        return
    weighed = [answer for rule in WEIGHED for answer in rule.judge(case)]
    wanting = _gaps(weighed)
    lacking = _lacking(weighed)
    tied = ties(case.policy, case.claims)
    beside = frozenset(t.text for t in case.policy.search_terms if t.relation != "core")
    for kind, subjects in case.usage.groupby("subject_kind", sort=False):
        counts = {
            subject: None if count is None else int(count)
            for subject, count in zip(
                subjects["subject"],
                subjects["count"].astype(object).where(subjects["count"].notna(), None),
                strict=True,
            )
        }
        yield from _of_one_kind(
            case,
            cast(SubjectKind, kind),
            counts,
            beside if kind == "search" else frozenset(),
            tied,
            wanting,
            lacking,
            _rests_on(subjects),
        )


def _of_one_kind(
    case: Case,
    kind: SubjectKind,
    counts: Mapping[str, int | None],
    beside: frozenset[str],
    tied: Mapping[tuple[str, str], Tie],
    wanting: Mapping[str, tuple[str, ...]],
    lacking: Mapping[str, tuple[str, ...]],
    rests_on: Mapping[str, Fact],
) -> Iterator[Answer]:
    limits = case.thresholds
    known = [
        count
        for subject, count in counts.items()
        if subject not in beside and count and count >= limits.attention_floor
    ]
    share = Fraction(str(limits.attention_share)) * len(known)
    thresholds = case.used("attention_share", "attention_subjects", "attention_floor")
    for subject, count in counts.items():
        its_own = tied.get((kind, subject), Tie()).subjects
        gaps = tuple(gap for each in its_own for gap in wanting.get(each, ()))
        inputs = dict.fromkeys(need for each in its_own for need in lacking.get(each, ()))
        facts: dict[str, Fact] = {"compared": len(known)}
        verdict: Verdict
        if subject in beside:
            verdict, reason = "not_applicable", "not_core"
        elif count is None or count < limits.attention_floor:
            verdict, reason = "not_applicable", "count_unknown"
        elif len(known) < limits.attention_subjects:
            verdict, reason = "not_assessable", "too_few_figures"
        elif sum(other > count for other in known) >= share:
            verdict, reason = "no_gap", "not_in_the_top"
        elif not its_own:
            verdict, reason = "not_assessable", "not_tied"
        elif gaps:
            verdict, reason = "gap", "attention_and_gaps"
        elif inputs:
            verdict, reason = "not_assessable", "gaps_not_assessable"
        else:
            verdict, reason = "no_gap", "attention_without_gaps"
        needs = {
            "too_few_figures": ("usage",),
            "not_tied": ("policy.govuk_pages",),
            "gaps_not_assessable": tuple(inputs),
        }
        yield Answer(
            rule=CODE,
            subject_kind=kind,
            subject=subject,
            verdict=verdict,
            reason=reason,
            looked_at=gaps if verdict == "gap" else (),
            facts=facts if count is None else {**facts, "count": count, **rests_on},
            needs=needs.get(reason, ()),
            thresholds=thresholds,
        )


def _rests_on(subjects: pd.DataFrame) -> dict[str, Fact]:
    """What the counts of one kind rest on, as far as it is known: it is the same for all."""
    first = subjects.iloc[0]
    told = {name: first[column] for name, column in RESTS_ON.items() if column in subjects}
    return {name: str(value) for name, value in told.items() if pd.notna(value)}


def _gaps(weighed: Sequence[Answer]) -> dict[str, tuple[str, ...]]:
    """The addresses of the gaps of each cell and claim."""
    gaps: dict[str, tuple[str, ...]] = {}
    for answer in weighed:
        if answer.verdict == "gap":
            gaps[answer.subject] = (*gaps.get(answer.subject, ()), answer.gap_id)
    return gaps


def _lacking(weighed: Sequence[Answer]) -> dict[str, tuple[str, ...]]:
    """The inputs without which a rule could not judge a cell or claim."""
    lacking: dict[str, tuple[str, ...]] = {}
    for answer in weighed:
        if answer.verdict == "not_assessable":
            lacking[answer.subject] = (*lacking.get(answer.subject, ()), *answer.needs)
    return lacking


RULE = Rule(
    code=CODE,
    name="attention_gap",
    title="Do people look most at what has the least evidence?",
    subject_kind="page",
    source="This project's decision: new here; use is attention, and says nothing of importance",
    reasons={
        "attention_and_gaps": "it is among the most looked at, and its claims or cells have gaps",
        "attention_without_gaps": "it is among the most looked at, and has none of these gaps",
        "not_in_the_top": "it is not among the most looked at",
        "too_few_figures": "too few of its kind have a known count above the floor",
        "not_tied": "nobody has recorded which question or cell it belongs to",
        "gaps_not_assessable": "no gap was found, and some of these rules lack their input",
        "not_core": "the search is near the policy, or may be about something else",
        "count_unknown": "its count is unknown or below the floor",
        NOT_RECORDED: "no usage is recorded",
    },
    settled_by={
        "attention_and_gaps": "what settles the gaps of its claims and cells",
        "too_few_figures": "usage figures of more pages or searches",
        "not_tied": "the question or the cell of the page or search, in policy.yaml",
        "gaps_not_assessable": "what the rules on its claims and cells lack",
        NOT_RECORDED: "usage files of GOV.UK",
    },
    leads=True,
    judge=attention_where_evidence_is,
    thresholds=("attention_share", "attention_subjects", "attention_floor"),
)
