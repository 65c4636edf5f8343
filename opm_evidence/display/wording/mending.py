"""What is the matter with a register, and what to do about it, in words."""

from collections.abc import Mapping

from opm_evidence.display.names import Names
from opm_evidence.display.wording.dates import when
from opm_evidence.display.wording.inputs import input_words
from opm_evidence.display.wording.numbers import counted, known
from opm_evidence.records.schemas import POLICY_TABLES, SHARED_TABLES, table_schema
from opm_evidence.synthesis.mending import Mending, MendingKind

KINDS: Mapping[MendingKind, str] = {
    "fault": "Fault: nothing is published before it is mended",
    "not_recorded": "Not recorded",
    "unread": "Not yet read",
    "unrated": "Not rated",
    "blank": "Left open",
    "broken": "Address that did not answer",
    "advice": "Advice",
    "unverified": "Not verified",
    "unchecked": "Addresses nobody has asked",
}
REMEDIES: Mapping[MendingKind, str] = {
    "unread": "Read it, and record direction and coding_status of its findings in findings.csv.",
    "unrated": "Record a published rating, or your own on a scale of scales.csv, in ratings.csv.",
    "broken": "Look for its new address, or give an archived copy under archived_url.",
    "unverified": "Compare title, publisher and stated finding with the report itself.",
}


def matter(mending: Mending, names: Names | None) -> str:
    """What is the matter, in a sentence."""
    if mending.fault:
        return mending.fault.what
    assert names is not None, "what is no fault is known from a register"
    match mending.kind:
        case "not_recorded":
            return f"{input_words(mending.subject)}: nobody has recorded any."
        case "blank":
            return f"{input_words(mending.subject)}: not recorded, or not known."
        case "unchecked":
            return f"{counted(mending.number, 'address', 'addresses')} that nobody has asked."
    item = names.items[mending.subject]
    title = f"{names.citation(mending.subject)}: {names.title(mending.subject).striptags()}."
    if mending.kind == "broken" and known(item["link_checked_on"]):
        return f"{title} Its address did not answer in {when(item['link_checked_on'])}."
    return title


def remedy(mending: Mending, policy_id: str) -> str:
    """What to do about it, in a sentence."""
    if mending.fault:
        return mending.fault.remedy
    if mending.kind == "unchecked":
        return f"Run: opm-evidence check --links {policy_id}"
    if mending.kind == "not_recorded":
        if mending.subject == "usage":
            return "Put usage files of GOV.UK into the policy’s folder usage (docs/usage.md)."
        return (
            f"Record what there is in {mending.subject}.csv; headings without rows say that"
            " somebody looked and found none."
        )
    if mending.kind == "blank":
        table, _, column = mending.subject.partition(".")
        if column and table in POLICY_TABLES + SHARED_TABLES:
            field = table_schema(table).field(column)
            return f"{field.description} {field.guidance}".strip()
        return f"Record it: {input_words(mending.subject)}."
    return REMEDIES[mending.kind]
