"""What must hold across the cells of a register: one module a check."""

from opm_evidence.registers.checks.check import Check

CHECKS: tuple[Check, ...] = ()
"""Every check across cells, tables and policy.yaml."""
