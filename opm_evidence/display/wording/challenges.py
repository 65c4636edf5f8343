"""Sentences about challenges from outside, what they are about, and where to send one."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from opm_evidence.display.markup import jump
from opm_evidence.display.wording.dates import when
from opm_evidence.display.wording.terms import capital, term
from opm_evidence.records.register import Register
from opm_evidence.synthesis.assessment import Assessment

HOW = "how-to-challenge"
"""The address of the paragraph that says how to send a challenge, and to whom."""


def invitation(register: Register, about: str) -> Markup:
    """A link to challenge what has this id: a letter with its subject, or how to send one."""
    contact = register.policy.contact
    if contact is None or not contact.email:
        return Markup('<a href="#{}">Challenge {}</a>').format(HOW, about)
    subject = f"Challenge to {about} in {register.policy.policy_id}, {register.as_of.isoformat()}"
    letter = f"mailto:{quote(contact.email, safe='@')}?subject={quote(subject, safe='')}"
    return Markup('<a href="{}">Challenge {}</a>').format(letter, about)


def raised(row: Mapping[str, Any]) -> Markup:
    """One challenge in a line, where the thing stands that it is about."""
    said = f"{capital(term('challenge_status', row['status']))}: {row['raised_by']}"
    place = jump(f"challenge-{row['challenge_id']}", f"{said}, {when(row['raised_on'])}")
    return Markup("{}. “{}”{}").format(
        place,
        row["text"],
        Markup(" Answer: “{}”").format(row["response"]) if row["response"] else "",
    )


def challenged(assessment: Assessment, about: str) -> Markup:
    """What a challenge is about, with a link to where it stands on the page.

    A gap that is closed by now stands nowhere, and is named by its id.
    """
    register = assessment.register
    anchors = {
        **{each["claim_id"]: "claim" for each in register.rows("claims")},
        **{each["evidence_id"]: "item" for each in register.rows("evidence")},
        **{each["finding_id"]: "finding" for each in register.rows("findings")},
        **{each.gap_id: "gap" for each in assessment.gaps},
    }
    return jump(f"{anchors[about]}-{about}", about) if about in anchors else escape(about)
