"""The notebooks that only analysts use run for every policy, and on what is wrong."""

import shutil
import subprocess
import sys

import pytest

from opm_evidence import desk
from opm_evidence.packs.notebooks.examining import read_health, read_portfolio
from opm_evidence.packs.notebooks.running import read_notebook, run_notebook
from opm_evidence.packs.notebooks.sidecar import read_sidecar
from opm_evidence.registers import write_register
from opm_evidence.registers.folders import policy_ids
from tests.commands import ROOT
from tests.packs.conftest import levy

NOTEBOOKS = ROOT / "notebooks"
EVIDENCE = ROOT / "evidence"


def shown(name, folder, **given):
    """What each cell shows as HTML, by its name; an error would have stopped the run."""
    path = NOTEBOOKS / f"{name}.ipynb"
    parameters = read_sidecar(path).complete({"evidence_dir": str(EVIDENCE), **given})
    notebook = run_notebook(read_notebook(path), parameters, folder)
    return {
        cell["id"]: "".join(output.data["text/html"] for output in cell.outputs)
        for cell in notebook.cells
        if cell.cell_type == "code" and cell.outputs
    }


@pytest.fixture
def torn(tmp_path):
    """A register whose evidence.csv lacks a column, and whose findings name what is not there."""
    write_register(levy(), tmp_path / "evidence")
    table = tmp_path / "evidence" / "drinks" / "evidence.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("title", "name", 1), "utf-8")
    return tmp_path


@pytest.mark.parametrize("policy_id", policy_ids(EVIDENCE))
def test_what_if_and_health_of_every_policy(policy_id, tmp_path):
    explored = shown("explore_gaps", tmp_path, policy_id=policy_id)
    assert list(explored) == ["what-moved", "explore-gaps", "gaps-moved"]
    mended = shown("register_health", tmp_path, policy_id=policy_id)
    assert list(mended) == ["how-much-to-mend", "what-to-mend", "answers-by-rule"]


@pytest.mark.parametrize("policy_id", policy_ids(EVIDENCE))
def test_whatever_cannot_be_told_of_a_real_policy_waits_for_something_that_is_named(policy_id):
    health = read_health(policy_id, EVIDENCE)
    untold = {e.gap_id for e in health.assessment.answers if e.verdict == "not_assessable"}
    assert untold == {answer for each in health.mendings for answer in each.waiting}


def test_all_policies_side_by_side(tmp_path):
    said = shown("portfolio", tmp_path)
    assert len(said) == 5
    for policy_id in policy_ids(EVIDENCE):
        assert policy_id in said["policies-side-by-side"]


def test_the_health_of_a_faulty_register_is_a_table_of_its_faults_and_no_error(torn):
    said = shown("register_health", torn, policy_id="drinks", evidence_dir="evidence")
    assert "evidence.csv" in said["what-to-mend"]
    assert "keep the register from being read" in said["what-to-mend"]
    assert "No rule can answer yet" in said["answers-by-rule"]


def test_a_faulty_register_is_left_out_of_the_portfolio_by_name(torn):
    said = shown("portfolio", torn, evidence_dir="evidence")
    assert "drinks" in said["gaps-in-common"]
    assert "No register can be read" in said["policies-side-by-side"]


def test_a_fault_in_the_usage_of_a_policy_is_mended_first(tmp_path):
    write_register(levy(), tmp_path)
    usage = tmp_path / "drinks" / "usage"
    usage.mkdir()
    (usage / "nonsense.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    health = read_health("drinks", tmp_path)
    assert health.mendings[0].kind == "fault"
    assert "nonsense.csv" in health.mendings[0].place
    assert read_portfolio(tmp_path).left_out == ("drinks",)
    assert desk.answers_by_rule(health).title != "No rule can answer yet"


def test_only_the_run_time_requirements_are_needed(tmp_path):
    """Without the libraries of JupyterLab the notebooks say what to install, and show the rest."""
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\nfor name in ('ipywidgets', 'anywidget', 'itables', 'jupyterlab'):\n"
        "    sys.modules[name] = None\n",
        encoding="utf-8",
    )
    shutil.copytree(NOTEBOOKS, tmp_path / "notebooks")
    done = subprocess.run(
        [sys.executable, "-m", "papermill", "explore_gaps.ipynb", "out.ipynb"]
        + ["-p", "evidence_dir", str(EVIDENCE), "--no-progress-bar"],
        cwd=tmp_path / "notebooks",
        env={"PYTHONPATH": f"{tmp_path}:{ROOT}", "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    text = (tmp_path / "notebooks" / "out.ipynb").read_text(encoding="utf-8")
    assert "widget-view" not in text
    assert "make lab" in text
