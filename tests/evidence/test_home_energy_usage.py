"""The searches that ship with home energy efficiency, held to what was noted of them."""

from pathlib import Path

import pytest

from opm_evidence.registers import read_register
from opm_evidence.usage.keys import query
from opm_evidence.usage.of_policy import read_policy_usage
from opm_evidence.usage.periods import figures_by_period
from opm_evidence.usage.reading import read_usage

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "evidence" / "home-energy-efficiency" / "usage"
LOW, CLICKS, ZERO = "low_clickthrough_rate.csv", "publications_with_parts.csv", "zero_results.csv"


@pytest.fixture(scope="module")
def usage():
    return read_usage(FOLDER)


@pytest.fixture(scope="module")
def policy():
    return read_register("home-energy-efficiency", ROOT / "evidence").policy


def of(usage, file, metric):
    figures = usage.figures
    return figures[(figures["source_file"] == file) & (figures["metric"] == metric)]


def test_every_file_reads_without_a_word(usage):
    assert usage.faults == ()
    assert dict(zip(usage.files["file"], usage.files["rows"], strict=True)) == {
        LOW: 57,
        CLICKS: 73,
        ZERO: 3,
    }
    assert usage.files["selection"].notna().all(), "all three are selections, and say so"
    assert set(usage.files["licence"]) == {"MIT"}


def test_solar_led_what_people_searched_for_early_in_2023(usage):
    searches = of(usage, LOW, "site_searches")
    assert set(searches["period_start"]) == {"2023-02-01"}
    solar = searches[
        searches["subject_key"].str.contains("solar")
        & ~searches["subject_key"].isin(["solar", "solar power"])
    ]
    assert (len(solar), solar["value"].sum()) == (14, 3_843), "two of the fourteen are repeats"
    named = searches.set_index("subject_key")["value"]
    assert named["insulation"] == 626
    assert named["energy efficiency"] == 272
    assert named["storage heaters"] == 106
    assert named["great british insulation scheme"] == 66


def test_a_query_with_two_figures_counts_as_the_larger(usage):
    rows = figures_by_period(of(usage, LOW, "site_searches")).set_index("subject_key")
    assert (rows.loc["solar panels", "value"], rows.loc["solar panels", "rows"]) == (1_641, 2)
    assert "figures_differ" in rows.loc["solar panels", "flags"]


def test_ten_queries_about_boilers_led_to_one_page_on_grant_levels(usage):
    clicks = of(usage, CLICKS, "search_clicks")
    page = "/government/publications/boiler-upgrade-scheme-changes-to-grant-levels"
    boilers = clicks[(clicks["base_path"] == page) & clicks["subject_key"].str.contains("boiler")]
    assert (len(boilers), boilers["value"].sum()) == (10, 686)


def test_files_without_a_period_are_never_added_to_one_with(usage):
    undated = usage.figures[usage.figures["source_file"] != LOW]
    assert undated["period_start"].isna().all()
    assert all("period_unknown" in flags for flags in undated["flags"])
    rows = figures_by_period(usage.figures)
    both = rows[rows["subject_key"] == "solar panel funding"]
    assert set(both["source_file"]) == {LOW, CLICKS}


def test_what_is_published_names_nobody_and_no_small_count(policy):
    published = read_policy_usage(policy, ROOT / "evidence").figures
    counts = published[published["unit"] == "count"]["value"].dropna()
    assert counts.min() >= 10
    named = {query(term.text).subject_key for term in policy.search_terms}
    with_digits = published[published["subject_key"].str.contains(r"\d")]
    assert set(with_digits["subject_key"]) <= named
    assert set(with_digits["value_status"]) <= {"suppressed"}
    assert published["raw_key"].isna().all()


def test_the_rule_compares_searches_of_one_table_and_period(policy):
    compared = read_policy_usage(policy, ROOT / "evidence").compared
    assert set(compared["source_file"]) == {LOW}
    assert set(compared["metric"]) == {"site_searches"}
    assert compared.set_index("subject")["count"]["solar panels"] == 1_641
