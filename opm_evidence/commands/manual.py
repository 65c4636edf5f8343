"""The page of docs that lists every command with its words, made from the commands themselves."""

from typing import Any

import typer
from typer.main import get_command


def manual(app: typer.Typer) -> str:
    """Every command as Markdown: what it does, its arguments and options, and an example."""
    group: Any = get_command(app)
    return "\n\n".join(_command(name, command) for name, command in group.commands.items())


def _command(name: str, command: Any) -> str:
    words = [_word(parameter) for parameter in command.params]
    usage = " ".join(["opm-evidence", name, *(each for each in words if each), "[OPTIONS]"])
    rows = "\n".join(_row(parameter) for parameter in command.params)
    example = str(command.epilog or "").removeprefix("For example: ")
    return (
        f"## {name}\n\n{' '.join(str(command.help).split())}\n\n    {usage}\n\n"
        f"| word | means | if left out |\n|---|---|---|\n{rows}\n\n"
        f"For example: `{example}`"
    )


def _word(parameter: Any) -> str:
    if parameter.param_type_name != "argument":
        return ""
    name = parameter.metavar + ("…" if parameter.nargs == -1 else "")
    return name if parameter.required else f"[{name}]"


def _row(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        name = f"`{parameter.metavar}`"
    else:
        kind = "N" if isinstance(parameter.default, int) else "TEXT"
        value = "" if parameter.is_flag else f" {parameter.metavar or kind}"
        name = ", ".join(f"`{option}{value}`" for option in parameter.opts)
    default = parameter.default
    if parameter.required:
        left_out = "(needed)"
    elif default in (None, "", False) or callable(default):
        left_out = ""
    else:
        left_out = f"`{default}`"
    return f"| {name} | {' '.join((parameter.help or '').split())} | {left_out} |"
