"""What goes wrong on real machines, done for real: afterwards every pack is whole."""

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

from opm_evidence.packs.kernels.forking import ForkedProcess, NotWarm
from tests.commands import NOTEBOOK, ROOT, opm_evidence, snapshot
from tests.packs.processes import build_command, leftovers, started_by
from tests.packs.wholeness import whole_packs

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ends processes as Linux does"),
]
NAMES = ["drinks", "meals"]
ORDINARY = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
"""A kernel that finds itself under pytest watches its standard streams less closely."""

DEADLIEST = 5
"""How many builds are killed by each test that kills builds."""


@pytest.fixture(scope="module")
def good(evidence, tmp_path_factory):
    """Two policies, the notebook, and their packs as they should be."""
    place = tmp_path_factory.mktemp("good")
    shutil.copytree(evidence, place / "evidence")
    policy = (evidence / "drinks" / "policy.yaml").read_text(encoding="utf-8")
    second = shutil.copytree(evidence / "drinks", place / "evidence" / "meals")
    renamed = policy.replace("policy_id: drinks", "policy_id: meals")
    (second / "policy.yaml").write_text(renamed, encoding="utf-8")
    (place / "notebooks").mkdir()
    for path in (NOTEBOOK, NOTEBOOK.with_suffix(".yaml")):
        shutil.copy(path, place / "notebooks")
    done = run(place)
    assert done.returncode == 0, done.stderr
    return place


@pytest.fixture
def place(good, tmp_path):
    """A copy of all that."""
    return shutil.copytree(good, tmp_path / "place")


def run(place, *more, **environment):
    return subprocess.run(
        build_command(place, *more),
        cwd=ROOT,
        env={**ORDINARY, **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )


def begin(place, *more):
    return subprocess.Popen(
        build_command(place, *more),
        cwd=ROOT,
        env=ORDINARY,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def in_a_cell(place, source, policy_id="meals"):
    """Have a cell of the notebook do this, for one policy."""
    path = place / "notebooks" / NOTEBOOK.name
    notebook = nbformat.read(path, as_version=4)
    (cell,) = (cell for cell in notebook.cells if cell["id"] == "in-brief")
    body = "\n".join(f"    {line}" for line in source.splitlines())
    cell["source"] = f"if policy_id == {policy_id!r}:\n{body}\n{cell['source']}"
    nbformat.write(notebook, path)


def appears(path, build=None, seconds=120):
    """The content of a file, as soon as there is one."""
    until = time.monotonic() + seconds
    while not (path.exists() and path.read_text(encoding="utf-8")):
        assert time.monotonic() < until, f"{path} did not appear"
        assert build is None or build.poll() is None, build.communicate()
        time.sleep(0.02)
    return path.read_text(encoding="utf-8")


def assert_as_good(place, good):
    assert snapshot(place / "outputs") == snapshot(good / "outputs")


def test_a_build_killed_at_any_moment_leaves_the_last_good_packs(place, good):
    chance = random.Random(20260131)
    took = time.monotonic()
    assert run(place, "--force").returncode == 0
    took = time.monotonic() - took
    for _ in range(DEADLIEST):
        with begin(place, "--force", "--jobs", "2") as build:
            time.sleep(chance.uniform(0.1, 1.0) * took)
            processes = started_by(build.pid)
            build.kill()
        assert leftovers(processes) == []
        assert whole_packs(place / "outputs") == NAMES
    done = run(place, "--force")
    assert done.returncode == 0, done.stderr
    assert_as_good(place, good)
    assert not list((place / "outputs").glob(".building-*"))


def test_whichever_process_of_a_build_is_killed_the_build_ends_and_says_so(place, good):
    chance = random.Random(20260201)
    for _ in range(DEADLIEST):
        with begin(place, "--force", "--jobs", "2") as build:
            while len(processes := started_by(build.pid)) < 3 and build.poll() is None:
                time.sleep(0.02)
            time.sleep(chance.uniform(0.0, 2.0))
            processes = started_by(build.pid) or processes
            victim = chance.choice(processes)
            try:
                os.kill(victim, signal.SIGKILL)
            except ProcessLookupError:
                pass  # it had just ended
            said, complained = build.communicate(timeout=200)
        assert build.returncode in (0, 1)
        assert "Traceback" not in complained
        if build.returncode == 1:
            assert "died" in complained or "ended by SIGKILL" in complained, complained
        assert leftovers(processes) == []
        assert whole_packs(place / "outputs") == NAMES
    assert run(place, "--force").returncode == 0
    assert_as_good(place, good)


def warm_processes(build):
    """The warm process of the workers, and that of the kernels, as soon as both are there."""
    while True:
        words = {each: Path(f"/proc/{each}/cmdline").read_bytes() for each in started_by(build.pid)}
        warm = [each for each, said in words.items() if b"kernels.warm_process" in said]
        if len(warm) == 2:
            return sorted(warm, key=lambda each: b"builds.worker" not in words[each])
        time.sleep(0.02)


def test_a_build_whose_warm_processes_never_got_warm_starts_cold(place):
    with begin(place, "--force", "--jobs", "1") as build:
        of_workers, _ = warm_processes(build)
        os.kill(of_workers, signal.SIGKILL)
        said, complained = build.communicate(timeout=200)
    assert "2 policies, 2 built." in said
    assert "Notebooks started cold, which takes longer" in complained


WITHOUT = {
    "workers": ("ended by SIGKILL", "Notebooks started cold, which takes longer"),
    "kernels": ("Its kernel died",),
}


@pytest.mark.parametrize(("whose", "words"), WITHOUT.items())
def test_a_build_goes_on_without_a_warm_process(place, whose, words):
    begun = place / "begun"
    in_a_cell(
        place,
        f"import pathlib, time\nbegun = pathlib.Path({str(begun)!r})\n"
        "if not begun.exists():\n    begun.write_text('1')\n    time.sleep(300)",
    )
    with begin(place, "--jobs", "1") as build:
        killed = dict(zip(WITHOUT, warm_processes(build), strict=True))[whose]
        appears(begun, build)
        os.kill(killed, signal.SIGKILL)
        said, complained = build.communicate(timeout=200)
    assert "2 policies, 1 built, 1 failed." in said
    assert [each for each in words if each not in complained] == []


def test_a_process_that_was_not_forked_after_all_is_none():
    """The warm process ended between the question and its answer: whoever asks starts cold."""
    here, there = socket.socketpair()
    there.close()
    with pytest.raises(NotWarm, match="it ended while it was asked"):
        ForkedProcess(here)
    here.close()


def test_a_kernel_killed_from_outside_is_named_by_policy_and_cell(place):
    number = place / "kernel"
    in_a_cell(
        place,
        f"import os, pathlib, time\npathlib.Path({str(number)!r}).write_text(str(os.getpid()))\n"
        "time.sleep(300)",
    )
    with begin(place) as build:
        os.kill(int(appears(number, build)), signal.SIGKILL)
        said, complained = build.communicate(timeout=100)
    assert build.returncode == 1
    assert "The pack of meals was not built: the cell “What is known, in brief?”" in complained
    assert "Its kernel died: it was killed, or ran out of memory." in complained
    assert "drinks  built" in said
    assert whole_packs(place / "outputs") == NAMES


def test_a_kernel_that_runs_out_of_memory_is_named_by_policy_and_cell(place):
    in_a_cell(
        place,
        "import resource\n"
        "held = 2**31 + resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024\n"
        "resource.setrlimit(resource.RLIMIT_AS, (held, held))\n"
        "kept = [bytearray(2**28) for _ in range(100)]",
    )
    done = run(place)
    assert done.returncode == 1
    assert "the cell “What is known, in brief?” failed.\n    MemoryError" in done.stderr
    assert "drinks  built" in done.stdout
    assert whole_packs(place / "outputs") == NAMES


def test_a_cell_that_hangs_is_given_up_and_the_other_policy_built(place):
    in_a_cell(place, "import time\ntime.sleep(300)")
    done = run(place, "--cell-timeout", "3")
    assert done.returncode == 1
    assert "The pack of meals was not built: the cell “What is known, in brief?”" in done.stderr
    assert "It had not finished after 3 seconds.\n    --cell-timeout allows more." in done.stderr
    assert "drinks  built" in done.stdout
    assert whole_packs(place / "outputs") == NAMES


def test_a_policy_that_takes_too_long_is_given_up_whatever_it_is_doing(place):
    in_a_cell(
        place, "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"
    )
    with begin(place, "meals", "--policy-timeout", "12") as build:
        processes = set()
        while build.poll() is None:
            processes |= set(started_by(build.pid))
            time.sleep(0.2)
        said, complained = build.communicate()
    assert build.returncode == 1
    assert "The pack of meals was not built: it ended at “What is known, in brief?”." in complained
    assert "The policy had not finished after 12 seconds." in complained
    assert "--policy-timeout allows more." in complained
    log = place / "outputs" / ".builds" / "meals.log"
    assert log.as_posix() in complained
    assert "not finished after 12 seconds" in log.read_text(encoding="utf-8")
    assert "meals  failed       1" in said, "how long it took, not nothing"
    assert leftovers(processes) == []
    assert whole_packs(place / "outputs") == NAMES


def test_a_notebook_that_prints_an_error_makes_no_pack(place):
    before = snapshot(place / "outputs" / "meals")
    in_a_cell(place, "import os\nos.write(2, b'Error: the register is stale')")
    done = run(place)
    assert done.returncode == 1
    assert "Error: the register is stale" in done.stderr
    assert snapshot(place / "outputs" / "meals") == before
    assert whole_packs(place / "outputs") == NAMES


def test_two_builds_at_once_take_turns(place, good):
    shutil.rmtree(place / "outputs")
    with begin(place, "--force") as one, begin(place, "--force") as other:
        for build in (one, other):
            _, complained = build.communicate(timeout=300)
            assert build.returncode == 0, complained
    assert_as_good(place, good)
    assert not list((place / "outputs").glob(".building-*"))


def test_the_second_of_two_builds_finds_nothing_left_to_do(place, good):
    shutil.rmtree(place / "outputs")
    with begin(place) as one, begin(place) as other:
        said = [build.communicate(timeout=300)[0] for build in (one, other)]
    built = sum(text.count("  built  ") for text in said)
    assert built == len(NAMES), said
    assert_as_good(place, good)


def test_place_time_zone_language_user_and_umask_leave_no_trace(place, good, tmp_path):
    home = tmp_path / "home"
    startup = home / ".ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text("print('from my start-up file')", encoding="utf-8")
    (home / ".config" / "matplotlib").mkdir(parents=True)
    (home / ".config" / "matplotlib" / "matplotlibrc").write_text("axes.facecolor: red\n")
    shutil.rmtree(place / "outputs")
    before = os.umask(0o077)
    try:
        done = run(
            place,
            HOME=str(home),
            USER="somebody-else",
            TZ="Pacific/Kiritimati",
            LC_ALL="C",
            LANG="tr_TR.UTF-8",
            PYTHONHASHSEED="7",
            COLUMNS="40",
            NO_COLOR="1",
        )
    finally:
        os.umask(before)
    assert done.returncode == 0, done.stderr
    assert_as_good(place, good)


def test_a_clock_in_another_year_leaves_no_trace(place, good):
    places = ("/usr/lib/x86_64-linux-gnu/faketime", "/usr/lib/aarch64-linux-gnu/faketime")
    found = [f"{each}/libfaketime.so.1" for each in places if os.path.isdir(each)]
    if not found:
        if os.environ.get("OPM_EVIDENCE_REQUIRE_ALL"):
            pytest.fail("libfaketime is not installed")
        pytest.skip("libfaketime is not installed")
    shutil.rmtree(place / "outputs")
    done = run(
        place,
        LD_PRELOAD=found[0],
        FAKETIME="+3000d",
        FAKETIME_DONT_RESET="1",
    )
    assert done.returncode == 0, done.stderr
    assert_as_good(place, good)


def test_the_command_line_says_what_ended_when_a_build_is_killed_by_hand(place):
    """The words for people: a build that was interrupted names what it had not finished."""
    with begin(place, "--force") as build:
        while len(started_by(build.pid)) < 2:
            time.sleep(0.02)
        build.send_signal(signal.SIGINT)
        said, _ = build.communicate(timeout=60)
    assert "interrupted" in said
    assert opm_evidence("build", "--help").returncode == 0
