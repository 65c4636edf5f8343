"""The formats of usage files as a table of the docs, from the registry itself."""

from opm_evidence.records.vocabulary import terms
from opm_evidence.usage.formats import FORMATS


def format_table() -> str:
    """One line a format: its name, what it is, who is counted, and where it is described."""
    lines = ["| format | what it is | who is counted | described in |", "|---|---|---|---|"]
    for each in FORMATS:
        counted = terms("basis")[each.basis].split(";")[0].rstrip(".")
        lines.append(f"| `{each.name}` | {each.title} | {counted} | {each.source} |")
    return "\n".join(lines)
