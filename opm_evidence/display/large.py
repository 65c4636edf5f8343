"""Registers so large that a page of everything would be too heavy to open on a phone."""

from opm_evidence.records.register import Register

LARGE = 300
"""Rows of evidence or findings above which a page gives each in its shortest form."""

IN_SHORT = (
    "This register is large, so each stands here in its shortest form; what each found, its "
    "design, place, size and limits are in the tables of evidence and findings."
)


def is_large(register: Register) -> bool:
    """Whether the page shows items and findings in their shortest form."""
    return max(len(register.rows(name)) for name in ("evidence", "findings")) > LARGE
