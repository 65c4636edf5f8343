"""`challenge`: adds an outside challenge to a register, or the answer to one."""

from typing import Annotated, Literal

import typer

from opm_evidence.commands.days import day_or_today
from opm_evidence.commands.options import EVIDENCE, EvidenceDir, Policy, the_policy
from opm_evidence.errors import WrongCall

About = Annotated[
    str, typer.Option("--about", metavar="ID", help="The claim, item, finding or gap.")
]
RaisedBy = Annotated[
    str, typer.Option("--raised-by", metavar="ORGANISATION", help="Never a person's name.")
]
Text = Annotated[str, typer.Option("--text", help="What they say.")]
Answer = Annotated[
    str, typer.Option("--answer", metavar="CHALLENGE", help="Answer this challenge instead.")
]
Response = Annotated[str, typer.Option("--response", help="With --answer: what it says.")]
Accepted = Annotated[
    bool, typer.Option("--accepted", help="With --answer: something was changed for it.")
]
On = Annotated[str, typer.Option("--on", metavar="DATE", help="The day; today if left out.")]


def challenge(
    policy: Policy,
    about: About = "",
    raised_by: RaisedBy = "",
    text: Text = "",
    answer: Answer = "",
    response: Response = "",
    accepted: Accepted = False,
    on: On = "",
    evidence: EvidenceDir = EVIDENCE,
) -> None:
    """Add an outside challenge to a register, or with --answer the answer to one."""
    from opm_evidence.registers.challenges import answer_challenge, raise_challenge

    raising = {"--about": about, "--raised-by": raised_by, "--text": text}
    answering = {"--answer": answer, "--response": response}
    day = day_or_today(on)
    policy = the_policy(policy, evidence)
    if answer or response or accepted:
        _all_and_none(answering, raising)
        status: Literal["answered", "accepted"] = "accepted" if accepted else "answered"
        answer_challenge(
            policy, evidence, answer, response=response, responded_on=day, status=status
        )
        typer.echo(f"{answer} of {policy} is {status}. Build the pack again to publish it.")
        return
    _all_and_none(raising, {})
    challenge_id = raise_challenge(
        policy, evidence, about=about, raised_by=raised_by, text=text, raised_on=day
    )
    typer.echo(f"Added {challenge_id} to {(evidence / policy / 'challenges.csv').as_posix()}.")


def _all_and_none(needed: dict[str, str], unwanted: dict[str, str]) -> None:
    missing = [name for name, value in needed.items() if not value.strip()]
    if missing:
        raise WrongCall(
            f"Missing: {', '.join(missing)}.\n"
            "    A challenge needs --about, --raised-by and --text; an answer --answer and "
            "--response."
        )
    given = [name for name, value in unwanted.items() if value]
    if given:
        raise WrongCall(f"{', '.join(given)} cannot be given with --answer.")
