"""`opm-evidence section`: lays out a section that an analyst writes for one policy."""

from typing import Annotated

import typer

from opm_evidence.commands.options import EVIDENCE, EvidenceDir, Policy, the_policy

Name = Annotated[str, typer.Argument(metavar="NAME", help="The name of its file: fuel-prices.")]
Title = Annotated[str, typer.Option("--title", help="Its heading in the pack.")]
Author = Annotated[str, typer.Option("--author", help="Whose work it is; published.")]
Organisation = Annotated[str, typer.Option("--organisation", help="Of the author; published.")]


def section(
    policy: Policy,
    name: Name,
    title: Title,
    author: Author,
    organisation: Organisation,
    evidence: EvidenceDir = EVIDENCE,
) -> None:
    """Lay out a section of your own for one policy, to be written in JupyterLab."""
    from opm_evidence.registers.new_section import lay_out_section

    policy = the_policy(policy, evidence)
    path = lay_out_section(
        policy, evidence, name, title=title, author=author, organisation=organisation
    )
    typer.echo(
        f"Laid out {path.as_posix()}.\n"
        f"Write it with: opm-evidence lab {policy}\nThen: opm-evidence check {policy}"
    )
