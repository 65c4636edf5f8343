"""The body of evidence: what counts, what is set aside, and what a finding could bear."""

import pandas as pd

from opm_evidence.synthesis.body import body_of_evidence
from tests.drawing import draw_register


def column(name: str, **drawn: str) -> list[object]:
    return list(body_of_evidence(draw_register(**drawn))[name])


def test_the_first_reason_to_set_a_finding_aside_is_given() -> None:
    drawn = {
        "evidence": """
        evidence_id | status     | study_status
        fine        | current    | complete
        mended      | corrected  | complete
        gone        | retracted  | complete
        old         | superseded | complete
        plan        | current    | planned
        begun       | current    | ongoing
        """,
        "findings": """
        finding_id | evidence_id | match    | direction
        f1         | fine        | direct   | improves
        f2         | mended      | direct   | worsens
        f3         | gone        | indirect | not_reported
        f4         | old         | direct   | improves
        f5         | plan        | direct   | not_reported
        f6         | begun       | direct   | not_reported
        f7         | fine        | direct   | not_reported
        f8         | fine        | indirect | improves
        f9         | fine        | indirect | not_reported
        """,
    }
    expected = ["", "", "retracted", "superseded", "planned", "ongoing", "unread", "indirect"]
    assert column("set_aside", **drawn) == [*expected, "unread"]
    assert column("counts", **drawn) == [True, True, *[False] * 7]


def test_findings_stay_in_the_order_of_their_table_one_row_each() -> None:
    drawn = {"findings": "finding_id | evidence_id\nf2 | i2\nf1 | i1\nf3 | i2"}
    assert column("finding_id", **drawn) == ["f2", "f1", "f3"]


def test_notes_are_no_part_of_the_body() -> None:
    assert "notes" not in body_of_evidence(draw_register(findings="finding_id\nf1")).columns


def test_an_item_without_a_design_is_a_study_unless_its_type_says_that_it_is_a_document() -> None:
    drawn = {
        "evidence": """
        evidence_id | study_design | type
        article     |              | journal_article
        paper       |              | policy_document
        """,
        "findings": "finding_id | evidence_id\nf1 | article\nf2 | paper",
    }
    assert column("family", **drawn) == ["primary", "document"]
    assert column("bearing", **drawn) == ["unknown", "no"]


def test_a_register_without_findings_has_an_empty_body_with_all_columns() -> None:
    empty = body_of_evidence(draw_register())
    full = body_of_evidence(draw_register(findings="finding_id\nf1"))
    assert empty.empty
    assert list(empty.columns) == list(full.columns)
    pd.testing.assert_series_equal(
        empty.drop(columns="counts").dtypes, full.drop(columns="counts").dtypes
    )


def test_a_rating_of_another_facet_says_nothing_about_the_effect() -> None:
    drawn = {
        "findings": "finding_id | evidence_id\nf1 | i1\nf2 | i2",
        "ratings": """
        evidence_id | facet     | scale_id | level
        i1          | mechanism | sms      | 2
        i2          | effect    | sms      | 2
        """,
    }
    assert column("bearing", **drawn) == ["yes", "no"]


def test_nobody_rates_a_document_into_a_study() -> None:
    drawn = {
        "evidence": "evidence_id | study_design\ni1 | impact_assessment",
        "findings": "finding_id | evidence_id\nf1 | i1",
        "ratings": "evidence_id | scale_id | level\ni1 | sms | 3",
    }
    assert column("bearing_reason", **drawn) == ["not_a_study"]
