"""What changed between two packs, or two editions, for a terminal or a program."""

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from opm_evidence.display.wording.changes import change_words, summary
from opm_evidence.errors import WrongCall
from opm_evidence.packs.editions import read_edition
from opm_evidence.packs.site.edited_fields import TABLES, with_fields
from opm_evidence.packs.site.section_changes import SectionChange, section_changes
from opm_evidence.records.edition import Edition
from opm_evidence.synthesis.changes import CHANGES, Change, changes_between

SECTION_CHANGES = {
    "section_added": "Sections written for the policy that were added",
    "section_removed": "Sections written for the policy that were removed",
    "section_edited": "Sections written for the policy that were edited",
}
LONGEST = 160
"""Letters of a cell in a terminal; `--json` has all of them."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions of one policy and everything in which they differ.

    `fields` are the changes with one for each field of an edited row, where that can be told;
    `sections` the policy's own sections that differ, where both are packs.
    """

    old: Edition
    new: Edition
    changes: tuple[Change, ...]
    fields: tuple[Change, ...]
    sections: tuple[SectionChange, ...]

    @property
    def text(self) -> str:
        """The changes in words, one a line under the heading of their kind."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        yield f"{self.new.policy_id}: {self.old.name} → {self.new.name}"
        if self.changes or not self.sections:
            yield summary(self.changes, self.old, self.new)
        else:
            yield f"Nothing that is computed changed since the edition {self.old.name}."
        for kind, heading in CHANGES.items():
            count = sum(each.kind == kind for each in self.changes)
            if count:
                yield f"\n{heading} ({count})"
                yield from _lines_of(each for each in self.fields if each.kind == kind)
        for which, title in SECTION_CHANGES.items():
            found = [each for each in self.sections if each.kind == which]
            if found:
                yield f"\n{title} ({len(found)})"
                yield from (line for each in found for line in _lines_of_section(each))

    @property
    def record(self) -> dict[str, Any]:
        """The changes for a program: codes, ids and, of edited rows, each field."""
        return {
            "policy_id": self.new.policy_id,
            "old": self.old.name,
            "new": self.new.name,
            "changes": [dataclasses.asdict(each) for each in self.fields],
            "sections": [dataclasses.asdict(each) for each in self.sections],
        }


def compare(old: Path, new: Path) -> Comparison:
    """What changed from one pack or edition to another of the same policy.

    Raises:
        WrongCall: one of them cannot be read, or they are about two policies.
    """
    before, after = read_edition(old), read_edition(new)
    if before.policy_id != after.policy_id:
        raise WrongCall(
            f"These are two policies: {before.policy_id} and {after.policy_id}.\n"
            "    Compare two editions of one."
        )
    changes = changes_between(before, after)
    fields = with_fields(changes, after.policy_id, old, new)
    sections = section_changes(after.policy_id, old, new)
    return Comparison(before, after, changes, fields, sections)


def _lines_of(changes: Iterable[Change]) -> Iterator[str]:
    """A line for each change; for an edited row one, and below it one for each field."""
    for (kind, _), found in groupby(changes, lambda each: (each.kind, each.subject)):
        parts = list(found)
        if kind not in TABLES:
            yield from (f"  {one_line(change_words(each).line)}" for each in parts)
            continue
        whole = dataclasses.replace(parts[0], what="", before="", after="")
        yield f"  {one_line(change_words(whole).line)}"
        for each in parts:
            if each.what:
                yield f"    {each.what}: {_shortened(each.before)} → {_shortened(each.after)}"


def _lines_of_section(section: SectionChange) -> Iterator[str]:
    yield f"  {one_line(section.name)}: {_shortened(section.title)}"
    yield from (f"    {_shortened(each)}" for each in section.parts)


def _shortened(text: str) -> str:
    words = one_line(text)
    return f"{words[:LONGEST]}…" if len(words) > LONGEST else words or "blank"


def one_line(text: str) -> str:
    """The text without line breaks or characters that could steer a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
