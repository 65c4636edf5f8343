"""nbval compares what the notebook shows with what was accepted, over the small register."""

import os
import shutil
import subprocess
import sys

import nbformat
import pytest

from opm_evidence.packs.notebooks.running import read_notebook
from opm_evidence.packs.notebooks.stripping import emptied, notebook_text
from opm_evidence.registers import write_register
from tests.commands import ENOUGH_SECONDS, ROOT, snapshot
from tests.notebooks.accept import ACCEPTED, APPROVED, POLICIES, REFERENCE, write_policies
from tests.packs.conftest import levy

ACCEPT = "if this was meant: python -m tests.notebooks.accept, then read the difference"


def nbval(notebook):
    return subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval", "-p", "no:cacheprovider", str(notebook)],
        cwd=notebook.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=ENOUGH_SECONDS,
    )


@pytest.fixture
def reference(tmp_path):
    """A copy of what was accepted, to run and to spoil."""
    shutil.copytree(APPROVED, tmp_path / "approved")
    return tmp_path / "approved" / REFERENCE.name


@pytest.mark.parametrize("notebook", ACCEPTED, ids=lambda path: path.stem)
def test_the_accepted_notebook_is_the_one_in_use(notebook):
    accepted = notebook_text(emptied(read_notebook(APPROVED / notebook.name)))
    assert accepted == notebook.read_text(encoding="utf-8"), ACCEPT


def test_the_accepted_register_is_the_small_one_of_the_tests(tmp_path):
    write_register(levy(), tmp_path)
    assert snapshot(APPROVED / "evidence") == snapshot(tmp_path), ACCEPT


def test_the_accepted_policies_are_those_of_the_tests(tmp_path):
    write_policies(tmp_path)
    assert snapshot(APPROVED / POLICIES) == snapshot(tmp_path), ACCEPT


@pytest.mark.parametrize("notebook", ACCEPTED, ids=lambda path: path.stem)
def test_the_notebook_shows_what_was_accepted(reference, notebook):
    done = nbval(reference.with_name(notebook.name))
    assert done.returncode == 0, f"{ACCEPT}\n{done.stdout[-5000:]}"


def test_nbval_would_see_a_single_word_change(reference):
    notebook = nbformat.read(reference, as_version=4)
    (brief,) = [cell for cell in notebook.cells if cell["id"] == "in-brief"]
    html = brief.outputs[0].data["text/html"]
    brief.outputs[0].data["text/html"] = html.replace("independent", "separate", 1)
    assert brief.outputs[0].data["text/html"] != html
    nbformat.write(notebook, reference)
    done = nbval(reference)
    assert done.returncode == 1
    assert "1 failed" in done.stdout
