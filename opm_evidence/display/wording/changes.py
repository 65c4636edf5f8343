"""A change between two editions in words: what it is about, what it said, what it says, and why."""

from dataclasses import dataclass

from opm_evidence.display.wording.dates import day
from opm_evidence.display.wording.numbers import counted, listed
from opm_evidence.display.wording.terms import term
from opm_evidence.records.answers import rule_of
from opm_evidence.records.edition import Edition
from opm_evidence.synthesis.changes import CHANGES, WHOLE, Change
from opm_evidence.synthesis.rules import RULES

VERDICTS = {
    "gap": "a gap",
    "no_gap": "no gap",
    "not_assessable": "cannot be assessed",
    "not_applicable": "not asked",
}
MEASURES = {
    "items": "items of evidence",
    "questions": "questions asked",
    "questions_with_evidence": "questions with evidence that counts",
    "studies": "independent studies",
}
NOTHING = "nothing"
SHOWN = 8
"""Ids of rows that are named; of more, the number is given."""

LINK_RELATIONS = {
    "supports": "for it",
    "partly_supports": "for part of it",
    "contradicts": "against it",
    "qualifies": "limiting it",
    "context": "context",
}


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """One change as a reader reads it; every part is plain text.

    Attributes:
        subject: the id, with the measure where there are several.
        before: what it said.
        after: what it says now.
        because: the rows that moved it, by id; empty where they cannot be told.
    """

    subject: str
    before: str
    after: str
    because: str

    @property
    def line(self) -> str:
        """The whole in one line."""
        said = " → ".join(part for part in (self.before, self.after) if part)
        words = f"{self.subject}: {said}" if said else self.subject
        return f"{words} (rows: {self.because})" if self.because else words


def change_words(change: Change) -> ChangeWords:
    """A change in words, without a code."""
    subject = change.subject
    if change.kind == "number_moved":
        measure = _measure(change.what)
        subject = measure if change.subject == WHOLE else f"{change.subject}, {measure}"
    return ChangeWords(
        subject=subject,
        before=_said(change, change.before),
        after=_said(change, change.after),
        because=_rows(change.because),
    )


def summary(changes: tuple[Change, ...], old: Edition, new: Edition) -> str:
    """In a sentence, how much changed since when."""
    since = f"since the edition {old.name} (the evidence as at {day(old.as_of)})"
    if not changes:
        return f"Nothing changed {since}."
    parts = [
        f"{heading[:1].lower()}{heading[1:]}: {count}"
        for kind, heading in CHANGES.items()
        if (count := sum(each.kind == kind for each in changes))
    ]
    return f"{counted(len(changes), 'change').capitalize()} {since}; {'; '.join(parts)}."


def _said(change: Change, code: str) -> str:
    match change.kind:
        case "finding_added" | "finding_removed" | "finding_direction":
            return term("direction", code, "no direction recorded") if code or change.what else ""
        case "finding_reading":
            return term("coding_status", code)
        case "item_retracted" | "item_superseded" | "item_corrected" | "item_restored":
            return term("item_status", code) if code else ""
        case "claim_support" | "claim_added" | "claim_removed":
            return _support(code) if change.what else ""
        case "gap_opened" | "gap_closed" | "gap_not_assessable" | "gap_dropped":
            verdict, _, reason = code.partition(": ")
            words = VERDICTS.get(verdict, verdict)
            return f"{words} ({_reason(change, reason)})" if reason else words
        case "gap_reason":
            return _reason(change, code)
        case _:
            return code


def _reason(change: Change, code: str) -> str:
    rule = RULES.get(rule_of(change.subject))
    return rule.reasons.get(code, code) if rule else code


def _support(counts: str) -> str:
    if not counts:
        return f"{NOTHING} that counts"
    parts = (each.split(" ", 1) for each in counts.split(", "))
    return listed([f"{count} {LINK_RELATIONS.get(name, name)}" for count, name in parts])


def _measure(code: str) -> str:
    if code.startswith("votes_"):
        return f"studies that found: {term('direction', code.removeprefix('votes_'))}"
    return MEASURES.get(code, code)


def _rows(names: tuple[str, ...]) -> str:
    if len(names) <= SHOWN:
        return ", ".join(names)
    return f"{', '.join(names[:SHOWN])} and {len(names) - SHOWN} more"
