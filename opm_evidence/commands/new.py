"""`new`: lays out a policy's folder. In a terminal it asks for what it was not told."""

import sys
from typing import Annotated, get_args

import typer

from opm_evidence.commands.options import EVIDENCE, EvidenceDir
from opm_evidence.errors import WrongCall

NewPolicy = Annotated[
    str | None,
    typer.Argument(metavar="POLICY", help="The name of its folder, such as school-meals."),
]
Title = Annotated[str, typer.Option("--title", help="The title of the policy.")]
Department = Annotated[str, typer.Option("--department", help="The lead department.")]
Summary = Annotated[str, typer.Option("--summary", help="What it does, and for whom.")]
Stage = Annotated[str, typer.Option("--stage", help="Where it stands: proposed, in_force …")]
Question = Annotated[str, typer.Option("--question", help="The first question that it answers.")]
Intervention = Annotated[str, typer.Option("--intervention", help="The main part of the policy.")]
Outcome = Annotated[str, typer.Option("--outcome", help="The outcome that matters most.")]

NAME = "Name of its folder (lower-case letters, digits and hyphens)"
QUESTIONS = {
    "title": "Title of the policy",
    "lead_department": "Lead department",
    "summary": "What it does, and for whom",
    "stage": "Where it stands",
    "question": "The first question that it has to answer",
    "intervention": "The main part of the policy",
    "outcome": "The outcome that matters most",
}


def new(
    policy: NewPolicy = None,
    evidence: EvidenceDir = EVIDENCE,
    title: Title = "",
    department: Department = "",
    summary: Summary = "",
    stage: Stage = "",
    question: Question = "",
    intervention: Intervention = "",
    outcome: Outcome = "",
) -> None:
    """Lay out the folder of a new policy, ready to fill, that passes `check`."""
    from opm_evidence.records import policy as records
    from opm_evidence.registers.new_policy import (
        FirstWords,
        folder_for_new_policy,
        lay_out_policy,
    )

    asking = sys.stdin.isatty()
    if policy is None and not asking:
        raise WrongCall(
            "The new policy has no name.\n    Give it one: opm-evidence new school-meals"
        )
    if asking:
        typer.echo("Press Enter where you do not know: policy.yaml then says what to fill in.")
    policy = policy or typer.prompt(NAME)
    folder_for_new_policy(policy, evidence)  # a wrong name is said before anything else is asked
    said = {
        "title": title,
        "lead_department": department,
        "summary": summary,
        "stage": stage,
        "question": question,
        "intervention": intervention,
        "outcome": outcome,
    }
    stages = get_args(records.Stage)
    if asking:
        said = {name: text or _ask(name, stages) for name, text in said.items()}
    if said["stage"] and said["stage"] not in stages:
        raise WrongCall.for_parameter("stage", said["stage"], f"Use one of: {', '.join(stages)}.")
    said["stage"] = said["stage"] or "proposed"
    folder = lay_out_policy(policy, evidence, words=FirstWords(**said))  # type: ignore[arg-type]
    typer.echo(f"Laid out {folder.as_posix()}. Fill policy.yaml and evidence.csv, then run:")
    typer.echo(f"opm-evidence check {policy}")


def _ask(name: str, stages: tuple[str, ...]) -> str:
    """What somebody types; a stage until it is one, and blank where they do not know."""
    if name != "stage":
        return str(typer.prompt(QUESTIONS[name], default="", show_default=False))
    typer.echo(f"{QUESTIONS[name]}: {', '.join(stages)}")
    while (stage := str(typer.prompt("Which", default="proposed"))) not in stages:
        typer.echo("That is none of them.")
    return stage
