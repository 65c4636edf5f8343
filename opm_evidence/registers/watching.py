"""Waits until somebody saves a file of a register.

Files are looked at twice a second. A library that is told by the system is quicker and needs less,
but a register has a dozen files, and network folders, where teams keep them, tell nobody anything.
"""

import time
from collections.abc import Iterable
from pathlib import Path

EVERY = 0.5
"""Seconds between two looks."""

Look = dict[Path, tuple[int, int]]
"""When each file was written, and its size."""


def look_at(folders: Iterable[Path]) -> Look:
    """The files of some folders as they are now, but for what programs leave beside open files."""
    found: Look = {}
    for folder in folders:
        for path in folder.iterdir() if folder.is_dir() else ():
            if path.name.startswith((".", "~$")) or path.is_dir():
                continue
            try:
                state = path.stat()
            except OSError:
                continue  # a spreadsheet saves by taking the old file away first
            found[path] = (state.st_mtime_ns, state.st_size)
    return found


def wait_for_save(folders: Iterable[Path], before: Look, every: float = EVERY) -> Look:
    """The files once they differ from `before` and have been left alone for one more look."""
    folders = tuple(folders)
    last = before
    while True:
        time.sleep(every)
        now = look_at(folders)
        if now != before and now == last:
            return now
        last = now
