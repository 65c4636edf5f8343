"""How evidence is kept: the only room that opens `evidence/`, and the checks of what is in it.

The public names are loaded when they are first used: who only asks which policies there are need
not wait for pandas.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opm_evidence.registers.folders import policy_ids
    from opm_evidence.registers.keeping import write_register
    from opm_evidence.registers.new_policy import lay_out_policy
    from opm_evidence.registers.reading import (
        Examination,
        examine_register,
        read_policy,
        read_register,
    )

__all__ = [
    "Examination",
    "examine_register",
    "lay_out_policy",
    "policy_ids",
    "read_policy",
    "read_register",
    "write_register",
]
_HOMES = {
    "Examination": "reading",
    "examine_register": "reading",
    "lay_out_policy": "new_policy",
    "policy_ids": "folders",
    "read_policy": "reading",
    "read_register": "reading",
    "write_register": "keeping",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
