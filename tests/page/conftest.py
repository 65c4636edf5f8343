"""The pages that are looked at: the five real packs, a large one, and those that stand beside.

All are built once, for all processes that run tests. What axe finds on a page at one width is
found once, too, as it takes longest.
"""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from benchmarks.generated_register import POLICY_ID, write_generated_register
from opm_evidence.packs.locking import locked
from opm_evidence.packs.pages.interactive import interactive_page
from opm_evidence.registers import read_register, write_register
from opm_evidence.synthesis.assessment import assess
from tests.commands import NOTEBOOK, ROOT, opm_evidence
from tests.conftest import lacking
from tests.drawing import draw_register
from tests.page.auditing import axe_violations, structural_faults

REAL = tuple(sorted(path.parent.name for path in (ROOT / "evidence").glob("*/policy.yaml")))
LARGE = POLICY_ID
SITE = "site"
A_TO_Z = "a-to-z"
INTERACTIVE = "interactive"
WITH_SCRIPTS = (A_TO_Z, INTERACTIVE)
"""Pages that run a script of ours, and say nothing that another page does not."""

WITHDRAWN, EDITIONS, NOTICE = "withdrawn", "editions", "notice"
BESIDE = (WITHDRAWN, EDITIONS, NOTICE)
"""What stands in the place of a withdrawn pack, the list of its editions, and at its address."""
WITHDRAWAL = """
notices:
  - edition: "2026-01-01"
    kind: withdrawn
    issued_on: "2026-02-03"
    reason: A figure was misread, in the row on the sugar that households bought
"""

STUDIES = 1_000
WIDTHS = (1280, 320)
HEIGHT = 800


@dataclass(frozen=True)
class Loaded:
    """What a page that was loaded asked for and said, and how wide it became."""

    asked: tuple[str, ...]
    said: tuple[str, ...]
    width: int


@dataclass(frozen=True)
class Audited:
    """What axe finds wrong with a page, and what it is blind to."""

    violations: dict
    faults: list[str]


@pytest.fixture(scope="session")
def made_once(tmp_path_factory):
    """Gives a folder that tests only look at; the first process that asks for it makes it."""
    run = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        run = run.parent

    def made(name, make):
        with locked(run, name):
            if not (run / name).exists():
                unfinished = tmp_path_factory.mktemp(f"unfinished-{name}")
                make(unfinished)
                unfinished.rename(run / name)
        return run / name

    return made


@pytest.fixture(scope="session")
def real_outputs(made_once):
    """The packs of all policies that ship, and the page over them."""

    def build(place):
        done = opm_evidence("build", "--output", place / "outputs")
        assert done.returncode == 0, done.stderr

    return made_once("real", build) / "outputs"


@pytest.fixture(scope="session")
def large_outputs(made_once):
    """The pack of a generated register of a thousand studies, one finding each."""

    def build(place):
        write_generated_register(place / "evidence", items=STUDIES, findings=STUDIES)
        words = ("--evidence", place / "evidence", "--output", place / "outputs")
        done = opm_evidence("build", *words, "--notebook", NOTEBOOK)
        assert done.returncode == 0, done.stderr

    return made_once("large", build) / "outputs"


@pytest.fixture(scope="session")
def withdrawn_outputs(made_once):
    """The outputs of a policy whose one pack was published, recorded and then withdrawn."""

    def publish(place):
        write_register(draw_register(findings="finding_id | study_id\nf1 | s1"), place / "evidence")
        read = ("--evidence", place / "evidence")
        build = ("build", *read, "--output", place / "outputs", "--notebook", NOTEBOOK)
        for step in (build, ("record", place / "outputs" / "drinks", *read), build):
            done = opm_evidence(*step)
            assert done.returncode == 0, done.stderr
            if step[0] == "record":
                policy = place / "evidence" / "drinks" / "policy.yaml"
                policy.write_text(policy.read_text(encoding="utf-8") + WITHDRAWAL, encoding="utf-8")

    return made_once("withdrawn", publish) / "outputs"


@pytest.fixture(scope="session")
def interactive_file(made_once):
    """The interactive page of the largest of the real policies."""

    def write(place):
        register = read_register("home-energy-efficiency", ROOT / "evidence")
        html = interactive_page(assess(register))
        (place / "interactive.html").write_text(html, encoding="utf-8")

    return made_once("interactive", write) / "interactive.html"


@pytest.fixture(scope="session")
def page_of(real_outputs, request):
    """The file of the page with that name."""

    def found(name):
        if name == SITE:
            return real_outputs / "index.html"
        if name == A_TO_Z:
            return real_outputs / "a-to-z.html"
        if name == INTERACTIVE:
            return request.getfixturevalue("interactive_file")
        if name in BESIDE:
            outputs = request.getfixturevalue("withdrawn_outputs")
            places = {
                WITHDRAWN: "drinks",
                EDITIONS: "editions/drinks",
                NOTICE: "editions/drinks/2026-01-01",
            }
            return outputs / places[name] / "index.html"
        if name == LARGE:
            return request.getfixturevalue("large_outputs") / LARGE / "index.html"
        return real_outputs / name / "index.html"

    return found


@pytest.fixture(scope="session")
def open_page(browser, page_of):
    """Opens a page by name from its file, in a context of its own; the caller closes that."""

    def opened(name, width=1280, height=HEIGHT, **how):
        context = browser.new_context(viewport={"width": width, "height": height}, **how)
        page = context.new_page()
        page.goto(page_of(name).as_uri())
        return page

    return opened


@pytest.fixture(scope="session")
def load(browser, page_of):
    """Loads the page with that name at that width and waits until it is at rest."""

    def look(name, width):
        context = browser.new_context(viewport={"width": width, "height": HEIGHT})
        page = context.new_page()
        asked, said = [], []
        address = page_of(name).as_uri()

        def answer(route):
            asked.append(route.request.url)
            if route.request.url == address:
                route.continue_()
            else:
                route.abort()

        page.route("**/*", answer)
        page.on("console", lambda message: said.append(message.text))
        page.goto(address, wait_until="networkidle")
        wide = page.evaluate("document.documentElement.scrollWidth")
        context.close()
        return Loaded(tuple(each for each in asked if each != address), tuple(said), wide)

    return look


@pytest.fixture(scope="session")
def audit(open_page):
    """What is wrong with the page with that name at that width, found once for all tests."""

    @cache
    def look(name, width):
        page = open_page(name, width)
        found = Audited(axe_violations(page), structural_faults(page))
        page.context.close()
        return found

    return look


@pytest.fixture(scope="session")
def html_errors(page_of):
    """Errors that the Nu HTML checker finds, by the name of the page.

    It also warns that the policy of a page blocks its JSON-LD, which is data and never runs.
    """
    jar = os.environ.get("OPM_EVIDENCE_VNU_JAR", "")
    if shutil.which("java") is None or not Path(jar).is_file():
        lacking("no Java, or OPM_EVIDENCE_VNU_JAR does not name vnu.jar")
    names = (SITE, *REAL, LARGE, *BESIDE, *WITH_SCRIPTS)
    addresses = {page_of(name).resolve().as_uri(): name for name in names}
    paths = [str(page_of(name)) for name in names]
    command = ["java", "-jar", jar, "--format", "json", "--exit-zero-always", *paths]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    found = {name: [] for name in names}
    messages = json.loads(done.stderr)["messages"]
    for message in (each for each in messages if each["type"] == "error"):
        name = addresses[message["url"].replace("file:/", "file:///").replace("////", "/")]
        found[name].append(f"{message.get('lastLine')}: {message['message']}")
    return found
