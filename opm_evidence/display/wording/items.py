"""What is said of an item of evidence: who wrote it and where it can be read."""

from opm_evidence.display.wording.numbers import counted

NO_ADDRESS = "No address that a reader can follow"


def undated(count: int) -> str:
    """How many items a chart by year leaves out; nothing where it leaves out none."""
    if not count:
        return ""
    verb = "is" if count == 1 else "are"
    return f" {counted(count, 'item')} without a year {verb} not in the chart."
