"""`opm-evidence build`: brings packs up to date."""

import os
from pathlib import Path
from typing import Annotated

import typer

from opm_evidence.commands.annotations import annotate_failure
from opm_evidence.commands.options import (
    EVIDENCE,
    NOTEBOOK,
    OUTPUTS,
    AsJson,
    AsOf,
    EvidenceDir,
    Notebook,
    OutputDir,
    Parameters,
    Policies,
    chosen,
    complain,
    print_json,
)
from opm_evidence.commands.parameters import parameters_given
from opm_evidence.errors import WrongCall
from opm_evidence.packs.notebooks.limits import CELL_SECONDS, POLICY_SECONDS

Jobs = Annotated[
    int,
    typer.Option(
        "--jobs", "-j", metavar="N", min=0, help="How many at a time; 0: processors and one."
    ),
]
Report = Annotated[
    tuple[str, Path] | None,
    typer.Option("--report", metavar="KIND FILE", help="Write a report: json or junit."),
]
Scheduler = Annotated[
    str, typer.Option(metavar="ADDRESS", help="Build on a Dask cluster: tcp://host:8786.")
]


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
    from opm_evidence.packs.builds import report as build_report
    from opm_evidence.packs.builds.batch import bring_up_to_date, planned
    from opm_evidence.packs.builds.job import jobs_for

    if report:
        build_report.check_report(*report)
    if scheduler and "://" not in scheduler:
        raise WrongCall.for_parameter(
            "scheduler", scheduler, "Write its whole address, such as tcp://host:8786."
        )

    due = jobs_for(
        chosen(policies, evidence),
        evidence=evidence,
        outputs=output,
        notebook=notebook,
        given=parameters_given(notebook, parameters, as_of),
        force=force,
        cell_seconds=cell_timeout,
        policy_seconds=policy_timeout,
        interactive=interactive,
    )
    if list_only:
        listed = [(job.policy_id, why) for job, why in planned(due)]
        if as_json:
            print_json([{"policy_id": each, "why": list(why)} for each, why in listed])
        else:
            for policy_id, why in listed:
                typer.echo(f"{policy_id}: {'; '.join(why) or 'up to date'}")
        return
    batch = bring_up_to_date(due, output, jobs or _best_number(), scheduler)
    for each in batch.complaints:
        complain(f"\n{each}")
    for failed in batch.failed:
        if failed.error:
            annotate_failure(failed.error, failed.policy_id, evidence, notebook)
    if as_json:
        print_json(build_report.as_json(batch))
    else:
        typer.echo(build_report.summary(batch))
    if report:
        build_report.write_report(batch, *report)
    raise typer.Exit(batch.exit_code)


def _best_number() -> int:
    """One more than there are processors: a notebook that starts waits, and leaves one idle."""
    mine = getattr(os, "sched_getaffinity", None)  # those that this process may use
    return 1 + (len(mine(0)) if mine else os.cpu_count() or 1)
