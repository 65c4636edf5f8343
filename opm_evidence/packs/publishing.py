"""Puts a finished pack in its place, so that a reader never sees half of one.

A pack is made in a folder of its own beside the others and takes its place in one step. A build
that is killed leaves its folder behind; the next one removes it.
"""

import ctypes
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STAGING = ".building-"
AT_FDCWD = -100
RENAME_EXCHANGE = 2


@contextmanager
def staging_folder(outputs: Path, policy_id: str) -> Iterator[Path]:
    """An empty folder beside the packs, gone when the work in it is over."""
    outputs.mkdir(parents=True, exist_ok=True)
    _remove_abandoned(outputs)
    # The number of the process tells whether a folder that is found later was abandoned.
    folder = outputs / f"{STAGING}{os.getpid()}-{secrets.token_hex(4)}-{policy_id}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish_folder(made: Path, place: Path) -> None:
    """Put a folder in its place; what was there before is what `made` holds afterwards."""
    if not place.exists():
        made.rename(place)
    elif not _exchange(made, place):
        # Where two folders cannot change places in one step, there is a moment without a pack,
        # but never one with half a pack.
        before = made.with_name(f"{made.name}-before")
        place.rename(before)
        made.rename(place)
        before.rename(made)


def publish_text(text: str, place: Path) -> None:
    """Write a file so that a reader sees the old content or the new, and nothing between."""
    draft = place.with_name(f"{STAGING}{os.getpid()}-{secrets.token_hex(4)}-{place.name}")
    draft.write_bytes(text.encode("utf-8"))
    draft.replace(place)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, where the system knows how (Linux)."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    paths = os.fsencode(one), os.fsencode(other)
    return bool(rename(AT_FDCWD, paths[0], AT_FDCWD, paths[1], RENAME_EXCHANGE) == 0)


def _remove_abandoned(outputs: Path) -> None:
    for path in outputs.glob(f"{STAGING}*"):
        process = path.name.removeprefix(STAGING).split("-")[0]
        if process.isdigit() and not _is_running(int(process)):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    if os.name == "nt":  # asking after a process ends it there: leave what was found
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
