"""How evidence is kept: the only room that opens `evidence/`, and the checks of what is in it."""

from opm_evidence.registers.keeping import write_register
from opm_evidence.registers.new_policy import lay_out_policy
from opm_evidence.registers.reading import Examination, examine_register, policy_ids, read_register

__all__ = [
    "Examination",
    "examine_register",
    "lay_out_policy",
    "policy_ids",
    "read_register",
    "write_register",
]
