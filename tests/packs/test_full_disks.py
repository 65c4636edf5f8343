"""A disk that is full, or closed: the message says so, and the last good pack stays."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.commands import NOTEBOOK, opm_evidence, snapshot
from tests.packs.wholeness import whole_packs

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not sys.platform.startswith("linux") or os.geteuid() != 0,
        reason="only root on Linux can mount a small disk",
    ),
]
SIZE = 16 * 2**20
ROOM_LEFT = 64 * 2**10


@pytest.fixture
def disk(tmp_path):
    """A small disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder]
    mounted = subprocess.run(command, capture_output=True, text=True)
    if mounted.returncode:
        pytest.skip(f"nothing can be mounted here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def build(evidence, outputs, *more):
    words = ("--evidence", evidence, "--output", outputs, "--notebook", NOTEBOOK)
    return opm_evidence("build", *words, *more)


def fill(disk):
    """Leave almost no room on a disk."""
    free = shutil.disk_usage(disk).free
    with open(disk / "filling", "wb") as file:
        file.write(bytes(free - ROOM_LEFT))


def test_a_full_disk_costs_no_pack_and_the_next_build_carries_on(evidence, outputs, disk):
    packs = shutil.copytree(outputs, disk / "packs")
    fill(disk)
    done = build(evidence, packs, "--force")
    assert done.returncode == 1
    assert "The pack of drinks was not written: No space left on device." in done.stderr
    assert "the last good pack" in done.stderr
    assert "Traceback" not in done.stderr
    assert snapshot(packs / "drinks") == snapshot(outputs / "drinks")
    assert whole_packs(packs) == ["drinks"]
    assert not list(packs.glob(".building-*"))

    (disk / "filling").unlink()
    done = build(evidence, packs, "--force")
    assert done.returncode == 0, done.stderr
    assert snapshot(packs) == snapshot(outputs)


def test_where_there_was_no_pack_a_full_disk_leaves_none(evidence, disk):
    fill(disk)
    done = build(evidence, disk / "packs")
    assert done.returncode == 1
    assert "No space left on device" in done.stderr
    assert whole_packs(disk / "packs") == []


def test_a_folder_that_cannot_be_written_is_named(evidence, outputs, disk):
    packs = shutil.copytree(outputs, disk / "packs")
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    done = build(evidence, packs, "--force")
    assert done.returncode == 1
    assert "The pack of drinks was not written: Read-only file system." in done.stderr
    assert f"Look at the room and the rights of {packs.as_posix()}" in done.stderr
    assert "Traceback" not in done.stderr
    assert snapshot(packs) == snapshot(outputs)
    assert "1 policy, 1 unchanged." in build(evidence, packs).stdout


def test_a_full_place_for_temporary_files_is_passed_over(evidence, outputs, disk, tmp_path):
    packs = shutil.copytree(outputs, tmp_path / "packs")
    fill(disk)
    with open(disk / "rest", "wb") as file:
        file.write(bytes(shutil.disk_usage(disk).free))
    words = ("--evidence", evidence, "--output", packs, "--notebook", NOTEBOOK, "--force")
    done = opm_evidence("build", *words, TMPDIR=str(disk))
    assert done.returncode == 0, done.stderr
    assert snapshot(packs) == snapshot(outputs)
