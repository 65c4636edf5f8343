"""Every real file beside the checkout reads with its totals, or is refused with a reason."""

import csv
from pathlib import Path

import pytest

from opm_evidence.usage.examining import examine_usage_file
from opm_evidence.usage.keys import REDACTION
from opm_evidence.usage.periods import figures_by_period

REAL = Path(__file__).parents[3] / "shared" / "real" / "govuk"

pytestmark = [pytest.mark.real, pytest.mark.usefixtures("real_files")]


def totals(found):
    assert found.stands, [str(fault) for fault in found.faults]
    return {total.metric: total.value for total in found.totals}


def said(found):
    return " ".join(fault.what for fault in found.faults)


def cells(path, column):
    with path.open(encoding="utf-8", newline="") as opened:
        return [(row["query"], row[column]) for row in csv.DictReader(opened)]


def test_every_file_is_read_or_refused_with_a_reason():
    files = [path for path in sorted(REAL.glob("*/*")) if path.suffix in (".csv", ".json")]
    assert len(files) == 21
    for path in files:
        found = examine_usage_file(path)
        assert found.format, path.name
        assert found.rows or not found.stands, path.name
        for fault in found.faults:
            assert fault.file == path.name and fault.what and fault.remedy


def test_low_click_searches_count_once_and_their_largest_figure():
    path = REAL / "search_judgements" / "low_clickthrough_rate.csv"
    found = examine_usage_file(path)
    column = next(
        name for name in path.read_text("utf-8").split("\n")[0].split(",") if "view ev" in name
    )
    rows = [(query, int(count.replace(",", ""))) for query, count in cells(path, column)]
    assert sum(count for _, count in rows) == 969_427, "added up naively"
    assert sum(dict(rows).values()) == 824_557, "the last row of each query, whatever it says"
    largest = {query: max(n for q, n in rows if q == query) for query in dict(rows)}
    assert totals(found)["site_searches"] == sum(largest.values()) == 901_000
    assert (len(rows), len(largest)) == (4_863, 4_776)
    assert found.flags["figures_differ"] == 62, "31 queries have two figures each"
    kept = found.figures[found.figures["metric"] == "site_searches"]
    assert len(kept) == 4_807
    assert kept["value"].sum() == 903_521


def test_redaction_marks_are_the_most_searched_and_no_keys():
    path = REAL / "search_judgements" / "low_clickthrough_rate.csv"
    found = examine_usage_file(path)
    top = found.figures.sort_values("value", ascending=False).iloc[0]
    assert (top["raw_key"], top["value"], top["subject_key_status"]) == (
        "[postcode]",
        26_285,
        "redacted",
    )
    assert found.figures["subject_key"].isna().sum() == 10
    assert not found.figures["subject_key"].fillna("").str.contains("[", regex=False).any()


def test_clicks_on_publications():
    found = examine_usage_file(REAL / "search_judgements" / "publications_with_parts.csv")
    assert (found.rows, totals(found)) == (6_237, {"search_clicks": 177_770})
    by_query = figures_by_period(found.figures).set_index("subject_key")
    assert by_query.loc["sa100", "value"] >= 5_883


def test_a_stray_row_of_another_table_gives_no_figure():
    found = examine_usage_file(REAL / "search_judgements" / "zero_results_manuals.csv")
    assert (found.rows, totals(found)["site_searches"]) == (92, 19_962)
    assert found.flags["spreadsheet_error"] == 1
    assert "cells under no heading" in said(found)


def test_exports_of_google_analytics_are_held_against_their_grand_totals():
    views = examine_usage_file(REAL / "datagovuk" / "directory-views.head3000.csv")
    assert (views.rows, totals(views)) == (2_992, {"page_views": 55_916})
    assert "grand total is 69,046" in said(views)
    assert str(views.period) == "2026-05-03 to 2026-07-31"
    keys = views.figures["subject_key"].dropna()
    assert not keys.str.contains(REDACTION).any()
    landings = examine_usage_file(REAL / "datagovuk" / "ga-google-landing-apr-aug.excerpt.csv")
    assert totals(landings) == {"landing_sessions": 15_270}
    assert "grand total is 39,592" in said(landings)
    assert landings.flags["not_set"] == 1


def test_petitions_needs_and_the_synthetic_export():
    petitions = examine_usage_file(REAL / "petitions" / "petitions_sample_2024.csv")
    assert (petitions.rows, totals(petitions)) == (10, {"signatures": 331_249})
    assert petitions.flags["rejected_petition"] == 2
    need = examine_usage_file(REAL / "feedback_needs" / "maslow_need_101350.json")
    assert totals(need)["need_yearly_site_views"] == 2_530_150
    assert "Mickey" not in need.figures.to_csv(), "who changed a need is not read"
    assert examine_usage_file(REAL / "feedback_needs" / "maslow_needs-3.csv").rows == 2
    export = examine_usage_file(REAL / "synthetic" / "content_data_export_SYNTHETIC.csv")
    assert totals(export)["page_views"] == 8_373_274 + 0 + 25
    assert (str(export.period), export.grain) == ("2026-07-01 to 2026-07-31", "month")


def test_an_answer_without_view_counts_is_refused_at_its_first_result():
    found = examine_usage_file(REAL / "search_api" / "search_api_v1_response_2018.json")
    (fault,) = (each for each in found.faults if each.severity == "fault")
    assert (fault.line, fault.field) == (1, "view_count")
    assert "popularity is no count" in fault.what
