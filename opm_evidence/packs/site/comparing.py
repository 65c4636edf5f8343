"""What changed between two packs, or two editions, for a terminal or a program."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from opm_evidence.display.wording.changes import change_words, summary
from opm_evidence.errors import WrongCall
from opm_evidence.packs.editions import read_edition
from opm_evidence.records.edition import Edition
from opm_evidence.synthesis.changes import CHANGES, Change, changes_between


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions of one policy and everything in which they differ."""

    old: Edition
    new: Edition
    changes: tuple[Change, ...]

    @property
    def text(self) -> str:
        """The changes in words, one a line under the heading of their kind."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        yield f"{self.new.policy_id}: {self.old.name} → {self.new.name}"
        yield summary(self.changes, self.old, self.new)
        for kind, heading in CHANGES.items():
            found = [each for each in self.changes if each.kind == kind]
            if found:
                yield f"\n{heading} ({len(found)})"
                yield from (f"  {one_line(change_words(each).line)}" for each in found)

    @property
    def record(self) -> dict[str, Any]:
        """The changes for a program: codes and ids."""
        return {
            "policy_id": self.new.policy_id,
            "old": self.old.name,
            "new": self.new.name,
            "changes": [dataclasses.asdict(each) for each in self.changes],
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
    return Comparison(before, after, changes_between(before, after))


def one_line(text: str) -> str:
    """The text without line breaks or characters that could steer a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
