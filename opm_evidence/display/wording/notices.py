"""What is said of an edition that was corrected or withdrawn after it was published."""

from opm_evidence.display.wording.dates import day
from opm_evidence.records.policy import Notice

HEADINGS = {
    "corrected": "This edition was corrected",
    "withdrawn": "This edition was withdrawn",
}


def notice_words(notice: Notice) -> str:
    """Which edition, what happened to it, when, why, and what took its place."""
    instead = (
        f"The edition {notice.replaced_by} takes its place."
        if notice.replaced_by
        else "Nothing takes its place."
    )
    reason = notice.reason.rstrip(".")
    return (
        f"The edition {notice.edition} was {notice.kind} on {day(notice.issued_on)}: {reason}."
        f" {instead}"
    )
