"""Forty-two quirks of real usage files, each in a small file of our own."""

import json

import pytest

from opm_evidence.usage.days import parse_day
from opm_evidence.usage.examining import examine_usage_file
from opm_evidence.usage.keys import page, query
from opm_evidence.usage.pages import PageBook
from opm_evidence.usage.periods import figures_by_period
from opm_evidence.usage.reading import read_usage
from tests.usage.files import (
    APRIL_TO_JUNE,
    LOW_CLICKS_HEADER,
    complaints,
    content_data,
    content_data_row,
    examine,
    figures,
    flags,
    ga4,
    put,
)

VOLUMES = "Slug,Service name,{}\n"
YEAR = "April 2011 to March 2012: volume"
YEAR_DIGITAL = "April 2011 to March 2012: digital volume"
ZERO_HEADER = (
    "query,link,score_description,score,,Total Unique Searches,% Search Refinements,clusterID\n"
)


def test_e01_a_preamble_and_a_blank_line_stand_before_the_header(tmp_path):
    found = examine(tmp_path, ga4("https://www.gov.uk/vat,7\n"))
    assert (found.format, str(found.period)) == ("ga4_interface", "2026-04-01 to 2026-06-30")
    assert figures(found, "page_views") == {"/vat": 7}


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (
            "# 20260401-20260630\n# 20250401-20250630",
            "several spans of days: # 20260401-20260630, #",
        ),
        ("# 20260630-20260401", "The days above the table are none: # 20260630-20260401."),
        ("# 20261301-20261331", "The days above the table are none"),
    ],
)
def test_e01_days_that_cannot_be_told_are_refused_and_not_guessed(tmp_path, lines, words):
    text = ga4("/a,123\n", header="Page path,Views").replace("# 20260401-20260630", lines)
    found = examine(tmp_path, text)
    assert words in complaints(found)
    assert found.figures.empty


def test_e02_a_grand_total_with_one_cell_more_is_checked_and_is_no_page(tmp_path):
    rows = "https://www.gov.uk/vat,7\nhttps://www.gov.uk/tax,3\n"
    right = examine(tmp_path, ga4(rows, total=",10,Grand total\n"))
    assert (right.totals[0].value, right.rows, right.faults) == (10, 2, ())
    short = examine(tmp_path, ga4(rows, total=",12,Grand total\n"))
    assert "grand total is 12, and the rows add up to 10: 2 are missing" in complaints(short)
    assert short.stands


def test_e03_commas_between_thousands_are_read_and_other_signs_refused(tmp_path):
    found = examine(
        tmp_path, ga4('/a,"26,285"\n/b,"8,104,238"\n/c,990\n', header="Page path,Views")
    )
    assert figures(found, "page_views") == {"/a": 26285, "/b": 8104238, "/c": 990}
    for wrong in ('"26,28"', '"2,6285"', "1.234", "1 234", "1.2E+06", "-5", "٣"):
        refused = examine(tmp_path, ga4(f"/a,{wrong}\n", header="Page path,Views"))
        assert "is not a whole number" in complaints(refused), wrong
        assert refused.figures.empty


def test_e04_percentages_and_shares_are_the_same_ratio(tmp_path):
    text = ZERO_HEADER + "prs,,,,,200,45%,1\nmot,,,,,100,54.04%,1\n"
    found = examine(tmp_path, text, format="search_zero_results", period=APRIL_TO_JUNE)
    assert figures(found, "search_refinement_ratio") == {
        "prs": 0.45,
        "mot": pytest.approx(0.5404),
    }


def test_e05_a_dash_is_a_missing_figure(tmp_path):
    text = VOLUMES.format(f"{YEAR},{YEAR_DIGITAL}") + 'a,A,-,-\nb,B,"1,200",1100\n'
    found = examine(tmp_path, text)
    assert figures(found, "transactions") == {"a": "missing", "b": 1200}
    assert "placeholder" in flags(found, "a")


def test_e06_errors_of_a_spreadsheet_are_errors_and_not_zero(tmp_path):
    text = VOLUMES.format(f"{YEAR},{YEAR_DIGITAL}") + "a,A,#REF!,#VALUE!\n"
    found = examine(tmp_path, text)
    assert figures(found, "transactions") == {"a": "error"}
    assert found.totals[0].value is None


def test_e07_blank_censored_and_zero_are_three_states(tmp_path):
    blank = examine(tmp_path, content_data(content_data_row(words="", reading="")))
    assert figures(blank, "word_count") == {"/heat-pumps": "missing"}
    text = "url,title,page_views\nhttps://www.gov.uk/a,A,\nhttps://www.gov.uk/b,B,6\n"
    censored = examine(tmp_path, text, format="govsearch_csv", period=("2026-04-01", "2026-04-07"))
    assert figures(censored, "page_views") == {"/a": "censored_low", "/b": 6}
    assert list(censored.figures["censor_bound"].dropna()) == [5]
    zero = examine(tmp_path, content_data(content_data_row(views=0, unique=0, per_visit=0)))
    assert list(zero.figures["value_status"][zero.figures["metric"] == "page_views"]) == [
        "reported_zero"
    ]


def test_e08_marks_such_as_not_provided_are_missing_figures(tmp_path):
    text = (
        VOLUMES.format(f"Status,{YEAR},{YEAR_DIGITAL}") + "a,A,ok,[not provided],[not provided]\n"
    )
    assert figures(examine(tmp_path, text), "transactions") == {"a": "missing"}


def test_e09_a_line_break_inside_a_quoted_heading_is_a_space(tmp_path):
    text = f'Slug,Service name,"Total\nJul - Sep 2012",{YEAR},{YEAR_DIGITAL}\r\na,A,1,2,1\r\n'
    found = examine(tmp_path, text)
    assert (figures(found, "transactions"), list(found.figures["source_row"])) == ({"a": 2}, [2, 2])


def test_e10_headings_that_are_blank_or_twice_are_told_apart_by_place(tmp_path):
    text = f"Slug,,Totals check,,Totals check,{YEAR},{YEAR_DIGITAL}\na,,9,,8,2,1\n"
    assert figures(examine(tmp_path, text), "transactions") == {"a": 2}
    twice = f"Slug,{YEAR},{YEAR}\na,1,2\n"
    assert "Two columns hold the same figure" in complaints(examine(tmp_path, twice))


def test_e11_pounds_curly_quotes_and_other_scripts_are_kept(tmp_path):
    cost = "April 2011 to March 2012: cost per transaction (£)"
    text = VOLUMES.format(f"{YEAR},{cost}") + "a,Trwydded “yrru” 驾照,2,£3.50\n"
    found = examine(tmp_path, text)
    assert figures(found, "cost_per_transaction") == {"a": 3.5}
    assert set(found.figures["title"]) == {"Trwydded “yrru” 驾照"}


def test_e12_a_heading_that_names_other_than_twelve_months_waits_for_the_sidecar(tmp_path):
    wrong = "January 2014 to December 2015: volume"
    text = VOLUMES.format(f"{YEAR},{wrong}") + "a,A,2,5\n"
    assert "is not twelve months. The column is not read" in complaints(examine(tmp_path, text))
    found = examine(
        tmp_path,
        text,
        format="service_performance",
        more="periods:\n  January 2014 to December 2015: 2014-01-01 to 2014-12-31\n",
    )
    assert set(found.figures["period_end"]) == {"2012-03-31", "2014-12-31"}
    assert (found.totals[0].value, found.rows) == (7, 2)


def test_e13_a_quarter_that_stands_for_twelve_months_is_never_guessed(tmp_path):
    text = "Slug,2012-Q4 Vol.,2012-Q4 Digital vol.\na,20,10\n"
    guess = examine(tmp_path, text)
    assert guess.totals == () or guess.rows == 0
    assert "2012-Q4 stands for twelve months that it does not name" in complaints(guess)
    told = examine(
        tmp_path,
        text,
        format="service_performance",
        more="periods:\n  2012-Q4: 2011-04-01 to 2012-03-31\n",
    )
    assert figures(told, "transactions_digital") == {"a": 10}
    assert set(told.figures["period_start"]) == {"2011-04-01"}


def test_e14_a_slash_at_the_end_makes_no_other_page(tmp_path):
    found = examine(tmp_path, ga4("/roadmap/,1803\n/roadmap,1311\n", header="Page path,Views"))
    (row,) = figures_by_period(found.figures).to_dict("records")
    assert (row["subject_key"], row["value"], row["rows"]) == ("/roadmap", 3114, 2)
    assert {"trailing_slash", "several_spellings"} <= set(row["flags"])


def test_e15_two_slugs_of_one_page_stay_two_until_somebody_says_that_it_moved():
    move = {
        "base_path": "/old",
        "schema_name": "redirect",
        "redirects": [{"path": "/old", "type": "exact", "destination": "/new"}],
    }
    assert PageBook([]).resolved(page("/old")).subject_key == "/old"
    found = PageBook([move]).resolved(page("/old"))
    assert (found.subject_key, found.flags) == ("/new", ("redirected",))


def test_e16_rows_of_one_page_under_several_titles_are_parts_of_its_views(tmp_path):
    rows = "A page,/a,5\nA page - renamed,/a,3\n"
    found = examine(tmp_path, ga4(rows, header="Page title,Page path,Views"))
    (row,) = figures_by_period(found.figures).to_dict("records")
    assert (row["value"], "several_titles" in row["flags"]) == (8, True)


def test_e17_what_follows_a_question_mark_belongs_to_no_key(tmp_path):
    rows = "/a?utm_source=x,5\n/a#top,2\n/a,1\n"
    found = examine(tmp_path, ga4(rows, header="Page path,Views"))
    assert set(found.figures["subject_key"]) == {"/a"}
    assert found.flags["query_string_removed"] == 2


def test_e18_a_redaction_mark_is_never_a_key(tmp_path):
    rows = "/dataset/89ed[date]-49c0/a,5\n/find/[postcode],2\n/a?q=[email],1\n"
    found = examine(tmp_path, ga4(rows, header="Page path,Views"))
    assert list(found.figures["subject_key"].fillna("")) == ["", "", "/a"]
    assert list(found.figures["subject_key_status"]) == ["redacted", "redacted", "normalised"]
    assert query("[postcode]").subject_key == query("my [email] is").subject_key == ""
    assert found.totals[0].value == 8, "they still count in the total of the file"


def test_e19_not_set_and_other_are_no_pages(tmp_path):
    rows = "(not set),8967\n(other),12\n/,3\n"
    found = examine(tmp_path, ga4(rows, header="Landing page,Sessions"))
    assert figures(found, "landing_sessions")["/"] == 3
    assert (found.flags["not_set"], found.flags["other_row"]) == (1, 1)


def test_e20_junk_is_told_from_pages(tmp_path):
    rows = (
        "x,/https://www.gov.uk/vat,5\nx,/a b,1\nx,/wp-admin,1\nx,/v1/searcg,1\n"
        "Page not found - GOV.UK,/tax,1\n"
    )
    found = examine(tmp_path, ga4(rows, header="Page title,Page path,Views"))
    assert figures(found, "page_views")["/vat"] == 5
    assert (found.flags["embedded_address"], found.flags["junk_path"]) == (1, 3)
    assert found.flags["not_found_title"] == 1


def test_e21_pages_of_other_hosts_keep_their_host(tmp_path):
    rows = "https://www.integration.data.gov.uk/a,18\nhttps://www.gov.uk/a,2\n"
    found = examine(tmp_path, ga4(rows))
    assert figures(found, "page_views") == {"https://www.integration.data.gov.uk/a": 18, "/a": 2}


def test_e22_a_moved_section_shows_that_its_zero_is_not_no_use(tmp_path):
    folder = tmp_path / "usage"
    move = {
        "base_path": "/government",
        "schema_name": "redirect",
        "links": {},
        "redirects": [
            {
                "path": "/collections/government",
                "type": "prefix",
                "destination": "/collections/government-and-parliament",
                "segments_mode": "preserve",
            }
        ],
    }
    put(folder, json.dumps(move), name="moved.json", format="content_item")
    rows = "/collections/government/laws,0\n/collections/government-and-parliament/laws,40\n"
    put(folder, ga4(rows, header="Page path,Views"), format="ga4_interface")
    (row,) = figures_by_period(read_usage(folder).figures).to_dict("records")
    assert (row["subject_key"], row["value"]) == ("/collections/government-and-parliament/laws", 40)
    assert "redirected" in row["flags"]


def test_e23_a_figure_that_is_repeated_for_each_link_counts_once(tmp_path):
    text = LOW_CLICKS_HEADER + (
        'contact number,/a,3 perfect,3,,"6,838","1,755",26%,61.54%,868\n'
        'contact number,/b,3 perfect,3,,"6,838","1,755",26%,61.54%,868\n'
        "contact number,,,,,177,54,31%,62.97%,868\n"
        "insulation,,,,,626,312,50%,62.95%,217\n"
    )
    found = examine(tmp_path, text, format="search_low_clicks", period=("2023-02-01", "2023-04-30"))
    searches = figures_by_period(found.figures).set_index(["metric", "subject_key"])["value"]
    assert searches["site_searches", "contact number"] == 6838, "never 6838 + 6838 + 177"
    assert searches["site_searches", "insulation"] == 626
    assert found.totals[0].value == 6838 + 626
    assert {"figures_differ", "repeated_rows"} <= flags(found, "contact number")


def test_e24_a_companion_value_stands_on_the_first_of_repeated_rows_only(tmp_path):
    text = ZERO_HEADER + 'not,/a,3 perfect,3,,"6,275",91%,100\nnot,/b,2 good,2,,"6,275",,100\n'
    found = examine(tmp_path, text, format="search_zero_results", period=APRIL_TO_JUNE)
    assert figures(found, "search_refinement_ratio") == {"not": 0.91}
    assert found.totals[0].value == 6275


def test_e25_spellings_of_one_search_meet(tmp_path):
    text = "query,link,score,select_item_event\n"
    text += "'sa100 ',/a,2,5\nSA100,/a,2,50\nsa100,/a,2,5\n-,/a,2,9\n"
    found = examine(tmp_path, text.replace("'", '"'), format="search_clicks", period=APRIL_TO_JUNE)
    rows = figures_by_period(found.figures)
    assert rows.set_index("subject_key")["value"]["sa100"] == 60
    assert found.flags["punctuation_only"] == 1
    assert query("  Heat   Pump’s ").subject_key == "heat pump's"


def test_e26_empty_rows_count_for_nothing_and_a_link_without_query_is_a_page(tmp_path):
    text = 'query,link,score,Page views (7 days)\n,,,\n,/cymraeg,,"1,414"\n,/lwfans-tai,,#REF!\n'
    found = examine(tmp_path, text, format="search_page_views", period=("2024-01-10", "2024-01-16"))
    assert figures(found, "page_views") == {"/cymraeg": 1414, "/lwfans-tai": "error"}
    assert set(found.figures["period_grain"]) == {"rolling7"}


def test_e27_a_row_with_cells_under_no_heading_gives_no_figure(tmp_path):
    header = (
        "query,link,score_description,score,,Search results page,Total Unique Searches,"
        "% Search Refinements,,\n"
    )
    manual = "/search/all?manual[]=/guidance/mot&q=prs"
    text = (
        header + f'prs,,,,,{manual},"2,001",45%,,\npay arrears,/a,3 perfect,3,,101,1,1%,62.96%,12\n'
    )
    found = examine(tmp_path, text, format="search_zero_results", period=APRIL_TO_JUNE)
    assert figures(found, "site_searches") == {"prs": 2001, "pay arrears": "error"}
    assert "cells under no heading" in complaints(found)
    assert found.figures["base_path"].iloc[0] == "/guidance/mot"


def test_e28_capitals_escapes_and_states_meet_and_feeds_stay_apart():
    assert page("/JURY-SERVICE/").subject_key == "/jury-service"
    assert page("/a%20b").subject_key_status == "unresolvable"
    assert page("/caf%C3%A9").subject_key == page("/café").subject_key
    assert page("/guidance.atom").subject_key == "/guidance.atom"
    assert "machine_format" in page("/guidance.json").flags
    state = page("/check-uk-visa/y/france/work")
    assert (state.subject_key, state.flags) == ("/check-uk-visa", ("answer_state",))


def test_e29_translations_meet_under_their_page_with_the_language_kept():
    welsh = page("/vat.cy")
    assert (welsh.subject_key, welsh.locale, welsh.base_path) == ("/vat", "cy", "/vat.cy")
    assert "translation" in welsh.flags
    assert page("/vat.ar?page=14").subject_key == "/vat"
    assert page("/node.js").subject_key == "/node.js", "no language"


def test_e30_parts_meet_under_their_page_where_the_content_api_says_so():
    guide = {
        "base_path": "/vat",
        "schema_name": "guide",
        "locale": "en",
        "details": {"parts": [{"slug": "overview"}, {"slug": "rates"}]},
    }
    book = PageBook([guide])
    part = book.resolved(page("/vat/rates"))
    assert (part.subject_key, part.part_slug, part.flags) == ("/vat", "rates", ("part",))
    assert "first_part" in book.resolved(page("/vat/overview")).flags
    assert book.resolved(page("/vat/other")).subject_key == "/vat/other"


def test_e31_pages_that_moved_or_went_have_neither_title_nor_id(tmp_path):
    moved = {
        "base_path": "/406beacon",
        "content_id": None,
        "title": None,
        "schema_name": "redirect",
        "links": {},
        "redirects": [{"path": "/406beacon", "type": "exact", "destination": "/beacons?a=b#c"}],
    }
    gone = {"base_path": "/gone", "title": None, "content_id": None, "schema_name": "gone"}
    book = PageBook([moved, gone])
    assert book.resolved(page("/406beacon")).subject_key == "/beacons"
    assert "gone" in book.resolved(page("/gone")).flags
    found = examine(tmp_path, json.dumps(moved), name="moved.json")
    assert (found.format, found.stands) == ("content_item", True)


def test_e32_an_empty_notice_of_withdrawal_means_that_it_stands():
    stands = {"base_path": "/a", "schema_name": "answer", "withdrawn_notice": {}}
    notice = {"explanation": "old", "withdrawn_at": "2015-01-13T13:05:30Z"}
    withdrawn = {"base_path": "/b", "schema_name": "answer", "withdrawn_notice": notice}
    book = PageBook([stands, withdrawn])
    assert book.resolved(page("/a")).flags == ()
    assert book.resolved(page("/b")).flags == ("withdrawn",)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2017-12-06T07:08:05.000+00:00", "2017-12-06"),
        ("2017-12-06T07:08:05+00:00", "2017-12-06"),
        ("2017-12-06T07:08:05.000Z", "2017-12-06"),
        ("2017-12-06T07:08:05Z", "2017-12-06"),
        ("2018-07-17T10:35:59.000+01:00", "2018-07-17"),
        ("2014-08-31T23:00:00Z", "2014-09-01"),
    ],
)
def test_e33_the_day_of_a_timestamp_is_the_one_in_london(text, day):
    assert str(parse_day(text)) == day


@pytest.mark.parametrize(
    "text", ["2025-05-06T22:" + "9" * 200_000, "2025-05-06 noon", "0001-01-01T00:00:00+10:00"]
)
def test_e33_what_is_no_moment_is_refused_in_a_few_words_of_ours(text):
    with pytest.raises(ValueError, match="^“.{1,40}” is not a moment such as"):
        parse_day(text)


def test_e34_days_before_months_are_read_only_where_somebody_says_so(tmp_path):
    text = "event_date,cleaned_page_location,pageviews\r\n03/04/2018,/a,5\r\n"
    asked = examine(tmp_path, text)
    assert "does not say which number is the day" in complaints(asked)
    told = examine(tmp_path, text, format="ga4_page_summaries", more="days: day_first\n")
    assert set(told.figures["period_start"]) == {"2018-04-03"}


def test_e35_a_line_break_at_the_end_of_a_title_is_trimmed(tmp_path):
    text = (
        "petition_id,action,state,signature_count,created_at,rejected_at,opened_at,closed_at\n"
        '700010,"Sell less\n",closed,90,,,2024-11-06T17:08:13.781Z,2025-05-06T22:59:59.999Z\n'
    )
    found = examine(tmp_path, text)
    assert set(found.figures["title"]) == {"Sell less"}


def test_e36_signatures_of_rejected_petitions_and_the_last_evening_of_a_petition(tmp_path):
    text = (
        "petition_id,action,state,signature_count,created_at,rejected_at,opened_at,closed_at\n"
        "1,Open,closed,90,,,2024-11-06T17:08:13.781Z,2025-05-06T22:59:59.999Z\n"
        "2,Rejected,rejected,10,2024-10-30T14:32:33.904Z,2024-10-31T17:48:58.550Z,,\n"
    )
    found = examine(tmp_path, text)
    assert figures(found, "signatures") == {"1": 90, "2": 10}
    assert list(found.figures["period_end"]) == ["2025-05-06", "2024-10-31"]
    assert flags(found, "2") == {"rejected_petition"}


FEEDBACK_HEADER = (
    "creation date,path or service name,feedback,service satisfaction rating,browser name,"
    "browser version,browser platform,user agent,referrer,type,primary organisation,"
    "all organisations\n"
)


def test_e37_ratings_that_were_added_up_count_as_many_as_they_say(tmp_path):
    text = FEEDBACK_HEADER + (
        "2026-05-01 10:00:00,a-service,Rating of 3: 17,,,,,,,aggregated-service-feedback,O,O|P\n"
        "2026-05-01 11:00:00,a-service,Slow,3,,,,,,service-feedback,O,O\n"
        '2026-05-01 12:00:00,/vat,"My name is\nSecret Person",,,,,,,problem-report,O,O\n'
    )
    found = examine(tmp_path, text)
    assert found.figures.loc[found.figures["metric"] == "service_ratings_3", "value"].sum() == 18
    assert figures(found, "feedback_comments") == {"a-service": 1, "/vat": 1}
    assert "Secret" not in found.figures.to_csv() + complaints(found), "comments are never loaded"


def test_e38_rows_of_needs_end_where_their_criteria_do_and_other_rows_may_not(tmp_path):
    needs = "Maslow URL,As a,I need to,So that,Met when criteria 1\nhttp://x/needs/1,Foo,Bar,Baz\n"
    assert examine(tmp_path, needs).stands
    short = examine(tmp_path, content_data(content_data_row(), "A page,O,https://www.gov.uk/b\n"))
    assert "row 3: The row has 3 cells, and the header has 18" in complaints(short)
    assert short.figures.empty


def test_e39_views_and_visits_are_two_metrics_that_never_meet(tmp_path):
    found = examine(tmp_path, ga4("/a,5,3\n", header="Landing page,Views,Sessions"))
    assert (figures(found, "page_views"), figures(found, "landing_sessions")) == (
        {"/a": 5},
        {"/a": 3},
    )
    assert len(figures_by_period(found.figures)) == 2


def test_e40_words_are_not_added_up_over_days(tmp_path):
    def series(name, values, total):
        days = [{"date": f"2026-07-0{n}", "value": v} for n, v in enumerate(values, start=1)]
        return {"name": name, "total": total, "time_series": days}

    answer = {
        "metadata": {"base_path": "/vat", "title": "VAT", "content_id": "x", "locale": "en"},
        "time_period": {"from": "2026-07-01", "to": "2026-07-02"},
        "time_series_metrics": [series("pviews", [5, 7], 12), series("words", [900, 900], 1800)],
        "edition_metrics": [{"name": "words", "value": 900}],
    }
    found = examine(tmp_path, json.dumps(answer, indent=1), name="page.json")
    assert figures(found, "word_count") == {"/vat": 900}
    assert sum(found.figures.loc[found.figures["metric"] == "page_views", "value"]) == 12


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_e41_a_byte_order_mark_is_no_part_of_the_header(tmp_path, encoding):
    found = examine(tmp_path, content_data(content_data_row()).encode(encoding))
    assert figures(found, "page_views") == {"/heat-pumps": 25}


def test_e41_zero_bytes_and_ambiguous_decimals_are_refused(tmp_path):
    zero = examine(tmp_path, content_data(content_data_row()).encode() + b"\0\n")
    assert "row 3: The file cannot be read: it holds zero bytes" in complaints(zero)
    german = examine(tmp_path, content_data(content_data_row(views="1.234")))
    assert "“1.234” is not a whole number" in complaints(german)


def test_e42_the_second_table_of_an_old_export_is_said_and_not_read(tmp_path):
    text = (
        "# ----\n# Pages\n# 20190101-20190131\n# ----\n\n"
        "Page,Pageviews,Unique Pageviews,Avg. Time on Page,Entrances,Bounce Rate,% Exit,"
        "Page Value\n"
        '/a,"3,047","2,000",00:00:45,900,12.14%,40.00%,$0.00\n/b,3,2,00:00:01,1,0.00%,1.00%,$0.00\n'
        ',"3,050","2,002",00:00:45,901,12.14%,40.00%,$0.00\n\n'
        "Day Index,Pageviews\n01/01/2019,99\n,99\n"
    )
    found = examine(tmp_path, text)
    assert figures(found, "page_views") == {"/a": 3047, "/b": 3}
    assert set(found.figures["definition"]) == {"ua"}
    assert set(found.figures["basis"]) == {"ga_preconsent"}
    assert "A second table, by day, follows" in complaints(found)


def test_a_file_that_is_not_there_is_a_fault_and_no_traceback(tmp_path):
    found = examine_usage_file(tmp_path / "none.csv")
    assert "There is no such file" in complaints(found)


def test_a_folder_in_the_place_of_a_file_is_said_to_be_one(tmp_path):
    assert "This is a folder." in complaints(examine_usage_file(tmp_path))
