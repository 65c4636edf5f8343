"""A lock per policy, so that two builds into one folder take turns."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

BUILDS = ".builds"
"""The folder inside outputs/ that holds what is kept about builds, and is no part of any pack."""


@contextmanager
def locked(outputs: Path, name: str, waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold the lock of this name; `waiting` is told if another build holds it at first.

    The system releases it when this process ends, however it ends. The file stays: removing it
    would let two builds hold two locks of one name.
    """
    folder = outputs / BUILDS
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / f"{name}.lock", "ab") as file:
        if not _taken(file, wait=False):
            if waiting:
                waiting()
            _taken(file, wait=True)
        yield


def is_locked(outputs: Path, name: str) -> bool:
    """Whether some build holds the lock of this name."""
    try:
        with open(outputs / BUILDS / f"{name}.lock", "rb+") as file:
            return not _taken(file, wait=False)
    except FileNotFoundError:
        return False


def _taken(file: IO[bytes], *, wait: bool) -> bool:
    if os.name == "nt":
        return _taken_on_windows(file, wait=wait)
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


def _taken_on_windows(file: IO[bytes], *, wait: bool) -> bool:
    import msvcrt

    system: Any = msvcrt  # its functions exist on Windows only, and so do their types
    while True:
        try:
            file.seek(0)
            system.locking(file.fileno(), system.LK_LOCK if wait else system.LK_NBLCK, 1)
        except OSError:
            if wait:  # it gave up after ten seconds
                continue
            return False
        return True
