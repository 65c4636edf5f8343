"""What a person does to a register at the desk, through a real process."""

import os
import re
import signal
import subprocess
import sys
import time

import openpyxl
import pytest

from opm_evidence.registers import read_register, write_register
from opm_evidence.registers.placeholders import TO_BE_WRITTEN
from tests.commands import ENOUGH_SECONDS, ROOT, opm_evidence, snapshot
from tests.packs.conftest import levy
from tests.registers.folders import spoil


@pytest.fixture
def place(tmp_path):
    """A folder with one register."""
    write_register(levy(), tmp_path / "here" / "evidence")
    return tmp_path / "here"


@pytest.mark.parametrize(
    "words",
    [
        ["new"],
        ["new", "school-meals", "--stage", "abandoned"],
        ["new", "school-meals", "--direction", "more"],
        ["template"],
        ["template", "drinks", "--blank"],
        ["template", "nonsense"],
        ["template", "drinks", "-o", "drinks.ods"],
        ["template", "drinks", "-o", "evidence/drinks/policy.yaml"],
        ["challenge", "drinks"],
        ["challenge", "drinks", "--about", "c1", "--text", "No."],
        ["challenge", "drinks", "--about", "c1", "--answer", "ch-1", "--response", "No."],
        ["challenge", "drinks", "--answer", "ch-1", "--response", "No."],
        ["challenge", "drinks", "--about", "c1", "--raised-by", "A", "--text", "B", "--on", "1/5"],
        ["challenge", "nonsense", "--about", "c1", "--raised-by", "A", "--text", "No."],
        ["check", "--watch", "--links"],
        ["check", "--watch", "--json"],
        ["check", "--dry-run"],
        ["check", "--links", "nonsense"],
    ],
    ids=" ".join,
)
def test_a_wrong_call_is_explained_with_exit_code_2_and_changes_nothing(place, words):
    before = snapshot(place)
    done = opm_evidence(*words, folder=place)
    assert done.returncode == 2, done.stdout
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
    assert snapshot(place) == before


def test_a_template_takes_the_place_of_the_files(place):
    folder = place / "evidence" / "drinks"
    before = read_register("drinks", place / "evidence")
    done = opm_evidence("template", "drinks", "-o", "evidence/drinks/register.xlsx", folder=place)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Wrote evidence/drinks/register.xlsx.")
    for path in folder.glob("*.csv"):
        path.unlink()
    checked = opm_evidence("check", folder=place)
    assert checked.stdout == "drinks: no faults, no advice\n"
    after = read_register("drinks", place / "evidence")
    assert set(after.tables) == set(before.tables)


def test_a_blank_template_is_laid_beside_the_evidence(place):
    assert opm_evidence("template", "--blank", folder=place).returncode == 0
    assert "evidence" in openpyxl.load_workbook(place / "register.xlsx").sheetnames


def test_a_challenge_is_added_and_answered(place):
    words = ["--about", "c1", "--raised-by", "A charity", "--text", "Not so.", "--on", "2025-05-01"]
    raised = opm_evidence("challenge", "drinks", *words, folder=place)
    assert raised.stdout == "Added ch-1 to evidence/drinks/challenges.csv.\n", raised.stderr
    words = ["--answer", "ch-1", "--response", "Mended.", "--accepted", "--on", "2025-05-02"]
    answered = opm_evidence("challenge", "drinks", *words, folder=place)
    assert answered.stdout.startswith("ch-1 of drinks is accepted."), answered.stderr
    assert opm_evidence("check", folder=place).returncode == 0


def test_a_challenge_about_nothing_is_a_fault_with_place_and_remedy(place):
    words = ["--about", "nothing", "--raised-by", "A charity", "--text", "Not so."]
    done = opm_evidence("challenge", "drinks", *words, folder=place)
    assert done.returncode == 1
    assert re.search(r"challenges\.csv, row 2, about: .*“nothing”", done.stderr)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_new_asks_in_a_terminal_for_what_it_was_not_told(place):
    ours, theirs = os.openpty()
    answers = "School Meals\ndrinks\n"
    answers += "school-meals\nSchool meals\n\nFree meals.\nrunning\nin_force\n\n\nAttainment\n"
    answers += "more\nnot_down\n"
    os.write(ours, answers.encode())
    done = subprocess.run(
        [sys.executable, "-m", "opm_evidence.cli", "new"],
        stdin=theirs,
        capture_output=True,
        text=True,
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=ENOUGH_SECONDS,
    )
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 0, done.stderr
    policy = read_register("school-meals", place / "evidence").policy
    assert (policy.title, policy.stage) == ("School meals", "in_force")
    assert policy.summary == "Free meals."
    assert policy.outcomes[0].title == "Attainment"
    assert policy.outcomes[0].desired_direction == "not_down"
    assert policy.lead_department.startswith(TO_BE_WRITTEN)


def test_watch_checks_again_at_every_save_and_ends_cleanly(place):
    words = ["-u", "-m", "opm_evidence.cli", "check", "--watch"]
    with subprocess.Popen(
        [sys.executable, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as watching:
        assert watching.stdout.readline() == "drinks: no faults, no advice\n"
        assert watching.stdout.readline().startswith("Waiting for the next save.")
        time.sleep(0.1)
        spoil(place / "evidence" / "drinks", "evidence", year="MMXX")
        assert watching.stdout.readline() == "\n"
        assert watching.stdout.readline() == "drinks: 1 fault, no advice\n"
        assert watching.stdout.readline().startswith("Waiting")
        watching.send_signal(signal.SIGINT)
        assert watching.wait(ENOUGH_SECONDS) == 0
        complaints = watching.stderr.read()
    assert "drinks/evidence.csv, row 2, year" in complaints
    assert "Traceback" not in complaints


def test_links_of_items_without_addresses_asks_nobody_and_writes_nothing(place):
    before = snapshot(place)
    done = opm_evidence("check", "--links", folder=place)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("drinks: 0 ok, 0 redirected, 0 broken, 0 cannot be told.")
    assert snapshot(place) == before


def test_links_of_a_register_with_faults_asks_nobody(place):
    spoil(place / "evidence" / "drinks", "evidence", url="http://127.0.0.1/admin")
    before = snapshot(place)
    done = opm_evidence("check", "--links", folder=place)
    assert done.returncode == 1
    assert "evidence.csv, row 2, url" in done.stderr
    assert snapshot(place) == before


def test_links_of_a_workbook_says_what_to_type_by_hand(place):
    folder = place / "evidence" / "drinks"
    words = ["template", "drinks", "-o", "evidence/drinks/register.xlsx"]
    assert opm_evidence(*words, folder=place).returncode == 0
    for path in folder.glob("*.csv"):
        path.unlink()
    before = snapshot(place)
    done = opm_evidence("check", "--links", folder=place)
    assert done.returncode == 0, done.stderr
    assert "Type link_status and link_checked_on from the list above" in done.stdout
    assert snapshot(place) == before


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_new_says_that_a_name_will_not_do_before_it_asks_for_more(place):
    ours, theirs = os.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "opm_evidence.cli", "new", "drinks"],
        stdin=theirs,
        capture_output=True,
        text=True,
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=ENOUGH_SECONDS,
    )
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 2
    assert "is there already" in done.stderr
