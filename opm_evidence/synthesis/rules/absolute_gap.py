"""G01: every cell of the framework holds a study or a review."""

from collections.abc import Iterator

from opm_evidence.records.answers import Answer, Fact, Verdict
from opm_evidence.synthesis.absence import NOT_RECORDED
from opm_evidence.synthesis.asking import about, not_begun
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.cells import (
    ANSWERED_BY_DOCUMENTS,
    NO_EFFECT,
    CellEvidence,
    populations_of,
)
from opm_evidence.synthesis.rules.rule import Rule

CODE = "G01"
STUDIED = ("study", "review")


def evidence_in_every_cell(case: Case) -> Iterator[Answer]:
    """A cell holds at least one study that counts, or a systematic review.

    Asked of every cell, those of groups included. A model is no study. A cell that asks for views
    or for a need is also answered by maps and documents.

    gap: the first of these that holds, and the others as further reasons. `modelled_only`;
        `unread_only` (nobody has read what is there); `none_found` (a search of that place on
        that day found none: never said beside something that nobody has read); `indirect_only`
        (another intervention of the kind), `no_effect_estimated`, `documents_only`,
        `set_aside_only` (retracted or superseded).
        Where nothing of this holds: in a group's cell, where others were studied,
        `not_coded_apart` (a report gives results for the group that nobody has recorded) or
        `other_groups_only`; `other_outcomes_only` (a priority outcome of an intervention that was
        studied for other outcomes); else `none_in_register` (nobody has recorded a search). A
        search that is recorded beside a cell that holds evidence says nothing of its groups.
    no_gap: `studied`; `documented` for views and needs.
    not_assessable: findings.csv is not recorded.
    not_applicable: there are models, and the intervention begins after the pack's date
        (`not_begun`): nothing else can be known yet.

    The flag `in_progress` says that a planned or ongoing study or evaluation is registered.
    """
    mains = {each.cell.entry: each for each in case.main_cells}
    studied = _studied_outcomes(case)
    for evidence in case.cells:
        if not case.register.recorded("findings"):
            yield about(CODE, evidence, "not_assessable", NOT_RECORDED, needs=("findings",))
            continue
        outcomes = studied.get(evidence.cell.intervention or "", ())
        elsewhere = tuple(each for each in outcomes if each != evidence.cell.outcome)
        if evidence.cell.group:  # a group is asked one thing only
            elsewhere = ()
        verdict, reasons = _judge(case, evidence, mains[evidence.cell.entry], elsewhere)
        yield about(
            CODE,
            evidence,
            verdict,
            reasons[0],
            looked_at=(row.finding_id for row in evidence.rows),
            facts=_facts(evidence, elsewhere),
            flags=("in_progress",) if evidence.in_progress else (),
            other_reasons=reasons[1:],
        )


def _judge(
    case: Case, evidence: CellEvidence, main: CellEvidence, elsewhere: tuple[str, ...]
) -> tuple[Verdict, list[str]]:
    if evidence.studies or evidence.reviews:
        return "no_gap", ["studied"]
    if evidence.documents and evidence.cell.asks in ANSWERED_BY_DOCUMENTS:
        return "no_gap", ["documented"]
    if evidence.models and not_begun(case, evidence):
        return "not_applicable", ["not_begun"]
    return "gap", _reasons(case, evidence, main, elsewhere)


def _reasons(
    case: Case, evidence: CellEvidence, main: CellEvidence, elsewhere: tuple[str, ...]
) -> list[str]:
    """Every reason that holds, the one that says most first."""
    cell = evidence.cell
    others_studied = bool(cell.group and (main.studies or main.reviews))
    searched = cell.searched_on is not None and not others_studied
    there = {
        "modelled_only": bool(evidence.models),
        "unread_only": bool(evidence.unread),
        "none_found": searched and not evidence.unread,
        "indirect_only": bool(evidence.indirect),
        "no_effect_estimated": any(row.set_aside == NO_EFFECT for row in evidence.rows),
        "documents_only": bool(evidence.documents),
        "set_aside_only": bool(evidence.set_aside),
    }
    reasons = [reason for reason, holds in there.items() if holds]
    if reasons not in ([], ["none_found"]):
        return reasons
    if others_studied:
        apart = _reported_apart(case, evidence, main)
        return ["not_coded_apart", "other_groups_only"] if apart else ["other_groups_only"]
    other_outcomes = ["other_outcomes_only"] if elsewhere else []
    if searched:
        return ["none_found", *other_outcomes]
    if case.outcomes[cell.outcome].priority:
        return [*other_outcomes, "none_in_register"]
    return ["none_in_register", *other_outcomes]


def _studied_outcomes(case: Case) -> dict[str, tuple[str, ...]]:
    """For each intervention, the outcomes for which a study or a review of it counts."""
    studied: dict[str, dict[str, None]] = {}
    for each in case.findings:
        if each.counts and each.family in ("primary", "synthesis"):
            studied.setdefault(each.intervention or "", {})[each.outcome] = None
    return {intervention: tuple(outcomes) for intervention, outcomes in studied.items()}


def _reported_apart(case: Case, evidence: CellEvidence, main: CellEvidence) -> bool:
    """Whether a report of the main cell gives results for the group that no finding holds."""
    group = evidence.cell.group or ""
    names = populations_of(case.policy, group) | {group}
    return any(not names.isdisjoint(row.subgroups_reported) for row in main.judged(*STUDIED))


def _facts(evidence: CellEvidence, elsewhere: tuple[str, ...]) -> dict[str, Fact]:
    return {
        "studies": len(evidence.studies),
        "models": len(evidence.models),
        "reviews": len(evidence.reviews),
        "documents": len(evidence.documents),
        "unread": evidence.unread,
        "indirect": evidence.indirect,
        "set_aside": evidence.set_aside,
        "in_progress": evidence.in_progress,
        "other_outcomes": elsewhere,
        "searched_on": evidence.cell.searched_on or "",
        "search_note": evidence.cell.search_note,
    }


RULE = Rule(
    code=CODE,
    name="absolute_gap",
    title="Is anything known about this at all?",
    subject_kind="cell",
    source=(
        "3ie evidence gap maps, absolute gaps (3ieimpact.org); Robinson KA, Saldanha IJ, McKoy NA, "
        "Development of a framework to identify research gaps from systematic reviews, 2011, "
        "doi 10.1016/j.jclinepi.2011.06.009, reasons A (no information), D (not the right "
        "population or outcome)"
    ),
    reasons={
        "none_found": "a search found none",
        "none_in_register": "this register holds none, and nobody has recorded a search",
        "unread_only": "nobody has read the results that are there",
        "not_begun": "it has not begun, so that nothing but models can tell",
        "modelled_only": "there are models, and nothing that was observed",
        "indirect_only": "what is there is about another intervention of the kind",
        "no_effect_estimated": "what is there estimates no effect",
        "documents_only": "there are maps or documents, and no study",
        "set_aside_only": "what was there is retracted or superseded",
        "other_groups_only": "the register holds studies of others, and none of this group",
        "not_coded_apart": "a report gives results for this group, and nobody has recorded them",
        "other_outcomes_only": (
            "the register holds studies of the intervention for other outcomes, and none for this"
        ),
        "studied": "a study or a review counts here",
        "documented": "maps or documents answer it",
        NOT_RECORDED: "no findings are recorded",
    },
    settled_by={
        "none_found": "a study of this",
        "none_in_register": "a recorded search, and then a study if it finds none",
        "unread_only": "a reading of the results that are there",
        "modelled_only": "a study that observes what the models compute",
        "indirect_only": "a study of this very intervention",
        "no_effect_estimated": "a study that estimates the effect",
        "documents_only": "a study of this",
        "set_aside_only": "a study that stands",
        "other_groups_only": "results for this group",
        "not_coded_apart": "a reading of the results for this group",
        "other_outcomes_only": "a study of this outcome",
        NOT_RECORDED: "findings.csv",
    },
    judge=evidence_in_every_cell,
)
