"""Words that several commands take, each declared once."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from opm_evidence.errors import WrongCall

EVIDENCE = Path("evidence")
NOTEBOOK = Path("notebooks/evidence_pack.ipynb")
OUTPUTS = Path("outputs")
POLICY_FILE = "policy.yaml"
POLICY_ALIKE = re.compile(r"policy\.ya?ml(\.txt)?", re.IGNORECASE)
"""What somebody may have called a policy.yaml, or an editor may have made of the name."""

Policies = Annotated[
    list[str] | None, typer.Argument(metavar="POLICY", help="Which policies; all if left out.")
]
Policy = Annotated[str, typer.Argument(metavar="POLICY", help="The name of the policy's folder.")]
EvidenceDir = Annotated[
    Path, typer.Option("--evidence", metavar="DIR", help="The folder of registers.")
]
OutputDir = Annotated[Path, typer.Option("--output", metavar="DIR", help="The folder of packs.")]
Notebook = Annotated[
    Path, typer.Option("--notebook", metavar="FILE", help="The notebook that is run.")
]
AsOf = Annotated[
    str,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Read the evidence as at this day, not before as_of of policy.yaml.",
    ),
]
Parameters = Annotated[
    list[str] | None,
    typer.Option(
        "--parameter", "-p", metavar="NAME=VALUE", help="A parameter of the notebook; repeatable."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON, for a program.")]


def chosen(policies: Sequence[str] | None, evidence: Path) -> tuple[str, ...]:
    """The policies that were named, by their names or folders, or all that there are.

    Where none was named, folders that are left out for want of a policy.yaml are said.

    Raises:
        WrongCall: one of them is not there or has no policy.yaml, or there is none at all.
    """
    from opm_evidence.registers.folders import policy_ids, unread_folders

    known = policy_ids(evidence)
    named = [name_of(each, evidence) for each in policies or ()]
    for each in named:
        folder = evidence / each
        plain = each == folder.name and not each.startswith(".")
        if each not in known and plain and folder.is_dir():
            raise WrongCall(_not_read(folder))
        if each not in known:
            raise WrongCall.for_unknown_policy(each, known)
    if not (named or known) and (evidence / POLICY_FILE).is_file():
        raise WrongCall(
            f"{evidence.as_posix()} is the folder of one policy, and not the one that holds it.\n"
            f"    Say: --evidence {evidence.parent.as_posix()}"
        )
    if not policies:
        for each in unread_folders(evidence):
            complain(f"advice: {_not_read(evidence / each)}")
    if not (named or known):
        raise WrongCall(
            f"There is no policy in {evidence.as_posix()}.\n"
            "    Lay one out with: opm-evidence new NAME-OF-THE-POLICY"
        )
    return tuple(dict.fromkeys(named or known))


def _not_read(folder: Path) -> str:
    """That a folder is left out, and how to have it read."""
    try:
        alike = [each.name for each in folder.iterdir() if POLICY_ALIKE.fullmatch(each.name)]
    except OSError as error:
        why = f"cannot be opened ({error.strerror}), so it is not read"
        return f"The folder {folder.as_posix()} {why}.\n    See that you may open it."
    first = min(alike, default="")
    remedy = (
        f"Rename {first} to policy.yaml."
        if first
        else "Copy policy.yaml of another policy into it, and change it; or move it elsewhere."
    )
    return f"The folder {folder.as_posix()} has no policy.yaml, so it is not read.\n    {remedy}"


def the_policy(given: str, evidence: Path) -> str:
    """The one policy that was named, by its name or folder.

    Raises:
        WrongCall: it is not there or has no policy.yaml.
    """
    return chosen([given], evidence)[0]


def name_of(given: str, evidence: Path) -> str:
    """The name of a policy that was given as its folder, as the Tab key of a shell writes it.

    Its policy.yaml may be named, too.
    """
    path = Path(given)
    if path.name == POLICY_FILE and path.parent.name:
        path, given = path.parent, path.parent.as_posix()
    inside = "/" in given.rstrip("/") or "\\" in given.rstrip("\\")
    if inside and path.parent.resolve() == evidence.resolve():
        return path.name
    return given if inside else given.rstrip("/\\")


def print_json(content: object) -> None:
    """Print what a program will read."""
    typer.echo(json.dumps(content, ensure_ascii=False, indent=2))


def complain(text: str) -> None:
    """Print what is wrong, where it does not mix with results."""
    typer.echo(text, err=True)
