"""Looks at the processes of a build, as the system shows them."""

import os
import sys
import time
from pathlib import Path

from tests.commands import NOTEBOOK


def build_command(place, *more):
    """A build of the registers of a folder, with its packs beside them."""
    words = ("--evidence", place / "evidence", "--output", place / "outputs")
    notebook = place / "notebooks" / NOTEBOOK.name
    notebook = notebook if notebook.exists() else NOTEBOOK
    command = (sys.executable, "-m", "opm_evidence.cli", "build", *words, "--notebook", notebook)
    return [str(word) for word in (*command, *more)]


def started_by(process):
    """Every process that this one has started, and they in turn: number and command."""
    children = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(path.parent.name))
    found = list(children.get(process, []))
    for each in found:
        found += children.get(each, [])
    return found


def leftovers(processes, seconds=10):
    """Which of these processes still run, once they have had the time to end."""
    until = time.monotonic() + seconds
    while True:
        running = [each for each in processes if _runs(each)]
        if not running or time.monotonic() > until:
            return running
        time.sleep(0.05)


def _runs(process):
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return False
    return state != "Z"
