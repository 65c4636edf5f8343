"""Reads the registers of all policies, and says which cannot be read as they stand."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from opm_evidence.records.register import Register
from opm_evidence.registers.folders import policy_ids
from opm_evidence.registers.reading import examine_register


def read_all_registers(
    evidence_dir: str | Path = "evidence", *, as_of: str | date | None = None
) -> Mapping[str, Register | None]:
    """The register of each policy, by its id in order; `None` where faults keep it from being read.

    Raises:
        WrongCall: there is no such folder, or `as_of` is not a day.
    """
    return MappingProxyType(
        {
            policy_id: examine_register(policy_id, evidence_dir, as_of=as_of).register
            for policy_id in policy_ids(evidence_dir)
        }
    )
