"""How many studies point which way, in words, and what lies in a cell beside them."""

import re
from collections.abc import Mapping
from typing import Any

from opm_evidence.display.names import Names
from opm_evidence.display.wording.dates import on
from opm_evidence.display.wording.numbers import counted, known, listed, months, number, size
from opm_evidence.display.wording.terms import capital, term
from opm_evidence.records.policy import Outcome
from opm_evidence.records.vocabulary import terms
from opm_evidence.synthesis.cells import CellEvidence

WANTED: Mapping[str, str] = {
    "up": "The policy wants more of it, so “better” means a rise.",
    "down": "The policy wants less of it, so “better” means a fall.",
    "not_up": "A rise would be a harm, so “worse” means a rise.",
    "not_down": "A fall would be a harm, so “worse” means a fall.",
    "none": "It is watched only, so no change is called better or worse.",
}

INDIRECT = "About another measure of its kind"
SET_ASIDE: Mapping[str, str] = {
    "retracted": "Retracted. It counts for nothing.",
    "superseded": "Superseded by a later version. It counts for nothing.",
    "planned": "Planned: there are no results yet.",
    "ongoing": "Under way: there are no results yet.",
    "unread": "Nobody has read the result yet.",
    "indirect": "About another measure of its kind, so it is shown apart.",
    "no_effect_estimated": "It estimates no effect, so it has no direction.",
}
"""Why a finding is shown and not counted."""


def wanted(outcome: Outcome) -> str:
    """What better and worse mean for an outcome."""
    return WANTED[outcome.desired_direction]


def votes(cell: CellEvidence) -> str:
    """`3 better, 1 worse, 1 no clear change`: one vote for each independent study."""
    return ", ".join(f"{count} {term('direction', way)}" for way, count in cell.votes.items())


def held(cell: CellEvidence, *, with_findings: bool = False) -> str:
    """What counts in a cell: `3 independent studies, 1 review of studies and 2 models`.

    With findings, it says how many the studies have, where a table shows more rows than studies.
    """
    parts = [
        (len(cell.studies), "independent study", ""),
        (len(cell.reviews), "review of studies", "reviews of studies"),
        (len(cell.models), "model", ""),
    ]
    if cell.cell.asks in ("views", "need"):
        parts.append((len(cell.documents), "other document", ""))
    said = [counted(count, one, several) for count, one, several in parts if count]
    findings = sum(each.study_id in cell.studies for each in cell.judged("study"))
    if with_findings and findings > len(cell.studies):
        said[0] += f" with {counted(findings, 'finding')}"
    return listed(said)


def summary(cell: CellEvidence, names: Names, *, brief: bool = False) -> str:
    """What is in a cell, which way it points, and what is shown there without counting.

    In brief, an empty cell without a search says so in three words.
    """
    if cell.is_empty:
        searched = cell.unread or cell.cell.searched_on
        nothing = "no search recorded." if brief and not searched else nothing_held(cell)
        return " ".join([nothing, *_beside(cell)])
    sentences = [f"{capital(held(cell, with_findings=True))}."]
    total = sum(cell.votes.values())
    if total:
        sentences.append(f"Directions: {votes(cell)}.")
    if cell.reviewed:
        inside = counted(len(cell.reviewed), "study")
        verb = "is" if len(cell.reviewed) == 1 else "are"
        sentences.append(f"{capital(inside)} of these {verb} also inside a review.")
    if cell.overlapping:
        more = counted(len(cell.overlapping), "more study", "more studies")
        alone = len(cell.overlapping) == 1
        one = "shares data with these and has no vote of its own"
        several = "share data with these and have no vote of their own"
        sentences.append(f"{capital(more)} below {one if alone else several}.")
    return " ".join([*sentences, *_beside(cell)])


def nothing_held(cell: CellEvidence) -> str:
    """Why a cell is empty: a search found none, nobody has read it, or nobody has looked."""
    if cell.unread:
        held_unread = counted(len(cell.unread), "item")
        verb = "bears" if len(cell.unread) == 1 else "bear"
        return f"{capital(held_unread)} {verb} on this, but nobody has read the result yet."
    declared = cell.cell
    if declared.searched_on:
        return (
            f"A search {on(declared.searched_on)} found none. Where it was made: "
            f"{declared.search_note.rstrip('.')}."
        )
    return "This register holds nothing that counts here, and nobody has recorded a search."


def _beside(cell: CellEvidence) -> list[str]:
    sentences = []
    if cell.unread and not cell.is_empty:
        sentences.append(f"Not yet read: {counted(len(cell.unread), 'item')}.")
    if cell.indirect:
        sentences.append(
            f"About another measure of its kind: {counted(len(cell.indirect), 'study')}."
        )
    if cell.in_progress:
        sentences.append(
            f"Planned or under way: {counted(len(cell.in_progress), 'study or evaluation')}."
            if len(cell.in_progress) == 1
            else f"Planned or under way: {len(cell.in_progress)} studies or evaluations."
        )
    if cell.set_aside:
        sentences.append(
            f"Retracted or superseded, and not counted: {counted(len(cell.set_aside), 'item')}."
        )
    return sentences


def direction(finding: Mapping[str, Any]) -> str:
    """The direction of one finding in words; what estimates no effect has none."""
    if finding.get("coding_status") == "not_reported":
        return capital(term("direction", "not_reported"))
    if not known(finding.get("direction")):
        return "No effect estimated"
    return capital(term("direction", finding["direction"]))


def details(finding: Mapping[str, Any]) -> str:
    """Size with unit and interval, and follow-up, as far as they are recorded.

    A size that the statement names in its own words is not said again, unless it has an interval.
    """
    parts = ["" if _says_its_size(finding) else size(finding)]
    follow_up: Any = finding.get("follow_up_months")
    said = f"{number(float(follow_up))} months" if known(follow_up) else ""
    if said and said not in str(finding.get("effect_unit") or ""):
        parts.append(f"measured after {months(float(follow_up))}")
    if not parts[0] and len(parts) > 1:
        parts[1] = capital(parts[1])
    return "; ".join(part for part in parts if part)


def _says_its_size(finding: Mapping[str, Any]) -> bool:
    effect: Any = finding.get("effect")
    if not known(effect) or known(finding.get("ci_low")) or known(finding.get("ci_high")):
        return False
    named = rf"(?<![\d.,]){re.escape(number(abs(float(effect))))}(?![\d]|[.,]\d)"
    return re.search(named, str(finding.get("statement") or "")) is not None


def legend() -> str:
    """What each word for a direction means."""
    return " ".join(
        f"“{capital(term('direction', way))}”: {meaning[:1].lower()}{meaning[1:]}"
        for way, meaning in terms("direction").items()
    )
