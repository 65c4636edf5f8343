"""G10: some of the evidence that could bear weight is from where the policy is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from opm_evidence.records.answers import Answer, Verdict
from opm_evidence.synthesis.asking import (
    OF_EVERY_CELL,
    SETTLED_FOR_EVERY_CELL,
    about,
    by_design,
    of_each_cell,
)
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.cells import ANSWERED_BY_DOCUMENTS, CellEvidence
from opm_evidence.synthesis.findings import Finding, one_an_item
from opm_evidence.synthesis.rules.rule import Rule

CODE = "G10"
NEEDS = {
    "nation_unknown": "evidence.country",
    "bearing_unknown": "evidence.study_design",
    "unread_from_here": "findings.direction",
}
PASSING = ("no", "unknown", "yes")
"""Whether an item passes: the last of these that holds for one of its findings."""


@dataclass(frozen=True, slots=True)
class _Item:
    evidence_id: str
    passes: str
    review: bool
    nations: frozenset[str]

    @property
    def nation_unknown(self) -> bool:
        """Whether its nation is not recorded; a review is from one only when it says so."""
        return not self.nations and not self.review


def from_target_nations(case: Case) -> Iterator[Answer]:
    """Among the items that pass G05, one is from a nation that the policy is for.

    Where views, implementation or a need is asked, every item passes; for views and needs, maps
    and documents are among them. An item from a union of nations is from each of them. A review is
    from a nation only when it says so.

    gap: none is. Reasons: `nothing_from_here` (no item is from here, whether it passes or not),
        or `reviews_silent` where one of them is a review that passes or might, and no nation is
        recorded for it; `only_weaker_from_here` (there is evidence from here, and what passes is
        not known to be).
    no_gap: one is (`from_here`); the target nations that none is from are listed.
    not_assessable: of an item that passes, nobody knows from where it is (`nation_unknown`); of
        one from here, or of the only ones elsewhere that might, nobody knows whether it passes
        (`bearing_unknown`); the rule would say that there is a gap, but nobody has read an item
        that is from here, or whose nation is not recorded, and that could undo it
        (`unread_from_here`): any such item where nothing from here was read, else one that could
        pass.
    not_applicable: the cell is empty; nothing from anywhere passes, and there is evidence from
        here (`nothing_passes`: G05 says so).

    The flag `by_design` says that no rating had a say in what passes.
    """
    return of_each_cell(case, CODE, _judge)


def _judge(case: Case, evidence: CellEvidence) -> Answer:
    asks = evidence.cell.asks
    parts = ["study", "model", "review"]
    parts += ["document"] if asks in ANSWERED_BY_DOCUMENTS else []
    rows = evidence.judged(*parts)
    items = _items(case, rows, asks)
    target = case.target_nations
    verdict, reasons = _verdict(items, target)
    waiting = _items(case, [row for row in evidence.unread_rows if row.part in parts], asks)
    if verdict == "gap" and _could_undo(reasons[0], waiting, target):
        verdict, reasons = "not_assessable", ["unread_from_here"]
    here = [each for each in items if each.nations & target]
    passing = [each for each in here if each.passes == "yes"]
    covered = frozenset[str]().union(*(each.nations for each in passing))
    return about(
        CODE,
        evidence,
        verdict,
        reasons[0],
        looked_at=evidence.finding_ids(*parts),
        facts={
            "items": len(items),
            "passing": sum(each.passes == "yes" for each in items),
            "from_here": tuple(each.evidence_id for each in here),
            "missing_nations": tuple(sorted(target - covered)) if passing else (),
            "unread": evidence.unread,
        },
        flags=by_design(rows) if asks == "effect" else (),
        other_reasons=reasons[1:],
        needs=[NEEDS[reason] for reason in reasons] if verdict == "not_assessable" else (),
    )


def _verdict(items: list[_Item], target: frozenset[str]) -> tuple[Verdict, list[str]]:
    here = [each.passes for each in items if each.nations & target]
    if "yes" in here:
        return "no_gap", ["from_here"]
    anywhere = {each.passes for each in items}
    held = {
        "nation_unknown": any(each.nation_unknown and each.passes != "no" for each in items),
        "bearing_unknown": "unknown" in here
        or (bool(here) and "yes" not in anywhere and "unknown" in anywhere),
    }
    lacking = [reason for reason, holds in held.items() if holds]
    if lacking:
        return "not_assessable", lacking
    if not here:
        silent = any(each.review and not each.nations and each.passes != "no" for each in items)
        return "gap", ["reviews_silent" if silent else "nothing_from_here"]
    if "yes" in anywhere:
        return "gap", ["only_weaker_from_here"]
    return "not_applicable", ["nothing_passes"]


def _could_undo(gap: str, unread: list[_Item], target: frozenset[str]) -> bool:
    return any(
        (each.nation_unknown or each.nations & target)
        and (gap != "only_weaker_from_here" or each.passes != "no")
        for each in unread
    )


def _items(case: Case, rows: Sequence[Finding], asks: str) -> list[_Item]:
    passes: dict[str, str] = {}
    for row in rows:
        best = passes.get(row.evidence_id, "no")
        passes[row.evidence_id] = max(best, _passes(row, asks), key=PASSING.index)
    return [
        _Item(
            evidence_id=each.evidence_id,
            passes=passes[each.evidence_id],
            review=each.part == "review",
            nations=case.nations_of(each.country),
        )
        for each in one_an_item(rows)
    ]


def _passes(row: Finding, asks: str) -> str:
    """What an item has to pass (G05) depends on what the cell asks for; others pass as they are."""
    if asks == "effect":
        return row.bearing
    return row.economic if asks == "cost" else "yes"


RULE = Rule(
    code=CODE,
    name="not_target_setting",
    title="Is any of it from here?",
    subject_kind="cell",
    source=(
        "Robinson KA, Saldanha IJ, McKoy NA, Development of a framework to identify research gaps "
        "from systematic reviews, 2011, doi 10.1016/j.jclinepi.2011.06.009, reason D (not the "
        "right information: setting)"
    ),
    reasons={
        "nothing_from_here": "none of it is from a nation that the policy is for",
        "reviews_silent": "no study in it is from here, and no review is recorded as covering one",
        "only_weaker_from_here": (
            "there is evidence from here, but none of what could show a cause is known to be"
        ),
        "from_here": "some of it is from here",
        "nothing_passes": "nothing from anywhere could support a causal claim (G05)",
        "nation_unknown": "nobody says where a study was done",
        "bearing_unknown": "nobody knows which of the studies could support a causal claim",
        "unread_from_here": "nobody has read the evidence that is, or may be, from here",
        **OF_EVERY_CELL,
    },
    settled_by={
        "nothing_from_here": "a study in a nation that the policy is for",
        "reviews_silent": "a study in a nation that the policy is for, or a review that covers one",
        "only_weaker_from_here": "a study with a comparison in a nation that the policy is for",
        "nation_unknown": "the country of each study",
        "bearing_unknown": "the design or an appraisal of each study",
        "unread_from_here": "a reading of the evidence from here",
        **SETTLED_FOR_EVERY_CELL,
    },
    judge=from_target_nations,
    weighs=True,
)
