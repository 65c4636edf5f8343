"""Runs a command of ours as a process of its own, the way a person or a service does."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "notebooks" / "evidence_pack.ipynb"
ENOUGH_SECONDS = 300


def opm_evidence(*words, folder=ROOT, **environment):
    """What `opm-evidence` did with these words in that folder; any warning is an error."""
    return subprocess.run(
        [sys.executable, "-W", "error::UserWarning", "-m", "opm_evidence.cli", *map(str, words)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=ENOUGH_SECONDS,
    )


def snapshot(folder):
    """The content of every file below a folder, by its path inside; not what is kept of builds."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".builds" not in path.parts
    }
