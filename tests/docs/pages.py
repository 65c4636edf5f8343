"""Carries out a page of the docs as a reader would: saves its files, runs its commands.

A block marked `console` is run: a line that begins with `$ ` is a command, and each line below it
has to be in what the command prints, in that order. Where a command is meant to fail, a comment
says with which exit code. A block in CSV or YAML below words such as “Save this as `path`:” is
saved there, and one below “Add this to `path`:” is added at the end. Blocks marked `sh` need what
a test has not: a browser, another machine, the network.
"""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.commands import ENOUGH_SECONDS, ROOT

BLOCK = re.compile(r"(?P<before>[^\n]*)\n\n```(?P<kind>\w+)\n(?P<body>.*?)```", re.DOTALL)
SAVE = re.compile(r"([Ss]ave this as|[Aa]dd this to) `([^`]+)`:$")
EXIT_CODE = re.compile(r"# exit code (\d+)$")


@dataclass(frozen=True)
class Step:
    """One thing that a page asks its reader to do."""

    kind: str
    path: str
    body: str


def steps(page):
    """What a page asks for, in order."""
    text = page.read_text(encoding="utf-8")
    found = []
    for block in BLOCK.finditer(text):
        told = SAVE.search(block["before"])
        if block["kind"] == "console":
            found.append(Step("run", "", block["body"]))
        elif told:
            kind = "save" if told[1].lower().startswith("save") else "add"
            found.append(Step(kind, told[2], block["body"]))
    return found


def carry_out(page, folder):
    """Do what a page says in a folder; the commands that it ran."""
    ran, place = [], folder
    for step in steps(page):
        if step.kind == "run":
            for command, expected in _commands(step.body):
                place = _run(command, expected, place)
                ran.append(command)
            continue
        path = place / step.path
        old = path.read_text(encoding="utf-8") if step.kind == "add" else ""
        path.write_text(old + step.body, encoding="utf-8", newline="\n")
    return ran


def _commands(body):
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, *expected = part.rstrip("\n").split("\n")
        yield command, [line for line in expected if line.strip()]


def _run(command, expected, place):
    """Run one command and return the folder in which it left the reader."""
    done = subprocess.run(
        ["bash", "-c", f'{command}\ncode=$?\npwd > "$WHERE"\nexit $code'],
        cwd=place,
        env={
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "OPM_EVIDENCE": str(ROOT),
            "WHERE": str(place / ".where"),
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=ENOUGH_SECONDS,
    )
    printed = done.stderr + done.stdout
    code = EXIT_CODE.search(command)
    assert done.returncode == int(code[1] if code else 0), f"$ {command}\n{printed}"
    position = 0
    for line in expected:
        assert line in printed[position:], f"$ {command}\nshould print: {line}\n{printed}"
        position = printed.index(line, position) + len(line)
    where = place / ".where"
    left = Path(where.read_text(encoding="utf-8").strip())
    where.unlink()
    return left
