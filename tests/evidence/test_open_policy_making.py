"""What the register on open policy making itself must show."""

from functools import cache
from pathlib import Path

import pytest

from opm_evidence.records.answers import Answer
from opm_evidence.registers.reading import read_register
from opm_evidence.synthesis.assessment import Assessment, assess
from opm_evidence.synthesis.cells import CellEvidence

EVIDENCE = Path(__file__).parents[2] / "evidence"

CONTROLLED = "open-policy-making--decision-quality--any--effect"


@cache
def assessment() -> Assessment:
    return assess(read_register("open-policy-making", EVIDENCE))


def cell(name: str) -> CellEvidence:
    return next(each for each in assessment().cells if each.cell.id == name)


def answer(rule: str, subject: str) -> Answer:
    return next(
        each for each in assessment().answers if (each.rule, each.subject) == (rule, subject)
    )


def test_the_cell_for_controlled_studies_of_open_policy_making_is_empty():
    empty = cell(CONTROLLED)
    assert empty.findings.empty
    gap = answer("G01", CONTROLLED)
    assert gap.verdict == "gap"
    assert "none_in_register" in (gap.reason, *gap.other_reasons)
    assert CONTROLLED in {each.answer.subject for each in assessment().leading}


def test_no_item_of_the_register_is_a_trial_or_a_quasi_experiment():
    designs = assessment().register.designs
    controlled = set(
        designs.query("family == 'primary' and kind == 'impact' and comparison == 'yes'")[
            "study_design"
        ]
    )
    assert controlled
    assert not controlled & set(assessment().register.table("evidence")["study_design"])


def test_an_empty_cell_is_never_said_to_be_searched():
    assert not [each for each in assessment().answers if each.reason == "none_found"]


def test_two_papers_from_the_same_documents_count_once():
    heard = cell("open-policy-making--inclusion--any--effect")
    assert heard.studies == ("exley-open-policy", "rutter-planning")
    assert heard.overlapping == ("exley-education",)
    assert heard.votes == {"worsens": 1, "mixed": 1}


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("uk0092--delivery--any--implementation", "opm-06"),
        ("policy-labs-and-design--inclusion--any--effect", "opm-25"),
        ("co-design--decision-quality--any--effect", "opm-16"),
    ],
)
def test_what_nobody_has_read_is_no_result(name, item):
    assert item in cell(name).unread
    assert not cell(name).studies
    assert answer("G01", name).reason == "unread_only"


def test_a_study_of_spanish_towns_is_indirect_for_central_government():
    influence = cell("open-policy-making--influence--any--effect")
    assert influence.indirect == ("font-2018",)
    assert not influence.studies
    assert answer("G01", influence.cell.id).reason == "indirect_only"


def test_a_study_that_leaves_the_question_open_is_no_study_of_the_effect():
    labs = cell("policy-labs-and-design--decision-quality--any--effect")
    assert not labs.studies
    assert not labs.reviews
    assert labs.documents == ("opm-19", "opm-20")
    assert answer("G01", labs.cell.id).reason == "no_effect_estimated"


def test_scores_of_transparency_are_counted_and_point_different_ways():
    shown = cell("evidence-transparency--evidence-visible--any--implementation")
    assert len(shown.studies) == 3
    assert shown.votes == {"improves": 1, "worsens": 1, "mixed": 1}


def test_the_commitment_has_five_milestones_and_its_public_review():
    commitment = assessment().register.policy.commitment
    assert commitment is not None
    assert commitment.id == "UK0092"
    assert len(commitment.milestones) == 5
    reviews = assessment().register.table("evaluations")
    assert set(reviews.loc[reviews["kind"] == "review", "evidence_id"]) >= {"opm-05", "opm-06"}


def test_that_it_would_become_the_default_has_no_support_and_later_evidence_limits_it():
    assert answer("G16", "c1").reason == "only_against"
    assert answer("G20", "c1").reason == "emerged_since"
    assert answer("G01", "open-policy-making--use--any--implementation").reason == "documents_only"


def test_what_is_claimed_for_public_design_rests_on_its_own_review():
    gap = answer("G16", "c5")
    assert gap.verdict == "gap"
    assert gap.reason == "own_sources_only"


def test_none_of_the_voices_that_may_be_missing_was_studied_or_heard():
    voices = [each for each in assessment().answers if each.rule == "G14"]
    assert len(voices) == 5
    assert {each.reason for each in voices} == {"not_studied_not_heard"}


def test_who_drew_the_pictures_is_not_named_as_an_author():
    items = {row["evidence_id"]: row for row in assessment().register.rows("evidence")}
    assert "Macdonald H" not in items["opm-01"]["authors"]


def test_efficient_is_not_read_as_cheap():
    claims = {row["claim_id"]: row for row in assessment().register.rows("claims")}
    assert "cost less" not in claims["c5"]["text"]
