"""`opm-evidence serve`: shows the packs at an address of this computer."""

from typing import Annotated

import typer

from opm_evidence.commands.options import OUTPUTS, OutputDir


def serve(
    output: OutputDir = OUTPUTS,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0: any.")] = 8000,
) -> None:
    """Show the packs at an address of this computer, until Ctrl-C."""
    from opm_evidence.packs.site.serving import serve_packs

    serve_packs(output, port, announce=typer.echo)
