"""The command line: which commands there are, each in a module of its own in `commands/`.

Exit codes: 0 all is well, 1 faults were found or a pack failed, 2 the call itself is wrong, 130 a
build was interrupted. What takes time to load is loaded inside the command that needs it.
"""

import os
import sys
from collections.abc import Callable
from typing import Annotated

import typer

import opm_evidence
from opm_evidence.commands.build import build
from opm_evidence.commands.challenge import challenge
from opm_evidence.commands.check import check
from opm_evidence.commands.diff import diff
from opm_evidence.commands.gaps import gaps
from opm_evidence.commands.lab import lab
from opm_evidence.commands.new import new
from opm_evidence.commands.options import complain
from opm_evidence.commands.record import record
from opm_evidence.commands.section import section
from opm_evidence.commands.serve import serve
from opm_evidence.commands.template import template
from opm_evidence.commands.usage import usage
from opm_evidence.commands.verify import verify
from opm_evidence.errors import OpmEvidenceError

COMMANDS: dict[Callable[..., None], str] = {
    check: "check soft-drinks-industry-levy --watch",
    build: "build --jobs 2 -p search_years=3",
    gaps: "gaps soft-drinks-industry-levy --format csv",
    new: 'new school-meals --title "Free school meals"',
    template: "template soft-drinks-industry-levy --format ods",
    challenge: "challenge soft-drinks-industry-levy --about sdil-c1 "
    '--raised-by "A charity" --text "The figure is old."',
    section: 'section soft-drinks-industry-levy prices --title "What do drinks cost?" '
    '--author "The pricing team" --organisation "A charity"',
    usage: "usage content-data.csv --json",
    verify: "verify outputs/soft-drinks-industry-levy",
    diff: "diff old-pack.zip outputs/soft-drinks-industry-levy",
    record: "record outputs/soft-drinks-industry-levy",
    lab: "lab soft-drinks-industry-levy",
    serve: "serve --port 8080",
}
"""Each command, and an example of it, in the order that `--help` lists them."""

app = typer.Typer(
    name="opm-evidence",
    help="Evidence registers in, open and reproducible evidence packs out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
Version = Annotated[bool, typer.Option("--version", help="Say which version this is.")]


@app.callback(invoke_without_command=True)
def say_version(version: Version = False) -> None:
    """Say which version this is, where nothing else was asked for."""
    if version:
        typer.echo(f"opm-evidence {opm_evidence.__version__}")
        raise typer.Exit


for command, example in COMMANDS.items():
    app.command(epilog=f"For example: opm-evidence {example}")(command)


def main() -> None:
    """Run the command line; what the library or the system refuses is said without a traceback."""
    _open_what_is_closed()
    try:
        app()
    except OpmEvidenceError as error:
        complain(str(error))
        sys.exit(error.exit_code)
    except OSError as error:
        complain(_refused_by_the_system(error))
        # What could not be printed is still waiting, and would be tried again at the very end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(1)


def _open_what_is_closed() -> None:
    """Let no file of ours take the number of a standard stream that somebody closed."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)


def _refused_by_the_system(error: OSError) -> str:
    what = error.strerror or str(error)
    if error.filename is None:
        return f"The system refused to go on: {what}.\n    Look at the room on the disk."
    name = os.fsdecode(error.filename) if error.filename != "" else "a file without a name"
    return f"{name}: {what}.\n    Look at the name, the room on the disk and what you may do there."


if __name__ == "__main__":
    main()
