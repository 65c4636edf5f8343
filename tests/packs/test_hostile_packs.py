"""A register is other people's text: it stays text in every file of a pack, or is refused."""

import csv
import io
import re
import zipfile
from html.parser import HTMLParser

import nbformat
import openpyxl
import pytest

from opm_evidence.registers import write_register
from tests.commands import NOTEBOOK, opm_evidence, snapshot
from tests.drawing import draw_register

SCRIPT = "<script>document.title = 'ran'</script><img src=x onerror=\"document.title = 'ran'\">"
FORMULA = '=HYPERLINK("http://evil.example/"; "click")'
MARKUP = "[click](javascript:alert(1)) $$note$$ {{ 7*7 }} {% raw %}"


def hostile():
    """A register whose every free text is an attack."""
    register = draw_register(
        {
            "title": f"Levy {SCRIPT}",
            "summary": f"{SCRIPT} {MARKUP}",
            "lead_department": FORMULA,
        },
        framework="""
            question | asks   | intervention | outcome
            q1       | effect | levy         | obesity
        """,
        findings="""
            finding_id | study_id | statement
            f1         | s1       | plain
            f2         | s2       | plain
        """,
        claims="""
            claim_id | text
            c1       | plain
        """,
        claim_links="""
            claim_id | evidence_id | finding_id
            c1       | s1          | f1
        """,
    )
    register.tables["evidence"]["title"] = [f"Title {SCRIPT} {MARKUP}", FORMULA]
    register.tables["evidence"]["authors"] = [('O\'Neil, "Q"', SCRIPT), (FORMULA,)]
    register.tables["findings"]["statement"] = [f"{SCRIPT} {MARKUP}", "@SUM(1+1)"]
    register.tables["claims"]["text"] = [f"</style></table>{SCRIPT}"]
    return register


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    place = tmp_path_factory.mktemp("hostile")
    write_register(hostile(), place / "evidence")
    (place / "notebooks").mkdir()
    words = ("--evidence", "evidence", "--output", "outputs", "--notebook", NOTEBOOK)
    done = opm_evidence("build", *words, folder=place)
    assert done.returncode == 0, done.stderr
    return place / "outputs" / "drinks"


class Elements(HTMLParser):
    """Collects every element of a page with its attributes."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_nothing_in_a_page_can_run(pack):
    for page in (pack / "index.html", pack.parent / "index.html"):
        html = page.read_text(encoding="utf-8")
        elements = Elements()
        elements.feed(html)
        for tag, attributes in elements.found:
            assert tag not in {"img", "iframe", "object", "embed", "form", "base"}
            assert tag != "script" or attributes == {"type": "application/ld+json"}
            assert not [name for name in attributes if name.startswith("on")]
            assert not (attributes.get("href") or "").strip().lower().startswith("javascript")
        assert "document.title" in html, "the text itself is shown"


@pytest.mark.browser
def test_nothing_runs_in_a_browser_even_without_the_policy_of_the_page(pack, browser):
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((pack / "index.html").as_uri())
    assert page.title() != "ran"
    assert asked == [(pack / "index.html").as_uri()]
    context.close()


def test_markup_in_structured_data_cannot_end_it(pack):
    html = (pack / "index.html").read_text(encoding="utf-8")
    assert html.count("<script") == html.count("</script")


def test_a_template_in_a_title_is_not_filled_in(pack):
    html = (pack / "index.html").read_text(encoding="utf-8")
    assert "{{ 7*7 }}" in html


def test_nothing_in_a_table_is_a_formula(pack):
    for path in [*pack.glob("data/*.csv"), *pack.glob("evidence/**/*.csv")]:
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")):
            for cell in row:
                if cell.startswith(("=", "+", "-", "@")):
                    assert re.fullmatch(r"-?[\d.]+(e-?\d+)?", cell), f"{path.name}: {cell}"


def test_nothing_in_the_spreadsheet_is_a_formula_or_a_link(pack):
    book = openpyxl.load_workbook(pack / "data" / "drinks.xlsx")
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", f"{sheet.title}!{cell.coordinate}"
                link = cell.hyperlink.location if cell.hyperlink else None
                assert link is None or "!" in link, f"{sheet.title}!{cell.coordinate}"
                assert not (cell.hyperlink and cell.hyperlink.target)


def test_no_name_in_the_zip_leads_outside(pack):
    with zipfile.ZipFile(pack / "drinks.zip") as archive:
        for name in archive.namelist():
            assert name.startswith("drinks/") and ".." not in name and "\\" not in name


def test_nothing_in_the_notebook_was_run_from_the_register(pack):
    executed = nbformat.read(pack / "evidence_pack.ipynb", as_version=4)
    for cell in executed.cells:
        assert "evil.example" not in cell.source
        for output in cell.get("outputs", []):
            assert "<script" not in output.data.get("text/html", "")


POLICY_BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join(['*' + old] * 9)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


def spoil(place, how):
    folder = place / "evidence" / "drinks"
    findings, policy = folder / "findings.csv", folder / "policy.yaml"
    text = findings.read_text(encoding="utf-8")
    if how == "an id that climbs":
        findings.write_text(text.replace("f1,", "../../../f1,", 1), encoding="utf-8")
    elif how == "a policy id that climbs":
        old = policy.read_text(encoding="utf-8")
        policy.write_text(old.replace("policy_id: drinks", "policy_id: ../drinks"), "utf-8")
    elif how == "a cell of 10 MB":
        findings.write_text(text.replace("What f1", "x" * 10_000_000, 1), encoding="utf-8")
    elif how == "a YAML bomb":
        policy.write_text(POLICY_BOMB, encoding="utf-8")
    elif how == "a YAML object":
        policy.write_text("!!python/object/apply:os.system ['touch hacked']", encoding="utf-8")
    elif how == "a million rows":
        header, first = text.splitlines()[:2]
        with findings.open("w", encoding="utf-8") as file:
            file.write(f"{header}\n")
            file.writelines(f"{first.replace('f1,', f'f{n},', 1)}\n" for n in range(1_000_000))
    elif how == "a null byte":
        findings.write_bytes(text.encode() + b"\x00\n")
    elif how == "a link out of the folder":
        findings.unlink()
        findings.symlink_to("/etc/passwd")


@pytest.mark.parametrize(
    "how",
    [
        "an id that climbs",
        "a policy id that climbs",
        "a cell of 10 MB",
        "a YAML bomb",
        "a YAML object",
        "a million rows",
        "a null byte",
        "a link out of the folder",
    ],
)
@pytest.mark.parametrize("command", ["check", "build"])
def test_what_cannot_be_a_register_is_refused_in_words_and_changes_nothing(tmp_path, command, how):
    write_register(draw_register(findings="finding_id | study_id\nf1 | s1"), tmp_path / "evidence")
    spoil(tmp_path, how)
    before = snapshot(tmp_path)
    options = ["--notebook", NOTEBOOK] if command == "build" else []
    done = opm_evidence(command, "drinks", *options, folder=tmp_path)
    assert done.returncode == 1, done.stdout
    assert re.search(r"(findings\.csv|policy\.yaml)", done.stderr)
    assert "Traceback" not in done.stderr
    assert len(done.stderr) < 20_000, "a fault does not repeat what is wrong at full length"
    after = snapshot(tmp_path)
    assert {name: after[name] for name in before} == before
    site = {f"outputs/{name}" for name in ("index.html", "a-to-z.html", "feed.xml")}
    assert {name for name in after if name not in before} <= {*site, "outputs/catalogue.jsonld"}


@pytest.mark.parametrize("command", [["verify"], ["diff"], ["record"]])
def test_a_zip_that_was_packed_anew_and_damaged_is_refused_in_words(pack, tmp_path, command):
    """Ours are stored as they are; what a mail program packs can break inside, too."""
    damaged = tmp_path / "drinks.zip"
    with zipfile.ZipFile(pack / "drinks.zip") as whole:
        with zipfile.ZipFile(damaged, "w", zipfile.ZIP_DEFLATED) as packed:
            for entry in whole.infolist():
                packed.writestr(entry.filename, whole.read(entry))
    content = bytearray(damaged.read_bytes())
    with zipfile.ZipFile(damaged) as packed:
        for entry in packed.infolist():
            begin = entry.header_offset + 30 + len(entry.filename.encode())
            content[begin : begin + 2] = b"\xff\xff"  # no block of deflate begins so
    damaged.write_bytes(content)
    words = [*command, damaged, *([damaged] if command == ["diff"] else [])]
    done = opm_evidence(*words, folder=tmp_path)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert "drinks.zip" in done.stderr
