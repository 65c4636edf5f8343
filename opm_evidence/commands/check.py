"""`check`: what is wrong with registers, once or at every save; and whether their links answer."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from opm_evidence.commands.annotations import annotate_faults, file_of
from opm_evidence.commands.days import day_or_today
from opm_evidence.commands.options import (
    EVIDENCE,
    AsJson,
    EvidenceDir,
    Policies,
    chosen,
    complain,
    print_json,
)
from opm_evidence.errors import OpmEvidenceError, WrongCall

if TYPE_CHECKING:
    from opm_evidence.records.faults import Fault
    from opm_evidence.registers import Examination
    from opm_evidence.registers.link_status import LinkAnswer

Watch = Annotated[bool, typer.Option("--watch", help="Check again at every save, until Ctrl-C.")]
Links = Annotated[
    bool,
    typer.Option("--links", help="Ask every address once, and record the answers."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="With --links: ask, and record nothing.")]

USAGE = "usage"
TYPE_BY_HAND = (
    "The items are kept in a workbook, which is left to the program that made it.\n"
    "    Type link_status and link_checked_on from the list above into its sheet evidence."
)


def check(
    policies: Policies = None,
    evidence: EvidenceDir = EVIDENCE,
    watch: Watch = False,
    links: Links = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Check registers, whole, and say everything that is wrong with them at once."""
    if watch + links + (as_json and watch) > 1:
        raise WrongCall("--watch goes with neither --links nor --json.\n    Use one of them.")
    if dry_run and not links:
        raise WrongCall("--dry-run goes with --links only: without it nothing is ever written.")
    if links:
        _check_links(chosen(policies, evidence), evidence, dry_run, as_json)
    elif watch:
        _check_at_every_save(policies, evidence)
    elif not _check_once(chosen(policies, evidence), evidence, as_json):
        raise typer.Exit(1)


def _check_once(policies: Sequence[str], evidence: Path, as_json: bool) -> bool:
    from opm_evidence.registers import examine_register

    examined = [examine_register(each, evidence) for each in policies]
    found = {each.policy_id: (*each.faults, *_usage_faults(each, evidence)) for each in examined}
    if as_json:
        print_json(
            [
                {"policy_id": each, "faults": [fault.record for fault in faults]}
                for each, faults in found.items()
            ]
        )
    for policy_id, complaints in found.items():
        for fault in complaints:
            word = "" if fault.severity == "fault" else "advice: "
            own = file_of(fault, evidence / policy_id).is_relative_to(evidence / policy_id)
            complain(f"{word}{f'{policy_id}/' if own else ''}{fault}")
        annotate_faults(complaints, evidence / policy_id)
        if not as_json:
            faults = sum(fault.severity == "fault" for fault in complaints)
            typer.echo(f"{policy_id}: {_counted(faults, len(complaints) - faults)}")
    return not any(each.severity == "fault" for several in found.values() for each in several)


def _usage_faults(examined: "Examination", evidence: Path) -> Sequence["Fault"]:
    """What is wrong with the usage of GOV.UK, once there is a policy whose pages are known."""
    if examined.register is None or not (evidence / examined.policy_id / USAGE).is_dir():
        return ()
    from opm_evidence.usage import examine_policy_usage  # takes a second to load

    return examine_policy_usage(examined.register.policy, evidence).faults


def _counted(faults: int, advice: int) -> str:
    wrong = "1 fault" if faults == 1 else f"{faults or 'no'} faults"
    better = f"{advice} pieces of advice" if advice > 1 else "1 piece of advice"
    return f"{wrong}, {better if advice else 'no advice'}"


def _check_at_every_save(policies: Sequence[str] | None, evidence: Path) -> None:
    from opm_evidence.registers.own_sections import SECTIONS
    from opm_evidence.registers.watching import look_at, wait_for_save

    wanted = chosen(policies, evidence)
    inside = ("", USAGE, SECTIONS)
    folders = (evidence, *(evidence / each / name for each in wanted for name in inside))
    try:
        while True:
            state = look_at(folders)
            try:
                _check_once(wanted, evidence, as_json=False)
            except OpmEvidenceError as error:
                complain(str(error))  # a folder that somebody is renaming: they will save again
            typer.echo("Waiting for the next save. Ctrl-C ends this.")
            wait_for_save(folders, state)
            typer.echo("")
    except KeyboardInterrupt:
        typer.echo("\nStopped.")


def _check_links(policies: Sequence[str], evidence: Path, dry_run: bool, as_json: bool) -> None:
    from opm_evidence.registers import read_register
    from opm_evidence.registers.link_status import ask_links, kept_as_file, record_links

    today = day_or_today("")
    registers = {each: read_register(each, evidence) for each in policies}
    files = {} if dry_run else {each: kept_as_file(evidence / each) for each in policies}
    results = []
    for policy_id, register in registers.items():
        found = ask_links(register, announce=_announce)
        recorded: Sequence[str] = ()
        if files.get(policy_id) and any(each.status for each in found):
            recorded = record_links(evidence / policy_id, found, today)
        results.append(
            {
                "policy_id": policy_id,
                "links": [dataclasses.asdict(each) for each in found],
                "recorded": list(recorded),
            }
        )
        if not as_json:
            typer.echo(_summary(policy_id, found, recorded))
            if not files.get(policy_id, True):
                typer.echo(TYPE_BY_HAND)
    if as_json:
        print_json(results)


def _announce(answer: "LinkAnswer") -> None:
    complain(
        f"{answer.status or 'cannot be told'}: {answer.address} "
        f"({', '.join(answer.items)}; {answer.detail})"
    )


def _summary(policy_id: str, found: Sequence["LinkAnswer"], recorded: Sequence[str]) -> str:
    counts = {
        status: sum(each.status == status for each in found)
        for status in ("ok", "redirected", "broken", "")
    }
    told = ", ".join(f"{count} {status or 'cannot be told'}" for status, count in counts.items())
    return f"{policy_id}: {told}. Recorded for {len(recorded)} items."
