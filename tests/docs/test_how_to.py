"""Each page of docs/how-to works as written, upon the register of the tutorial."""

import re
import shutil

import pytest

from opm_evidence.registers import examine_register, lay_out_policy, read_register
from tests.commands import ROOT
from tests.docs.pages import carry_out, steps

PAGES = sorted((ROOT / "docs" / "how-to").glob("*.md"))
TASKS = {
    "accept-a-changed-output",
    "add-a-policy",
    "add-a-section-of-your-own",
    "add-evidence",
    "answer-a-challenge",
    "change-a-rule",
    "check-links",
    "explore-what-would-close-a-gap",
    "find-what-to-mend-first",
    "keep-a-register-as-a-workbook",
    "publish",
    "rate-a-study",
    "record-a-claim",
}


@pytest.fixture
def desk(tmp_path):
    """A folder with the notebook and the register that the tutorial makes."""
    evidence = tmp_path / "evidence"
    evidence.mkdir()
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    for name in ("scales.csv", "designs.csv"):
        shutil.copy(ROOT / "evidence" / name, evidence / name)
    lay_out_policy("drinks-levy", evidence)
    for step in steps(ROOT / "docs" / "tutorial.md"):
        if step.kind == "save":
            (tmp_path / step.path).write_text(step.body, encoding="utf-8")
    return tmp_path


def test_every_task_has_its_page():
    assert {page.stem for page in PAGES} >= TASKS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_works_as_written_and_leaves_a_register_that_the_next_can_use(page, desk):
    tables = {path.name for path in (desk / "evidence" / "drinks-levy").glob("*.csv")}
    carry_out(page, desk)
    assert examine_register("drinks-levy", desk / "evidence").faults == ()
    assert {path.name for path in (desk / "evidence" / "drinks-levy").glob("*.csv")} >= tables


def test_a_register_that_becomes_no_workbook_loses_no_table(desk):
    evidence = desk / "evidence" / "drinks-levy" / "evidence.csv"
    evidence.write_text(evidence.read_text(encoding="utf-8").replace("current", "curent"))
    kept = evidence.read_bytes()
    with pytest.raises(AssertionError, match="curent"):
        carry_out(ROOT / "docs" / "how-to" / "keep-a-register-as-a-workbook.md", desk)
    assert evidence.read_bytes() == kept


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_title_of_a_page_is_a_task(page):
    title = page.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
    assert title.lower().replace(" ", "-") == page.stem


@pytest.mark.parametrize(
    "page",
    [*PAGES, ROOT / "docs" / "tutorial.md", ROOT / "docs" / "set-up.md"],
    ids=lambda p: p.stem,
)
def test_links_of_a_page_lead_somewhere(page):
    targets = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
    assert [each for each in targets if not (page.parent / each).exists()] == []


def test_a_challenge_of_the_page_stands_in_the_register(desk):
    carry_out(ROOT / "docs" / "how-to" / "answer-a-challenge.md", desk)
    rows = read_register("drinks-levy", desk / "evidence").rows("challenges")
    assert [row["status"] for row in rows] == ["accepted", "open"]


def test_every_notebook_stands_in_the_readme_and_on_the_page_of_notebooks():
    for page in (ROOT / "README.md", ROOT / "docs" / "notebooks.md"):
        listed = re.findall(r"^\| `(\w+\.ipynb)`", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert sorted(listed) == sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
