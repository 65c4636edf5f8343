"""Puts a finished pack in its place, so that a reader never sees half of one.

A pack is made in a folder of its own beside the others and takes its place in one step. A build
that is killed leaves its folder behind; the next one removes it.
"""

import ctypes
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from opm_evidence.errors import WrongCall
from opm_evidence.packs.contents import MANIFEST, NOTICE, PAGE
from opm_evidence.packs.locking import BUILDS, is_locked, locked

STAGING = ".building-"
BEFORE = ".before"
AT_FDCWD = -100
RENAME_EXCHANGE = 2


def refuse_to_replace_others(outputs: Path, policy_ids: Iterable[str]) -> None:
    """Let no pack take the place of what is no pack, such as the register that it is made from.

    Raises:
        WrongCall: a folder or page that a build would replace was made by somebody else.
    """
    another = "Name another folder for the packs with --output."
    if outputs.exists() and not outputs.is_dir():
        raise WrongCall(f"{outputs.as_posix()} is no folder.\n    {another}")
    packs = (outputs.glob(f"*/{name}") for name in (MANIFEST, NOTICE))
    known = (outputs / BUILDS).is_dir() or any(any(each) for each in packs)
    if (outputs / PAGE).exists() and not known:
        raise WrongCall(
            f"{(outputs / PAGE).as_posix()} is no page over packs, and a build would replace it."
            f"\n    {another}"
        )
    for policy_id in policy_ids:
        place = outputs / policy_id
        ours = any((place / name).is_file() for name in (MANIFEST, NOTICE))
        recorded = (outputs / BUILDS / f"{policy_id}.json").is_file()
        empty = place.is_dir() and not any(place.iterdir())
        if place.exists() and not (ours or recorded or empty):
            raise WrongCall(
                f"{place.as_posix()} is no pack, and a build would replace it.\n    {another}"
            )


@contextmanager
def staging_folder(
    outputs: Path, policy_id: str, waiting: Callable[[], None] | None = None
) -> Iterator[Path]:
    """An empty folder beside the packs, gone when the work in it is over.

    Only one build at a time has one for a policy. `waiting` is told if this one has to wait.
    """
    with locked(outputs, policy_id, waiting):
        remove_abandoned(outputs, mine=policy_id)
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
        before = made.with_name(f"{made.name}{BEFORE}")
        place.rename(before)
        made.rename(place)
        before.rename(made)


def publish_text(text: str, place: Path) -> None:
    """Write a file so that a reader sees the old content or the new, and nothing between.

    One that says the same already is left alone: to look is many times as fast as to replace.
    """
    content = text.encode("utf-8")
    with suppress(OSError):
        if place.read_bytes() == content:
            return
    draft = place.with_name(f"{STAGING}{os.getpid()}-{secrets.token_hex(4)}-{place.name}")
    draft.write_bytes(content)
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


def remove_abandoned(outputs: Path, mine: str = "") -> None:
    """Remove what builds that were killed have left behind.

    Whoever makes a pack holds the lock of its policy: a folder is abandoned where nobody does, or
    this build (`mine`) does. Files are written without a lock; there the process tells.
    """
    for path in (*outputs.glob(f"{STAGING}*"), *(outputs / BUILDS).glob(f"{STAGING}*")):
        with suppress(OSError):  # it may be gone by now, or the folder closed to us
            _remove_if_abandoned(path, outputs, mine)


def _remove_if_abandoned(path: Path, outputs: Path, mine: str) -> None:
    process, _, name = path.name.removeprefix(STAGING).partition("-")
    name = name.partition("-")[2]
    policy_id = name.removesuffix(BEFORE)
    if not path.is_dir():
        if not _is_running(process):
            path.unlink(missing_ok=True)
    elif policy_id == mine or not is_locked(outputs, policy_id):
        if name.endswith(BEFORE) and not (outputs / policy_id).exists():
            path.rename(outputs / policy_id)  # killed in the moment without a pack
        else:
            shutil.rmtree(path, ignore_errors=True)


def _is_running(process: str) -> bool:
    if os.name == "nt" or not process.isdigit():
        return True  # asking after a process ends it on Windows: leave what was found
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
