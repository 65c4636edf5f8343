"""What goes wrong around a command is said in a line or two, and nobody's work is lost."""

import subprocess
import sys

import pytest

from opm_evidence.registers import write_register
from tests.commands import NOTEBOOK, ROOT, opm_evidence, snapshot
from tests.packs.conftest import levy


@pytest.fixture
def place(tmp_path):
    write_register(levy(), tmp_path / "evidence")
    return tmp_path


def in_a_shell(place, words):
    """What a command does as a shell redirects it; the exit code is the shell's."""
    command = f"'{sys.executable}' -m opm_evidence.cli {words}"
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(place)}
    return subprocess.run(
        ["sh", "-c", command], cwd=place, env=environment, capture_output=True, text=True
    )


@pytest.mark.parametrize("output", ["evidence", "."])
def test_packs_are_not_built_over_the_registers_that_they_are_made_from(place, output):
    (place / "drinks").mkdir()
    (place / "drinks" / "accounts.ods").write_bytes(b"mine")
    before = snapshot(place)
    done = opm_evidence("build", "--output", output, "--notebook", NOTEBOOK, folder=place)
    assert done.returncode == 2
    assert "drinks is no pack, and a build would replace it." in done.stderr
    assert "Name another folder for the packs with --output." in done.stderr
    assert snapshot(place) == before


def test_a_folder_that_cannot_be_written_is_named_without_a_traceback(place):
    taken = place / "evidence" / "drinks" / "sections"
    taken.write_text("a file in the place of a folder", encoding="utf-8")
    words = ("--title", "T", "--author", "A", "--organisation", "O")
    done = opm_evidence("section", "drinks", "prices", *words, folder=place)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "evidence/drinks/sections" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a device that is always full")
def test_a_full_disk_under_the_output_is_said_without_a_traceback(place):
    done = in_a_shell(place, f"gaps drinks --notebook '{NOTEBOOK}' >/dev/full")
    assert done.returncode == 1
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of Windows closes no stream")
def test_a_build_succeeds_with_every_standard_stream_closed(place):
    done = in_a_shell(place, f"build --notebook '{NOTEBOOK}' <&- >&- 2>&-")
    assert done.returncode == 0
    assert (place / "outputs" / "drinks" / "index.html").is_file()


@pytest.mark.parametrize("words", [("usage", ""), ("new", ""), ("template", ""), ("check", "")])
def test_a_name_that_is_blank_is_a_wrong_call(place, words):
    done = opm_evidence(*words, folder=place)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["policy_id", "evidence_dir"])
@pytest.mark.parametrize("command", ["build", "gaps"])
def test_a_parameter_that_the_command_sets_by_itself_is_not_ignored(place, command, name):
    words = ("drinks", "--notebook", NOTEBOOK, "-p", f"{name}=x")
    done = opm_evidence(command, *words, folder=place)
    assert done.returncode == 2
    assert f"The parameter {name} cannot be 'x'." in done.stderr
