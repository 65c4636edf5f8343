"""Questions that others have published, and uncertainties that somebody stated."""

from collections.abc import Mapping
from typing import Any

from opm_evidence.display.wording.dates import on
from opm_evidence.display.wording.numbers import known
from opm_evidence.display.wording.terms import term

ACKNOWLEDGED: Mapping[str, str] = {
    "yes": "A document of the policy says so itself:",
    "no": "No document of the policy says so:",
    "unknown": "Nobody has looked whether a document of the policy says so:",
}
"""Whether the policy says itself that the things listed below are uncertain."""


def asked(row: Mapping[str, Any]) -> str:
    """Who asks a question, when, and where it stands."""
    date = f" {on(row['asked_on'])}" if known(row["asked_on"]) else ", date not recorded"
    return (
        f"Asked by {term('question_source', row['source'])}{date}; "
        f"{term('question_status', row['status'])}"
    )
