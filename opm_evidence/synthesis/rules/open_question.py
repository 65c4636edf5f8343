"""G24: a question that was published as open has evidence dated after it."""

from collections.abc import Iterator, Mapping
from typing import Any

from opm_evidence.records.answers import Answer, Fact, Verdict
from opm_evidence.records.dates import PartialDate
from opm_evidence.synthesis.absence import without_subjects
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.findings import Finding
from opm_evidence.synthesis.rules.rule import Rule

CODE = "G24"


def answered_questions(case: Case) -> Iterator[Answer]:
    """An open question has a finding that was published after it was asked.

    Findings on a question are those of its intervention and outcome, where it names them, and on
    its group or a part of it, or that give results for it apart. They speak where they count (read,
    direct, of an item that stands and has results), and are not of the report that poses the
    question. An item's date is its year. That there is evidence does not say that it answers.

    gap: the question is open, and no finding on it is dated after it (`no_evidence_since`), or
        there is no finding on it at all (`no_evidence`). The flag `in_progress` says that a study
        on it is planned or under way.
    no_gap: there is one (`evidence_since`); somebody is working on the question (`in_progress`) or
        has answered it (`answered`).
    not_assessable: none is known to be dated after it, but one may be, by its year
        (`year_undecided`) or unread (`unread_since`); the question has no date (`asked_on_unknown`)
        or names neither intervention nor outcome (`subject_unknown`); questions.csv or
        findings.csv is not recorded.
    not_applicable: no question is recorded.

    Whoever asks: Areas of Research Interest, James Lind Alliance partnerships, the public, and
    also departments, reviews, audits and committees that publish a question as open.
    """
    absent = without_subjects(case.register, CODE, "questions")
    if absent:
        yield absent
        return
    findings = _Findings(case)
    for row in case.register.rows("questions"):
        yield _judge(case, row, findings)


def _judge(case: Case, row: Mapping[str, Any], findings: "_Findings") -> Answer:
    on_it = findings.on(row)
    since = [f for f in on_it if f.set_aside == "" and _after(f, row) is True]
    verdict, reason, needs = _verdict(case, row, on_it, bool(since))
    working = any(f.set_aside in ("planned", "ongoing") for f in on_it)
    facts: dict[str, Fact] = {"source": row["source"], "status": row["status"]}
    if row["asked_on"]:
        facts["asked_on"] = row["asked_on"]
    facts["findings"] = sum(f.set_aside == "" for f in on_it)
    facts["findings_since"] = len(since)
    return Answer(
        rule=CODE,
        subject_kind="question",
        subject=row["question_id"],
        verdict=verdict,
        reason=reason,
        looked_at=tuple(f.finding_id for f in on_it),
        facts=facts,
        flags=("in_progress",) if working and verdict == "gap" else (),
        needs=needs,
    )


def _verdict(
    case: Case, row: Mapping[str, Any], on_it: list[Finding], since: bool
) -> tuple[Verdict, str, tuple[str, ...]]:
    if row["status"] != "open":
        return "no_gap", row["status"], ()
    if not case.register.recorded("findings"):
        return "not_assessable", "findings_not_recorded", ("findings",)
    if row["intervention"] is None and row["outcome"] is None:
        return "not_assessable", "subject_unknown", ("questions.intervention", "questions.outcome")
    if since:
        return "no_gap", "evidence_since", ()
    speaking = [f for f in on_it if f.set_aside == ""]
    unread = [f for f in on_it if f.set_aside == "unread"]
    if (speaking or unread) and not row["asked_on"]:
        return "not_assessable", "asked_on_unknown", ("questions.asked_on",)
    if any(_after(f, row) is None for f in speaking):
        return "not_assessable", "year_undecided", ("evidence.year",)
    if any(_after(f, row) is not False for f in unread):
        return "not_assessable", "unread_since", ("findings.direction",)
    return "gap", "no_evidence_since" if speaking or unread else "no_evidence", ()


def _after(finding: Finding, question: Mapping[str, Any]) -> bool | None:
    if finding.year is None or not question["asked_on"]:
        return None
    return PartialDate.parse(question["asked_on"]).before(PartialDate.parse(f"{finding.year:04d}"))


class _Findings:
    """The findings by intervention, by outcome and by both."""

    def __init__(self, case: Case) -> None:
        self._policy = case.policy
        self._by: dict[tuple[str | None, str | None], list[Finding]] = {}
        for finding in case.findings:
            intervention, outcome = finding.intervention, finding.outcome
            for key in {(intervention, outcome), (None, outcome), (intervention, None)}:
                self._by.setdefault(key, []).append(finding)

    def on(self, question: Mapping[str, Any]) -> list[Finding]:
        """The findings on a question, but for those of the report that poses it."""
        found = self._by.get((question["intervention"], question["outcome"]), [])
        groups = (
            self._policy.groups_within(question["population"]) if question["population"] else None
        )
        return [
            f
            for f in found
            if f.evidence_id != question["source_evidence_id"]
            and (groups is None or groups & {f.population, *f.subgroups_reported})
        ]


RULE = Rule(
    code=CODE,
    name="open_question",
    title="Which questions that others ask are still without newer evidence?",
    subject_kind="question",
    source=(
        "Government Office for Science, Areas of Research Interest, https://ari.org.uk; James Lind "
        "Alliance, The James Lind Alliance Guidebook, https://www.jla.nihr.ac.uk"
    ),
    reasons={
        "no_evidence_since": "the question is open and no evidence on it is dated after it",
        "no_evidence": "the question is open and the register holds no evidence on it",
        "evidence_since": "there is evidence dated after the question",
        "in_progress": "somebody is working on the question",
        "answered": "the question is recorded as answered",
        "year_undecided": (
            "the evidence is undated, or of the very year in which the question was asked"
        ),
        "unread_since": "there is evidence dated after the question that nobody has read",
        "asked_on_unknown": "nobody has recorded when the question was asked",
        "subject_unknown": "nobody has recorded what the question is about",
        "findings_not_recorded": "no findings are recorded",
        "not_recorded": "no questions are recorded",
        "none_recorded": "the table of questions has no row",
    },
    settled_by={
        "no_evidence_since": "a study on the question",
        "no_evidence": "a study on the question, or a search for one",
        "year_undecided": "the day on which the evidence came out",
        "unread_since": "a reading of the finding",
        "asked_on_unknown": "the date of the question",
        "subject_unknown": "the intervention or the outcome that the question is about",
        "findings_not_recorded": "findings.csv",
        "not_recorded": "questions.csv",
    },
    leads=True,
    judge=answered_questions,
)
