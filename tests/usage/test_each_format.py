"""What the edge cases leave out: a small right file of every other format."""

import json

import duckdb
import pytest

from opm_evidence.usage.examining import examine_usage_file
from tests.usage.files import APRIL_TO_JUNE, complaints, content_data, examine, figures, ga4, put
from tests.usage.test_edge_cases import FEEDBACK_HEADER


def event(name, day, page, visit, **more):
    """One event as BigQuery nests it."""
    parameters = {"page_location": page, "ga_session_id": visit, **more}
    return {
        "event_date": day,
        "event_name": name,
        "user_pseudo_id": "u1",
        "event_params": [
            {"key": key, "value": {"string_value": str(value), "int_value": None}}
            for key, value in parameters.items()
        ],
    }


EVENTS = [
    event("page_view", "20260701", "https://www.gov.uk/vat", 1),
    event("page_view", "20260701", "https://www.gov.uk/vat", 1),
    event("page_view", "20260701", "https://www.gov.uk/vat", 2),
    event("page_view", "20260702", "https://www.gov.uk/vat", 2),
    event("search", "20260701", "https://www.gov.uk/search", 1, search_term="Heat pump"),
    event("view_item_list", "20260701", "https://www.gov.uk/search", 1, search_term="Heat pump"),
    event("scroll", "20260701", "https://www.gov.uk/vat", 1),
]


@pytest.mark.parametrize("kind", ["ndjson", "parquet"])
def test_single_events_are_counted_by_page_visit_and_day(tmp_path, kind):
    text = "".join(json.dumps(each) + "\n" for each in EVENTS)
    path = put(tmp_path, text, name="events.json")
    if kind == "parquet":
        duckdb.sql(
            f"COPY (SELECT * FROM read_json('{path.as_posix()}')) "
            f"TO '{path.as_posix()}.parquet' (FORMAT parquet)"
        )
        path = path.with_name("events.json.parquet")
    found = examine_usage_file(path)
    assert (found.format, str(found.period)) == ("ga4_events", "2026-07-01 to 2026-07-02")
    rows = found.figures.set_index(["metric", "period_start"])["value"]
    assert (rows["page_views", "2026-07-01"], rows["page_views", "2026-07-02"]) == (3, 1)
    assert rows["unique_page_views", "2026-07-01"] == 2
    assert rows["site_searches", "2026-07-01"] == 1, "once, though two events carry the words"


def test_a_page_of_the_listing_says_that_there_are_more(tmp_path):
    result = {
        "base_path": "/vat",
        "title": "VAT",
        "pviews": 25,
        "upviews": 15,
        "satisfaction": None,
        "document_type": "guide",
        "primary_organisation_id": "o1",
    }
    text = json.dumps({"results": [result], "page": 1, "total_pages": 3, "total_results": 3})
    found = examine(
        tmp_path, text, name="list.json", format="content_data_listing", period=APRIL_TO_JUNE
    )
    assert figures(found, "page_views") == {"/vat": 25}
    assert set(found.figures["organisation_id"]) == {"o1"}
    assert "page 1 of 3" in complaints(found)


def test_the_older_columns_of_content_data_are_refused_by_name(tmp_path):
    text = "Title,URL,Content Data Link,Upviews,Satisfaction Score Responses\na,/a,x,1,0.5\n"
    assert "from before June 2019" in complaints(examine(tmp_path, text))


def test_a_column_too_many_or_too_few_is_named(tmp_path):
    text = content_data().replace("Word count", "Words").replace("Page views,", "Page views,New,")
    said = complaints(examine(tmp_path, text))
    assert "missing: Word count" in said and "not of this format: New, Words" in said


def test_the_other_header_of_govsearch_is_read_too(tmp_path):
    text = (
        "URL,Title,Language,Document type,Content ID,Views (7days),Withdrawn at\n"
        "https://www.gov.uk/vat,VAT,en,guide,id,1234,2024-01-18 at 09:30\n"
        "https://www.gov.uk/tax,Tax,en,guide,id,less than 5,\n"
    )
    found = examine(tmp_path, text, format="govsearch_csv", period=("2026-04-01", "2026-04-07"))
    assert figures(found, "page_views") == {"/vat": 1234, "/tax": "censored_low"}
    assert set(found.figures["censor_bound"].dropna()) == {5}, "the cut is at five, not below it"
    assert set(found.figures["period_grain"]) == {"rolling7"}
    assert found.flags["withdrawn"] == 1


def test_as_many_rows_as_govsearch_writes_may_not_be_all(tmp_path):
    rows = "".join(f"/p{n},T,6\n" for n in range(10_000))
    found = examine(tmp_path, "url,title,page_views\n" + rows)
    assert "there may be more" in complaints(found)


def test_judgements_count_nothing(tmp_path):
    found = examine(tmp_path, "query,link,score\nvat,/vat,3\n")
    assert "no column that counts" in complaints(found)


def test_console_tables_by_query_and_from_bigquery(tmp_path):
    saved = "Top queries,Clicks,Impressions,CTR,Position\nheat pump,5,50,10%,3.2\n"
    found = examine(tmp_path, saved, format="search_console", period=APRIL_TO_JUNE)
    assert figures(found, "sc_clicks") == {"heat pump": 5}
    assert set(found.figures["basis"]) == {"search_console"}
    table = (
        "data_date,url,query,country,device,impressions,clicks\n"
        "2026-07-01,https://www.gov.uk/a,heat pump,gbr,MOBILE,30,3\n"
        "2026-07-01,https://www.gov.uk/a,heat pump,fra,DESKTOP,10,1\n"
        "2026-07-01,https://www.gov.uk/a,,gbr,MOBILE,99,9\n"
    )
    parted = examine(tmp_path, table)
    assert figures(parted, "sc_impressions") == {"heat pump": 40, "": 99}
    assert set(parted.figures["base_path"]) == {"/a"}
    moved = saved.replace("5,50", "50,5")
    assert "more clicks than impressions" in complaints(examine(tmp_path, moved))


def test_feedback_is_counted_by_page_and_by_day(tmp_path):
    by_day = json.dumps(
        {"results": [{"path": "/vat", "count": 3}], "pages": 2, "current_page": 1}, indent=1
    )
    found = examine(
        tmp_path,
        by_day,
        name="day.json",
        format="feedback_by_day",
        period=("2026-07-01", "2026-07-01"),
    )
    assert figures(found, "feedback_comments") == {"/vat": 3}
    assert "page 1 of 2" in complaints(found)
    totals = examine(tmp_path, "date,report_count\n2026-07-01,12\n2026-07-02,0\n")
    assert totals.totals[0].value == 12
    assert set(totals.figures["subject_type"]) == {"site"}
    reports = (
        "where feedback was left,creation date,feedback,user came from\n"
        '/vat,2026-07-01 10:00:00,"My name is\nSecret Person",/tax\n'
        "/vat,2026-07-01 11:00:00,x,/tax\n"
    )
    found = examine(tmp_path, reports)
    assert figures(found, "feedback_comments") == {"/vat": 2}
    assert "Secret" not in found.figures.to_csv() + complaints(found)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("2026-05-01,s,Many,,,,,,,aggregated-service-feedback,O,O", "does not say how many"),
        ("2026-05-01,s,Slow,6,,,,,,service-feedback,O,O", "not one of 1 to 5"),
        ("yesterday,s,Slow,3,,,,,,service-feedback,O,O", "not a day"),
        ("2026-05-01,s,Slow,3,,,,,,other,O,O", "type of feedback is not one"),
    ],
)
def test_feedback_that_cannot_be_counted_is_named_without_its_text(tmp_path, row, words):
    found = examine(tmp_path, FEEDBACK_HEADER + row + "\n")
    assert words in complaints(found)
    assert "Slow" not in complaints(found) and "Many" not in complaints(found)


def test_an_open_petition_is_counted_to_the_day_of_the_download(tmp_path):
    attributes = {
        "action": "Do more",
        "state": "open",
        "signature_count": 90,
        "opened_at": "2026-06-01T09:00:00.000Z",
        "closed_at": None,
    }
    text = json.dumps({"data": [{"type": "petition", "id": 7, "attributes": attributes}]})
    undated = examine(tmp_path, text, name="p.json")
    assert set(undated.figures["flags"]) == {("period_unknown",)}
    told = examine(tmp_path, text, name="p.json", format="petitions_json")
    assert set(told.figures["period_end"]) == {"2026-08-03"}
    assert figures(told, "signatures") == {"7": 90}


def test_a_need_counts_what_somebody_wrote_down_and_names_nobody(tmp_path):
    need = {
        "id": 1,
        "role": "user",
        "goal": "book a test",
        "benefit": "I can drive",
        "yearly_searches": 630100,
        "yearly_site_views": None,
        "revisions": [{"author": {"name": "Secret Person"}}],
    }
    found = examine(tmp_path, json.dumps(need, indent=1), name="need.json")
    assert figures(found, "need_yearly_searches") == {"1": 630100}
    assert figures(found, "need_yearly_site_views") == {"1": "missing"}
    assert set(found.figures["title"]) == {"As a user, I need to book a test"}
    assert "Secret" not in found.figures.to_csv()


def test_the_table_that_content_data_imports_is_read_by_its_own_names(tmp_path):
    text = (
        "the_date,cleaned_page_location,total_page_views,unique_page_views,total_searches\n"
        "2026-07-01,/vat,25,15,3\n"
    )
    found = examine(tmp_path, text)
    assert figures(found, "searches_from_page") == {"/vat": 3}
    assert set(found.figures["definition"]) == {"ga4_2023-12"}


def test_a_file_that_parts_pages_by_country_is_refused(tmp_path):
    found = examine(tmp_path, ga4("/a,UK,5\n/a,FR,2\n", header="Page path,Country,Views"))
    assert "parts each page by Country" in complaints(found)
