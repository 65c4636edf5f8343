"""Section 13, last part: what changed since the edition that was published before this one."""

import dataclasses
from collections.abc import Iterator, Sequence

import pandas as pd
from markupsafe import Markup, escape

from opm_evidence.display.exhibits import Exhibit, Prose, Table
from opm_evidence.display.markup import bullets, jump, paragraph
from opm_evidence.display.tables import Row, RowGroup
from opm_evidence.display.wording.changes import change_words, summary
from opm_evidence.display.wording.dates import day
from opm_evidence.display.wording.gaps import GapWording
from opm_evidence.display.wording.notices import notice_words
from opm_evidence.records.edition import Edition
from opm_evidence.synthesis.assessment import Assessment
from opm_evidence.synthesis.changes import CHANGES, Change, changes_between
from opm_evidence.synthesis.editions import edition_of, previous_edition
from opm_evidence.synthesis.rules import RULES

MOST = 25
"""Rows of one kind of change on the page; the table of changes holds all of them."""

LONGEST = 90
"""Letters of a claim that are shown; the link leads to the whole."""

COLUMNS = [field.name for field in dataclasses.fields(Change)]


def what_changed(assessment: Assessment) -> Exhibit:
    """Every change since the previous edition, by kind; the first edition says that it is one.

    Notices on editions that were corrected or withdrawn stand before the changes.
    """
    new = edition_of(assessment)
    old = previous_edition(assessment)
    notices = bullets(notice_words(each) for each in assessment.register.policy.notices)
    if old is None:
        return _first(new, notices)
    return _changes(old, new, notices, _Subjects(assessment))


def _first(new: Edition, notices: Markup) -> Prose:
    words = f"This is the first edition: the evidence as at {day(new.as_of)}."
    return Prose(
        id="what-changed",
        title="This is the first edition",
        description=words,
        sources=("the editions recorded in this register, of which there are none before this",),
        frame=pd.DataFrame([], columns=COLUMNS),
        words=paragraph(
            f"{words} From the next edition on, this part lists what was added, corrected, "
            "retracted or removed, which gaps opened and closed, and which numbers moved."
        )
        + notices,
    )


def _changes(old: Edition, new: Edition, notices: Markup, subjects: "_Subjects") -> Exhibit:
    changes = changes_between(old, new)
    return Table(
        id="what-changed",
        title=f"What changed since {day(old.as_of)}",
        description=summary(changes, old, new),
        sources=(f"the edition {old.name} of this register", f"this edition, {new.name}"),
        frame=pd.DataFrame([dataclasses.astuple(each) for each in changes], columns=COLUMNS),
        caption=f"Changes from the edition {old.name} to {new.name}",
        headings=("What", "Before", "Now", "Rows that moved it"),
        groups=tuple(_groups(changes, new, subjects)),
        before=notices,
    )


def _groups(changes: Sequence[Change], new: Edition, subjects: "_Subjects") -> Iterator[RowGroup]:
    for kind, heading in CHANGES.items():
        found = [each for each in changes if each.kind == kind]
        if found:
            rows = tuple(_row(each, new, subjects) for each in found[:MOST])
            more = len(found) - MOST
            note = f"{more} more are in the table of changes, changes.csv." if more > 0 else ""
            yield RowGroup(rows, f"{heading} ({len(found)})", note=note)


def _row(change: Change, new: Edition, subjects: "_Subjects") -> Row:
    words = change_words(change)
    anchor = _anchor(change, new)
    name = subjects.name(change)
    named = words.subject.replace(change.subject, name, 1) if name else words.subject
    subject = jump(anchor, named) if anchor else escape(named)
    return Row((subject, words.before, words.after, words.because))


class _Subjects:
    """What to call the subjects of changes; what is gone has its id alone."""

    def __init__(self, assessment: Assessment) -> None:
        self._wording = GapWording(assessment)
        self._answers = {each.gap_id: each for each in assessment.answers}
        self._claims = {each.claim_id: each.text for each in assessment.claims}

    def name(self, change: Change) -> str:
        """The name of a subject that is still there, in words; else empty."""
        subject, wording = change.subject, self._wording
        answer = self._answers.get(subject)
        if answer:
            return f"{RULES[answer.rule].title} {wording.subject(answer).striptags()}"
        if subject in self._claims:
            return f"Claim: {_shortened(self._claims[subject])}"
        if subject in wording.cells:
            return wording.names.cell(wording.cells[subject].cell)
        if subject in wording.names.items:
            return wording.names.citation(subject)
        finding = wording.names.findings.get(subject)
        return f"{wording.names.citation(finding['evidence_id'])}: {subject}" if finding else ""


def _anchor(change: Change, new: Edition) -> str:
    """Where the page shows the subject; a subject that is gone has no place on it."""
    name = change.subject
    answer = new.answers.get(name)
    if name in new.items:
        return f"item-{name}"
    if name in new.claims:
        return f"claim-{name}"
    if answer and answer.verdict in ("gap", "not_assessable"):
        return f"gap-{name}"
    return f"cell-{name}" if name in new.cells else ""


def _shortened(text: str) -> str:
    words = text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]}…"
    return f"“{words}”"
