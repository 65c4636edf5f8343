"""What the register of the Soft Drinks Industry Levy must show: its traps, by name."""

from functools import cache
from pathlib import Path

import pytest

from opm_evidence.registers.reading import read_register
from opm_evidence.synthesis.case import Case
from opm_evidence.synthesis.rules import RULES

EVIDENCE = Path(__file__).parents[2] / "evidence"


@cache
def levy() -> Case:
    return Case.of(read_register("soft-drinks-industry-levy", EVIDENCE))


def item(name: str):
    return levy().items.loc[name]


def cell(name: str):
    return next(each for each in levy().cells if each.cell.id == name)


def answer(code: str, subject: str):
    return next(each for each in RULES[code].judge(levy()) if each.subject == subject)


def finding(name: str):
    return levy().body.set_index("finding_id").loc[name]


def test_the_paper_retracted_in_2023_is_shown_with_its_notice_and_what_replaced_it():
    retracted = item("sdil-03")
    assert retracted["status"] == "retracted"
    assert retracted["notice_doi"] == "10.1136/bmj.p2705"
    assert retracted["replaced_by"] == "sdil-02"
    assert not retracted["title"].startswith("RETRACTED")


def test_the_retracted_result_counts_for_nothing_and_supports_no_claim():
    purchases = cell("levy--sugar-purchased--any--effect")
    assert purchases.set_aside == ("sdil-03",)
    assert not finding("sdil-03-a")["counts"]
    linked = levy().register.table("claim_links")["evidence_id"]
    assert "sdil-03" not in set(linked)


def test_the_corrected_analysis_gives_8_grams_and_never_the_30_of_the_retracted_one():
    assert finding("sdil-02-a")["effect"] == -8.0
    effects = levy().body.query("outcome == 'sugar-purchased'")["effect"].dropna()
    assert -30 not in set(effects[levy().body["effect_metric"] == "mean_difference"])


def test_the_paper_corrected_under_its_own_doi_stands_and_is_still_unread():
    corrected = item("sdil-04")
    assert corrected["status"] == "corrected"
    assert corrected["doi"] == "10.1371/journal.pmed.1003269"
    assert corrected["notice_doi"] == "10.1371/journal.pmed.1004201"
    assert finding("sdil-04-a")["set_aside"] == "unread"
    assert "sdil-04" in cell("levy--sugar-purchased--any--effect").unread


def test_one_household_panel_is_one_study():
    purchases = cell("levy--sugar-purchased--any--effect")
    assert purchases.studies == ("household-panel", "brand-sales", "drinks-monitoring-2019")
    assert purchases.votes == {"improves": 3}


def test_the_abridged_cochrane_review_is_there_once():
    dois = levy().items["doi"].dropna().str.lower()
    assert (dois == "10.1159/000508843").sum() == 1
    assert "10.1002/14651858.cd012292.pub2" not in set(dois)


def test_a_modelled_effect_is_never_taken_for_an_observed_one():
    obesity = cell("levy--obesity--any--effect")
    assert obesity.studies == ("child-measurement-series",)
    assert obesity.models == ("household-panel-model", "briggs-model")
    diabetes = answer("G01", "levy--diabetes--any--effect")
    assert (diabetes.verdict, diabetes.reason) == ("gap", "modelled_only")


def test_girls_and_boys_make_a_mixed_result_and_not_a_fall():
    assert cell("levy--obesity--any--effect").votes == {"mixed": 1}
    assert cell("levy--obesity--girls--effect").votes == {"improves": 1}
    assert cell("levy--obesity--boys--effect").votes == {"no_clear_change": 1}


def test_reformulation_has_no_read_study_with_a_comparison():
    weak = answer("G05", "levy--sugar-content--any--effect")
    assert weak.facts["could_bear"] == ()
    assert (weak.verdict, weak.reason) == ("not_assessable", "unread_could_bear")
    assert cell("levy--sugar-content--any--effect").unread == ("sdil-05",)


def test_the_two_monitoring_reports_are_one_series():
    content = cell("levy--sugar-content--any--effect")
    assert content.studies == ("brand-sales", "drinks-monitoring-2019")
    assert content.overlapping == ("drinks-monitoring-2024",)


def test_taxes_of_other_countries_bear_on_the_levy_only_through_reviews():
    abroad = levy().body[levy().body["match"] == "indirect"]
    assert set(abroad["family"]) == {"synthesis"}
    assert cell("levy--price--any--effect").reviews == ("sdil-16",)
    assert not cell("levy--price--any--effect").studies


def test_health_is_known_from_england_only_and_the_pack_names_who_is_missing():
    here = answer("G10", "levy--obesity--any--effect")
    assert here.facts["missing_nations"] == ("northern-ireland", "scotland", "wales")


def test_the_protocol_that_never_became_a_review_is_named_beside_a_newer_review():
    newer = answer("G04", "levy--sugar-intake--any--effect")
    assert (newer.verdict, newer.reason) == ("not_assessable", "search_undated")
    assert newer.flags == ("review_never_finished",)
    assert newer.facts["unfinished_reviews"] == ("sdil-cochrane-protocol",)


@pytest.mark.parametrize(
    ("claim", "code", "reason"),
    [
        ("c2", "G19", "no_comparison"),
        ("c3", "G16", "partly_only"),
        ("c7", "G16", "own_sources_only"),
        ("c8", "G19", "no_comparison"),
    ],
)
def test_a_claim_beyond_its_evidence_is_a_gap(claim, code, reason):
    found = answer(code, claim)
    assert (found.verdict, found.reason) == ("gap", reason)


def test_what_goes_against_the_aim_came_out_after_the_claim_was_made():
    assert answer("G20", "c1").reason == "emerged_since"


def test_nobody_knows_whether_ministers_cited_the_rise_in_least_deprived_boys():
    found = answer("G20", "c6")
    assert (found.verdict, found.reason) == ("not_assessable", "citation_unknown")
    assert "sdil-01-d" in found.facts["citation_unknown"]


@pytest.mark.parametrize("voice", ["ethnic-groups", "people-with-diabetes", "shops"])
def test_a_group_that_nobody_studied_or_heard_is_named(voice):
    assert answer("G14", voice).reason == "not_studied_not_heard"


def test_the_department_s_own_assessment_is_marked_as_not_verified():
    assert item("sdil-27")["verified"] == "no"
    assert item("sdil-27")["study_design"] == "health_impact_modelling"


def test_two_readings_of_one_kind_of_panel_are_set_against_each_other():
    assert "8.0 g" in item("sdil-08")["limitations"]
    assert "15 g" in item("sdil-08")["limitations"]


def test_the_wider_levy_takes_in_milk_substitutes():
    assert "milk substitutes" in levy().register.policy.summary
