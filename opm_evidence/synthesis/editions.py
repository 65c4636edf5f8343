"""The edition that an assessment makes, and where it stands among those published before."""

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from opm_evidence.records.edition import (
    AnswerEntry,
    CellEntry,
    ClaimEntry,
    Edition,
    FindingEntry,
    ItemEntry,
)
from opm_evidence.records.register import Register
from opm_evidence.records.schemas import table_schema
from opm_evidence.records.thresholds import Thresholds
from opm_evidence.records.usage import NO_USAGE, PolicyUsage
from opm_evidence.synthesis.assessment import Assessment, assess
from opm_evidence.synthesis.cells import CellEvidence
from opm_evidence.synthesis.claims import ClaimEvidence

FINGERPRINT = 12
"""Letters of a row's fingerprint: enough to tell two versions of one row apart."""


def edition_of(assessment: Assessment) -> Edition:
    """What the pack of this assessment says, named after its day and its place among the others.

    Equal registers, thresholds and rules give an equal edition. Only published columns are in a
    row's fingerprint.
    """
    register = assessment.register
    unnamed = Edition(
        name=register.as_of.isoformat(),
        policy_id=register.policy.policy_id,
        title=register.policy.title,
        as_of=register.as_of,
        thresholds=dataclasses.asdict(assessment.thresholds),
        numbers=_numbers(assessment),
        items=_items(register),
        findings=_findings(register),
        claims=_claims(register, assessment.claims),
        cells={each.cell.id: _cell(each) for each in assessment.cells},
        answers={
            each.gap_id: AnswerEntry(verdict=each.verdict, reason=each.reason)
            for each in assessment.answers
            if each.verdict != "not_applicable"
        },
    )
    return _named(unnamed, register.editions)


def previous_edition(assessment: Assessment) -> Edition | None:
    """The edition published before the one that this assessment makes; `None` for the first."""
    current = edition_of(assessment)
    return next(iter(_before(current, assessment.register.editions)), None)


def with_previous_only(
    register: Register, thresholds: Thresholds, usage: PolicyUsage = NO_USAGE
) -> Register:
    """The register with no edition but the one before its own: all that its pack depends on."""
    if not register.editions:
        return register
    previous = previous_edition(assess(register, thresholds, usage))
    return dataclasses.replace(register, editions=(previous,) if previous else ())


def _before(current: Edition, recorded: Sequence[Edition]) -> list[Edition]:
    """The editions before this one, the last first. One that was recorded is not before itself."""
    latest_first = sorted(recorded, key=lambda each: each.order, reverse=True)
    if latest_first and latest_first[0].says_the_same(current):
        return latest_first[1:]
    return latest_first


def _named(unnamed: Edition, recorded: Sequence[Edition]) -> Edition:
    day = unnamed.as_of
    same_day = [each.order[1] for each in _before(unnamed, recorded) if each.order[0] == day]
    if not same_day:
        return unnamed
    return unnamed.model_copy(update={"name": f"{day.isoformat()}-{max(same_day) + 1}"})


def _numbers(assessment: Assessment) -> dict[str, int]:
    register = assessment.register
    return {
        "items": len(register.rows("evidence")),
        "findings": len(register.rows("findings")),
        "claims": len(assessment.claims),
        "questions": len(assessment.cells),
        "questions_with_evidence": sum(not each.is_empty for each in assessment.cells),
        "gaps": len(assessment.gaps),
    }


def _items(register: Register) -> dict[str, ItemEntry]:
    return {
        row["evidence_id"]: ItemEntry(
            title=row["title"],
            status=row["status"],
            replaced_by=row["replaced_by"] or "",
            row=_fingerprint("evidence", row),
        )
        for row in register.rows("evidence")
    }


def _findings(register: Register) -> dict[str, FindingEntry]:
    return {
        row["finding_id"]: FindingEntry(
            item=row["evidence_id"],
            direction=row["direction"] or "",
            coding_status=row["coding_status"],
            row=_fingerprint("findings", row),
        )
        for row in register.rows("findings")
    }


def _claims(register: Register, claims: Iterable[ClaimEvidence]) -> dict[str, ClaimEntry]:
    rows = {row["claim_id"]: row for row in register.rows("claims")}
    return {each.claim_id: _claim(each, rows[each.claim_id]) for each in claims}


def _claim(claim: ClaimEvidence, row: Mapping[str, Any]) -> ClaimEntry:
    counted = [link for link in claim.links if link.counts]
    relations = [link.relation for link in counted]
    return ClaimEntry(
        counts={each: relations.count(each) for each in sorted(set(relations))},
        links=tuple(sorted(f"{link.relation} {link.id}" for link in counted)),
        row=_fingerprint("claims", row),
    )


def _cell(evidence: CellEvidence) -> CellEntry:
    votes = {f"votes_{name}": count for name, count in sorted(evidence.votes.items())}
    parts = {
        "studies": len(evidence.studies),
        "reviews": len(evidence.reviews),
        "models": len(evidence.models),
        "documents": len(evidence.documents),
        **votes,
    }
    return CellEntry(
        answered=not evidence.is_empty,
        numbers=parts,
        findings=tuple(sorted(row.finding_id for row in evidence.rows if row.part)),
    )


def _fingerprint(table: str, row: Mapping[str, Any]) -> str:
    published = {
        name: "" if row[name] is None else str(row[name])
        for name in table_schema(table).published_columns
    }
    text = json.dumps(published, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:FINGERPRINT]
