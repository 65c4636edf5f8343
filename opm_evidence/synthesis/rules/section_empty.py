"""G21: every section of the policy has a claim or evidence."""

from collections.abc import Iterator, Mapping

from opm_evidence.records.answers import Answer, Verdict
from opm_evidence.records.vocabulary import terms
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules.rule import Rule

CODE = "G21"
ASKED_IN: Mapping[str, tuple[str, ...]] = {
    "diagnosis": ("need",),
    "proposal": ("effect",),
    "implementation": ("implementation", "views"),
    "value_for_money": ("cost",),
    "testing_and_evaluation": (),
}
"""What the cells ask whose evidence belongs to a section (this project's decision: an item has no
section of its own). Evidence of testing and evaluation are the evaluations."""

NOT_EVIDENCE = ("retracted", "superseded", "planned", "ongoing")


def filled_sections(case: Case) -> Iterator[Answer]:
    """Each section has a claim of a document, or evidence in the framework that belongs to it.

    Evidence of a section are the findings in the cells that ask its question (`ASKED_IN`), read or
    not, of items that stand and have results; for testing and evaluation the evaluations that were
    not given up.

    gap: the section has neither (`empty`).
    no_gap: it has a claim, evidence, or both.
    not_assessable: it has neither as far as is recorded, but claims.csv is not recorded, or the
        table that its evidence would be in.
    """
    claims = dict.fromkeys(terms("section"), 0)
    for claim in case.claims:
        claims[claim.section] += 1
    for section, number in claims.items():
        evidence = _evidence(case, section)
        where = "evaluations" if section == "testing_and_evaluation" else "findings"
        needs = tuple(table for table in ("claims", where) if not case.register.recorded(table))
        verdict, reason = _verdict(number, len(evidence), needs)
        yield Answer(
            rule=CODE,
            subject_kind="section",
            subject=section,
            verdict=verdict,
            reason=reason,
            looked_at=evidence,
            facts={"claims": number, "evidence": len(evidence)},
            needs=needs if verdict == "not_assessable" else (),
        )


def _verdict(claims: int, evidence: int, needs: tuple[str, ...]) -> tuple[Verdict, str]:
    if claims and evidence:
        return "no_gap", "claims_and_evidence"
    if claims:
        return "no_gap", "claims_only"
    if evidence:
        return "no_gap", "evidence_only"
    return ("not_assessable", "not_recorded") if needs else ("gap", "empty")


def _evidence(case: Case, section: str) -> tuple[str, ...]:
    if section == "testing_and_evaluation":
        return tuple(
            row["evaluation_id"]
            for row in case.register.rows("evaluations")
            if row["status"] != "abandoned"
        )
    found: dict[str, None] = {}
    for each in case.main_cells:
        if each.cell.asks in ASKED_IN[section]:
            stand = (row for row in each.rows if row.set_aside not in NOT_EVIDENCE)
            found.update(dict.fromkeys(row.evidence_id for row in stand))
    return tuple(found)


RULE = Rule(
    code=CODE,
    name="section_empty",
    title="Is any part of the policy without claim and evidence?",
    subject_kind="section",
    source=(
        "Institute for Government, Sense about Science and Alliance for Useful Evidence, Evidence "
        "Transparency Framework, 2015, its sections, "
        "https://www.instituteforgovernment.org.uk/publications/evidence-transparency-framework"
    ),
    reasons={
        "empty": "neither a claim nor evidence is recorded",
        "claims_and_evidence": "claims and evidence are recorded",
        "claims_only": "claims are recorded",
        "evidence_only": "evidence is recorded, and no claim",
        "not_recorded": "nothing is recorded, and a table that could hold it is missing",
    },
    settled_by={
        "empty": "what the documents of the policy say about it, or evidence on it",
        "not_recorded": "claims.csv, and findings.csv or evaluations.csv",
    },
    leads=True,
    judge=filled_sections,
)
