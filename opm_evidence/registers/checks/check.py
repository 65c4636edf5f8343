"""What a check across a register is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from opm_evidence.records.faults import Fault
from opm_evidence.registers.drafts import Draft


@dataclass(frozen=True, slots=True)
class Check:
    """Something that must hold across a register.

    Attributes:
        name: the name of its module.
        holds: what must hold, in a sentence; the manual prints it.
        find: everything in a draft where it does not hold. A table that the draft lacks is not
            looked at.
    """

    name: str
    holds: str
    find: Callable[[Draft], Iterable[Fault]]
