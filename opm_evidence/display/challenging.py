"""What was challenged from outside, and how to challenge: beside what it is about."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from opm_evidence.display.markup import bullets
from opm_evidence.display.wording.challenges import invitation, raised
from opm_evidence.records.register import Register


class Challenging:
    """The challenges of a register, by the ids of what they are about."""

    def __init__(self, register: Register) -> None:
        """Group them once for a whole section."""
        self._register = register
        self._about: dict[str, list[Mapping[str, Any]]] = {}
        for row in register.rows("challenges"):
            self._about.setdefault(row["about"], []).append(row)

    def beside(self, about: str) -> Markup:
        """The challenges to what has this id, and a link that leads to sending one."""
        return self.raised(about) + invitation(self._register, about)

    def raised(self, *about: str) -> Markup:
        """The challenges to what has these ids, open and answered; nothing where there is none."""
        return bullets(raised(row) for name in about for row in self._about.get(name, ()))
