"""G18: anybody can read the evidence."""

from collections.abc import Iterator, Mapping
from typing import Any

from opm_evidence.records.answers import Answer, Verdict
from opm_evidence.synthesis.absence import without_subjects
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules.rule import Rule

CODE = "G18"
CLOSED = ("unpublished", "on_request", "paywalled")
OPEN = ("open", "registration")


def open_evidence(case: Case) -> Iterator[Answer]:
    """Every finished report that still stands can be read by anybody without payment.

    gap: access is `unpublished`, `on_request` or `paywalled`, with the reason for non-publication
        where its owner gave one.
    no_gap: access is `open` or asks for no more than a free registration.
    not_assessable: nobody has recorded what it takes to read it (`access_unknown`).
    not_applicable: the item was retracted or superseded (`set_aside`), or its study is planned or
        under way, so that there is nothing to publish yet (`not_out_yet`); the register holds no
        item.
    """
    absent = without_subjects(case.register, CODE, "evidence")
    if absent:
        yield absent
        return
    for item in case.register.rows("evidence"):
        verdict, reason = _readable(item)
        why = item["unpublished_reason"]
        yield Answer(
            rule=CODE,
            subject_kind="item",
            subject=item["evidence_id"],
            verdict=verdict,
            reason=reason,
            looked_at=(item["evidence_id"],),
            facts={"unpublished_reason": why} if why and verdict == "gap" else {},
            needs=("evidence.access",) if verdict == "not_assessable" else (),
        )


def _readable(item: Mapping[str, Any]) -> tuple[Verdict, str]:
    if item["status"] in ("retracted", "superseded"):
        return "not_applicable", "set_aside"
    if item["study_status"] != "complete":
        return "not_applicable", "not_out_yet"
    if item["access"] in CLOSED:
        return "gap", item["access"]
    if item["access"] in OPEN:
        return "no_gap", item["access"]
    return "not_assessable", "access_unknown"


RULE = Rule(
    code=CODE,
    name="evidence_not_open",
    title="Can anybody read the evidence?",
    subject_kind="item",
    source=(
        "UK Evaluation Registry (Evaluation Task Force), its reasons for which a report is not "
        "published, https://github.com/i-dot-ai/evaluation-registry"
    ),
    reasons={
        "unpublished": "it is not published",
        "on_request": "it is sent on request only",
        "paywalled": "it can be read against payment only",
        "open": "anybody can read it",
        "registration": "anybody can read it after a free registration",
        "access_unknown": "nobody has recorded what it takes to read it",
        "set_aside": "it was retracted or superseded",
        "not_out_yet": "its study has no results yet",
        "not_recorded": "no items are recorded",
        "none_recorded": "the register holds no item",
    },
    settled_by={
        "unpublished": "publication",
        "on_request": "publication",
        "paywalled": "a copy in an open archive",
        "not_recorded": "evidence.csv",
        "access_unknown": "a look at what it takes to read it",
    },
    leads=True,
    judge=open_evidence,
)
