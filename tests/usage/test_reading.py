"""The usage of a policy: files, sidecars, and what is chosen of them."""

import json
import os

import pandas as pd
import pytest

from opm_evidence.usage.examining import examine_usage_file
from opm_evidence.usage.keeping import read_kept, write_kept
from opm_evidence.usage.publishable import publishable
from opm_evidence.usage.reading import read_usage
from tests.drawing import draw_register
from tests.usage.files import (
    APRIL_TO_JUNE,
    complaints,
    content_data,
    content_data_row,
    examine,
    ga4,
    put,
)

POLICY = draw_register(
    {
        "govuk_pages": [{"base_path": "/heat-pumps", "role": "guidance", "question": "q1"}],
        "search_terms": [{"text": "Heat pump", "question": "q1"}],
    }
).policy
CLICKS = "query,link,score,select_item_event\n"


def said(usage):
    return "\n".join(str(fault) for fault in usage.faults)


def test_no_folder_is_no_usage_and_no_fault(tmp_path):
    usage = read_usage(tmp_path / "usage", POLICY)
    assert (usage.recorded, usage.stands, len(usage.figures)) == (False, True, 0)


def test_a_file_without_rows_is_recorded_and_says_so(tmp_path):
    put(tmp_path, CLICKS, format="search_clicks", period=APRIL_TO_JUNE)
    usage = read_usage(tmp_path, POLICY)
    assert (usage.recorded, usage.stands, len(usage.figures)) == (True, True, 0)
    assert "The file has no rows" in said(usage)


def test_of_a_whole_file_the_pages_and_searches_of_the_policy_are_kept(tmp_path):
    rows = [
        content_data_row(path) for path in ("/heat-pumps", "/HEAT-PUMPS/", "/vat", "/heat-pumps.cy")
    ]
    put(tmp_path, content_data(*rows), name="a.csv", format="content_data_csv")
    clicks = CLICKS + "heat  pump,/a,2,50\nheat pumps,/a,2,40\n"
    put(tmp_path, clicks, name="b.csv", format="search_clicks", period=APRIL_TO_JUNE)
    usage = read_usage(tmp_path, POLICY)
    assert usage.stands, said(usage)
    assert set(usage.figures["subject_key"]) == {"/heat-pumps", "heat pump"}
    assert list(usage.files["rows"]) == [4, 2], "the files are whole all the same"


def test_a_selection_is_kept_whole_and_says_so(tmp_path):
    put(
        tmp_path,
        CLICKS + "boiler,/a,2,50\n",
        format="search_clicks",
        period=APRIL_TO_JUNE,
        more="selection: Rows about heating.\n",
    )
    usage = read_usage(tmp_path, POLICY)
    assert list(usage.figures["subject_key"]) == ["boiler"]
    assert usage.figures["flags"].iloc[0] == ("selection",)
    assert list(usage.files["selection"]) == ["Rows about heating."]


def test_parts_moves_and_withdrawals_meet_by_answers_kept_beside_the_files(tmp_path):
    guide = {
        "base_path": "/heat-pumps",
        "schema_name": "guide",
        "locale": "en",
        "links": {},
        "content_id": "id-1",
        "withdrawn_notice": {"explanation": "Old", "withdrawn_at": "2026-01-13T13:05:30Z"},
        "details": {"parts": [{"slug": "overview"}, {"slug": "grants"}]},
    }
    put(tmp_path, json.dumps(guide), name="guide.json", format="content_item")
    rows = [content_data_row("/heat-pumps"), content_data_row("/heat-pumps/grants")]
    put(tmp_path, content_data(*rows), format="content_data_csv")
    usage = read_usage(tmp_path, POLICY)
    views = usage.figures[usage.figures["metric"] == "page_views"]
    assert list(views["subject_key"]) == ["/heat-pumps", "/heat-pumps"]
    assert list(views["part_slug"].fillna("")) == ["", "grants"]
    assert set(views["content_id"]) == {"id-1"}
    assert all("withdrawn" in flags for flags in views["flags"])


SIDECAR_FAULTS = {
    "no sidecar": (None, "There is no file.csv.yaml"),
    "not yaml": ("format: [", "This is not YAML"),
    "too deep": ("format: " + "[" * 20_000, "This is not YAML"),
    "a list": ("- a\n", "has to be a list of fields"),
    "an anchor": ("format: &a x\n", "Anchors and aliases"),
    "twice": ("format: a\nformat: b\n", "file.csv.yaml, line 2, format: format is there twice"),
    "missing": ("format: search_clicks\n", "licence is missing"),
    "unknown field": ("format: x\ncolour: red\n", "there is no field colour in a sidecar"),
    "no day": ("period_start: yesterday\n", "is not a day such as 2026-07-31"),
    "half a period": (
        "format: a\nsource: b\nlicence: c\nretrieved_on: 2026-01-01\nperiod_start: 2026-01-01\n",
        "period_start and period_end go together",
    ),
    "back to front": (
        "format: a\nsource: b\nlicence: c\nretrieved_on: 2026-01-01\n"
        "period_start: 2026-02-01\nperiod_end: 2026-01-01\n",
        "before it begins",
    ),
    "another basis": ("basis: people\n", "is not one of ga_consented"),
}


@pytest.mark.parametrize("case", SIDECAR_FAULTS)
def test_a_sidecar_that_cannot_be_used_says_where_and_why(tmp_path, case):
    text, words = SIDECAR_FAULTS[case]
    path = put(tmp_path, CLICKS + "heat pump,/a,2,50\n")
    if text:
        path.with_name("file.csv.yaml").write_text(text, encoding="utf-8")
    usage = read_usage(tmp_path, POLICY)
    assert words.casefold() in said(usage).casefold()
    assert not usage.stands and usage.figures.empty


def test_a_period_that_nobody_gives_is_a_fault_and_never_guessed(tmp_path):
    put(tmp_path, CLICKS + "heat pump,/a,2,50\n", format="search_clicks")
    assert "does not say for which days it counts" in said(read_usage(tmp_path, POLICY))
    put(tmp_path, CLICKS + "heat pump,/a,2,50\n", format="search_clicks", period="unknown")
    usage = read_usage(tmp_path, POLICY)
    assert usage.stands
    assert usage.figures["flags"].iloc[0] == ("period_unknown",)


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (("2026-06-01", "2026-06-30"), "The file is about 2026-07-01 to 2026-07-31"),
        (("2026-07-01", "2026-08-31"), "and the sidecar says 2026-07-01 to 2026-08-31"),
        ("unknown", "The sidecar says that the period is unknown, and the file says 2026-07-01"),
    ],
)
def test_a_sidecar_may_not_contradict_its_file(tmp_path, period, words):
    put(tmp_path, content_data(content_data_row()), format="content_data_csv", period=period)
    assert words in said(read_usage(tmp_path, POLICY))


def test_the_months_of_a_heading_are_held_against_the_sidecar(tmp_path):
    from tests.usage.files import LOW_CLICKS_HEADER

    text = LOW_CLICKS_HEADER + "heat pump,,,,,626,312,50%,62.95%,217\n"
    put(tmp_path, text, format="search_low_clicks", period=("2023-03-01", "2023-05-31"))
    assert "The heading says “3 months Feb to April”" in said(read_usage(tmp_path, POLICY))


def test_a_wrong_format_or_basis_in_the_sidecar_is_named(tmp_path):
    found = examine(tmp_path, content_data(content_data_row()), format="search_api")
    assert "says search_api, and the file is content_data_csv" in complaints(found)
    more = "basis: survey\n"
    found = examine(
        tmp_path, content_data(content_data_row()), format="content_data_csv", more=more
    )
    assert "says survey, and this format counts ga_consented" in complaints(found)


def test_what_does_not_belong_into_the_folder_is_named(tmp_path):
    folder = tmp_path / "usage"
    put(folder, content_data(content_data_row()), format="content_data_csv")
    (folder / "inside").mkdir()
    (folder / "gone.csv.yaml").write_text("format: x\n")
    (folder / "link.csv").symlink_to(folder / "file.csv")
    (folder / "README.md").write_text("Read me")
    (folder / ".hidden").write_text("x")
    words = said(read_usage(folder, POLICY))
    assert "usage/inside: Nothing is read from a folder inside usage" in words
    assert "usage/gone.csv.yaml: This sidecar stands without its file" in words
    assert "usage/link.csv: This is a link to another place" in words
    assert "README" not in words and "hidden" not in words


def test_one_faulty_file_leaves_the_others_readable_and_the_usage_marked(tmp_path):
    put(tmp_path, content_data(content_data_row()), name="a.csv", format="content_data_csv")
    put(
        tmp_path, content_data(content_data_row(views="x")), name="b.csv", format="content_data_csv"
    )
    usage = read_usage(tmp_path, POLICY)
    assert not usage.stands
    assert list(usage.files["file"]) == ["a.csv"]
    assert set(usage.figures["source_file"]) == {"a.csv"}


def test_what_may_be_published_comes_back_as_it_was_written(tmp_path):
    rows = [content_data_row("/heat-pumps", words=""), content_data_row("/heat-pumps.cy")]
    put(tmp_path / "in", content_data(*rows), name="a.csv", format="content_data_csv")
    clicks = CLICKS + "Heat pump,/a,2,5\n"
    put(tmp_path / "in", clicks, name="b.csv", format="search_clicks", period=APRIL_TO_JUNE)
    usage = publishable(read_usage(tmp_path / "in", POLICY), POLICY)
    write_kept(usage.figures, usage.files, tmp_path / "out")
    figures, files = read_kept(tmp_path / "out")
    pd.testing.assert_frame_equal(figures, usage.figures)
    pd.testing.assert_frame_equal(files, usage.files)
    first = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    again = publishable(read_usage(tmp_path / "out", POLICY), POLICY)
    write_kept(again.figures, again.files, tmp_path / "out")
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == first


def test_an_unknown_file_lists_what_is_known(tmp_path):
    found = examine_usage_file(put(tmp_path, "a,b\n1,2\n"))
    assert "of no format that is known here" in complaints(found)
    lines = complaints(found).splitlines()
    assert "      - Content Data, CSV export" in lines
    assert max(map(len, lines)) < 120


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        (
            "Page title,Page location,Views\nA,/a,1\n",
            "Google Analytics 4, CSV saved from its pages; its columns are here, but not as they"
            " come, or without the lines above them",
        ),
        (
            "Query,Link,Select item event\nheat pump,/heat-pumps,4\n",
            "GOV.UK site search, clicks by query and page; its columns are here, but not",
        ),
        (
            "url,views\n/a,1\n",
            "GovSearch, CSV of search results; of its columns this file lacks “Title”",
        ),
        (
            '{"results": [{"base_path": "/a", "title": "A"}], "page": 1}',
            "Content Data API, list of pages; of its columns this file lacks “pviews”",
        ),
    ],
)
def test_an_unknown_file_is_told_what_it_is_most_like_and_what_it_lacks(tmp_path, text, nearest):
    words = complaints(examine_usage_file(put(tmp_path, text)))
    assert f"    It is most like:\n      - {nearest}" in words
    assert "Save it again from where it comes, and change nothing in it." in words


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04rest", "a workbook or a zip"),
        (b"\x1f\x8brest", "compressed by gzip"),
        (b"%PDF-1.7", "a PDF"),
        (b"<!DOCTYPE html><html>Sign in</html>", "the one that asks to sign in"),
        (b"", "The file is empty"),
        (b"  \n \n", "nothing but spaces"),
        (b"\xef\xbb\xbfa,\xff\n", "says that it is UTF-8, and is not"),
        (b'{"results": [1,', "may be cut off"),
        (b'{"results": [NaN]}', "not JSON"),
    ],
)
def test_what_is_no_table_is_refused_with_a_remedy(tmp_path, data, words):
    found = examine_usage_file(put(tmp_path, data))
    assert words in complaints(found)
    assert all(fault.remedy for fault in found.faults)


def test_a_file_that_ends_in_the_middle_of_a_line_is_refused(tmp_path):
    found = examine(tmp_path, ga4("/a,123\n/b,456", header="Page path,Views"))
    assert "its last figure may be cut off" in complaints(found)
    assert found.figures.empty


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_ordinary_file_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    os.mkfifo(tmp_path / "pipe.csv.yaml")
    words = said(read_usage(tmp_path, POLICY))
    assert "usage/pipe.csv: This is no ordinary file" in words
    assert "The sidecar is no ordinary file" in words


def test_windows_1252_is_read_and_said(tmp_path):
    text = content_data(content_data_row(organisation="Café")).encode("cp1252")
    found = examine(tmp_path, text)
    assert "advice: file.csv: This file was saved in Windows-1252" in complaints(found)
    assert set(found.figures["organisation"]) == {"Café"}
