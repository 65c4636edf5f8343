"""Seconds and memory of a process of its own, as the system counts them."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MEGABYTE_OF_RSS = 1024 if sys.platform != "darwin" else 1024**2
"""Linux counts peak memory in kilobytes, macOS in bytes."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock, and the peak memory of the largest of its processes, in megabytes."""

    seconds: float
    megabytes: float


def cost_of(command: Sequence[object], folder: Path) -> Cost:
    """Run a command to its end and say what it cost.

    Linux counts to a process what its parent held when it began, so this process stays small: it
    imports neither pandas nor any room that does.

    Raises:
        RuntimeError: the command failed, with what it said.
    """
    began = time.perf_counter()
    with subprocess.Popen(
        [str(word) for word in command],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))} failed:\n{said}")
    return Cost(time.perf_counter() - began, used.ru_maxrss / MEGABYTE_OF_RSS)


def table(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of text, the first column to the left and numbers to the right."""
    lines = [list(headings), *map(list, rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(headings))]
    text = [
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    return "\n".join([title, "-" * len(title), *text, ""])
