"""`opm-evidence verify`: builds a pack again from what it carries."""

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from opm_evidence.commands.options import NOTEBOOK, AsJson, Notebook, complain, print_json


def verify(
    pack: Annotated[Path, typer.Argument(metavar="PACK", help="The folder of a pack, or its zip.")],
    notebook: Notebook = NOTEBOOK,
    run_sections: Annotated[
        bool, typer.Option("--run-sections", help="Run the sections that the pack brings along.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Build a pack again from what it carries, and compare the two byte by byte."""
    from opm_evidence.packs.builds.verifying import verify_pack

    differences = verify_pack(pack, notebook=notebook, run_sections=run_sections)
    if as_json:
        print_json([dataclasses.asdict(each) for each in differences])
    elif not differences:
        typer.echo(f"{pack.as_posix()} comes out the same, to the byte.")
    for each in differences:
        complain(str(each))
    raise typer.Exit(1 if differences else 0)
