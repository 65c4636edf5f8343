"""`usage`: what a file of GOV.UK holds, what a policy's usage says, and fetching it."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from opm_evidence.commands.options import (
    EVIDENCE,
    POLICY_FILE,
    AsJson,
    EvidenceDir,
    complain,
    print_json,
    the_policy,
)
from opm_evidence.errors import WrongCall
from opm_evidence.records.vocabulary import terms

if TYPE_CHECKING:
    from opm_evidence.records.faults import Fault
    from opm_evidence.usage.examining import UsageFile
    from opm_evidence.usage.tally import Total

FETCH = "fetch"
Words = Annotated[
    list[str] | None,
    typer.Argument(metavar="FILE", help="Files of any format; or the word fetch."),
]
OfPolicy = Annotated[
    str, typer.Option("--policy", metavar="POLICY", help="The usage of this policy.")
]
Again = Annotated[bool, typer.Option("--again", help="With fetch: ask even what was asked today.")]


def usage(
    words: Words = None,
    policy: OfPolicy = "",
    evidence: EvidenceDir = EVIDENCE,
    again: Again = False,
    as_json: AsJson = False,
) -> None:
    """Say what a GOV.UK file holds or what a policy's usage says; or fetch it from GOV.UK."""
    files = list(words or ())
    if "" in files:
        raise WrongCall("A file has no name.\n    For example: opm-evidence usage FILE")
    for each in files:
        if not Path(each).exists() and (evidence / each / POLICY_FILE).is_file():
            raise WrongCall(
                f"{each} is a policy, and no file.\n    Say: opm-evidence usage --policy {each}"
            )
    if files == [FETCH] and not Path(FETCH).exists():
        if not policy:
            raise WrongCall("Whose pages?\n    Say it: opm-evidence usage fetch --policy POLICY")
        _fetch(the_policy(policy, evidence), evidence, again, as_json)
    elif again:
        raise WrongCall("--again goes with fetch only.\n    Leave it out.")
    elif bool(files) == bool(policy):
        raise WrongCall("Name files, or one policy.\n    For example: opm-evidence usage FILE")
    elif policy:
        _of_policy(the_policy(policy, evidence), evidence, as_json)
    else:
        _of_files([Path(each) for each in files], as_json)


def _of_files(paths: Sequence[Path], as_json: bool) -> None:
    from opm_evidence.usage.examining import examine_usage_file

    found = [examine_usage_file(path, wanted=None) for path in paths]
    if as_json:
        print_json([_file_record(each) for each in found])
    for each in found:
        if not as_json:
            typer.echo(_told(each))
        _complain(each.faults)
    raise typer.Exit(0 if all(each.stands for each in found) else 1)


def _of_policy(policy_id: str, evidence: Path, as_json: bool) -> None:
    from opm_evidence.registers import read_register
    from opm_evidence.usage.of_policy import examine_policy_usage, policy_usage

    policy = read_register(policy_id, evidence).policy
    read = examine_policy_usage(policy, evidence)
    fit = policy_usage(read, policy)
    columns = [
        "subject_key",
        "metric",
        "value",
        "value_status",
        "period_start",
        "period_end",
        "basis",
        "definition",
        "source_file",
    ]
    if as_json:
        rows = fit.periods.astype(object)
        figures = rows.where(rows.notna(), None).to_dict("records") if len(rows) else []
        print_json(
            {
                "policy_id": policy_id,
                "recorded": read.recorded,
                "files": list(fit.files["file"]),
                "figures": figures,
                "faults": [each.record for each in read.faults],
            }
        )
    elif not read.recorded:
        folder = (evidence / policy_id / "usage").as_posix()
        typer.echo(f"{policy_id}: no usage is recorded. Put files with sidecars into {folder}.")
    else:
        rows = fit.periods[columns].astype(object)
        rows["value"] = [_plain(each) for each in rows["value"]]
        typer.echo(rows.to_csv(index=False, lineterminator="\n"), nl=False)
    _complain(read.faults)
    raise typer.Exit(0 if read.stands else 1)


def _fetch(policy_id: str, evidence: Path, again: bool, as_json: bool) -> None:
    from opm_evidence.registers import read_register
    from opm_evidence.usage.fetching import fetch_usage
    from opm_evidence.usage.reading import FOLDER

    policy = read_register(policy_id, evidence).policy
    folder = evidence / policy_id / FOLDER
    found = fetch_usage(policy, folder, again=again, announce=complain)
    if as_json:
        records = [
            {"asked": e.asked, "file": e.file and e.file.as_posix(), "why": e.why} for e in found
        ]
        print_json(records)
    for each in found:
        if each.why:
            complain(f"{each.asked}: {each.why}")
    kept = sum(each.file is not None for each in found)
    if not as_json:
        typer.echo(f"{policy_id}: {kept} of {len(found)} answers are in {folder.as_posix()}.")
    raise typer.Exit(0 if kept == len(found) else 1)


def _plain(value: Any) -> Any:
    """A whole number without a point."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _told(found: "UsageFile") -> str:
    if not found.format:
        return f"{found.file}: not known"
    meaning = {each: terms("basis")[each] for each in (total.basis for total in found.totals)} | {
        each: terms("usage_definition")[each] for each in (t.definition for t in found.totals)
    }
    flags = terms("usage_flag")
    lines = [
        f"{found.file}: {found.title} ({found.format})",
        f"    {_rows(found.rows)}, {found.period}{f' ({found.grain})' if found.grain else ''}",
        *(f"    {_total(total)}" for total in found.totals),
        *(f"    {code}: {words}" for code, words in meaning.items()),
        *(f"    {flag}, {_rows(n)}: {flags[flag]}" for flag, n in sorted(found.flags.items())),
    ]
    return "\n".join(lines)


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number:,} rows"


def _total(total: "Total") -> str:
    states = ", ".join(f"{number:,} {state}" for state, number in sorted(total.states.items()))
    value = "not added up" if total.value is None else f"{total.value:,.0f} {total.unit}"
    return f"{total.metric}: {value} ({total.basis}, {total.definition}; {states})"


def _file_record(found: "UsageFile") -> dict[str, Any]:
    return {
        "file": found.file,
        "format": found.format,
        "title": found.title,
        "sha256": found.sha256,
        "rows": found.rows,
        "period_start": str(found.period.start or "") or None,
        "period_end": str(found.period.end or "") or None,
        "period_grain": found.grain,
        "totals": [
            {
                "metric": total.metric,
                "unit": total.unit,
                "basis": total.basis,
                "definition": total.definition,
                "value": total.value,
                "figures": total.figures,
                "states": dict(total.states),
            }
            for total in found.totals
        ],
        "flags": dict(found.flags),
        "faults": [each.record for each in found.faults],
    }


def _complain(faults: Iterable["Fault"]) -> None:
    for fault in faults:
        complain(f"{'' if fault.severity == 'fault' else 'advice: '}{fault}")
