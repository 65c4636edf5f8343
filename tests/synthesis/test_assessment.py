"""The assessment as a whole, on one small register with the traps of the real ones."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from opm_evidence.records.register import Register
from opm_evidence.synthesis.assessment import assess
from opm_evidence.synthesis.rules import RULES
from tests.drawing import draw_register


@pytest.fixture
def register() -> Register:
    return draw_register(
        evidence="""
        evidence_id | study_design            | status     | replaced_by | study_status
        gone        | interrupted_time_series | retracted  | instead     | complete
        instead     | interrupted_time_series | current    |             | complete
        old         | interrupted_time_series | superseded | instead     | complete
        again       | interrupted_time_series | current    |             | complete
        begun       | interrupted_time_series | current    |             | ongoing
        """,
        findings="""
        finding_id | evidence_id | study_id | direction
        f1         | gone        | s1       | worsens
        f2         | instead     | s1       | improves
        f3         | old         | s1       | worsens
        f4         | again       | s1       | improves
        f5         | begun       | s2       | not_reported
        """,
        claims="claim_id\nc1",
        claim_links="claim_id | evidence_id | finding_id\nc1 | gone | f1",
    )


def test_what_is_retracted_superseded_or_told_twice_never_counts_twice(register: Register) -> None:
    assessment = assess(register)
    (cell,) = assessment.cells
    assert cell.studies == ("s1",)
    assert cell.votes == {"improves": 1}
    assert cell.set_aside == ("gone", "old")
    assert assessment.answer("G02", cell.cell.id).reason == "single_study"
    assert assessment.answer("G16", "c1").reason == "retracted_only"


def test_answers_stand_in_the_order_of_the_rules(register: Register) -> None:
    codes = [each.rule for each in assess(register).answers]
    assert codes == sorted(codes, key=list(RULES).index)
    assert set(codes) == set(RULES)


def test_no_rule_answers_twice_about_one_subject(register: Register) -> None:
    keys = [(each.rule, each.subject_kind, each.subject) for each in assess(register).answers]
    assert len(keys) == len(set(keys))


def test_what_leads_is_a_gap(register: Register) -> None:
    assessment = assess(register)
    assert assessment.leading
    assert all(each.answer in assessment.gaps for each in assessment.leading)
    (claim,) = assessment.claims
    assert [each.rule for each in claim.answers if each.verdict == "gap"][0] == "G16"


def test_an_answer_that_no_rule_gave_is_a_key_error(register: Register) -> None:
    with pytest.raises(KeyError):
        assess(register).answer("G02", "no-such-cell")
    assert assess(register).for_subject("no-such-cell") == ()


TOLD = """
from opm_evidence.synthesis.assessment import assess
from tests.drawing import draw_register
findings = ["finding_id | study_id | shares_data_with | outcome | population | subgroups_reported"]
for number in range(12):
    outcome = ("obesity", "sales", "jobs")[number % 3]
    findings.append(f"f{number} | s{number} | s{number - 3} | {outcome} | girls | girls; adults")
cells = "intervention | outcome | groups\\nlevy | obesity | girls; adults\\nlevy | sales | adults"
register = draw_register(findings="\\n".join(findings), framework=cells, claims="claim_id\\nc1")
assessment = assess(register)
print(assessment.answers, assessment.leading, [cell.votes for cell in assessment.cells])
"""


def test_the_seed_of_hashes_changes_nothing() -> None:
    root = Path(__file__).parents[2]
    told = {
        subprocess.run(
            [sys.executable, "-c", TOLD],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    (only,) = told
    assert "single_study" in only
