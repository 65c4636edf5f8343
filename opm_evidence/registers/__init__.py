"""How evidence is kept: the only room that opens `evidence/`, and the checks of what is in it."""

from opm_evidence.registers.reading import Examination, examine_register, policy_ids, read_register

__all__ = ["Examination", "examine_register", "policy_ids", "read_register"]
