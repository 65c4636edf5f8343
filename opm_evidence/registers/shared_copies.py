"""What to do where a table that all policies share is not there, or is empty."""

from opm_evidence.records.schemas import SHARED_TABLES


def copy_instead(table: str) -> str:
    """The remedy for a shared table, or "" where the table is a policy's own."""
    if table not in SHARED_TABLES:
        return ""
    return f"Copy evidence/{table}.csv from the opm-evidence project into the evidence folder."
