"""A challenge is about something of this register: a claim, an item, a finding, or a gap.

A gap is named as its address in the pack: the code of its rule, a hyphen, and its subject.
"""

import re
from collections.abc import Iterator

from opm_evidence.records.faults import Fault
from opm_evidence.records.vocabulary import terms
from opm_evidence.registers.checks.check import Check
from opm_evidence.registers.drafts import Draft
from opm_evidence.registers.nearest import offer_from_list, quoted

GAP = re.compile(r"g\d\d-(.+)")
CHALLENGED = {
    "claims": "claim_id",
    "evidence": "evidence_id",
    "findings": "finding_id",
}
SUBJECTS = {**CHALLENGED, "evaluations": "evaluation_id", "questions": "question_id"}


def _find(draft: Draft) -> Iterator[Fault]:
    if not draft.has("challenges") or draft.policy is None or draft.unreadable & set(SUBJECTS):
        return
    things, subjects = _ids(draft, CHALLENGED), _subjects(draft)
    challenges = draft.tables["challenges"]
    for position, about in challenges.values("about"):
        gap = GAP.fullmatch(about)
        if about not in things and not (gap and gap[1] in subjects):
            yield challenges.places.fault(
                position,
                "about",
                f"There is no claim, item, finding or gap {quoted(about)} in this register.",
                f"{offer_from_list(about, things)} A gap is named as in the pack, such as "
                "g01-levy--obesity--any--effect.",
            )


def _ids(draft: Draft, columns: dict[str, str]) -> dict[str, None]:
    return {
        text: None
        for name, column in columns.items()
        if name in draft.tables
        for text in draft.tables[name].texts.get(column, ())
        if text
    }


def _subjects(draft: Draft) -> set[str]:
    policy = draft.policy
    assert policy is not None
    return {
        policy.policy_id,
        *_ids(draft, SUBJECTS),
        *terms("section"),
        *(cell.id for cell in policy.cells),
        *(each.id for each in policy.interventions),
        *(each.id for each in policy.populations),
        *(each.id for each in policy.priority_dimensions),
        *(page.base_path for page in policy.govuk_pages),
        *(term.text for term in policy.search_terms),
    }


CHECK = Check(
    "challenges_about_something",
    "A challenge is about a claim, an item, a finding or a gap of this register.",
    _find,
)
