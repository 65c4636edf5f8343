"""Every command through a real process, wrong calls included."""

import csv
import io
import json
import re
import shutil
import signal
import subprocess
import sys
import time
from importlib.metadata import version
from urllib.request import urlopen

import pytest

from opm_evidence.registers import write_register
from tests.commands import ENOUGH_SECONDS, NOTEBOOK, ROOT, opm_evidence, snapshot
from tests.packs.conftest import levy

COMMANDS = (
    "check",
    "build",
    "gaps",
    "new",
    "template",
    "challenge",
    "section",
    "usage",
    "verify",
    "diff",
    "record",
    "lab",
    "serve",
)


@pytest.fixture
def place(tmp_path):
    """A folder with one register and the notebook, as a person has it."""
    place = tmp_path / "here"
    write_register(levy(), place / "evidence")
    (place / "notebooks").mkdir()
    for path in (NOTEBOOK, NOTEBOOK.with_suffix(".yaml")):
        shutil.copy(path, place / "notebooks")
    return place


def spoil(place):
    findings = place / "evidence" / "drinks" / "findings.csv"
    text = findings.read_text(encoding="utf-8").replace("f1,s1", "f1,s9").replace("improves", "up")
    findings.write_text(text, encoding="utf-8")


def test_help_starts_in_a_fraction_of_a_second_and_lists_every_command():
    began = time.perf_counter()
    done = opm_evidence("--help")
    assert time.perf_counter() - began < 1.5, "heavy imports belong inside the commands"
    assert done.returncode == 0
    assert tuple(re.findall(r"^  (\w+)  ", done.stdout, re.MULTILINE)) == COMMANDS


def test_the_version_is_said_for_whoever_reports_a_fault():
    done = opm_evidence("--version")
    assert (done.returncode, done.stdout) == (0, f"opm-evidence {version('opm-evidence')}\n")
    assert opm_evidence().stdout + opm_evidence().stderr == opm_evidence("--help").stdout


def test_a_fault_of_a_table_that_all_policies_share_is_not_placed_in_one_of_them(place):
    scales = place / "evidence" / "scales.csv"
    scales.write_text(scales.read_text(encoding="utf-8") + "more,cells\n", encoding="utf-8")
    done = opm_evidence("check", folder=place)
    assert done.stderr.startswith("scales.csv, row ")


def test_usage_of_a_policy_by_its_name_alone_says_how_to_ask(place):
    done = opm_evidence("usage", "drinks", folder=place)
    assert done.returncode == 2
    assert "Say: opm-evidence usage --policy drinks" in done.stderr


def test_help_loads_nothing_heavy():
    heavy = ("pandas", "nbconvert", "papermill", "rich", "plotly")
    code = f"import sys, opm_evidence.cli; print([x for x in {heavy} if x in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(command):
    done = opm_evidence(command, "--help")
    assert done.returncode == 0
    assert f"For example: opm-evidence {command}" in " ".join(done.stdout.split())


@pytest.mark.parametrize(
    "words",
    [
        ["chekc"],
        ["check", "nonsense"],
        ["check", "../drinks"],
        ["check", "--evidence", "nowhere"],
        ["build", "nonsense"],
        ["build", "--notebook", "nowhere.ipynb"],
        ["build", "--parameter", "enough_studies"],
        ["build", "--scheduler", "localhost"],
        ["gaps"],
        ["gaps", "nonsense"],
        ["gaps", "drinks", "--format", "xml"],
        ["gaps", "drinks", "--as-of", "2026-13-01"],
        ["gaps", "drinks", "--as-of", "2015-01-01"],
        ["new", "drinks"],
        ["new", "../outside"],
        ["new", "Not A Slug"],
        ["verify", "nowhere"],
        ["verify", "evidence"],
        ["serve", "--output", "nowhere"],
        ["serve", "--port", "99999999"],
    ],
    ids=" ".join,
)
def test_a_wrong_call_is_explained_with_exit_code_2_and_changes_nothing(place, words):
    before = snapshot(place.parent)
    done = opm_evidence(*words, folder=place)
    assert done.returncode == 2, done.stdout
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
    assert snapshot(place.parent) == before


def test_check_passes_a_good_register(place):
    done = opm_evidence("check", folder=place)
    assert done.returncode == 0
    assert done.stdout.startswith("drinks: no faults")


@pytest.mark.parametrize(
    "named",
    [
        "evidence/drinks",
        "evidence/drinks/",
        "./evidence/drinks",
        "drinks/",
        "evidence/drinks/policy.yaml",
    ],
)
def test_a_policy_may_be_named_by_its_folder_as_the_tab_key_writes_it(place, named):
    done = opm_evidence("check", named, folder=place)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("drinks: no faults")
    (place / "elsewhere" / "drinks").mkdir(parents=True)
    assert opm_evidence("check", "elsewhere/drinks", folder=place).returncode == 2


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["build", "{}", "--list"], "drinks: there is no pack yet"),
        (["gaps", "{}", "--format", "csv"], "gap_id,"),
        (["template", "{}"], "Wrote drinks.xlsx."),
        (["challenge", "{}", *"--about c1 --raised-by A --text No".split()], "Added ch-1 to"),
        (["section", "{}", "prices", *"--title A --author B --organisation C".split()], "Laid out"),
        (["usage", "--policy", "{}"], "drinks: no usage is recorded."),
    ],
    ids=lambda each: each[0] if isinstance(each, list) else "",
)
def test_every_command_takes_a_policy_by_its_folder(place, words, says):
    done = opm_evidence(*(each.format("evidence/drinks/") for each in words), folder=place)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(says)


def test_a_new_policy_may_be_named_by_the_folder_that_it_will_have(place):
    done = opm_evidence("new", "evidence/school-meals/", folder=place)
    assert done.stdout.startswith("Laid out evidence/school-meals."), done.stderr


def test_a_folder_without_policy_yaml_is_said_to_have_none(place):
    (place / "evidence" / "meals").mkdir()
    done = opm_evidence("check", "meals", folder=place)
    assert done.returncode == 2
    assert done.stderr.startswith("The folder evidence/meals has no policy.yaml")


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_folder_that_is_left_out_of_all_policies_is_said(place, command):
    for name in ("meals", "travel", ".git", "__pycache__"):
        (place / "evidence" / name).mkdir()
    (place / "evidence" / "travel" / "Policy.yml").write_text("", encoding="utf-8")
    done = opm_evidence(command, *(["--list"] if command == "build" else []), folder=place)
    assert done.returncode == 0
    assert re.findall(r"^advice: The folder (\S+) has no policy.yaml", done.stderr, re.M) == [
        "evidence/meals",
        "evidence/travel",
    ]
    assert "Rename Policy.yml to policy.yaml." in done.stderr


def test_a_policy_that_is_misspelled_is_offered_its_name(place):
    done = opm_evidence("gaps", "Drink", folder=place)
    assert "Did you mean “drinks”? Known policies: drinks." in done.stderr


def test_the_folder_of_a_policy_in_place_of_all_evidence_is_said_to_be_one(place):
    done = opm_evidence("check", "--evidence", "evidence/drinks", folder=place)
    assert done.returncode == 2
    assert "Say: --evidence evidence\n" in done.stderr


def test_check_looks_at_the_usage_too_since_a_build_would_fail_at_it(place):
    usage = place / "evidence" / "drinks" / "usage"
    usage.mkdir()
    (usage / "clicks.csv").write_text("query,link,select_item_event\nlevy,/levy,12\n")
    done = opm_evidence("check", folder=place)
    assert done.returncode == 1
    assert "drinks/usage/clicks.csv: There is no clicks.csv.yaml" in done.stderr
    assert "drinks: 2 faults" in done.stdout


def test_a_call_from_the_wrong_folder_is_told_where_to_go(tmp_path):
    done = opm_evidence("check", folder=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("There is no folder evidence here.")
    assert "name it with --evidence" in done.stderr


def test_check_says_every_fault_with_file_row_field_and_remedy(place):
    spoil(place)
    done = opm_evidence("check", "drinks", folder=place)
    assert done.returncode == 1
    faults = re.findall(r"^drinks/(\S+), row (\d+), (\w+): (.+)\n    (.+)", done.stderr, re.M)
    assert {(file, row, field) for file, row, field, _, _ in faults} >= {
        ("findings.csv", "2", "direction"),
        ("findings.csv", "2", "evidence_id"),
        ("findings.csv", "3", "direction"),
    }


def test_check_tells_a_program_the_same(place):
    spoil(place)
    done = opm_evidence("check", "--json", folder=place)
    (found,) = json.loads(done.stdout)
    assert found["policy_id"] == "drinks"
    assert {"file", "line", "field", "what", "remedy", "severity", "place"} <= set(
        found["faults"][0]
    )


def test_a_folder_without_policies_is_said_so(tmp_path):
    (tmp_path / "evidence").mkdir()
    done = opm_evidence("check", folder=tmp_path)
    assert done.returncode == 2
    assert "There is no policy in evidence." in done.stderr


def test_gaps_prints_the_same_gaps_in_three_forms(place):
    rows = json.loads(opm_evidence("gaps", "drinks", "--json", folder=place).stdout)
    text = opm_evidence("gaps", "drinks", "--format", "csv", folder=place).stdout
    table = opm_evidence("gaps", "drinks", folder=place).stdout
    assert rows
    assert [row["gap_id"] for row in csv.DictReader(io.StringIO(text))] == [
        row["gap_id"] for row in rows
    ]
    assert len(re.findall(r"\bG\d\d\b", table)) == len(rows)
    leading = [row["leads"] for row in rows if row["leads"]]
    assert leading == list(range(1, len(leading) + 1)), "those that lead come first"


def test_a_policy_of_which_nothing_is_recorded_has_no_gaps_but_much_that_cannot_be_judged(place):
    assert opm_evidence("new", "school-meals", folder=place).returncode == 0
    done = opm_evidence("gaps", "school-meals", folder=place)
    said = r"No rule finds a gap\. \d+ answers could not be judged, for want of what nobody has"
    assert re.match(said, done.stdout), done.stdout


def test_a_threshold_moves_the_gaps(place):
    def thin(*words):
        rows = json.loads(opm_evidence("gaps", "drinks", "--json", *words, folder=place).stdout)
        return [row["subject"] for row in rows if row["rule"] == "G02"]

    assert "levy--obesity--any--effect" in thin()
    assert thin("-p", "enough_studies=1") == []


def test_a_new_policy_passes_check_and_builds_a_pack_that_says_nothing_is_known(place):
    laid = opm_evidence("new", "school-meals", "--title", "School meals", folder=place)
    assert laid.returncode == 0
    assert opm_evidence("check", "school-meals", folder=place).returncode == 0
    built = opm_evidence("build", "school-meals", folder=place)
    assert built.returncode == 0, built.stderr
    page = (place / "outputs" / "school-meals" / "index.html").read_text(encoding="utf-8")
    assert "<title>School meals: what is known, and what is not?</title>" in page
    assert len(re.findall(r"<h2 id=section-\d+>", page)) == 13
    assert built.stdout.splitlines()[-1] == (place / "outputs" / "index.html").as_uri()


def test_serve_shows_the_packs_on_this_computer_only(tmp_path):
    (tmp_path / "index.html").write_text("packs", encoding="utf-8")
    words = ["-u", "-m", "opm_evidence.cli", "serve", "--output", str(tmp_path), "--port", "0"]
    with subprocess.Popen(
        [sys.executable, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as server:
        address = re.search(r"http://127\.0\.0\.1:\d+/", server.stdout.readline()).group()
        with urlopen(address) as page:
            assert page.read() == b"packs"
        server.send_signal(signal.SIGINT)
        assert server.wait(ENOUGH_SECONDS) == 0
        assert "Traceback" not in server.stderr.read()


def test_the_readme_lists_every_command_and_no_other():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert tuple(re.findall(r"^\| `opm-evidence (\w+)", text, re.MULTILINE)) == COMMANDS
