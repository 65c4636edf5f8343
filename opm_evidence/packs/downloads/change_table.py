"""What changed since the previous edition, as a table of codes, ids and words."""

from opm_evidence.display.wording.changes import change_words
from opm_evidence.packs.downloads.published_table import PublishedTable, plain_rows
from opm_evidence.synthesis.assessment import Assessment
from opm_evidence.synthesis.changes import changes_between
from opm_evidence.synthesis.editions import edition_of, previous_edition

COLUMNS = {
    "kind": "What sort of change it is.",
    "subject": "The id of the item, finding, claim, gap or cell; pack for its head numbers.",
    "what": "The measure, where the subject has several.",
    "before": "What it said, as codes and counts; blank where it was not there.",
    "after": "What it says now; blank where it is gone.",
    "because": "The ids of the rows that moved it, where they can be told.",
    "words": "The change in words.",
    "since": "The edition that it is compared with.",
}


def change_table(assessment: Assessment) -> PublishedTable:
    """One row a change, by kind; without a row in the first edition."""
    old = previous_edition(assessment)
    changes = changes_between(old, edition_of(assessment)) if old else ()
    rows = [
        {
            "kind": each.kind,
            "subject": each.subject,
            "what": each.what or None,
            "before": each.before or None,
            "after": each.after or None,
            "because": each.because,
            "words": change_words(each).line,
            "since": old.name if old else None,
        }
        for each in changes
    ]
    fields = [
        {"name": name, "type": "string", "description": meaning}
        for name, meaning in COLUMNS.items()
    ]
    return PublishedTable(
        name="changes",
        title="What changed since the previous edition",
        description="One row is a change. A table without rows: this is the first edition.",
        schema={"fields": fields, "missingValues": [""]},
        rows=plain_rows(tuple(COLUMNS), rows),
    )
