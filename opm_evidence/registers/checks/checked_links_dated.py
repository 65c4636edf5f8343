"""A link that somebody has asked says when; one that nobody has asked has no such date."""

from collections.abc import Iterator

from opm_evidence.records.faults import Fault
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft


def _find(draft: Draft) -> Iterator[Fault]:
    if not draft.has("evidence"):
        return
    evidence = draft.tables["evidence"]
    frame = evidence.frame
    asked = frame["link_status"].isin(["ok", "broken", "redirected"])
    yield from evidence.faults_where(
        asked & evidence.blank("link_checked_on"),
        "link_checked_on",
        "The link was asked, and nothing says when.",
        "Write the day, or set link_status to unchecked.",
    )
    yield from evidence.faults_where(
        (frame["link_status"] == "unchecked") & frame["link_checked_on"].notna(),
        "link_status",
        "The link counts as unchecked, and a day is given on which it was checked.",
        "Write what was found: ok, broken or redirected.",
    )
    yield from evidence.faults_where(
        asked & evidence.blank("url"),
        "link_status",
        "The link was asked, and there is no address.",
        "Write the address, or clear link_status.",
    )


CHECK = Check(
    "checked_links_dated",
    "link_checked_on is given exactly where link_status is ok, broken or redirected, and these "
    "need an address.",
    _find,
)
