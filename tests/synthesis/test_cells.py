"""What lies in a cell, and how its studies vote."""

import pytest

from opm_evidence.records.register import values_of
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.cells import CellEvidence
from opm_evidence.synthesis.findings import COLUMNS
from tests.drawing import draw_register


def cells(findings: str, **drawn: str) -> tuple[CellEvidence, ...]:
    return Case.of(draw_register(findings=findings, **drawn)).cells


def only(findings: str, **drawn: str) -> CellEvidence:
    (cell,) = cells(findings, **drawn)
    return cell


def test_each_item_lies_in_its_part_of_the_cell() -> None:
    cell = only(
        """
        finding_id | evidence_id | match    | direction
        f1         | trial       | direct   | improves
        f2         | model       | direct   | improves
        f3         | review      | indirect | improves
        f4         | map         | direct   | improves
        f5         | other       | indirect | improves
        f6         | unread      | direct   | not_reported
        f7         | gone        | direct   | improves
        f8         | begun       | direct   | not_reported
        """,
        evidence="""
        evidence_id | study_design      | status    | study_status
        trial       | randomised_trial  | current   | complete
        model       | modelling         | current   | complete
        review      | systematic_review | current   | complete
        map         | evidence_map      | current   | complete
        other       | randomised_trial  | current   | complete
        unread      | randomised_trial  | current   | complete
        gone        | randomised_trial  | retracted | complete
        begun       | randomised_trial  | current   | ongoing
        """,
    )
    assert (cell.studies, cell.models, cell.reviews) == (("f1",), ("f2",), ("review",))
    assert (cell.documents, cell.indirect, cell.unread) == (("map",), ("f5",), ("unread",))
    assert (cell.set_aside, cell.in_progress) == (("gone",), ("begun",))
    parts = ["study", "model", "review", "document", "", "", "", ""]
    assert list(cell.findings["part"]) == parts
    assert not cell.is_empty


@pytest.mark.parametrize(
    ("findings", "vote"),
    [
        (["| improves"], "improves"),
        (["| improves", "girls | worsens"], "improves"),
        (["girls | improves", "adults | improves"], "improves"),
        (["girls | improves", "adults | worsens"], "mixed"),
        (["| improves", "| worsens"], "mixed"),
        (["| improves", "| not_reported"], "improves"),
        (["girls | inconclusive"], "inconclusive"),
    ],
)
def test_a_study_votes_once(findings: list[str], vote: str) -> None:
    rows = [f"f{number} | s1 | {finding}" for number, finding in enumerate(findings)]
    cell = only("finding_id | study_id | population | direction\n" + "\n".join(rows))
    assert cell.votes == {vote: 1}
    assert cell.vote_of == {"s1": vote}


def test_studies_that_share_data_vote_once_together() -> None:
    cell = only(
        """
        finding_id | study_id | shares_data_with | direction
        f1         | s1       | s2               | improves
        f2         | s2       |                  | worsens
        f3         | s3       |                  | improves
        """
    )
    assert (cell.studies, cell.overlapping) == (("s1", "s3"), ("s2",))
    assert cell.votes == {"improves": 1, "mixed": 1}


def test_sharing_runs_through_a_third_study_that_is_here_too() -> None:
    chain = """
    finding_id | study_id | shares_data_with
    f1         | s1       |
    f2         | s2       | s1
    f3         | s3       | s2
    """
    assert only(chain).studies == ("s1",)
    without_the_link = "\n".join(line for line in chain.splitlines() if "f2" not in line)
    assert only(without_the_link).studies == ("s1", "s3")


def test_a_study_in_a_review_of_the_cell_is_known_to_be() -> None:
    cell = only(
        "finding_id | study_id\nf1 | s1\nf2 | s2\nf3 | r1",
        evidence="""
        evidence_id | study_design      | included_study_ids
        r1          | systematic_review | s2; s9
        """,
    )
    assert (cell.studies, cell.reviewed) == (("s1", "s2"), ("s2",))


def test_any_takes_every_group_and_a_group_takes_its_parts() -> None:
    findings = """
    finding_id | population
    f1         |
    f2         | girls
    f3         | children
    f4         | adults
    """
    framework = "intervention | outcome | groups\nlevy | obesity | children; girls"
    everybody, children, girls = cells(findings, framework=framework)
    assert list(everybody.findings["finding_id"]) == ["f1", "f2", "f3", "f4"]
    assert list(children.findings["finding_id"]) == ["f2", "f3"]
    assert list(girls.findings["finding_id"]) == ["f2"]


def test_a_priority_dimension_takes_the_groups_that_stand_for_it() -> None:
    policy = {
        "priority_dimensions": [
            {
                "id": "age",
                "dimension": "age",
                "title": "Age",
                "reason": "?",
                "populations": ["children"],
            }
        ],
        "framework": [
            {
                "question": "q1",
                "asks": "effect",
                "intervention": "levy",
                "outcome": "obesity",
                "groups": ["age"],
            }
        ],
    }
    register = draw_register(policy, findings="finding_id | population\nf1 | girls\nf2 | adults")
    _, age = Case.of(register).cells
    assert list(age.findings["finding_id"]) == ["f1"]


def test_the_table_of_a_cell_says_what_its_rows_say() -> None:
    findings = """
    finding_id | study_id | outcome | direction | coding_status  | match
    f1         | s1       | sales   | improves  | coded          | direct
    f2         | s2       | obesity |           | not_applicable | direct
    f3         | s3       | obesity | improves  | coded          | indirect
    f4         | s4       | obesity | worsens   | coded          | direct
    """
    sales, obesity = cells(
        findings,
        framework="asks | intervention | outcome\neffect | levy | sales\neffect | levy | obesity",
    )
    for cell in (sales, obesity):
        for name in COLUMNS:
            assert values_of(cell.findings[name]) == [getattr(row, name) for row in cell.rows]
        assert list(cell.findings["part"]) == [row.part for row in cell.rows]
        assert list(cell.findings.index) == [row.row for row in cell.rows]
    assert obesity.finding_ids("study") == ("f4",)
    assert obesity.finding_ids("study") == ("f4",)


def test_a_need_takes_the_findings_without_an_intervention() -> None:
    findings = "finding_id | intervention\nf1 |\nf2 | levy"
    framework = "asks | intervention | outcome\nneed | | obesity\neffect | levy | obesity"
    need, effect = cells(findings, framework=framework)
    assert list(need.findings["finding_id"]) == ["f1"]
    assert list(effect.findings["finding_id"]) == ["f2"]


def test_a_finding_without_a_direction_counts_everywhere_but_for_an_effect() -> None:
    findings = """
    finding_id | direction | coding_status
    f1         |           | not_applicable
    """
    framework = "asks | intervention | outcome\neffect | levy | obesity\nviews | levy | obesity"
    effect, views = cells(findings, framework=framework)
    assert (effect.studies, list(effect.findings["set_aside"])) == ((), ["no_effect_estimated"])
    assert (views.studies, views.votes) == (("f1",), {})
