"""Packs and notebooks need what a build installs, and nothing of JupyterLab or of the tests."""

import os
import subprocess
import sys
from importlib.metadata import packages_distributions

import pytest
from packaging.utils import canonicalize_name

from opm_evidence.packs.notebooks.running import read_notebook
from opm_evidence.packs.notebooks.sidecar import read_sidecar
from opm_evidence.registers import write_register
from tests.commands import ENOUGH_SECONDS, NOTEBOOK, ROOT
from tests.own_sections import example
from tests.packs.conftest import levy
from tests.setup.test_setup import pins

NOTEBOOKS = sorted(path.name for path in NOTEBOOK.parent.glob("*.ipynb"))

# Python imports sitecustomize in every process: in workers and kernels, too.
BLOCKER = """
from importlib.machinery import PathFinder

found = PathFinder.find_spec
missing = {missing!r}

def find_spec(name, path=None, target=None):
    return None if name.partition(".")[0] in missing else found(name, path, target)

PathFinder.find_spec = staticmethod(find_spec)
"""


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """The environment of processes in which only run-time requirements can be imported."""
    folder = tmp_path_factory.mktemp("bare")
    kept = {canonicalize_name(pin.name) for pin, _ in (*pins("run"), *pins("build"))}
    kept |= {"opm-evidence", "pip"}
    missing = {
        module
        for module, found in packages_distributions().items()
        if kept.isdisjoint(map(canonicalize_name, found))
    }
    text = BLOCKER.format(missing=missing)
    (folder / "sitecustomize.py").write_text(text, encoding="utf-8")
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(folder), str(ROOT)))}


def run(bare, folder, *words):
    return subprocess.run(
        [sys.executable, *map(str, words)],
        cwd=folder,
        env=bare,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=ENOUGH_SECONDS,
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = tmp_path_factory.mktemp("place")
    write_register(levy(), place / "evidence")
    example(place / "evidence" / "drinks")
    return place


@pytest.mark.parametrize("module", ["ipywidgets", "itables", "anywidget", "pytest"])
def test_nothing_but_run_time_requirements_can_be_imported_there(bare, tmp_path, module):
    done = run(bare, tmp_path, "-c", f"import {module}")
    assert f"No module named '{module}'" in done.stderr


def test_a_pack_with_a_section_of_its_own_is_built_there(bare, place):
    done = run(bare, place, "-m", "opm_evidence.cli", "build", "--notebook", NOTEBOOK)
    assert done.returncode == 0, done.stderr
    assert "started cold" not in done.stderr
    assert (place / "outputs" / "drinks" / "index.html").is_file()


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_notebook_runs_there_and_shows_something(bare, place, name):
    own = read_sidecar(NOTEBOOK.with_name(name)).parameters
    given = {"policy_id": "drinks", "evidence_dir": "evidence"}
    given["usage_file"] = ROOT / own["usage_file"].default[3:] if "usage_file" in own else ""
    words = [word for key, value in given.items() if key in own for word in ("-p", key, value)]
    command = ("-m", "papermill", NOTEBOOK.with_name(name), name, "-k", "python3", *words)
    done = run(bare, place, *command)
    assert done.returncode == 0, done.stderr[-3000:]
    cells = read_notebook(place / name).cells
    shown = [output for cell in cells for output in cell.get("outputs", [])]
    assert len(shown) > 1
    assert {output.output_type for output in shown} <= {"execute_result", "display_data"}
