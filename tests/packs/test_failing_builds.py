"""A build that fails says where and why, stops no other, and leaves the last good pack."""

import json
import os
import shutil
import sys
from xml.etree import ElementTree

import nbformat
import pytest

from tests.commands import NOTEBOOK, opm_evidence, snapshot


@pytest.fixture
def place(evidence, outputs, tmp_path):
    """A folder with two policies, the pack of one of them, and the notebook."""
    shutil.copytree(evidence, tmp_path / "evidence")
    shutil.copytree(outputs, tmp_path / "outputs")
    (tmp_path / "notebooks").mkdir()
    for path in (NOTEBOOK, NOTEBOOK.with_suffix(".yaml")):
        shutil.copy(path, tmp_path / "notebooks")
    second = shutil.copytree(evidence / "drinks", tmp_path / "evidence" / "meals")
    policy = (second / "policy.yaml").read_text(encoding="utf-8")
    (second / "policy.yaml").write_text(
        policy.replace("policy_id: drinks", "policy_id: meals"), encoding="utf-8"
    )
    return tmp_path


def spoil_register(place):
    findings = place / "evidence" / "drinks" / "findings.csv"
    text = findings.read_text(encoding="utf-8").replace("improves", "improvs")
    findings.write_text(text, encoding="utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="file names are any bytes only there")
@pytest.mark.parametrize(
    "name", [b"\xff.csv", b"usage/\xff.csv", b"sections/\xff.ipynb", b"editions/\xff.json"]
)
def test_a_file_whose_name_is_no_text_is_a_fault_and_ends_no_process(place, name):
    """Its name goes into the log, the report and the fingerprints, which are text."""
    path = os.fsencode(place / "evidence" / "drinks") + b"/" + name
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(b"{}")
    done = opm_evidence("build", "--report", "junit", "report.xml", folder=place)
    assert done.returncode == 1
    shown = name.replace(b"\xff", b"?").decode()
    assert f"\n{shown}" in done.stderr
    assert "ended with code" not in done.stderr
    failure = ElementTree.parse(place / "report.xml").find(".//failure")
    assert failure is not None and shown in failure.text
    assert "1 built, 1 failed." in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="sockets have paths on other systems only")
def test_a_deep_folder_for_temporary_files_fails_no_build(place):
    """The path of a socket has room for some hundred letters."""
    deep = place / ("temporary" * 12)
    deep.mkdir()
    done = opm_evidence("build", "meals", folder=place, TMPDIR=str(deep))
    assert done.returncode == 0, done.stderr
    assert "cold" not in done.stderr, "kernels are forked as ever"
    assert list(deep.iterdir()) == []


def spoil_notebook(place, source, name="in-brief"):
    path = place / "notebooks" / "evidence_pack.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell["id"] == name:
            cell["source"] = source
    nbformat.write(notebook, path)


def test_faults_of_one_register_stop_its_pack_and_no_other(place):
    before = snapshot(place / "outputs" / "drinks")
    spoil_register(place)
    done = opm_evidence("build", folder=place)
    assert done.returncode == 1
    assert "findings.csv, row 2, direction" in done.stderr
    assert "improves" in done.stderr, "the nearest word is offered"
    assert snapshot(place / "outputs" / "drinks") == before
    assert (place / "outputs" / "meals" / "index.html").is_file()
    assert "2 policies, 1 built, 1 failed." in done.stdout


def test_a_failed_build_tells_a_program_what_failed(place):
    spoil_register(place)
    done = opm_evidence("build", "drinks", "--json", folder=place)
    (outcome,) = json.loads(done.stdout)
    assert done.returncode == 1
    assert (outcome["policy_id"], outcome["built"], outcome["page"]) == ("drinks", False, None)
    assert outcome["faults"][0]["file"] == "findings.csv"


@pytest.mark.parametrize(
    ("source", "cause"),
    [
        ("display.no_such_section(assessment)", "AttributeError"),
        ("import warnings\nwarnings.warn('something is odd')", "warned: "),
        ("print('left from an experiment')", "printed: left from an experiment"),
        ("register.policy", "returned only text/plain"),
        ("import os\nos._exit(1)", "kernel died"),
    ],
)
def test_a_cell_that_fails_is_named_by_its_heading_with_the_cause(place, source, cause):
    before = snapshot(place / "outputs")
    spoil_notebook(place, source)
    done = opm_evidence("build", "drinks", folder=place)
    assert done.returncode == 1
    assert "What is known, in brief?" in done.stderr
    assert cause in done.stderr
    assert "Traceback" not in done.stderr
    assert snapshot(place / "outputs") == before


def test_a_wrong_parameter_is_refused_before_anything_is_touched(place):
    before = snapshot(place)
    for words in (
        ["-p", "enough_studeis=2"],
        ["-p", "enough_studies=few"],
        ["-p", "enough_studies"],
        ["--as-of", "yesterday"],
    ):
        done = opm_evidence("build", *words, folder=place)
        assert done.returncode == 2, words
        assert "Traceback" not in done.stderr
    assert snapshot(place) == before


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is closed to this user")
def test_a_folder_that_cannot_be_written_is_said_so(place):
    os.chmod(place / "outputs", 0o500)
    done = opm_evidence("build", "drinks", folder=place)
    os.chmod(place / "outputs", 0o700)
    assert done.returncode == 1
    assert "was not written" in done.stderr


def test_an_output_that_is_a_file_is_said_so(place):
    (place / "packs").write_text("a file", encoding="utf-8")
    done = opm_evidence("build", "drinks", "--output", "packs", folder=place)
    assert done.returncode == 2
    assert (
        done.stderr == "packs is no folder.\n    Name another folder for the packs with --output.\n"
    )
