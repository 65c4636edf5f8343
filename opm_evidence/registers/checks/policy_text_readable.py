"""No text of policy.yaml holds characters that cannot be seen, or letters that a save damaged.

YAML can write a character by its code, so that an editor shows nothing odd in the file itself.
"""

from collections.abc import Iterator

from opm_evidence.records.faults import Fault
from opm_evidence.registers.cells.text_readable import unreadable
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft


def _find(draft: Draft) -> Iterator[Fault]:
    if draft.policy_text is None:
        return
    for location, text in draft.policy_text.texts():
        complaint = unreadable(text)
        if complaint:
            yield draft.policy_text.fault(location, complaint.what, complaint.remedy)


CHECK = Check(
    "policy_text_readable",
    "No text of policy.yaml holds control characters, invisible characters, or letters that an "
    "earlier save damaged.",
    _find,
)
