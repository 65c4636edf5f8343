"""The interactive map: nothing that the page lacks, nothing asked for, and filters that filter."""

import gzip
import re

import pytest

from opm_evidence.packs.pages.interactive import interactive_data, interactive_page
from opm_evidence.synthesis.assessment import assess
from tests.commands import NOTEBOOK, opm_evidence, snapshot
from tests.drawing import draw_register
from tests.markup import attributes

MOST_BYTES = 2_000_000
SCRIPT = "<img src=x onerror=\"document.title='ran'\"><script>document.title='ran'</script>"
STUDIES = """
finding_id | study_id | outcome | direction | population
f1         | s1       | obesity | improves  | children
f2         | s2       | obesity | improves  | adults
f3         | s3       | sales   | improves  |
f4         | s4       | sales   | worsens   |
f5         | s5       | sales   | worsens   |
"""
EVIDENCE = """
evidence_id | title | year | status    | country | study_design            | authors
s1          | One   | 2015 | current   | england | randomised_trial        | Adams J
s2          | Two   | 2020 | current   | mexico  | cohort                  | Brown P
s3          | Three | 2020 | current   | england | cohort                  | Clark D
s4          | Four  | 2021 | retracted | england | cohort                  | Davies E
s5          | Five  | 2022 | current   | mexico  | systematic_review       | Evans F
"""
FRAMEWORK = """
question | asks   | intervention | outcome
q1       | effect | levy         | obesity
q2       | effect | levy         | sales
q1       | effect | labels       | obesity
"""


def assessed(**policy):
    return assess(draw_register(policy, framework=FRAMEWORK, findings=STUDIES, evidence=EVIDENCE))


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    place = tmp_path_factory.mktemp("interactive") / "interactive.html"
    place.write_text(interactive_page(assessed(title=f"Levy {SCRIPT}")), "utf-8", newline="\n")
    return place


@pytest.fixture
def page(browser, path):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(path.as_uri())
    page.wait_for_selector("#map-chart .plot-container")
    yield page
    assert asked == [path.as_uri()]
    assert said == []
    context.close()


def rows(page):
    """The rows of the table: question, studies, reviews, models, which."""
    return [
        [cell.inner_text() for cell in row.locator("th, td").all()]
        for row in page.locator("#cells tr").all()
    ]


def numbers(page):
    return [row[1:4] for row in rows(page)]


def test_without_a_filter_the_numbers_are_those_of_the_page():
    assessment = assessed()
    data = interactive_data(assessment)
    for number, each in enumerate(assessment.cells):
        for kind, units in (("study", each.studies), ("review", each.reviews)):
            counted = {
                row["unit"] for row in data["rows"] if (row["cell"], row["kind"]) == (number, kind)
            }
            assert counted == set(units)


def test_what_was_retracted_is_not_in_it():
    assert "s4" not in {row["unit"] for row in interactive_data(assessed())["rows"]}


def test_the_page_is_the_same_every_time_and_within_its_weight():
    page = interactive_page(assessed())
    assert page == interactive_page(assessed())
    assert len(gzip.compress(page.encode("utf-8"))) <= MOST_BYTES


def test_a_policy_without_evidence_has_a_page_too():
    assert interactive_data(assess(draw_register()))["rows"] == []
    assert "map-chart" in interactive_page(assess(draw_register()))


def test_nothing_of_a_register_stands_in_the_page_as_markup(path):
    html = path.read_text(encoding="utf-8")
    assert "<img src=x" not in html
    assert len(re.findall(r"^<script>", html, re.MULTILINE)) == 2


@pytest.mark.browser
def test_filters_leave_only_what_fits_and_can_be_taken_back(page):
    everything = [["2", "0", "0"], ["1", "1", "0"], ["0", "0", "0"]]
    assert numbers(page) == everything
    page.select_option("#population", "Children")
    assert numbers(page) == [["1", "0", "0"], ["0", "0", "0"], ["0", "0", "0"]]
    page.click("button[type=reset]")
    page.locator("#cells td").first.filter(has_text="2").wait_for()
    assert numbers(page) == everything
    page.select_option("#nation", "Mexico")
    assert numbers(page) == [["1", "0", "0"], ["0", "1", "0"], ["0", "0", "0"]]
    page.select_option("#design", "cohort")
    assert numbers(page) == [["1", "0", "0"], ["0", "0", "0"], ["0", "0", "0"]]
    page.fill("#from", "2021")
    assert numbers(page) == [["0", "0", "0"]] * 3
    assert page.inner_text("#found").startswith("0 of 3 questions have evidence")


@pytest.mark.browser
def test_the_map_shows_the_numbers_of_the_table_and_offers_no_upload(page):
    drawn = page.locator("#map-chart .textpoint").all_inner_texts()
    texts = page.locator("#map-chart .textpoint text").all_text_contents()
    assert sorted(texts) == ["1 study", "2 studies", "none"], drawn
    assert page.locator(".modebar, .modebar-btn").count() == 0
    assert page.locator("#map-chart a").count() == 0


@pytest.mark.browser
def test_pointing_at_a_circle_names_its_evidence(page):
    page.locator("#map-chart .points path").first.hover(force=True)
    page.wait_for_selector(".hoverlayer .hovertext")
    assert "Adams" in page.locator(".hoverlayer .hovertext").first.text_content()


@pytest.mark.browser
def test_text_of_a_register_never_runs(page):
    assert page.title() != "ran"
    assert page.locator("img").count() == 0


@pytest.mark.browser
def test_without_scripts_the_page_leads_to_the_pack(browser, path):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.locator("noscript").get_by_role("link").count() == 1
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_it_passes_axe_and_only_its_regions_scroll_sideways(browser, path, axe, width):
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_selector("#map-chart .plot-container")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(axe)
    found = page.evaluate("() => axe.run()")
    assert {each["id"]: each["nodes"][0]["html"] for each in found["violations"]} == {}
    context.close()


def test_a_build_adds_it_where_it_is_asked_for_and_verify_makes_it_again(
    evidence, tmp_path, outputs
):
    build = ("build", "--evidence", evidence, "--output", tmp_path, "--notebook", NOTEBOOK)
    done = opm_evidence(*build, "--interactive")
    assert done.returncode == 0, done.stderr
    pack = tmp_path / "drinks"
    page = (pack / "index.html").read_text(encoding="utf-8")
    assert "interactive.html" in attributes("href", page)
    assert opm_evidence("verify", pack).returncode == 0
    assert opm_evidence(*build).returncode == 0
    assert not (pack / "interactive.html").exists()
    assert snapshot(pack) == snapshot(outputs / "drinks")
