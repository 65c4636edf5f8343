"""Nobody needs our command to use our notebooks: papermill and nbconvert do the same."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.commands import ENOUGH_SECONDS, NOTEBOOK, ROOT


def run(*words, folder):
    return subprocess.run(
        [sys.executable, "-m", *map(str, words)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=ENOUGH_SECONDS,
    )


@pytest.fixture(scope="module")
def place(evidence, tmp_path_factory):
    """A checkout in small: notebooks/ beside evidence/, and the notebook run by papermill."""
    place = tmp_path_factory.mktemp("checkout")
    shutil.copytree(evidence, place / "evidence")
    (place / "notebooks").mkdir()
    shutil.copy(NOTEBOOK, place / "notebooks")
    words = ("papermill", "evidence_pack.ipynb", "out.ipynb", "-p", "policy_id", "drinks")
    done = run(*words, folder=place / "notebooks")
    assert done.returncode == 0, done.stderr
    return place


def test_nbconvert_makes_the_page_of_the_build_without_downloads_and_fingerprints(place, pack):
    words = ("nbconvert", "--to", "evidence-pack", "out.ipynb")
    done = run(*words, folder=place / "notebooks")
    assert done.returncode == 0, done.stderr
    page = (place / "notebooks" / "out.html").read_text(encoding="utf-8")
    built = (pack / "index.html").read_text(encoding="utf-8")
    sections = r"(?s)<section aria-labelledby=section-\d+>.*?</section>"
    assert re.findall(sections, page) == re.findall(sections, built)
    assert "What can you download?" in built and "What can you download?" not in page


def test_nbconvert_can_run_the_notebook_whose_page_it_makes(place):
    notebooks = place / "notebooks"
    empty = ("nbconvert", "--clear-output", "--to", "notebook", "--output", "empty", "out.ipynb")
    assert run(*empty, folder=notebooks).returncode == 0
    words = ("nbconvert", "--execute", "--to", "evidence-pack", "empty.ipynb")
    done = run(*words, folder=notebooks)
    assert done.returncode == 0, done.stderr
    assert "<table" in (notebooks / "empty.html").read_text(encoding="utf-8")


def test_under_papermill_the_first_call_refuses_a_bad_value(place):
    for name, value, message in (
        ("policy_id", "nonsense", "There is no policy “nonsense” here."),
        ("as_of", "yesterday", "as_of"),
        ("enough_studies", "-1", "enough_studies"),
    ):
        words = ("papermill", "evidence_pack.ipynb", "bad.ipynb", "-p", "policy_id", "drinks")
        done = run(*words, "-p", name, value, folder=place / "notebooks")
        assert done.returncode == 1, name
        assert message in done.stderr, name
