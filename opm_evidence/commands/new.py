"""`new`: lays out a policy's folder. In a terminal it asks for what it was not told."""

import sys
from pathlib import Path
from typing import Annotated, get_args

import typer

from opm_evidence.commands.options import EVIDENCE, EvidenceDir, name_of
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
Direction = Annotated[
    str, typer.Option("--direction", help="Which way that outcome should go: up, down, not_up …")
]

NAME = "Name of its folder (lower-case letters, digits and hyphens)"
QUESTIONS = {
    "title": "Title of the policy",
    "lead_department": "Lead department",
    "summary": "What it does, and for whom",
    "stage": "Where it stands",
    "question": "The first question that it has to answer",
    "intervention": "The main part of the policy",
    "outcome": "The outcome that matters most",
    "direction": "Which way it should go",
}

USUAL = {"stage": "proposed"}
"""What somebody means who presses Enter; which way is good is nothing to assume."""


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
    direction: Direction = "",
) -> None:
    """Lay out the folder of a new policy, ready to fill, that passes `check`."""
    from opm_evidence.records import policy as records
    from opm_evidence.registers.folders import policy_ids
    from opm_evidence.registers.new_policy import (
        FirstWords,
        folder_for_new_policy,
        lay_out_policy,
    )

    asking = sys.stdin.isatty()
    if not policy and not asking:
        raise WrongCall(
            "The new policy has no name.\n    Give it one: opm-evidence new school-meals"
        )
    if asking:
        typer.echo("Press Enter where you do not know: policy.yaml then says what to fill in.")
    policy_ids(evidence)  # there is a folder to lay it into: said before anything is asked
    policy = name_of(policy, evidence) if policy else _ask_name(evidence)
    folder_for_new_policy(policy, evidence)  # a wrong name is said before anything else is asked
    said = {
        "title": title,
        "lead_department": department,
        "summary": summary,
        "stage": stage,
        "question": question,
        "intervention": intervention,
        "outcome": outcome,
        "direction": direction,
    }
    terms = {"stage": get_args(records.Stage), "direction": get_args(records.DesiredDirection)}
    for name, known in terms.items():
        if said[name] and said[name] not in known:
            raise WrongCall.for_parameter(name, said[name], f"Use one of: {', '.join(known)}.")
    if asking:
        said = {name: text or _ask(name, terms.get(name, ())) for name, text in said.items()}
    said["stage"] = said["stage"] or USUAL["stage"]
    folder = lay_out_policy(policy, evidence, FirstWords(**said))  # type: ignore[arg-type]
    typer.echo(f"Laid out {folder.as_posix()}. Fill policy.yaml and evidence.csv, then run:")
    typer.echo(f"opm-evidence check {policy}")


def _ask_name(evidence: Path) -> str:
    """A name that a new policy can have; it is asked for until it is one."""
    from opm_evidence.registers.new_policy import folder_for_new_policy

    while True:
        name = str(typer.prompt(NAME))
        try:
            folder_for_new_policy(name, evidence)
        except WrongCall as refused:
            typer.echo(str(refused))
        else:
            return name


def _ask(name: str, terms: tuple[str, ...]) -> str:
    """What somebody types, one of the terms where there are any; blank where they do not know."""
    if not terms:
        return str(typer.prompt(QUESTIONS[name], default="", show_default=False))
    typer.echo(f"{QUESTIONS[name]}: {', '.join(terms)}")
    usual = USUAL.get(name, "")
    while True:
        said = str(typer.prompt("Which", default=usual, show_default=bool(usual)))
        if said in (*terms, usual):
            return said
        typer.echo("That is none of them.")
