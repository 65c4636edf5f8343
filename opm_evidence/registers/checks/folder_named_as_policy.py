"""A policy's folder is named by the policy's id, which is a slug."""

from collections.abc import Iterator

from opm_evidence.records.faults import Fault
from opm_evidence.records.texts import is_slug
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft
from opm_evidence.registers.nearest import quoted
from opm_evidence.registers.policy_text import POLICY_FILE

TAKEN = ("editions",)
"""Folders of a published site that are no packs: the lasting addresses of all editions."""

TAKEN_REMEDY = "Packs keep their editions in a folder of that name: choose another."


def _find(draft: Draft) -> Iterator[Fault]:
    if not is_slug(draft.folder):
        yield Fault(
            POLICY_FILE,
            0,
            "",
            f"The folder {quoted(draft.folder)} cannot name a policy.",
            "Rename it: lower-case letters, digits and hyphens, such as my-policy.",
        )
    elif draft.folder in TAKEN:
        what = f"The folder {quoted(draft.folder)} cannot name a policy."
        yield Fault(POLICY_FILE, 0, "", what, TAKEN_REMEDY)
    elif draft.policy_text and draft.policy and draft.policy.policy_id != draft.folder:
        yield draft.policy_text.fault(
            ("policy_id",),
            f"policy_id is {quoted(draft.policy.policy_id)}, and the folder is named "
            f"{quoted(draft.folder)}.",
            "Make the two equal. The id is the policy’s lasting address: do not change one that "
            "has been published.",
        )


CHECK = Check(
    "folder_named_as_policy",
    "The folder is named by policy_id: lower-case letters, digits and hyphens.",
    _find,
)
