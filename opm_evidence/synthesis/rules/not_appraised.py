"""G06: every study and review has been appraised by somebody."""

from collections.abc import Iterator

from opm_evidence.records.answers import Answer, Fact, Verdict
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules.rule import Rule

CODE = "G06"
APPRAISED = ("primary", "modelling", "synthesis")
"""The families of designs that are appraised; nobody rates a map or a document."""


def appraised(case: Case) -> Iterator[Answer]:
    """Every study and review that is out and stands has a rating on some scale.

    One answer for the policy, with how many items have none and their share of all.

    gap: at least one has none (`some_unrated`, `all_unrated`).
    no_gap: each has one (`all_rated`).
    not_assessable: ratings.csv is not recorded (`not_recorded`).
    not_applicable: there is no study or review to appraise (`no_items`).
    """
    rows = case.register.rows
    families = {row["study_design"]: row["family"] for row in rows("designs")}
    items = [
        row["evidence_id"]
        for row in rows("evidence")
        if row["status"] in ("current", "corrected")
        and row["study_status"] == "complete"
        and families.get(row["study_design"]) in APPRAISED
    ]
    rated = {row["evidence_id"] for row in rows("ratings")}
    unrated = tuple(item for item in items if item not in rated)
    verdict, reason = _verdict(case, len(items), len(unrated))
    facts: dict[str, Fact] = {"items": len(items)}
    if verdict in ("gap", "no_gap"):
        share = len(unrated) / len(items)
        facts |= {"unrated": len(unrated), "share": share, "rated": len(items) - len(unrated)}
    yield Answer(
        rule=CODE,
        subject_kind="policy",
        subject=case.policy.policy_id,
        verdict=verdict,
        reason=reason,
        looked_at=unrated if verdict == "gap" else (),
        facts=facts,
        needs=("ratings",) if verdict == "not_assessable" else (),
    )


def _verdict(case: Case, items: int, unrated: int) -> tuple[Verdict, str]:
    if items == 0:
        return "not_applicable", "no_items"
    if not case.register.recorded("ratings"):
        return "not_assessable", "not_recorded"
    if unrated == 0:
        return "no_gap", "all_rated"
    return "gap", "all_unrated" if unrated == items else "some_unrated"


RULE = Rule(
    code=CODE,
    name="not_appraised",
    title="Has anyone judged how good the studies are?",
    subject_kind="policy",
    source=(
        "Institute for Government, Sense about Science and Alliance for Useful Evidence, Evidence "
        "Transparency Framework, 2015, its highest level, "
        "https://www.instituteforgovernment.org.uk/publications/evidence-transparency-framework"
    ),
    reasons={
        "some_unrated": "some studies and reviews have no rating on any scale",
        "all_unrated": "no study or review has a rating on any scale",
        "all_rated": "every study and review has a rating",
        "not_recorded": "no ratings are recorded",
        "no_items": "there is no study or review to appraise",
    },
    settled_by={
        "some_unrated": "an appraisal of each study and review",
        "all_unrated": "an appraisal of each study and review",
        "not_recorded": "ratings.csv",
    },
    leads=False,
    judge=appraised,
)
