"""Every section, for a register full of traps, for one with nothing recorded, and for zeros."""

import re
from collections import Counter

import pytest

from opm_evidence import display
from opm_evidence.display.exhibits import Exhibit
from opm_evidence.records.vocabulary import vocabulary
from opm_evidence.synthesis.assessment import assess
from tests.display.approving import approve
from tests.display.reading import as_text, assessed, page, read, show
from tests.display.registers import REGISTERS, hostile
from tests.drawing import draw_register

ALL = list(REGISTERS)
CODES = {term for terms in vocabulary().values() for term in terms if "_" in term}


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("section", display.SECTIONS, ids=lambda each: each.__name__)
def test_every_section_is_one_exhibit_with_all_that_it_owes(section, name):
    exhibit = section(assessed(name))
    assert isinstance(exhibit, Exhibit)
    assert exhibit.title and exhibit.description and exhibit.sources
    assert len(exhibit.frame.columns)
    assert as_text(exhibit._repr_html_())


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("section", display.SECTIONS, ids=lambda each: each.__name__)
def test_every_section_says_what_was_approved(section, name):
    exhibit = section(assessed(name))
    said = f"{exhibit}\n\n{as_text(exhibit._repr_html_())}"
    approve(f"{name}-{section.__name__}", said)


@pytest.mark.parametrize("name", ALL)
def test_no_id_stands_twice_and_every_link_inside_the_page_leads_somewhere(name):
    elements = read(page(name)).elements
    ids = [given["id"] for _, given in elements if "id" in given]
    assert [each for each, count in Counter(ids).items() if count > 1] == []
    jumps = {given["href"][1:] for _, given in elements if given.get("href", "").startswith("#")}
    assert jumps - set(ids) == set()


def test_every_item_finding_claim_cell_and_gap_has_its_address():
    assessment = assessed("full")
    ids = {given.get("id") for _, given in read(page("full")).elements}
    register = assessment.register
    assert {f"item-{each}" for each in register.table("evidence")["evidence_id"]} <= ids
    assert {f"finding-{each}" for each in register.table("findings")["finding_id"]} <= ids
    assert {f"claim-{each}" for each in register.table("claims")["claim_id"]} <= ids
    assert {f"cell-{each.cell.id}" for each in assessment.cells} <= ids
    assert {f"gap-{each.gap_id}" for each in assessment.gaps} <= ids


@pytest.mark.parametrize("name", ALL)
def test_headings_begin_at_the_third_level_and_skip_none(name):
    levels = [int(t[1]) for t, _ in read(page(name)).elements if re.fullmatch("h[1-6]", t)]
    assert set(levels) <= {3, 4}
    for html in show(assessed(name)).values():
        own = [int(t[1]) for t, _ in read(html).elements if re.fullmatch("h[1-6]", t)]
        assert own[:1] in ([], [3])


@pytest.mark.parametrize("name", ALL)
def test_tables_are_captioned_scoped_and_in_a_named_region(name):
    elements = read(page(name)).elements
    ids = {given.get("id") for _, given in elements}
    tables = [given for tag, given in elements if tag == "table"]
    captions = [given for tag, given in elements if tag == "caption"]
    regions = [given for tag, given in elements if given.get("role") == "region"]
    assert len(tables) == len(captions) == len(regions)
    assert all(each["tabindex"] == "0" and each["aria-labelledby"] in ids for each in regions)
    scopes = {given.get("scope") for tag, given in elements if tag == "th"}
    assert scopes <= {"col", "row", "rowgroup"}


@pytest.mark.parametrize("name", ALL)
def test_nothing_runs_is_styled_or_leads_to_anything_but_the_web(name):
    for tag, given in read(page(name)).elements:
        assert tag not in ("script", "style", "iframe", "object", "img", "link", "form")
        assert not any(each.startswith("on") or each == "style" for each in given)
        if "href" in given:
            assert re.match(r"#|https?://", given["href"])


@pytest.mark.parametrize("name", ALL)
def test_no_code_of_the_vocabulary_or_design_reaches_a_reader(name):
    shown = re.sub(r"\]\([^)]*\)", "]", as_text(page(name)))
    shown = re.sub(r"\b\w+\.(csv|yaml)", "", shown)
    shown = re.sub(r"Challenge \S+", "", shown)  # whoever challenges a gap has to name it by its id
    words = set(re.findall(r"[a-z]+(?:_[a-z]+)+", shown))
    designs = set(assessed(name).register.designs["study_design"])
    # In drawn registers the title of a design is its code.
    assert words & CODES - designs == set()


HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(1)>" onclick="x\u202e\u2066\x00=cmd()'


def test_hostile_text_stays_text_in_every_section():
    for html in show(assess(hostile(HOSTILE))).values():
        for tag, given in read(html).elements:
            assert tag not in ("script", "img")
            assert not any(each.startswith("on") for each in given)
            assert re.match(r"#|https?://", given.get("href", "#"))
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x00]", html)


def test_hostile_text_is_all_still_there_to_be_read():
    text = as_text(display.front_matter(assess(hostile(HOSTILE)))._repr_html_())
    assert '<script>alert(1)</script><img src=x onerror=alert(1)>" onclick="x=cmd()' in text


def test_a_retracted_item_is_struck_in_words_with_its_replacement():
    text = as_text(display.what_the_evidence_says(assessed("full"))._repr_html_())
    assert (
        "Retracted; replaced by [Rogers and White 2023](#item-e-1). It counts for nothing." in text
    )


def test_no_data_and_a_recorded_zero_are_different_sentences():
    absent = as_text(display.claims(assessed("unrecorded"))._repr_html_())
    zero = as_text(display.claims(assessed("recorded-zeros"))._repr_html_())
    assert "Nobody has recorded claims" in absent
    assert "Somebody looked and recorded no claims" in zero


def test_an_address_that_is_not_of_the_web_is_no_address():
    text = as_text(display.evidence_list(assessed("full"))._repr_html_())
    assert "ftp:" not in text
    assert "No address that a reader can follow" in text


@pytest.mark.parametrize("name", ALL)
def test_the_brief_has_at_most_five_sentences_and_four_dated_figures(name):
    elements = read(display.in_brief(assessed(name))._repr_html_()).elements
    assert len(display.in_brief(assessed(name)).frame) <= 4
    items = [tag for tag, _ in elements if tag == "li"]
    assert len(items) - 4 <= 5


def test_the_same_assessment_always_shows_the_same():
    again = assess(REGISTERS["full"]())
    assert show(again) == show(assessed("full"))


def test_a_large_register_is_shown_in_short_and_says_so():
    rows = "\n".join(f"e-{number} | 10.1000/{number} | open" for number in range(400))
    findings = "\n".join(f"f-{number} | e-{number} | s-{number}" for number in range(400))
    register = draw_register(
        evidence=f"evidence_id | doi | access\n{rows}",
        findings=f"finding_id | evidence_id | study_id\n{findings}",
    )
    html = "\n".join(show(assess(register)).values())
    ids = {given.get("id") for _, given in read(html).elements}
    assert {"item-e-399", "finding-f-399"} <= ids
    assert as_text(html).count("each stands here in its shortest form") == 2
    assert 'href="https://doi.org/10.1000/399"' in html
    assert len(html) < 200_000


def test_two_findings_of_one_item_in_one_list_are_told_apart():
    register = draw_register(
        {"priority_dimensions": []},
        framework="""
            question | asks   | intervention | outcome | groups
            q1       | effect | levy         | obesity | girls
        """,
        findings="""
            finding_id | study_id | population
            f1         | s1       | girls
            f2         | s1       | girls
            f3         | s2       | girls
        """,
    )
    text = as_text(show(assess(register))["what_the_evidence_says"])
    assert "(1 of 2)](#finding-f1)" in text and "(2 of 2)](#finding-f2)" in text
    assert "2)](#finding-f3)" not in text
