"""Only what changed is built again, several at a time, and every way gives the same bytes."""

import json
import shutil
import signal
import subprocess
import sys
import time
from importlib.metadata import version
from xml.etree import ElementTree

import pytest

from opm_evidence.packs.builds.batch import planned
from opm_evidence.packs.builds.job import Job, jobs_for
from tests.commands import NOTEBOOK, ROOT, opm_evidence, snapshot
from tests.packs.processes import build_command, leftovers, started_by

NAMES = ("drinks", "meals", "parks")


@pytest.fixture(scope="module")
def registers(evidence, tmp_path_factory):
    """Three policies with much the same register."""
    folder = tmp_path_factory.mktemp("three") / "evidence"
    shutil.copytree(evidence, folder)
    policy = (folder / "drinks" / "policy.yaml").read_text(encoding="utf-8")
    for name in NAMES[1:]:
        shutil.copytree(evidence / "drinks", folder / name)
        renamed = policy.replace("policy_id: drinks", f"policy_id: {name}")
        (folder / name / "policy.yaml").write_text(renamed, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(registers):
    """Their packs, built one at a time."""
    outputs = registers.parent / "outputs"
    done = opm_evidence("build", *words(registers.parent), "--jobs", 1)
    assert done.returncode == 0, done.stderr
    return outputs


@pytest.fixture
def place(registers, built, tmp_path):
    """A copy of registers, packs, and what is known of how they were made."""
    shutil.copytree(registers, tmp_path / "evidence")
    shutil.copytree(built, tmp_path / "outputs")
    return tmp_path


def words(place):
    given = ("--evidence", place / "evidence", "--output", place / "outputs")
    return (*given, "--notebook", NOTEBOOK)


def why(place, **given):
    jobs = jobs_for(
        NAMES,
        evidence=place / "evidence",
        outputs=place / "outputs",
        notebook=given.pop("notebook", NOTEBOOK),
        given=given,
    )
    return {job.policy_id: reasons for job, reasons in planned(jobs)}


def test_several_at_a_time_give_the_same_bytes_as_one(registers, built, tmp_path):
    shutil.copytree(registers, tmp_path / "evidence")
    done = opm_evidence("build", *words(tmp_path), "--jobs", 3)
    assert done.returncode == 0, done.stderr
    assert snapshot(tmp_path / "outputs") == snapshot(built)


def test_cold_kernels_and_cold_workers_give_the_same_bytes(registers, built, tmp_path, monkeypatch):
    """As on a system that cannot fork: `-S` is what the interpreter is told not to be found."""
    from opm_evidence.packs.builds.batch import bring_up_to_date
    from opm_evidence.packs.kernels.forking import NotWarm, WarmProcess

    def cannot(*_):
        raise NotWarm("this test says so")

    monkeypatch.setattr(WarmProcess, "start", cannot)
    jobs = jobs_for(["meals"], evidence=registers, outputs=tmp_path, notebook=NOTEBOOK, given={})
    batch = bring_up_to_date(jobs, tmp_path, 1)
    assert batch.exit_code == 0, batch.complaints
    assert snapshot(tmp_path / "meals") == snapshot(built / "meals")


def test_nothing_is_built_when_nothing_changed(place):
    assert why(place) == dict.fromkeys(NAMES, ())
    before = {path: path.stat().st_ino for path in (place / "outputs").rglob("*")}
    done = opm_evidence("build", *words(place))
    assert done.returncode == 0
    assert "3 policies, 3 unchanged." in done.stdout
    after = {path: path.stat().st_ino for path in (place / "outputs").rglob("*")}
    assert after == before


def test_a_build_with_nothing_to_do_loads_nothing_heavy(place):
    program = (
        "import sys\n"
        "from opm_evidence.cli import app\n"
        "app(sys.argv[1:], standalone_mode=False)\n"
        "heavy = {'pandas', 'numpy', 'nbformat', 'papermill', 'jinja2', 'matplotlib'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    command = [sys.executable, "-c", program, "build", *map(str, words(place)), "--list"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr


def test_a_changed_table_is_a_reason_for_its_policy_only(place):
    findings = place / "evidence" / "meals" / "findings.csv"
    findings.write_bytes(findings.read_bytes() + b"\n")
    reasons = why(place)
    assert reasons["meals"] == ("the register changed: meals/findings.csv",)
    assert reasons["drinks"] == reasons["parks"] == ()


@pytest.mark.parametrize("name", ["designs.csv", "scales.csv"])
def test_a_shared_table_is_a_reason_for_all(place, name):
    table = place / "evidence" / name
    known = table.exists()
    table.write_bytes((table.read_bytes() if known else b"") + b"\n")
    said = name if known else f"{name} (new)"
    assert set(why(place).values()) == {(f"the register changed: {said}",)}


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "notes.csv",
        "old.xlsx",
        "drinks/.~lock.findings.csv#",  # of LibreOffice, while the file is open
        "drinks/sections/.ipynb_checkpoints/schools-checkpoint.ipynb",
    ],
)
def test_what_is_not_read_is_no_reason(place, name):
    path = place / "evidence" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("Nothing reads this.", encoding="utf-8")
    assert set(why(place).values()) == {()}


def test_a_file_that_came_or_went_is_a_reason_that_says_so(place):
    usage = place / "evidence" / "meals" / "usage"
    usage.mkdir()
    for number in range(5):
        (usage / f"{number}.csv").write_text("page,views\n", encoding="utf-8")
    (place / "evidence" / "drinks" / "claim_links.csv").unlink()
    reasons = why(place)
    assert reasons["drinks"] == ("the register changed: drinks/claim_links.csv (gone)",)
    assert reasons["meals"] == (
        "the register changed: meals/usage/0.csv (new), meals/usage/1.csv (new),"
        " meals/usage/2.csv (new) and 2 more",
    )
    assert reasons["parks"] == ()


def test_a_parameter_is_a_reason(place):
    assert why(place, search_years=3)["drinks"] == ("parameters changed: search_years was 5, is 3",)
    assert why(place, as_of="2026-02-01")["drinks"] == (
        "parameters changed: as_of was nothing, is 2026-02-01",
    )


def test_the_notebook_is_a_reason(place):
    for path in (NOTEBOOK, NOTEBOOK.with_suffix(".yaml")):
        shutil.copy(path, place)
    notebook = place / NOTEBOOK.name
    assert why(place, notebook=notebook)["drinks"] == ()
    notebook.write_text(notebook.read_text("utf-8") + "\n", encoding="utf-8")
    assert why(place, notebook=notebook)["drinks"] == ("the notebook changed: evidence_pack.ipynb",)
    sidecar = notebook.with_suffix(".yaml")
    sidecar.write_text(sidecar.read_text("utf-8") + "\n", encoding="utf-8")
    assert set(why(place, notebook=notebook).values()) == {
        ("the notebook changed: evidence_pack.ipynb, evidence_pack.yaml",)
    }


def test_the_code_and_the_libraries_are_reasons(place):
    record = place / "outputs" / ".builds" / "drinks.json"
    content = json.loads(record.read_text(encoding="utf-8"))
    content["ingredients"]["code"] = "of another time"
    content["ingredients"]["libraries"]["pandas"] = "2.0"
    record.write_text(json.dumps(content), encoding="utf-8")
    now = version("pandas")
    assert why(place)["drinks"] == (
        f"libraries changed: pandas was 2.0, is {now}",
        "opm-evidence itself changed",
    )


def test_a_pack_that_was_changed_by_hand_or_lost_a_file_is_built_again(place):
    (place / "outputs" / "drinks" / "index.html").write_text("mine", encoding="utf-8")
    (place / "outputs" / "meals" / "manifest.json").unlink()
    shutil.rmtree(place / "outputs" / "parks")
    assert why(place) == {
        "drinks": ("files of the pack are not as they were built: index.html",),
        "meals": ("files of the pack are not as they were built: manifest.json (gone)",),
        "parks": ("there is no pack yet",),
    }


@pytest.mark.parametrize("record", ["", "{", "[]", '{"ingredients": {}, "files": {}}'])
def test_a_record_that_cannot_be_read_is_no_record(place, record):
    (place / "outputs" / ".builds" / "drinks.json").write_text(record, encoding="utf-8")
    assert why(place)["drinks"] == ("nothing is known of how the pack was made",)


def test_the_list_says_what_would_be_built_and_why(place):
    shutil.rmtree(place / "outputs" / "parks")
    done = opm_evidence("build", *words(place), "--list")
    assert done.stdout.splitlines() == [
        "drinks: up to date",
        "meals: up to date",
        "parks: there is no pack yet",
    ]
    assert not (place / "outputs" / "parks").exists()
    for_a_program = opm_evidence("build", *words(place), "--list", "--json")
    assert json.loads(for_a_program.stdout) == [
        {"policy_id": "drinks", "why": []},
        {"policy_id": "meals", "why": []},
        {"policy_id": "parks", "why": ["there is no pack yet"]},
    ]


def test_what_is_up_to_date_can_be_built_all_the_same(place):
    before = snapshot(place / "outputs")
    done = opm_evidence("build", "meals", *words(place), "--force")
    assert "meals  built" in done.stdout
    assert "(it was asked for)" in done.stdout
    assert snapshot(place / "outputs") == before


def test_a_report_of_either_kind_names_each_policy_and_what_became_of_it(place):
    findings = place / "evidence" / "meals" / "findings.csv"
    text = findings.read_text(encoding="utf-8").replace("improves", "improvs")
    findings.write_text(text, encoding="utf-8")
    shutil.rmtree(place / "outputs" / "parks")
    report = place / "reports" / "build.xml"
    done = opm_evidence("build", *words(place), "--report", "junit", report)
    assert done.returncode == 1
    suite = ElementTree.parse(report).getroot().find("testsuite")
    assert {each: suite.get(each) for each in ("tests", "failures", "errors", "skipped")} == {
        "tests": "3",
        "failures": "1",
        "errors": "0",
        "skipped": "1",
    }
    cases = {case.get("name"): [part.tag for part in case] for case in suite}
    assert cases == {"drinks": ["skipped"], "meals": ["failure"], "parks": []}
    assert "findings.csv, row 2" in suite.find("testcase/failure").text

    report = place / "build.json"
    opm_evidence("build", *words(place), "--report", "json", report)
    entries = {each["policy_id"]: each for each in json.loads(report.read_text("utf-8"))}
    assert {name: each["state"] for name, each in entries.items()} == {
        "drinks": "unchanged",
        "meals": "failed",
        "parks": "unchanged",
    }
    assert entries["meals"]["faults"][0]["file"] == "findings.csv"


def test_a_junit_report_is_as_services_read_it(place):
    """After the schema of the JUnit report that Jenkins, GitLab and GitHub's own readers share."""
    findings = place / "evidence" / "meals" / "findings.csv"
    text = findings.read_text(encoding="utf-8").replace("improves", "impr\x07ovs")
    findings.write_text(text, encoding="utf-8")
    report = place / "build.xml"
    opm_evidence("build", "meals", "parks", *words(place), "--report", "junit", report)
    root = ElementTree.parse(report).getroot()
    assert (root.tag, [each.tag for each in root]) == ("testsuites", ["testsuite"])
    suite = root[0]
    assert set(suite.attrib) == {"name", "tests", "failures", "errors", "skipped", "time"}
    assert all(int(suite.get(each)) >= 0 for each in ("tests", "failures", "errors", "skipped"))
    assert float(suite.get("time")) >= 0
    for case in suite:
        assert case.tag == "testcase"
        assert set(case.attrib) == {"name", "classname", "time"}
        assert float(case.get("time")) >= 0
        assert len(case) <= 1
        for part in case:
            assert part.tag in ("failure", "error", "skipped")
            assert part.get("message")
            assert part.tag == "skipped" or part.get("type")


def test_a_report_counts_what_was_interrupted_and_a_page_over_all_packs_that_failed():
    from opm_evidence.errors import PackFailed
    from opm_evidence.packs.builds.batch import Batch
    from opm_evidence.packs.builds.job import Outcome, SiteOutcome
    from opm_evidence.packs.builds.report import as_json, as_junit, summary

    batch = Batch(("drinks", "meals"), [Outcome("drinks", "built")], interrupted=True)
    batch.site = SiteOutcome(error=PackFailed("No room.\n    Make some."))
    (suite,) = as_junit(batch)
    assert {case.get("name"): [part.get("message") for part in case] for case in suite} == {
        "drinks": [],
        "meals": ["the build was interrupted"],
        "the page over all packs": ["No room."],
    }
    assert (suite.get("tests"), suite.get("errors")) == ("3", "2")
    *policies, site = as_json(batch)
    assert [each["state"] for each in policies] == ["built", "interrupted"]
    assert (site["policy_id"], site["state"]) == (None, "failed")
    assert site["message"].startswith("No room.")
    last = "2 policies, 1 built, 1 interrupted, and the page over all packs failed."
    assert summary(batch).splitlines()[-1] == last


def test_a_build_counts_the_advice_that_the_check_of_a_register_gave():
    from opm_evidence.packs.builds.batch import Batch
    from opm_evidence.packs.builds.job import Outcome
    from opm_evidence.packs.builds.report import summary
    from opm_evidence.records.faults import Fault

    advice = Fault("evidence.csv", 2, "year", "It is odd.", "Look again.", "advice")
    built = [
        Outcome("drinks", "built", advice=(advice, advice)),
        Outcome("meals", "built", advice=(advice,)),
        Outcome("tax", "built"),
    ]
    lines = summary(Batch(("drinks", "meals", "tax"), built)).splitlines()
    assert [each.strip() for each in lines if "advice" in each] == [
        "2 pieces of advice: opm-evidence check drinks",
        "1 piece of advice: opm-evidence check meals",
    ]


@pytest.mark.parametrize("report", ["", "findings.csv/build.xml"])
def test_a_report_that_cannot_be_written_is_refused_before_anything_is_built(place, report):
    shutil.rmtree(place / "outputs")
    report = place / "evidence" / "drinks" / report
    done = opm_evidence("build", *words(place), "--report", "junit", report)
    assert done.returncode == 2
    assert f"The report {report.as_posix()} " in done.stderr
    assert not (place / "outputs").exists()


def test_a_kind_of_report_that_does_not_exist_is_refused_before_anything_is_built(place):
    shutil.rmtree(place / "outputs")
    done = opm_evidence("build", *words(place), "--report", "pdf", place / "x")
    assert done.returncode == 2
    assert "Choose one of: json, junit." in done.stderr
    assert not (place / "outputs").exists()


def test_the_log_of_a_policy_says_how_long_each_section_took(built):
    log = (built / ".builds" / "drinks.log").read_text(encoding="utf-8")
    steps = [line.partition(" s  ")[2] for line in log.splitlines()[1:-1]]
    assert steps[0] == "reading the register"
    assert "What is known, in brief?" in steps
    assert steps[-3:] == ["writing the tables", "writing the page", "in all"]
    assert log.splitlines()[-1] == "built"


def test_a_build_with_nothing_to_do_leaves_the_log_of_the_last_one(place):
    """So does one that waits for another: the log is of whoever has the policy."""
    from opm_evidence.packs.builds.log import WAITING, BuildLog

    log = place / "outputs" / ".builds" / "meals.log"
    before = log.read_bytes()
    second = BuildLog(place / "outputs", "meals", lambda section: None)
    second.section(WAITING)
    second.close("unchanged")
    assert log.read_bytes() == before


def test_a_log_has_a_line_for_each_policy_and_no_more(place):
    shutil.rmtree(place / "outputs")
    done = opm_evidence("build", *words(place), "--jobs", 2)
    lines = done.stderr.splitlines()
    assert [line.split("  ")[0] for line in lines] == ["1 of 3", "2 of 3", "3 of 3"]
    assert {line.split("  ")[1].split(":")[0] for line in lines} == set(NAMES)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for processes in /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_build_that_is_interrupted_leaves_packs_whole_and_nothing_running(place, number):
    before = snapshot(place / "outputs")
    command = build_command(place, "--force", "--jobs", "2")
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as build:
        while not list((place / "outputs").glob(".building-*/evidence_pack.ipynb")):
            assert build.poll() is None, build.stderr.read()
            time.sleep(0.01)
        processes = started_by(build.pid)
        build.send_signal(number)
        said, complained = build.communicate(timeout=60)
    assert build.returncode == 130, complained
    assert "interrupted" in said
    assert "Traceback" not in complained
    assert leftovers(processes) == []
    assert not list((place / "outputs").glob(".building-*"))
    assert snapshot(place / "outputs") == before


def test_a_job_passes_from_process_to_process():
    import pickle

    from opm_evidence.errors import FaultyRegister
    from opm_evidence.records.faults import Fault

    error = FaultyRegister("drinks", [Fault("findings.csv", 2, "direction", "wrong", "do so")])
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.faults) == (str(error), error.faults)
    assert pickle.loads(pickle.dumps(Job)) is Job
