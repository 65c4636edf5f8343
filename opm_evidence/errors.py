"""The tree of errors. Each says the place, the fact and the remedy; the command line shows no more.

OpmEvidenceError
├── WrongCall          the call itself cannot be carried out; exit code 2
├── FaultyRegister     a register has faults; all of them come with it; exit code 1
└── PackFailed         a pack could not be built, published or verified; exit code 1
"""

import lzma
import zlib
from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import PurePath
from typing import Self
from zipfile import BadZipFile

from opm_evidence.records.faults import Fault

UNREADABLE_ZIP: tuple[type[Exception], ...] = (
    BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    RuntimeError,  # a password, or a way of packing that zipfile does not know
    ValueError,
    OSError,
)
"""What reading a zip raises where it is cut, damaged, sealed, or none at all."""


class OpmEvidenceError(Exception):
    """Anything that this library refuses, with a message for the person who asked."""

    exit_code = 1


class WrongCall(OpmEvidenceError):
    """What was asked for does not exist or does not fit together."""

    exit_code = 2

    @classmethod
    def for_unknown_policy(cls, policy_id: str, known: Sequence[str]) -> Self:
        """No folder of that name holds a register."""
        nearest = get_close_matches(policy_id.casefold(), known, n=1)
        offer = f"Did you mean “{nearest[0]}”? " if nearest else ""
        return cls(
            f"There is no policy “{policy_id}” here.\n"
            f"    {offer}Known policies: {', '.join(known) or 'none'}."
        )

    @classmethod
    def for_parameter(cls, name: str, value: object, remedy: str) -> Self:
        """A parameter has a value that it cannot take, or is not known at all."""
        return cls(f"The parameter {name} cannot be {value!r}.\n    {remedy}")

    @classmethod
    def for_earlier_day(cls, policy_id: str, wanted: date, own: date) -> Self:
        """A register is to be read as at a day before its own."""
        return cls(
            f"The register of {policy_id} cannot be read as at {wanted.isoformat()}: it says what "
            f"was known on {own.isoformat()} (as_of in policy.yaml).\n"
            "    Use the register as it was then: the folder evidence in a pack of that day, or a "
            "checkout of that day."
        )


class FaultyRegister(OpmEvidenceError):
    """A register cannot be read as it stands. `faults` holds everything that was found."""

    def __init__(self, policy_id: str, faults: Sequence[Fault]) -> None:
        """Keep the faults and say how many there are."""
        self.policy_id = policy_id
        self.faults = tuple(faults)
        lines = "\n".join(str(fault) for fault in self.faults)
        many = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        super().__init__(f"The register of {policy_id} has {many}:\n{lines}")

    def __reduce__(self) -> tuple[type[Self], tuple[str, tuple[Fault, ...]]]:
        """Pass from one process to another whole."""
        return type(self), (self.policy_id, self.faults)


class PackFailed(OpmEvidenceError):
    """A pack could not be made; the last good one, if any, is untouched.

    `cell` is the heading above the cell that failed, where one did.
    """

    cell = ""

    @classmethod
    def for_cell(cls, policy_id: str, cell: str, cause: str) -> Self:
        """A cell of the notebook failed."""
        what = f"The pack of {policy_id} was not built: the cell “{cell}” failed."
        failed = cls(f"{what}\n    {cause}")
        failed.cell = cell
        return failed

    @classmethod
    def for_step(cls, policy_id: str, step: str, cause: str) -> Self:
        """The build itself ended while it was there: at a section of the notebook, or after it."""
        return cls(f"The pack of {policy_id} was not built: it ended at “{step}”.\n    {cause}")

    @classmethod
    def for_disk(cls, policy_id: str, place: PurePath, error: OSError) -> Self:
        """The system would not have something written."""
        return cls(
            f"The pack of {policy_id} was not written: {error.strerror or error}.\n"
            f"    Look at the room and the rights of {place.as_posix()}; the last good pack,"
            " if any, is untouched."
        )
