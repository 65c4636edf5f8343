"""`opm-evidence gaps`: the gaps of a policy, without a notebook."""

from typing import Annotated, Literal

import typer

from opm_evidence.commands.options import (
    EVIDENCE,
    NOTEBOOK,
    AsOf,
    EvidenceDir,
    Notebook,
    Parameters,
    Policy,
    print_json,
    the_policy,
)
from opm_evidence.commands.parameters import parameters_given

Format = Literal["table", "csv", "json"]


def gaps(
    policy: Policy,
    evidence: EvidenceDir = EVIDENCE,
    notebook: Notebook = NOTEBOOK,
    as_of: AsOf = "",
    parameters: Parameters = None,
    format: Annotated[Format, typer.Option("--format", help="How to print them.")] = "table",
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Print the gaps of a policy, without a notebook."""
    from opm_evidence.packs.downloads.gap_list import gap_list, gap_table

    given = parameters_given(notebook, parameters, as_of)
    policy = the_policy(policy, evidence)
    found = gap_list(policy, evidence_dir=evidence, notebook=notebook, given=given)
    if as_json or format == "json":
        rows = found.table.rows
        print_json([dict(zip(found.table.columns, row, strict=True)) for row in rows])
    elif format == "csv":
        typer.echo(found.table.csv.replace("\r\n", "\n"), nl=False)
    else:
        typer.echo(gap_table(found), nl=False)
