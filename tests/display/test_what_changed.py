"""The last part of a pack says what changed since the edition that was published before it."""

import dataclasses

import pytest

from opm_evidence.display.sections.what_changed import MOST, what_changed
from opm_evidence.display.wording.changes import change_words
from opm_evidence.display.wording.research_questions import research_questions
from opm_evidence.synthesis.assessment import assess
from opm_evidence.synthesis.changes import Change
from opm_evidence.synthesis.editions import edition_of
from tests.drawing import draw_register

ONE = "finding_id | study_id | direction\nf1 | s1 | improves"
TWO = "finding_id | study_id | direction\nf1 | s1 | improves\nf2 | s2 | worsens"
NOTICE = {
    "edition": "2025-01-01",
    "kind": "withdrawn",
    "issued_on": "2025-02-01",
    "reason": "A table was <b>misread</b>.",
}


def shown(old, new, **policy):
    first = edition_of(assess(draw_register(policy, **old)))
    return what_changed(
        assess(dataclasses.replace(draw_register(policy, **new), editions=(first,)))
    )


def test_the_first_edition_says_that_it_is_the_first():
    exhibit = what_changed(assess(draw_register(findings=ONE)))
    assert "This is the first edition: the evidence as at 1 January 2026." in exhibit._repr_html_()
    assert exhibit.frame.empty


def test_what_changed_stands_under_its_kind_with_links_to_what_is_still_there():
    html = shown({"findings": ONE}, {"findings": TWO})._repr_html_()
    assert "Evidence added (1)" in html
    assert '<a href="#item-s2">' in html
    assert "Is anything known about this at all?" not in html, "nothing changed about that gap"
    assert "#cell-levy--obesity--any--effect" in html
    assert "The levy: effect on obesity, independent studies" in html
    assert "since the edition 2026-01-01 (the evidence as at 1 January 2026)" in html


def test_what_is_gone_has_no_link():
    html = shown({"findings": TWO}, {"findings": ONE})._repr_html_()
    assert "Evidence removed (1)" in html
    assert "#item-s2" not in html


def test_nothing_changed_is_said_in_words():
    exhibit = shown({"findings": ONE, "as_of": "2025-12-01"}, {"findings": ONE})
    assert exhibit.description.startswith("Nothing changed since the edition 2025-12-01")


def test_a_long_list_names_some_and_says_how_many_more_there_are():
    rows = "\n".join(f"f{n} | s{n} | improves" for n in range(2, MOST + 12))
    many = f"{ONE}\n{rows}"
    html = shown({"findings": ONE}, {"findings": many})._repr_html_()
    assert f"Evidence added ({MOST + 10})" in html
    assert "10 more are in the table of changes, changes.csv." in html
    assert html.count('<a href="#item-') == MOST


def test_a_title_in_a_change_is_text():
    evidence = "evidence_id | title\ns1 | One\ns2 | <script>alert(1)</script>"
    html = shown({"findings": ONE}, {"findings": TWO, "evidence": evidence})._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_a_notice_stands_before_the_changes():
    html = shown({"findings": ONE}, {"findings": TWO}, notices=[NOTICE])._repr_html_()
    said = "The edition 2025-01-01 was withdrawn on 1 February 2025: A table was"
    assert html.index(said) < html.index("Evidence added")
    assert "<b>misread" not in html


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (
            Change("finding_direction", "f1", "direction", "improves", "worsens", ("s1",)),
            "f1: better → worse (rows: s1)",
        ),
        (
            Change("gap_closed", "g01-levy--obesity--any--effect", "", "gap: none_found",
                   "no_gap: studied"),
            "g01-levy--obesity--any--effect: a gap (a search found none) → "
            "no gap (a study or a review counts here)",
        ),
        (
            Change("claim_support", "c1", "links that count", "2 supports", ""),
            "c1: 2 for it → nothing that counts",
        ),
        (
            Change("number_moved", "levy--obesity--any--effect", "studies", "1", "2", ("f2",)),
            "levy--obesity--any--effect, independent studies: 1 → 2 (rows: f2)",
        ),
        (
            Change("item_retracted", "s1", "status", "current", "retracted"),
            "s1: stands → retracted",
        ),
    ],
)  # fmt: skip
def test_a_change_is_said_without_a_code(change, line):
    assert change_words(change).line == line


def test_a_study_under_way_is_told_in_the_research_question():
    evidence = "evidence_id | study_status\ns1 | ongoing"
    questions = research_questions(assess(draw_register(findings=ONE, evidence=evidence)))
    (found,) = [each for each in questions if each.id == "cell-levy--obesity--any--effect"]
    assert found.status.startswith("In progress")
