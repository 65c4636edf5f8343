"""The gaps of a policy without a notebook, for a terminal or a program."""

import io
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from opm_evidence.packs.downloads.computed_tables import gaps
from opm_evidence.packs.downloads.published_table import PublishedTable
from opm_evidence.packs.notebooks.sidecar import read_sidecar, thresholds_of
from opm_evidence.registers import read_register
from opm_evidence.synthesis.assessment import assess
from opm_evidence.usage import read_policy_usage

ON_PAPER = 160
"""The width where nobody has a terminal."""


def gap_list(
    policy_id: str, *, evidence_dir: Path, notebook: Path, given: Mapping[str, object]
) -> PublishedTable:
    """Every gap of a policy, those that lead first, each with its reason.

    Raises:
        WrongCall: there is no such policy, or a parameter cannot have its value.
        FaultyRegister: the register has faults; all of them come with it.
    """
    parameters = read_sidecar(notebook).complete({**given, "policy_id": policy_id})
    register = read_register(policy_id, evidence_dir, as_of=str(parameters["as_of"]))
    usage = read_policy_usage(register.policy, evidence_dir)
    return gaps(assess(register, thresholds_of(parameters), usage))


def gap_table(found: PublishedTable) -> str:
    """The gaps as a table of text, as wide as the terminal."""
    if not found.rows:
        return "No rule finds a gap. That is not the same as knowing everything.\n"
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Leads", "Rule", "About", "Why", "What would settle it"):
        table.add_column(heading, overflow="fold")
    for row in found.frame.to_dict("records"):
        cells = (row["leads"], row["rule"], row["subject"], row["meaning"], row["settled_by"])
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in cells))
    text = io.StringIO()
    terminal = Console()
    width = terminal.width if terminal.is_terminal else ON_PAPER
    Console(file=text, width=width, highlight=False).print(table)
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines()) + "\n"
