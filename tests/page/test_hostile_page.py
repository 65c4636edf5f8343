"""A register full of attacks, in a real browser with no policy to help: nothing runs."""

import csv
import json

import openpyxl
import pytest

from opm_evidence.registers import write_register
from tests.commands import NOTEBOOK, opm_evidence
from tests.drawing import draw_register
from tests.page.auditing import structural_faults

RAN = "window.ran=1"
ATTACKS = (
    f"<script>{RAN}</script>",
    f'"><img src=x onerror="{RAN}">',
    f"<svg/onload={RAN}>",
    f"<i onmouseover={RAN}>over</i>",
    f"<a href=javascript:{RAN}>follow</a>",
    f"[follow](javascript:{RAN})",
    f"</title></style></textarea><script>{RAN}</script>",
    f"<!--<script>{RAN}//--></script>",
    f'<iframe srcdoc="<script>parent.{RAN}</script>"></iframe>',
    "<link rel=stylesheet href=http://evil.example/a.css><meta http-equiv=refresh content=0>",
    '=HYPERLINK("http://evil.example/","click")',
    "+1+cmd|' /C calc'!A0",
)
TURNING = "\u202e\u2066\u200f"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """The pack of a register with an attack in every item, finding and claim."""
    place = tmp_path_factory.mktemp("hostile")
    numbers = range(len(ATTACKS))
    findings = "\n".join(f"f{number} | s{number}" for number in numbers)
    claims = "\n".join(f"c{number} | plain" for number in numbers)
    register = draw_register(
        {"title": f"Levy {ATTACKS[0]}", "summary": " ".join(ATTACKS[1:9])},
        findings=f"finding_id | study_id\n{findings}",
        claims=f"claim_id | text\n{claims}",
    )
    for table, columns in (
        ("evidence", ("title", "publisher", "limitations")),
        ("findings", ("statement", "location")),
        ("claims", ("text",)),
    ):
        for column in columns:
            register.tables[table][column] = list(ATTACKS)
    write_register(register, place / "evidence")
    words = ("--evidence", place / "evidence", "--output", place / "outputs")
    done = opm_evidence("build", *words, "--notebook", NOTEBOOK)
    assert done.returncode == 0, done.stderr
    return place / "outputs" / "drinks"


def test_nothing_runs_and_nothing_is_asked_for_even_without_the_policy(browser, hostile):
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    address = (hostile / "index.html").as_uri()
    page.goto(address)
    for element in page.locator("main i, main a").all()[:20]:
        element.dispatch_event("mouseover")
    assert page.evaluate("window.ran") is None
    assert asked == [address]
    assert structural_faults(page) == []
    assert "evil.example" in page.content(), "the text is shown as text"
    context.close()


def test_an_attack_is_text_in_the_notebook_the_tables_and_the_spreadsheet(hostile):
    notebook = json.loads((hostile / "evidence_pack.ipynb").read_text(encoding="utf-8"))
    shown = "".join(
        "".join(output.get("data", {}).get("text/html", ""))
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
    )
    assert "evil.example" in shown
    assert not any(tag in shown for tag in ("<script", "<img", "<iframe", "<link", "<meta"))
    for path in hostile.glob("data/*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "@", "+1"))], path.name
    for sheet in openpyxl.load_workbook(next(hostile.glob("data/*.xlsx"))).worksheets:
        assert not [c.coordinate for row in sheet.iter_rows() for c in row if c.data_type == "f"]


def test_a_mark_that_turns_text_round_reaches_no_page(tmp_path):
    register = draw_register(findings="finding_id | study_id\nf1 | s1")
    register.tables["evidence"]["title"] = [f"Levy {TURNING}gpj.exe"]
    write_register(register, tmp_path / "evidence")
    words = ("--evidence", tmp_path / "evidence", "--output", tmp_path / "outputs")
    done = opm_evidence("build", *words, "--notebook", NOTEBOOK)
    if done.returncode == 0:
        page = tmp_path / "outputs" / "drinks" / "index.html"
        assert not set(TURNING) & set(page.read_text(encoding="utf-8"))
    else:
        assert "evidence.csv" in done.stderr
