"""An afternoon at JupyterLab, in a real browser: what is seen, and what git sees of it.

JupyterLab lives in an environment of its own, .venv-lab, which `make lab` and `make test
JUPYTERLAB=1` make: beside the library it would slow every process.
"""

import csv
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.commands import ROOT
from tests.conftest import lacking
from tests.setup.test_clean_notebooks import SETTING

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CHOSEN, TYPED = "housing-first-rough-sleeping", "national-tutoring-programme"
NOTEBOOK = "notebooks/explore_gaps.ipynb"
PATIENCE = 90
SHOWN = ".jp-NotebookPanel:not(.lm-mod-hidden)"


def python_with_lab():
    own = ROOT / ".venv-lab" / "bin" / "python"
    if own.is_file():
        return own
    if find_spec("jupyterlab") is None:
        lacking("no JupyterLab: make test JUPYTERLAB=1 makes an environment that has it")
    return Path(sys.executable)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A clone as `make` leaves it: registers and notebooks in git, with the filter for these."""
    place = tmp_path_factory.mktemp("lab") / "clone"
    for name in ("notebooks", "evidence"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns(".*"))
    for name in (".gitattributes", ".gitignore"):
        shutil.copy(ROOT / name, place / name)
    git(place, "init", "--quiet")
    cleaner = "-m opm_evidence.packs.notebooks.clean_notebook"
    git(place, "config", SETTING, f"{shlex.quote(sys.executable)} {cleaner}")
    git(place, "add", ".")
    git(place, "commit", "--quiet", "--message", "Begin")
    return place


def git(place, *words):
    identity = ["-c", "user.name=analyst", "-c", "user.email=analyst@localhost"]
    command = ["git", *identity, *words]
    return subprocess.run(command, cwd=place, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def address(place):
    """Where `opm-evidence lab` listens, in a home where nobody has settings."""
    home = place.parent / "home"
    log = place.parent / "log"
    words = ["-m", "opm_evidence.cli", "lab", CHOSEN, "--no-browser", "--port", "0"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    with (
        log.open("wb") as said,
        subprocess.Popen(
            [str(python_with_lab()), *words],
            cwd=place,
            env={**kept, "HOME": str(home), "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        ) as server,
    ):
        began = time.monotonic()
        while not (found := re.search(r"http://127\.0\.0\.1:\d+/lab\S+", log.read_text())):
            assert server.poll() is None and time.monotonic() < began + PATIENCE, log.read_text()
            time.sleep(0.1)
        assert log.read_text(encoding="utf-8").startswith("Starting JupyterLab…")
        yield found.group()
        server.send_signal(signal.SIGTERM)
        assert server.wait(PATIENCE) == 0, log.read_text()


@pytest.fixture(scope="module")
def desk(browser, address):
    """JupyterLab as it opens, and every host that it asked."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    asked = set()
    page.on("request", lambda request: asked.add(host(request.url)))
    page.goto(address)
    ready(page)
    yield page, asked
    context.close()


def host(url):
    return urlsplit(url.removeprefix("blob:")).hostname


def ready(page):
    """Wait until the kernel of the notebook that is shown has nothing to do."""
    page.wait_for_selector(f"{SHOWN} .jp-Notebook-ExecutionIndicator[data-status='idle']")


def parameters(page):
    return page.locator(f"{SHOWN} .jp-CodeCell .cm-content").first


def test_it_opens_with_a_welcome_and_the_policy_that_was_asked_for(desk, place):
    page, _ = desk
    assert page.locator(f"{SHOWN} h1").first.inner_text().startswith("What can you do here?")
    assert f'policy_id = "{CHOSEN}"' in parameters(page).inner_text()
    assert git(place, "status", "--porcelain") == ""


@pytest.fixture(scope="module")
def worked(desk, place):
    """The page after the work: policy typed, all run, the map filtered, a table kept, all saved."""
    page, _ = desk
    page.dblclick(".jp-DirListing-item:has-text('explore_gaps.ipynb')")
    page.wait_for_selector(f"{SHOWN} h1:has-text('What would open')")
    ready(page)
    before = parameters(page).inner_text()
    parameters(page).click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(before.replace(CHOSEN, TYPED))
    page.click(".lm-MenuBar-itemLabel:text-is('Run')")
    page.click(".lm-Menu-itemLabel:text-is('Run All Cells')")
    page.wait_for_selector(f"{SHOWN} .opm-live-map button")
    page.wait_for_selector(f"{SHOWN} .jp-CodeCell:last-child .dt-buttons button")
    ready(page)
    return page, before


def questions(page):
    return page.locator(f"{SHOWN} .opm-live-map button:visible")


def test_the_session_shows_filters_exports_and_saves_what_a_person_typed(worked, place):
    page, before = worked
    assert f'policy_id = "{CHOSEN}"' in before

    every = questions(page).count()
    page.locator(f"{SHOWN} input[placeholder='words of a question']").fill("attainment")
    page.wait_for_function(
        "([every]) => { const seen = [...document.querySelectorAll('.opm-live-map button')]"
        ".filter((each) => each.offsetParent); return seen.length > 0 && seen.length < every; }",
        arg=[every],
    )
    titles = [each.get_attribute("aria-label").lower() for each in questions(page).all()]
    assert [each for each in titles if "attainment" not in each] == []
    questions(page).first.click()
    page.wait_for_selector(f"{SHOWN} .opm-live-map button[aria-pressed='true']")

    with page.expect_download() as exported:
        page.locator(f"{SHOWN} .dt-buttons button").last.click()
    with open(exported.value.path(), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["What happens", "Rule", "What it is about", "Before", "Now"]
    assert len(rows) > 1

    if folder := os.environ.get("OPM_EVIDENCE_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / "lab-session.png")
    page.keyboard.press("Control+s")
    deadline = time.monotonic() + PATIENCE
    while not git(place, "status", "--porcelain") and time.monotonic() < deadline:
        time.sleep(0.2)
    assert git(place, "status", "--porcelain").split() == ["M", NOTEBOOK]
    changed = [line for line in git(place, "diff", "-U0").splitlines() if re.match(r"[+-] ", line)]
    own = json.loads((place / NOTEBOOK).read_text(encoding="utf-8"))
    assert any(cell.get("outputs") for cell in own["cells"]), "the file keeps its results"
    assert [line.split('\\"')[1] for line in changed] == ["soft-drinks-industry-levy", TYPED]


def test_nobody_else_was_asked_for_anything(worked, desk):
    assert desk[1] == {"127.0.0.1"}


def test_nothing_lies_beside_the_notebooks(worked, place):
    found = {path.name for path in (place / "notebooks").iterdir()}
    assert found == {path.name for path in (ROOT / "notebooks").iterdir() if path.name[0] != "."}
