"""An own section is published with its author's name, under the rules of the rest of the page."""

import json
import re

import pytest
from nbformat.v4 import new_notebook

from opm_evidence.errors import PackFailed, WrongCall
from opm_evidence.packs.builds.building import bring_up_to_date
from opm_evidence.packs.builds.freshness import ingredients_of, reasons_to_build
from opm_evidence.packs.builds.job import jobs_for
from opm_evidence.packs.manifest import read_manifest
from opm_evidence.packs.notebooks.own_sections import with_sections
from opm_evidence.packs.pages.own_html import OwnHtml
from opm_evidence.packs.pages.page import parse_page
from opm_evidence.packs.site.section_changes import section_changes
from opm_evidence.records.own_section import OwnSection
from opm_evidence.registers import write_register
from tests.commands import NOTEBOOK, opm_evidence, snapshot
from tests.markup import attributes
from tests.own_sections import WHOSE, cell, example, own_section
from tests.packs.conftest import levy
from tests.page.auditing import axe_violations, structural_faults


def place_in(folder):
    write_register(levy(), folder / "evidence")
    return folder


def build(place, outputs="outputs"):
    where = ("--evidence", place / "evidence", "--output", place / outputs)
    done = opm_evidence("build", *where, "--notebook", NOTEBOOK)
    assert done.returncode == 0, done.stderr
    return place / outputs / "drinks"


def job_of(place):
    where = {"evidence": place / "evidence", "outputs": place / "outputs"}
    (job,) = jobs_for(["drinks"], **where, notebook=NOTEBOOK, given={})
    return job


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = place_in(tmp_path_factory.mktemp("own"))
    example(place / "evidence/drinks")
    return place


@pytest.fixture(scope="module")
def pack(place):
    return build(place)


@pytest.fixture(scope="module")
def page(pack):
    return (pack / "index.html").read_text(encoding="utf-8")


def test_it_stands_last_under_its_title_and_its_authors_name(page):
    headings = re.findall(r"<h2[^>]*id=\"?section-(\d+)\"?[^>]*>\d+\. ([^<]*)", page)
    assert headings[-1] == ("14", "What do we see in schools?")
    after = page.partition(headings[-1][1] + "</h2>")[2]
    said = "Written by The analysts, A charity &amp; friends. This section is its author's work."
    assert said in after.replace("&#39;", "'").replace("&#x27;", "'")[:500]
    assert "was not computed by the rules" in after


def test_its_words_and_exhibits_are_on_the_page_and_its_desk_cells_are_not(page):
    assert "<em>Nobody</em> counted it." in page
    assert "own-directions" in page and "Findings of this register" in page
    assert "How many findings are there?" in page
    assert "assessment = None" not in page


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_a_browser_finds_the_page_as_accessible_as_any(browser, pack, width):
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto((pack / "index.html").as_uri())
    assert axe_violations(page) == {}
    assert structural_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_its_notebook_travels_with_the_pack_without_results(pack):
    carried = (pack / "evidence/drinks/sections/schools.ipynb").read_text(encoding="utf-8")
    assert "/home/somebody" not in carried
    inputs = read_manifest(pack).inputs
    assert {"evidence/drinks/sections/schools.ipynb", "evidence/drinks/sections/schools.yaml"} <= {
        *inputs
    }


def test_it_moves_no_number_above_it(pack, tmp_path):
    without = build(place_in(tmp_path))
    for name in (path.name for path in (without / "data").iterdir() if path.suffix == ".csv"):
        assert (pack / "data" / name).read_bytes() == (without / "data" / name).read_bytes()
    cells = [
        json.loads((each / "evidence_pack.ipynb").read_text(encoding="utf-8"))["cells"]
        for each in (pack, without)
    ]
    assert cells[0][: len(cells[1])] == cells[1]


def test_built_twice_it_gives_the_same_bytes(place, pack):
    assert snapshot(build(place, "again")) == snapshot(pack)


def test_a_reader_is_offered_its_notebook_under_its_authors_name(page, pack):
    offered = re.search(r"<h3>What was written for this policy</h3>\s*<ul>(.*?)</ul>", page, re.S)
    assert "evidence/drinks/sections/schools.ipynb" in attributes("href", offered[1])
    assert "The notebook of The analysts, A charity &amp; friends (Jupyter notebook, " in offered[1]
    crate = json.loads((pack / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    ids = [each["@id"] for each in crate["@graph"]]
    assert ids.count("evidence/drinks/sections/schools.ipynb") == 1


def test_what_changed_in_it_is_said_when_two_packs_are_compared(place, pack, tmp_path):
    same = opm_evidence("diff", pack / "drinks.zip", pack)
    assert "Nothing changed" in same.stdout and "written for the policy" not in same.stdout
    again = place_in(tmp_path)
    example(again / "evidence/drinks")
    book = again / "evidence/drinks/sections/schools.ipynb"
    book.write_text(book.read_text(encoding="utf-8").replace("*Nobody*", "*Somebody*"))
    sidecar = book.with_suffix(".yaml")
    sidecar.write_text(sidecar.read_text(encoding="utf-8").replace("The analysts", "Two analysts"))
    done = opm_evidence("diff", pack / "drinks.zip", build(again))
    assert done.stdout.splitlines()[1:] == [
        "Nothing that is computed changed since the edition 2026-01-01.",
        "",
        "Sections written for the policy that were edited (1)",
        "  schools: What do we see in schools?",
        "    author: The analysts → Two analysts",
        "    cell 1",
    ]
    without = build(place_in(tmp_path / "without"))
    done = opm_evidence("diff", pack, without, "--json")
    (gone,) = json.loads(done.stdout)["sections"]
    assert (gone["kind"], gone["name"]) == ("section_removed", "schools")


def test_a_pack_of_others_whose_section_would_unfold_is_not_compared(tmp_path):
    for name, whose in (("old", WHOSE), ("new", "a: &a [x]\ntitle: [*a, *a]\n")):
        folder = tmp_path / name / "evidence/drinks"
        folder.mkdir(parents=True)
        own_section(folder, "Words.", whose=whose)
    with pytest.raises(WrongCall, match=r"The section schools\.yaml of one of the packs"):
        section_changes("drinks", tmp_path / "old", tmp_path / "new")


def test_verify_runs_it_only_when_somebody_says_so(pack):
    done = opm_evidence("verify", pack, "--notebook", NOTEBOOK)
    assert done.returncode == 2
    assert "evidence/drinks/sections/schools.ipynb" in done.stderr
    assert "verify with --run-sections" in done.stderr
    done = opm_evidence("verify", pack, "--notebook", NOTEBOOK, "--run-sections")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_changed_section_makes_a_pack_due_again(place, pack):
    def reasons():
        made_from = ingredients_of(job_of(place))
        return reasons_to_build(place / "outputs", "drinks", lambda: made_from)

    sidecar = place / "evidence/drinks/sections/schools.yaml"
    before = sidecar.read_text(encoding="utf-8")
    assert reasons() == ()
    sidecar.write_text(before.replace("schools", "colleges"), encoding="utf-8")
    assert reasons() == ("the register changed: drinks/sections/schools.yaml",)
    sidecar.write_text(before, encoding="utf-8")


PROSE = """\
from markupsafe import Markup
from opm_evidence.display.exhibits import Prose

Prose(id="own-x", title="A", description="B", sources=("C",), frame=register.table("findings"),
      words=Markup({html!r}))"""


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("1 / 0", "sections/schools.ipynb, cell 2” failed.\n    ZeroDivisionError"),
        ("1 + 1", "sections/schools.ipynb, cell 2 returned only text/plain"),
        ("register.table('findings')", "sections/schools.ipynb, cell 2 holds the element <style>"),
        (
            PROSE.format(html="<script>alert(1)</script>"),
            "sections/schools.ipynb, cell 2 holds the element <script>",
        ),
        (
            "import pandas as pd\npd.DataFrame({'a': [1]}).to_csv('evidence/drinks/findings.csv')",
            "a cell wrote into the folder of the pack",
        ),
    ],
)
def test_an_error_names_policy_notebook_and_cell_and_publishes_nothing(tmp_path, source, said):
    place = place_in(tmp_path)
    own_section(place / "evidence/drinks", "Words.", cell(source))
    with pytest.raises(PackFailed) as raised:
        bring_up_to_date(job_of(place))
    assert "The pack of drinks was not built" in str(raised.value)
    assert said in str(raised.value)
    assert not (place / "outputs/drinks").exists()


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<img src="data:image/png;base64,AA==">', "without words"),
        ('<img src="https://example.org/a.png" alt="a">', "asks nothing of any other computer"),
        ('<p onclick="x()">a</p>', "gives <p> the attribute onclick"),
        ('<p style="color: red">a</p>', "gives <p> the attribute style"),
        ("<h5>a</h5>", "skips a level of headings: <h5> below <h2>"),
        ("<h2>a</h2>", "holds the element <h2>"),
        ("<iframe></iframe>", "holds the element <iframe>"),
        ("<form></form>", "holds the element <form>"),
        ('<a href="javascript:x()">a</a>', "links to"),
        ('<a href=" java\nscript:x()">a</a>', "links to"),
        ('<a href="https://example.org"></a>', "has a link without words"),
        ('<p id="contents">a</p>', "uses the address #contents"),
        ('<p tabindex="3">a</p>', "changes the order"),
        ("<table><tr><td>1</table></table>", "has a table without <caption>"),
        ('<svg viewbox="0 0 1 1"></svg>', "has a drawing without words"),
        ('<svg role="img" aria-label="a"><rect fill="url(https://a.b/)"/></svg>', "another place"),
        ('<svg role="img" aria-label="a"><use href="#a"/></svg>', "holds the element <use>"),
        # What a browser and a parser may read differently:
        ('<p>a</p><meta http-equiv=refresh content="0;url=//a.b" ', "middle of an element"),
        ("<!--><meta http-equiv=refresh content=0><p>-->", "holds a comment"),
        ("<![CDATA[<p>]]>", "holds a comment or a declaration"),
        ("<?xml version='1.0'?>", "holds a comment or a declaration"),
        ("<!doctype html>", "holds a comment or a declaration"),
        ('<title><p title="</title><meta http-equiv=refresh content=0>">a</p></title>', "< or >"),
        ('<p title="a > b">a</p>', "has < or > inside <p>"),
        ('<a href="javascript:x()" href="#a">a</a>', "gives <a> an attribute twice"),
    ],
)
def test_html_that_not_everybody_can_use_or_that_acts_is_refused(html, said):
    reader = OwnHtml({"contents"})
    reader.feed(html)
    assert [each for each in reader.wrong if said in each], reader.wrong


def test_signs_in_words_and_in_attributes_are_fine_where_they_are_written_as_text():
    reader = OwnHtml(set())
    reader.feed('<p title="p &lt; 0.05">A &amp; B, 3 < 5 and R&D')
    reader.feed("</p>")
    assert reader.wrong == []


def test_what_our_exhibits_show_is_never_refused(pack):
    notebook = json.loads((pack / "evidence_pack.ipynb").read_text(encoding="utf-8"))
    for each in notebook["cells"]:
        for output in each.get("outputs", []):
            reader = OwnHtml(set())
            reader.feed("".join(output["data"]["text/html"]))
            assert reader.wrong == [], each["id"]


def test_marks_in_the_name_of_an_author_are_text():
    section = OwnSection("a", "<b>Bold</b> & *starred*", "[A](javascript:x) <script>", "# B", ())
    (opening,) = with_sections(new_notebook(), [section]).cells
    (shown,) = parse_page(new_notebook(cells=[opening])).sections
    assert shown.title == "<b>Bold</b> & *starred*", "the template escapes it"
    assert "[A](javascript:x) &lt;script&gt;, # B." in shown.words
