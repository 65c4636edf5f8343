"""`template`: lays out a register as a workbook with drop-down lists and guidance."""

import tempfile
from pathlib import Path
from typing import Annotated, Literal

import typer

from opm_evidence.commands.options import EVIDENCE, EvidenceDir, the_policy
from opm_evidence.errors import WrongCall

Format = Literal["xlsx", "ods"]
SomePolicy = Annotated[
    str | None, typer.Argument(metavar="POLICY", help="The policy whose rows it holds.")
]
Blank = Annotated[bool, typer.Option("--blank", help="Every table without rows, for any policy.")]
Kind = Annotated[Format, typer.Option("--format", help="ODS needs LibreOffice on this machine.")]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="POLICY.xlsx, or register.xlsx if blank."),
]


def template(
    policy: SomePolicy = None,
    blank: Blank = False,
    kind: Kind = "xlsx",
    output: Output = None,
    evidence: EvidenceDir = EVIDENCE,
) -> None:
    """Lay out a register as a workbook, with drop-down lists and guidance for every column."""
    from opm_evidence.registers import read_register
    from opm_evidence.registers.libreoffice import save_as_ods
    from opm_evidence.registers.workbook_template import write_template

    if blank == (policy is not None):
        raise WrongCall("Name a policy, or ask for --blank, and not both.")
    policy = None if policy is None else the_policy(policy, evidence)
    path = output or Path(f"{policy or 'register'}.{kind}")
    if path.suffix != f".{kind}":
        other = " or use --format ods" if path.suffix == ".ods" else ""
        remedy = f"Let its name end in .{kind}{other}."
        raise WrongCall.for_parameter("output", str(path), remedy)
    if path.exists():
        raise WrongCall.for_parameter("output", str(path), "There is such a file already.")
    register = read_register(policy, evidence) if policy else None
    if kind == "xlsx":
        write_template(path, register)
    else:
        with tempfile.TemporaryDirectory() as folder:
            workbook = Path(folder, "register.xlsx")
            write_template(workbook, register)
            save_as_ods(workbook, path)
    typer.echo(f"Wrote {path.as_posix()}. Its sheet “guide” says how to fill it.")
