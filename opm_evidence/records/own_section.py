"""A section that somebody wrote for one policy: a notebook's cells, and who answers for them.

It is not computed by the rules of this project, and is shown after everything that is.
"""

import re
from dataclasses import dataclass
from typing import Literal

FOR_ANALYSTS = "for-analysts"
"""The tag of a cell that is meant for whoever works on the notebook, and is left out of a pack."""

_CELL = re.compile(r"own-(?P<name>[a-z0-9-]+)-(?P<number>\d+)")


@dataclass(frozen=True, slots=True)
class SectionCell:
    """One cell: its number in its notebook, from 1, and what stands in it."""

    number: int
    kind: Literal["markdown", "code"]
    source: str
    tags: tuple[str, ...] = ()

    @property
    def published(self) -> bool:
        """Whether a pack runs and shows it."""
        return FOR_ANALYSTS not in self.tags


@dataclass(frozen=True, slots=True)
class OwnSection:
    """A policy's own section: the name of its file, its title, and whose work it is."""

    name: str
    title: str
    author: str
    organisation: str
    cells: tuple[SectionCell, ...]

    @property
    def file(self) -> str:
        """Where its notebook lies in the policy's folder."""
        return f"sections/{self.name}.ipynb"

    def cell_id(self, number: int) -> str:
        """The id that a cell has in the notebook of a pack; 0 is the heading above its cells."""
        return f"own-{self.name}-{number}"


def place_of_cell(cell_id: str) -> str:
    """Where a cell of a pack's notebook comes from; nothing where it is not of an own section."""
    found = _CELL.fullmatch(cell_id)
    return f"sections/{found['name']}.ipynb, cell {found['number']}" if found else ""
