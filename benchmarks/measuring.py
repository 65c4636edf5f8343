"""Seconds and memory of a process of its own, as the system counts them."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MEGABYTE_OF_RSS = 1024 if sys.platform != "darwin" else 1024**2
"""Linux counts peak memory in kilobytes, macOS in bytes."""


SECONDS_BETWEEN_LOOKS = 0.2
SHARE_OF_LOOKING = 0.05
"""How much of the time may go into looking, where each look takes long."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock and of the processors, and the peak memory of all its processes.

    The seconds of the processors are those of all processes together, and say more than the clock
    where the machine has other work. Memory is in megabytes; what several processes share is
    counted once (Linux), and elsewhere it is that of the largest one.
    """

    seconds: float
    processor_seconds: float
    megabytes: float


def cost_of(command: Sequence[object], folder: Path, *, look: bool = True) -> Cost:
    """Run a command to its end and say what it cost.

    Linux counts to a process what its parent held when it began, so this process stays small: it
    imports neither pandas nor any room that does.

    Args:
        command: its words.
        folder: where it runs.
        look: whether to look now and then at the memory of all its processes. That takes time;
            without it, memory is that of the largest one.

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
        looking = _Looking(process.pid) if look else None
        said = process.stderr.read()
        together = looking.end() if looking else 0.0
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))} failed:\n{said}")
    return Cost(
        time.perf_counter() - began,
        used.ru_utime + used.ru_stime,
        max(together, used.ru_maxrss / MEGABYTE_OF_RSS),
    )


class _Looking(threading.Thread):
    """Looks now and then at how much memory a process and all below it hold together."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self._process, self._peak, self._over = process, 0.0, threading.Event()
        self.start()

    def run(self) -> None:
        pause = SECONDS_BETWEEN_LOOKS
        while not self._over.wait(pause):
            began = time.perf_counter()
            held = sum(_proportional_kilobytes(each) for each in _family(self._process))
            self._peak = max(self._peak, held / 1024)
            pause = max(SECONDS_BETWEEN_LOOKS, (time.perf_counter() - began) / SHARE_OF_LOOKING)

    def end(self) -> float:
        self._over.set()
        self.join()
        return self._peak


def _family(process: int) -> list[int]:
    """A process and all below it; only itself where the system does not tell."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it has just ended
        children.setdefault(parent, []).append(int(path.parent.name))
    family = [process]
    for each in family:
        family += children.get(each, [])
    return family


def _proportional_kilobytes(process: int) -> int:
    """What a process holds, and its part of what it shares."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


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
