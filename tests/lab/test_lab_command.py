"""`opm-evidence lab` where JupyterLab is not there: builds have none, and say what to do."""

import json
import sys
from pathlib import Path

import pytest

from opm_evidence.packs.lab.starting import SETTINGS
from opm_evidence.registers import lay_out_policy
from tests.commands import ROOT, opm_evidence


@pytest.fixture
def place(tmp_path):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "evidence").mkdir()
    return tmp_path


def test_an_environment_without_jupyterlab_says_how_to_get_one(place):
    done = opm_evidence("lab", "--no-browser", folder=place)
    assert done.returncode == 2
    assert "JupyterLab is not installed in this environment." in done.stderr
    assert "`make lab`" in done.stderr
    assert "opm-evidence[lab]" in done.stderr


def test_it_names_the_command_that_works_beside_ones_own_register(place):
    lay_out_policy("drinks-levy", place / "evidence")
    done = opm_evidence("lab", "drinks-levy", "--no-browser", folder=place)
    ours = ROOT / ".venv-lab" / Path(sys.executable).parent.name / "opm-evidence"
    assert f"{ours} lab drinks-levy\n" in done.stderr
    assert "Starting" not in done.stdout


def test_a_folder_that_is_not_there_is_named(place):
    done = opm_evidence("lab", "--notebooks", "nowhere", folder=place)
    assert done.returncode == 2
    assert "There is no folder nowhere." in done.stderr


def test_a_policy_that_is_not_there_is_named(place):
    done = opm_evidence("lab", "nonsense", folder=place)
    assert done.returncode == 2
    assert "There is no policy “nonsense” here." in done.stderr


def test_nothing_is_saved_by_itself_and_nobody_is_asked_for_news():
    text = (SETTINGS / "labconfig" / "default_setting_overrides.json").read_text(encoding="utf-8")
    settings = json.loads(text)
    assert settings["@jupyterlab/docmanager-extension:plugin"]["autosave"] is False
    news = settings["@jupyterlab/apputils-extension:notification"]
    assert news == {"checkForUpdates": False, "fetchNews": "false"}
