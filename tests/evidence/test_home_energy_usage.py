"""What people searched for on GOV.UK about home energy, from the register to its page."""

import re
from pathlib import Path

import pytest

from opm_evidence import display
from opm_evidence.registers import read_register
from opm_evidence.synthesis.assessment import assess
from opm_evidence.synthesis.rules.attention_gap import WEIGHED
from opm_evidence.usage import read_policy_usage
from tests.display.reading import as_text

EVIDENCE = Path(__file__).parents[2] / "evidence"
LOW, CLICKS = "low_clickthrough_rate.csv", "publications_with_parts.csv"


@pytest.fixture(scope="module")
def usage():
    return read_policy_usage(read_register("home-energy-efficiency", EVIDENCE).policy, EVIDENCE)


@pytest.fixture(scope="module")
def assessment(usage):
    return assess(read_register("home-energy-efficiency", EVIDENCE), usage=usage)


@pytest.fixture(scope="module")
def text(assessment):
    return as_text(display.usage(assessment)._repr_html_())


def attention(assessment):
    return [each for each in assessment.answers if each.rule == "G25"]


def test_both_files_are_selections_and_the_register_says_so(usage, text):
    files = usage.files.set_index("file")
    assert {LOW, CLICKS} <= set(files.index)
    assert files["selection"].notna().all()
    assert text.count("A selection of rows: it says nothing of what is not in it.") == len(files)


def test_files_are_never_added_to_each_other(usage):
    for _, part in usage.periods.groupby(["subject_key", "metric"]):
        assert part["source_file"].is_unique or part["period_start"].nunique() > 1
    both = usage.periods[usage.periods["metric"] == "search_clicks"]
    eco = both[both["subject_key"] == "net zero"].set_index("source_file")["value"]
    assert eco[LOW] == 370
    assert eco[CLICKS] < 370


def test_days_that_nobody_knows_are_said_to_be_unknown_and_compared_with_nothing(usage, text):
    dated = usage.files.set_index("file")["period_start"]
    assert dated[LOW] == "2023-02-01"
    assert str(dated[CLICKS]) == "<NA>"
    assert "On days that nobody knows:" in text
    assert set(usage.compared["source_file"]) == {LOW}


def test_the_most_searched_for_without_evidence_is_a_gap_of_attention(assessment):
    answers = {each.subject: each for each in attention(assessment)}
    solar = answers["solar panels"]
    assert (solar.verdict, solar.facts["count"]) == ("gap", 1641)
    assert (solar.facts["from"], solar.facts["to"]) == ("2023-02-01", "2023-04-30")
    assert solar.looked_at == ("g01-solar-panels--willingness--any--views",)
    assert answers["solar"].reason == "not_core"
    assert answers["boiler"].reason == "count_unknown"


def test_every_gap_of_attention_rests_on_gaps_of_the_weighed_rules(assessment):
    known = {gap.gap_id for gap in assessment.gaps if gap.rule in {rule.code for rule in WEIGHED}}
    for answer in attention(assessment):
        if answer.verdict == "gap":
            assert answer.looked_at and set(answer.looked_at) <= known
            assert answer.facts["basis"] == "ga_consented"


def test_nothing_that_may_name_somebody_is_handed_on(usage):
    shown = usage.figures[usage.figures["value"].notna()]
    assert not shown["subject_key"].str.contains(r"[0-9@\[\]]", regex=True).any()
    counts = shown[shown["unit"] == "count"]
    assert (counts["value"] >= 10).all()


def test_section_11_says_what_the_file_says_of_solar_panels(text):
    assert "| “solar panels” | What makes people take up or give up a scheme? | 1,641" in text
    assert "1 February to 30 April 2023: counted only in browsers that accepted" in text
    assert re.search(r"no figure about the \d+ pages of the policy", text)


def test_section_11_is_lean(assessment):
    assert len(display.usage(assessment)._repr_html_().encode()) < 20_000
