"""An edition holds what a pack said; two of them show what changed, and which rows moved it."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opm_evidence.records.edition import Edition
from opm_evidence.records.thresholds import Thresholds
from opm_evidence.synthesis.assessment import assess
from opm_evidence.synthesis.changes import CHANGES, changes_between
from opm_evidence.synthesis.editions import edition_of, previous_edition
from tests.drawing import draw_register

TWO_STUDIES = """
finding_id | study_id | direction
f1         | s1       | improves
f2         | s2       | improves
"""
CLAIM = """
claim_id
c1
"""
LINKS = """
claim_id | evidence_id | finding_id | relation
c1       | s1          | f1         | supports
"""


def edition(thresholds=None, editions=(), **drawn):
    register = dataclasses.replace(draw_register(**drawn), editions=tuple(editions))
    return edition_of(assess(register, thresholds or Thresholds()))


EMPTY = edition()


def found(old, new, kind):
    return [each for each in changes_between(old, new) if each.kind == kind]


def test_an_edition_reads_back_as_it_was_written():
    made = edition(findings=TWO_STUDIES, claims=CLAIM, claim_links=LINKS)
    assert Edition.parse(made.text) == made
    assert Edition.parse(made.text).text == made.text


def test_one_line_of_the_file_is_one_row():
    made = edition(findings=TWO_STUDIES)
    assert sum(line.startswith('  "f1":') for line in made.text.splitlines()) == 1


def test_the_same_register_makes_an_edition_that_changes_nothing():
    made = edition(findings=TWO_STUDIES)
    assert changes_between(made, edition(findings=TWO_STUDIES)) == ()


def test_working_notes_are_no_change():
    old = edition(findings=TWO_STUDIES)
    noted = """
    finding_id | study_id | direction | notes
    f1         | s1       | improves  | look again
    f2         | s2       | improves  |
    """
    assert changes_between(old, edition(findings=noted)) == ()


def test_a_study_that_came_moves_the_numbers_that_count_it_and_is_named_as_the_cause():
    one = edition(findings="finding_id | study_id | direction\nf1 | s1 | improves")
    two = edition(findings=TWO_STUDIES)
    assert [each.subject for each in found(one, two, "item_added")] == ["s2"]
    assert [each.subject for each in found(one, two, "finding_added")] == ["f2"]
    moved = {(each.subject, each.what): each for each in found(one, two, "number_moved")}
    studies = moved["levy--obesity--any--effect", "studies"]
    assert (studies.before, studies.after, studies.because) == ("1", "2", ("f2",))
    assert moved["pack", "items"].because == ("s2",)


def test_a_retraction_takes_the_findings_out_of_the_count_and_says_what_replaces_the_item():
    old = edition(findings=TWO_STUDIES)
    evidence = """
    evidence_id | status    | replaced_by
    s1          | retracted | s2
    s2          | current   |
    """
    new = edition(findings=TWO_STUDIES, evidence=evidence)
    (change,) = found(old, new, "item_retracted")
    assert (change.before, change.after, change.because) == ("current", "retracted", ("s2",))
    moved = {(each.subject, each.what): each for each in found(old, new, "number_moved")}
    assert moved["levy--obesity--any--effect", "studies"].because == ("f1",)


def test_a_direction_read_otherwise_is_told_from_another_edit_of_the_row():
    old = edition(findings=TWO_STUDIES)
    turned = edition(findings=TWO_STUDIES.replace("s2       | improves", "s2       | worsens"))
    (change,) = found(old, turned, "finding_direction")
    assert (change.subject, change.before, change.after) == ("f2", "improves", "worsens")
    assert found(old, turned, "finding_edited") == []


def test_a_claim_whose_support_was_retracted_has_changed_support():
    drawn = {"findings": TWO_STUDIES, "claims": CLAIM, "claim_links": LINKS}
    evidence = "evidence_id | status\ns1 | retracted\ns2 | current"
    (change,) = found(edition(**drawn), edition(**drawn, evidence=evidence), "claim_support")
    assert (change.subject, change.before, change.after) == ("c1", "1 supports", "")
    assert change.because == ("f1",)


def test_a_gap_closes_where_the_rule_now_finds_none():
    old = edition(findings="finding_id | study_id | direction")
    new = edition(findings=TWO_STUDIES)
    (closed,) = [each for each in found(old, new, "gap_closed") if each.subject.startswith("g01-")]
    assert closed.before.startswith("gap: ")
    assert closed.after == "no_gap: studied"
    assert [each.subject for each in found(new, old, "gap_opened")].count(closed.subject) == 1


def test_a_gap_that_cannot_be_judged_any_more_is_not_closed():
    old = edition(findings="finding_id | study_id | direction")
    new = edition(evidence="evidence_id\ns1")
    (change,) = [
        each for each in found(old, new, "gap_not_assessable") if each.subject.startswith("g01-")
    ]
    assert change.after.startswith("not_assessable: ")
    assert found(old, new, "gap_closed") == []


def test_another_threshold_is_a_change():
    old, new = edition(), edition(thresholds=Thresholds(stale_years=5))
    (change,) = found(old, new, "threshold_changed")
    assert (change.subject, change.before, change.after) == ("stale_years", "10", "5")


def test_changes_come_in_the_order_of_their_kinds():
    kinds = [each.kind for each in changes_between(edition(), edition(findings=TWO_STUDIES))]
    assert kinds == sorted(kinds, key=list(CHANGES).index)


def test_the_first_edition_has_none_before_it():
    assert previous_edition(assess(draw_register(findings=TWO_STUDIES))) is None


def test_an_edition_that_was_recorded_is_not_before_itself():
    first = edition(findings=TWO_STUDIES)
    register = dataclasses.replace(draw_register(findings=TWO_STUDIES), editions=(first,))
    assert previous_edition(assess(register)) is None
    assert edition_of(assess(register)) == first


def test_a_second_edition_of_a_day_has_a_name_of_its_own():
    first = edition()
    second = edition(findings=TWO_STUDIES, editions=[first])
    third = edition(editions=[first, second])
    assert [first.name, second.name, third.name] == ["2026-01-01", "2026-01-01-2", "2026-01-01-3"]


def test_the_name_follows_from_the_previous_edition_alone():
    first = edition()
    second = edition(findings=TWO_STUDIES, editions=[first])
    assert edition(editions=[first, second]) == edition(editions=[second])


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", '{"name": "../x"}', "[" * 5000, '{"name": "2026-01-01"}']
)
def test_what_is_no_edition_is_refused_with_its_place(text):
    with pytest.raises(ValueError, match=".+"):
        Edition.parse(text)


@given(title=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_title_survives_the_file(title):
    made = EMPTY.model_copy(update={"title": title})
    assert Edition.parse(made.text) == made
