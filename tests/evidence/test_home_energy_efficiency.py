"""What the register on home energy efficiency must show."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from opm_evidence.records.answers import Answer
from opm_evidence.registers.reading import read_register
from opm_evidence.synthesis.assessment import Assessment, assess
from opm_evidence.synthesis.cells import CellEvidence

EVIDENCE = Path(__file__).parents[2] / "evidence"

FIRST_YEAR = "insulation--energy-use--any--effect"
LATER = "insulation--energy-use-later--any--effect"
BILLS = "eco4-gbis--bills--any--effect"
HEALTH = "home-improvements--general-health--any--effect"
LUNGS = "home-improvements--respiratory-health--any--effect"
WELLBEING = "home-improvements--wellbeing--any--effect"
QUALITY = "solid-wall-work--installation-quality--any--implementation"
PROTECTION = "consumer-protection--household-protection--any--implementation"
COST = "eco4-gbis--cost--any--cost"
HEAT_PUMPS = "heat-pumps--homes-reached--any--implementation"


@cache
def assessment() -> Assessment:
    return assess(read_register("home-energy-efficiency", EVIDENCE))


def cell(name: str) -> CellEvidence:
    return next(each for each in assessment().cells if each.cell.id == name)


def answer(rule: str, subject: str) -> Answer:
    return next(
        each for each in assessment().answers if (each.rule, each.subject) == (rule, subject)
    )


def item(name: str) -> dict[str, Any]:
    return next(row for row in assessment().register.rows("evidence") if row["evidence_id"] == name)


def finding(name: str) -> dict[str, Any]:
    return next(row for row in assessment().register.rows("findings") if row["finding_id"] == name)


def studies_of(*items: str) -> set[str]:
    body = assessment().body
    return set(body.loc[body["evidence_id"].isin(items), "study_id"])


def links_of(claim: str) -> dict[str, str]:
    return {
        row["finding_id"]: row["relation"]
        for row in assessment().register.rows("claim_links")
        if row["claim_id"] == claim
    }


def uncertainties() -> str:
    return " ".join(row["text"] for row in assessment().register.rows("uncertainties"))


def test_studies_agree_that_insulation_saves_energy_in_the_first_year():
    first = cell(FIRST_YEAR)
    assert first.votes == {"improves": 3}
    assert answer("G07", FIRST_YEAR).reason == "agreed"


def test_a_saving_that_fades_does_not_disagree_with_studies_of_one_year():
    assert set(cell(FIRST_YEAR).findings["evidence_id"]) >= {"hee-07", "hee-08", "hee-16"}
    assert set(cell(LATER).findings["evidence_id"]) == {"hee-07"}


def test_one_study_alone_followed_homes_for_years_and_it_found_the_saving_gone():
    later = cell(LATER)
    assert later.studies == ("uk-gas-panel",)
    assert later.votes == {"no_clear_change": 1}
    assert answer("G02", LATER).reason == "single_study"
    followed = answer("G13", LATER)
    assert (followed.reason, followed.facts["longest"]) == ("long_enough", 48)
    assert item("hee-07")["verified"] == "no"


def test_analyses_of_the_same_national_meter_data_count_once():
    first = cell(FIRST_YEAR)
    assert len({"need-did", "need-2010"} & set(first.studies)) == 1
    assert first.overlapping == ("need-2010",)


def test_an_item_from_memory_is_marked_so_and_settles_no_cell():
    known = item("hee-09")
    assert (known["verified"], known["doi"], known["url"]) == ("no", None, None)
    cells = [each for each in assessment().cells if "kirklees-warm-zone" in each.studies]
    assert not cells


@pytest.mark.parametrize("name", ["hee-07", "hee-09", "hee-14", "hee-16", "hee-23"])
def test_what_was_not_seen_with_its_publisher_is_not_verified(name):
    assert item(name)["verified"] == "no"


def test_nobody_has_measured_the_bills_of_homes_in_the_obligations():
    gap = answer("G01", BILLS)
    assert (gap.verdict, gap.reason) == ("gap", "none_in_register")


def test_trials_from_new_zealand_and_the_united_states_are_indirect():
    body = assessment().body
    abroad = body[body["evidence_id"].isin(["hee-04", "hee-05", "hee-06"])]
    assert set(abroad["match"]) == {"indirect"}
    assert cell(FIRST_YEAR).indirect == ("nz-community-trial", "weatherization-trial")


def test_no_randomised_trial_is_from_britain():
    trials = assessment().body
    trials = trials[trials["study_design"].str.contains("randomised|trial", na=False)]
    assert set(trials["country"].explode()) == {"new-zealand", "united-states"}
    assert "no randomised trial of these schemes was found" in uncertainties()


def test_a_review_that_two_libraries_published_is_one_item():
    titles = [row["title"] for row in assessment().register.rows("evidence")]
    assert titles.count(item("hee-01")["title"]) == 1
    assert cell(LUNGS).reviews == ("hee-01",)


def test_survey_and_focus_groups_of_one_programme_are_one_study():
    assert studies_of("hee-10", "hee-31") == {"arbed-programme"}
    assert cell(WELLBEING).studies.count("arbed-programme") == 1
    assert cell(WELLBEING).vote_of["arbed-programme"] == "mixed"


def test_british_studies_of_health_do_not_agree():
    assert cell(HEALTH).votes == {"improves": 1, "no_clear_change": 1, "mixed": 1}
    assert answer("G07", HEALTH).reason == "divided"
    assert cell(LUNGS).votes == {"worsens": 1, "no_clear_change": 1}


def test_a_model_of_health_is_no_study():
    assert cell(HEALTH).models == ("retrofit-health-model",)
    assert "retrofit-health-model" not in cell(HEALTH).studies


def test_the_review_of_lungs_searched_before_the_british_studies_came_out():
    gap = answer("G04", LUNGS)
    assert (gap.verdict, gap.reason) == ("gap", "newer_studies")
    assert gap.facts["newest_search"] == "2012-07"


@pytest.mark.parametrize("name", ["hee-12-b", "hee-13-b", "hee-28-b"])
def test_a_result_that_nobody_has_seen_is_unread_and_not_mixed(name):
    assert finding(name)["direction"] == "not_reported"
    assert finding(name)["coding_status"] == "not_reported"


def test_what_winter_fuel_payments_do_to_health_is_there_and_unread():
    gap = answer("G01", "winter-fuel-payments--general-health--any--effect")
    assert gap.reason == "unread_only"


def test_three_reports_on_faulty_walls_rest_on_one_audit():
    assert studies_of("hee-21", "hee-22", "hee-23") == {"desnz-wall-audit"}
    assert cell(QUALITY).studies == ("desnz-wall-audit",)
    assert answer("G02", QUALITY).reason == "single_study"
    assert cell(PROTECTION).documents == ("hee-23",)


def test_the_98_per_cent_are_the_92_and_the_6_of_the_audit_and_external_walls_only():
    whole, faults, risks = (finding(name) for name in ("hee-21-a", "hee-22-a", "hee-22-c"))
    assert whole["effect"] == faults["effect"] + risks["effect"] == 98
    assert {each["population"] for each in (whole, faults, risks)} == {"external-wall-homes"}


def test_an_audit_is_not_blamed_for_having_no_comparison_group():
    assert cell(QUALITY).cell.asks == "implementation"
    assert not [
        each for each in assessment().answers if (each.rule, each.subject) == ("G05", QUALITY)
    ]


def test_homes_with_faults_were_counted_and_the_people_in_them_not_asked():
    group = "solid-wall-work--installation-quality--living-with-faults--implementation"
    assert answer("G01", group).reason == "other_groups_only"
    assert answer("G14", "living-with-faults").reason == "not_heard"


@pytest.mark.parametrize(
    "voice",
    [
        "letting",
        "learning-disability",
        "travelling-communities",
        "park-homes",
        "flats-and-leases",
        "turned-away",
        "without-internet",
    ],
)
def test_groups_that_nobody_studied_or_heard_are_missing(voice):
    assert answer("G14", voice).reason == "not_studied_not_heard"


def test_results_by_ethnicity_come_from_new_zealand_only():
    voice = answer("G14", "ethnicity")
    assert "indirect_only" in voice.flags


def test_counts_of_heat_pumps_at_two_times_are_one_series():
    assert len(cell(HEAT_PUMPS).studies) == 1
    assert cell(HEAT_PUMPS).overlapping == ("bus-records-2025",)


def test_value_for_money_of_the_obligations_rests_on_documents_and_another_country():
    gap = answer("G01", COST)
    assert {gap.reason, *gap.other_reasons} == {"indirect_only", "documents_only"}
    assert cell(COST).documents == ("hee-33",)


@pytest.mark.parametrize(
    ("reason", "claims"), [("only_against", ["c1", "c3", "c7", "c8"]), ("no_link", ["c5", "c6"])]
)
def test_claims_that_nothing_supports_say_so_and_whether_evidence_contradicts_them(reason, claims):
    assert {answer("G16", claim).reason for claim in claims} == {reason}


def test_the_bill_saving_is_supported_in_part_and_never_in_pounds():
    links = links_of("c2")
    assert {links[each] for each in ("hee-08-a", "hee-16-a")} == {"partly_supports"}
    assert links["hee-07-c"] == links["hee-05-d"] == links["hee-15-b"] == "qualifies"
    assert answer("G16", "c2").reason == "partly_only"


def test_the_appraisal_of_the_changes_has_only_itself_behind_it():
    assert answer("G16", "c10").reason == "own_sources_only"


def test_the_claim_that_risks_are_rare_is_supported_and_contradicted():
    links = links_of("c9")
    assert links["hee-22-c"] == "supports"
    assert links["hee-21-c"] == "contradicts"


def test_nobody_has_looked_whether_a_document_cites_its_evidence():
    cited = {row["cited_by_policy"] for row in assessment().register.rows("claim_links")}
    assert cited == {"unknown"}


def test_dates_on_which_sources_differ_are_shown_as_such():
    for month in ("April 2022", "July 2022", "March 2023", "April 2023", "May 2023"):
        assert month in uncertainties()


def test_evaluations_that_nobody_has_seen_or_read_say_so():
    answers = {each.subject: each.reason for each in assessment().answers if each.rule == "G22"}
    for seen_to_exist in ("voucher-final", "eco-2t-3"):
        assert answers[seen_to_exist] == "report_unread"
    for known_to_exist in ("hug-evaluation", "bus-evaluation"):
        assert answers[known_to_exist] == "status_unknown"
    unseen = {r["evaluation_id"] for r in assessment().register.rows("evaluations")
              if r["kind"] == "unknown"}  # fmt: skip
    assert unseen == {"voucher-final", "eco-2t-3", "hug-evaluation", "bus-evaluation"}


def test_searches_for_solar_panels_belong_to_the_cell_that_holds_nothing():
    for term in assessment().register.policy.search_terms:
        if term.text.startswith("solar panel"):
            assert (term.question, term.intervention) == ("q5", "solar-panels")
        if term.relation == "ambiguous":
            assert term.intervention is None


def test_no_sign_that_works_prevent_illness_is_not_said_to_be_a_sign_of_none():
    assert finding("hee-11-c")["direction"] == "no_clear_change"
    assert "as often" not in finding("hee-11-c")["statement"]


def test_wall_installations_are_not_called_homes():
    """98% of the homes are 22,000 to 23,000, so 28,000 installations are not as many homes."""
    assert "installations" in finding("hee-21-f")["statement"]
    assert "28,000 homes" not in finding("hee-21-f")["statement"]


def test_what_is_known_of_homes_under_eco4_without_a_source_is_not_passed_over():
    """The cell holds nothing, as no report with the figure is known; the figure itself is."""
    said = [row["text"] for row in assessment().register.rows("uncertainties")]
    assert any("260,400 households" in text for text in said)
    assert not cell("eco4--homes-reached--any--implementation").studies
