"""A notebook that was run and saved leaves a clean diff: only what a person changed."""

import re
import shlex
import subprocess
import sys

import nbformat
import pytest

from opm_evidence.packs.notebooks.clean_notebook import clean_text
from tests.commands import NOTEBOOK, ROOT

SETTING = "filter.opm-evidence-notebook.clean"


@pytest.fixture
def git(tmp_path):
    """A repository with the pack's notebook and the filter that `make` installs."""

    def run(*words):
        identity = ["-c", "user.name=analyst", "-c", "user.email=analyst@localhost"]
        done = subprocess.run(
            ["git", *identity, *words], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        return done.stdout

    run("init", "--quiet")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (module,) = re.findall(rf"{re.escape(SETTING)} '\$\(1\)/python (-m [\w.]+)'", makefile)
    run("config", SETTING, f"{shlex.quote(sys.executable)} {module}")
    (tmp_path / "notebooks").mkdir()
    for name in (".gitattributes", "notebooks/evidence_pack.ipynb"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    run("add", ".")
    run("commit", "--quiet", "--message", "Begin")
    return run


def as_run(notebook):
    """The notebook as JupyterLab leaves it after a run: results, numbers, times and marks."""
    notebook.metadata["language_info"] = {"name": "python", "version": "3.11.99"}
    notebook.metadata["widgets"] = {}
    for number, cell in enumerate(notebook.cells, 1):
        cell.metadata["execution"] = {"iopub.execute_input": "2026-11-23T10:00:00Z"}
        cell.metadata["editable"] = True
        if cell.cell_type == "code":
            cell.execution_count = number
            cell.outputs = [nbformat.v4.new_output("stream", text=f"result {number}\n")]
    return notebook


def save(path, notebook):
    path.write_text(nbformat.writes(notebook), encoding="utf-8")


def test_a_run_leaves_no_diff(git, tmp_path):
    path = tmp_path / "notebooks" / "evidence_pack.ipynb"
    save(path, as_run(nbformat.read(path, as_version=4)))
    assert git("diff") == ""
    git("add", ".")
    assert git("diff", "--cached") == ""


def test_a_change_by_a_person_is_the_whole_diff(git, tmp_path):
    path = tmp_path / "notebooks" / "evidence_pack.ipynb"
    notebook = as_run(nbformat.read(path, as_version=4))
    notebook.cells[0].source += "\nA sentence of ours."
    save(path, notebook)
    added = [line for line in git("diff", "-U0").splitlines() if re.match(r"\+(?!\+\+)", line)]
    assert [line for line in added if "A sentence of ours." in line]
    assert len(added) <= 2, "the line before gets its line end"


def test_the_saved_file_keeps_its_results(git, tmp_path):
    path = tmp_path / "notebooks" / "evidence_pack.ipynb"
    save(path, as_run(nbformat.read(path, as_version=4)))
    git("add", ".")
    assert "result" in path.read_text(encoding="utf-8")


def test_the_committed_notebook_is_what_the_filter_makes():
    text = NOTEBOOK.read_text(encoding="utf-8")
    assert clean_text(text) == text


@pytest.mark.parametrize("text", ["", "{", "<<<<<<< HEAD\n{}\n", "[]", '{"cells": 1}', "{}"])
def test_what_is_no_notebook_goes_through_as_it_is(text):
    assert clean_text(text) == text
