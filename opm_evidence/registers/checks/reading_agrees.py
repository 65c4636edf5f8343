"""The direction of a finding agrees with whether somebody has read it.

`not_reported` in one column means `not_reported` in the other; where no effect is estimated the
direction stays blank; what has been read has a direction (gap rules, ground rule 9).
"""

from collections.abc import Iterator, Sequence

import pandas as pd

from opm_evidence.records.faults import Fault
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft


def _find(draft: Draft) -> Iterator[Fault]:
    if not draft.has("findings"):
        return
    findings = draft.tables["findings"]
    status, direction = findings.frame["coding_status"], findings.frame["direction"]
    unread = direction == "not_reported"
    blank = _blank(findings.texts.get("direction"), len(findings.frame))
    yield from findings.faults_where(
        (status == "not_reported") & ~unread.fillna(True),
        "direction",
        "The finding counts as unread, and has a direction all the same.",
        "If somebody has read the result, set coding_status to coded; if not, set direction to "
        "not_reported.",
    )
    yield from findings.faults_where(
        (status == "not_reported") & blank,
        "direction",
        "The finding counts as unread, and its direction is blank.",
        "Set direction to not_reported; blank means that no effect is estimated.",
    )
    yield from findings.faults_where(
        (status == "coded") & unread,
        "direction",
        "The finding counts as read, and its direction is not_reported.",
        "Set coding_status to not_reported, or write the direction that was read.",
    )
    yield from findings.faults_where(
        (status == "coded") & blank,
        "direction",
        "The finding counts as read, and its direction is blank.",
        "Write the direction that was read; where the report estimates no effect, set "
        "coding_status to not_applicable.",
    )
    yield from findings.faults_where(
        (status == "not_applicable") & direction.notna(),
        "direction",
        "The report estimates no effect (not_applicable), and a direction is given.",
        "Leave direction blank, or set coding_status to coded.",
    )


def _blank(texts: Sequence[str] | None, count: int) -> pd.Series:
    return pd.Series([not text for text in texts] if texts else [True] * count, dtype="boolean")


CHECK = Check(
    "reading_agrees",
    "The direction of a finding is not_reported exactly where coding_status is, blank exactly "
    "where coding_status is not_applicable, and given where it is coded.",
    _find,
)
