"""`opm-evidence diff`: what changed between two packs."""

from pathlib import Path
from typing import Annotated

import typer

from opm_evidence.commands.options import AsJson, print_json


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A pack, its zip, or an edition.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Another one of the same policy.")],
    as_json: AsJson = False,
) -> None:
    """Say what changed between two packs: evidence, findings, claims, gaps and numbers."""
    from opm_evidence.packs.site.comparing import compare

    comparison = compare(old, new)
    if as_json:
        print_json(comparison.record)
    else:
        typer.echo(comparison.text, nl=False)
