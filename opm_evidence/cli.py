"""The commands: each reads its words, calls one function, and turns faults into an exit code.

Exit codes: 0 all is well, 1 faults were found or a pack failed, 2 the call itself is wrong, 130 a
build was interrupted. What takes time to load is loaded inside the command that needs it.
"""

import dataclasses
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from opm_evidence.commands.challenge import challenge
from opm_evidence.commands.check import check
from opm_evidence.commands.new import new
from opm_evidence.commands.options import (
    EVIDENCE,
    AsJson,
    EvidenceDir,
    Policies,
    Policy,
    chosen,
    complain,
    print_json,
)
from opm_evidence.commands.template import template
from opm_evidence.commands.usage import usage
from opm_evidence.errors import OpmEvidenceError, WrongCall
from opm_evidence.packs.job import CELL_SECONDS, POLICY_SECONDS

app = typer.Typer(
    name="opm-evidence",
    help="Evidence registers in, open and reproducible evidence packs out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

OUTPUTS = Path("outputs")
NOTEBOOK = Path("notebooks/evidence_pack.ipynb")

OutputDir = Annotated[Path, typer.Option("--output", metavar="DIR", help="The folder of packs.")]
Notebook = Annotated[
    Path, typer.Option("--notebook", metavar="FILE", help="The notebook that is run.")
]
AsOf = Annotated[
    str,
    typer.Option("--as-of", metavar="DATE", help="Read the evidence as at a day: 2026-03-31."),
]
Parameters = Annotated[
    list[str] | None,
    typer.Option(
        "--parameter", "-p", metavar="NAME=VALUE", help="A parameter of the notebook; repeatable."
    ),
]
Jobs = Annotated[
    int,
    typer.Option("--jobs", "-j", metavar="N", min=0, help="How many at a time; 0: as processors."),
]
Report = Annotated[
    tuple[str, Path] | None,
    typer.Option("--report", metavar="KIND FILE", help="Write a report: json or junit."),
]
Scheduler = Annotated[
    str, typer.Option(metavar="ADDRESS", help="Build on a Dask cluster: tcp://host:8786.")
]
Format = Literal["table", "csv", "json"]


def main() -> None:
    """Run the command line; what the library refuses is shown without a traceback."""
    try:
        app()
    except OpmEvidenceError as error:
        complain(str(error))
        sys.exit(error.exit_code)


app.command(epilog="For example: opm-evidence check soft-drinks-industry-levy --watch")(check)


@app.command(epilog="For example: opm-evidence build --jobs 2 -p search_years=3")
def build(
    policies: Policies = None,
    evidence: EvidenceDir = EVIDENCE,
    output: OutputDir = OUTPUTS,
    notebook: Notebook = NOTEBOOK,
    as_of: AsOf = "",
    parameters: Parameters = None,
    jobs: Jobs = 0,
    force: Annotated[bool, typer.Option("--force", help="Build what is up to date, too.")] = False,
    list_only: Annotated[
        bool, typer.Option("--list", help="Say what would be built and why, and build nothing.")
    ] = False,
    cell_timeout: Annotated[
        int, typer.Option(metavar="SECONDS", min=1, help="The longest that a cell may take.")
    ] = CELL_SECONDS,
    policy_timeout: Annotated[
        int, typer.Option(metavar="SECONDS", min=1, help="The longest that a policy may take.")
    ] = POLICY_SECONDS,
    interactive: Annotated[
        bool, typer.Option("--interactive", help="Add a page with scripts to filter the map.")
    ] = False,
    scheduler: Scheduler = "",
    report: Report = None,
    as_json: AsJson = False,
) -> None:
    """Check registers, run the notebook on each that changed, and publish packs with a page."""
    from opm_evidence.packs import build_report
    from opm_evidence.packs.batch import bring_up_to_date, planned
    from opm_evidence.packs.job import jobs_for

    if report:
        build_report.check_kind(report[0])

    due = jobs_for(
        chosen(policies, evidence),
        evidence=evidence,
        outputs=output,
        notebook=notebook,
        given=_given(notebook, [*(parameters or []), *([f"as_of={as_of}"] if as_of else [])]),
        force=force,
        cell_seconds=cell_timeout,
        policy_seconds=policy_timeout,
        interactive=interactive,
    )
    if list_only:
        for job, why in planned(due):
            typer.echo(f"{job.policy_id}: {'; '.join(why) or 'up to date'}")
        return
    batch = bring_up_to_date(due, output, jobs or _processors(), scheduler)
    if report:
        build_report.write_report(batch, *report)
    for each in batch.complaints:
        complain(f"\n{each}")
    if as_json:
        print_json(build_report.as_json(batch))
    else:
        typer.echo(build_report.summary(batch))
    raise typer.Exit(batch.exit_code)


@app.command(epilog="For example: opm-evidence gaps soft-drinks-industry-levy --format csv")
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
    from opm_evidence.packs.gap_list import gap_list, gap_table

    given = _given(notebook, [*(parameters or []), *([f"as_of={as_of}"] if as_of else [])])
    found = gap_list(policy, evidence_dir=evidence, notebook=notebook, given=given)
    if as_json or format == "json":
        print_json([dict(zip(found.columns, row, strict=True)) for row in found.rows])
    elif format == "csv":
        typer.echo(found.csv.replace("\r\n", "\n"), nl=False)
    else:
        typer.echo(gap_table(found), nl=False)


app.command(epilog='For example: opm-evidence new school-meals --title "Free school meals"')(new)
app.command(epilog="For example: opm-evidence template soft-drinks-industry-levy --format ods")(
    template
)
app.command(
    epilog="For example: opm-evidence challenge soft-drinks-industry-levy --about sdil-c1 "
    '--raised-by "A charity" --text "The figure is old."'
)(challenge)
app.command(epilog="For example: opm-evidence usage content-data.csv --json")(usage)


@app.command(epilog="For example: opm-evidence verify outputs/soft-drinks-industry-levy")
def verify(
    pack: Annotated[Path, typer.Argument(metavar="PACK", help="The folder of a pack.")],
    notebook: Notebook = NOTEBOOK,
    as_json: AsJson = False,
) -> None:
    """Build a pack again from what it carries, and compare the two byte by byte."""
    from opm_evidence.packs.verifying import verify_pack

    differences = verify_pack(pack, notebook=notebook)
    if as_json:
        print_json([dataclasses.asdict(each) for each in differences])
    elif not differences:
        typer.echo(f"{pack.as_posix()} comes out the same, to the byte.")
    for each in differences:
        complain(str(each))
    raise typer.Exit(1 if differences else 0)


@app.command(epilog="For example: opm-evidence diff old-pack.zip outputs/soft-drinks-industry-levy")
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A pack, its zip, or an edition.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Another one of the same policy.")],
    as_json: AsJson = False,
) -> None:
    """Say what changed between two packs: evidence, findings, claims, gaps and numbers."""
    from opm_evidence.packs.comparing import compare

    comparison = compare(old, new)
    if as_json:
        print_json(comparison.record)
    else:
        typer.echo(comparison.text, nl=False)


@app.command(epilog="For example: opm-evidence record outputs/soft-drinks-industry-levy")
def record(
    packs: Annotated[list[Path], typer.Argument(metavar="PACK", help="Packs that are public.")],
    evidence: EvidenceDir = EVIDENCE,
) -> None:
    """Record the editions that were published: the next packs will say what changed since."""
    from opm_evidence.packs.recording import record_edition

    for pack in packs:
        typer.echo(f"Recorded {record_edition(pack, evidence).as_posix()}. Commit this file.")


@app.command(epilog="For example: opm-evidence serve --port 8080")
def serve(
    output: OutputDir = OUTPUTS,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0: any.")] = 8000,
) -> None:
    """Show the packs at an address of this computer, until Ctrl-C."""
    from opm_evidence.packs.serving import serve_packs

    serve_packs(output, port, announce=typer.echo)


def _processors() -> int:
    mine = getattr(os, "sched_getaffinity", None)  # those that this process may use
    return len(mine(0)) if mine else os.cpu_count() or 1


def _given(notebook: Path, words: Iterable[str]) -> dict[str, Any]:
    from opm_evidence.packs.sidecar import read_sidecar

    sidecar = read_sidecar(notebook)
    given = {}
    for word in words:
        name, equals, text = word.partition("=")
        if not equals:
            raise WrongCall(f"“{word}” is no parameter.\n    Write it as NAME=VALUE.")
        given[name] = sidecar.parameter(name).parse(text)
    return given


if __name__ == "__main__":
    main()
