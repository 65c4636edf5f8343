"""The gaps of a policy without a notebook, for a terminal or a program."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class GapList:
    """The gaps of a policy as a table, and how many answers could not be judged beside them."""

    table: PublishedTable
    not_judged: int


def gap_list(
    policy_id: str, *, evidence_dir: Path, notebook: Path, given: Mapping[str, object]
) -> GapList:
    """Every gap of a policy, those that lead first, each with its reason.

    Raises:
        WrongCall: there is no such policy, or a parameter cannot have its value.
        FaultyRegister: the register has faults; all of them come with it.
    """
    parameters = read_sidecar(notebook).complete({**given, "policy_id": policy_id})
    register = read_register(policy_id, evidence_dir, as_of=str(parameters["as_of"]))
    usage = read_policy_usage(register.policy, evidence_dir)
    assessment = assess(register, thresholds_of(parameters), usage)
    not_judged = sum(each.verdict == "not_assessable" for each in assessment.answers)
    return GapList(gaps(assessment), not_judged)


def gap_table(found: GapList) -> str:
    """The gaps as a table of text, as wide as the terminal."""
    if not found.table.rows:
        return f"No rule finds a gap. {_beside_no_gap(found.not_judged)}\n"
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Leads", "Rule", "About", "Why", "What would settle it"):
        table.add_column(heading, overflow="fold")
    for row in found.table.frame.to_dict("records"):
        cells = (row["leads"], row["rule"], row["subject"], row["meaning"], row["settled_by"])
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in cells))
    text = io.StringIO()
    terminal = Console()
    width = terminal.width if terminal.is_terminal else ON_PAPER
    Console(file=text, width=width, highlight=False).print(table)
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines()) + "\n"


def _beside_no_gap(not_judged: int) -> str:
    if not not_judged:
        return "That is not the same as knowing everything."
    some = "One answer" if not_judged == 1 else f"{not_judged:,} answers"
    return f"{some} could not be judged, for want of what nobody has recorded: the pack lists them."
