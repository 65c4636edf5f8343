"""`opm-evidence record`: keeps the edition that was published."""

from pathlib import Path
from typing import Annotated

import typer

from opm_evidence.commands.options import EVIDENCE, EvidenceDir


def record(
    packs: Annotated[list[Path], typer.Argument(metavar="PACK", help="Packs that are public.")],
    evidence: EvidenceDir = EVIDENCE,
) -> None:
    """Record the editions that were published: the next packs will say what changed since."""
    from opm_evidence.packs.site.recording import record_editions

    for recorded in record_editions(packs, evidence):
        typer.echo(f"Recorded {recorded.as_posix()}. Commit this file.")
