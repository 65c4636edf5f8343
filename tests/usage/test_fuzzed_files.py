"""However a file is spoiled, it is read as it was, or refused in words. Never a traceback."""

import json
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opm_evidence.usage.examining import examine_usage_file
from tests.usage.files import (
    LOW_CLICKS_HEADER,
    content_data,
    content_data_row,
    ga4,
)
from tests.usage.test_edge_cases import FEEDBACK_HEADER, VOLUMES, YEAR, YEAR_DIGITAL, ZERO_HEADER
from tests.usage.test_fetching import PAGE, RESULTS

FILES = {
    "content_data_csv": content_data(content_data_row("/a"), content_data_row("/b", views=99)),
    "ga4_interface": ga4("/a,5\n/b,7\n", header="Page path,Views", total=",12,Grand total\n"),
    "search_low_clicks": LOW_CLICKS_HEADER + 'a,,,,,"6,838","1,755",26%,61.54%,868\n',
    "search_zero_results": ZERO_HEADER + "a,,,,,200,45%,1\n",
    "search_clicks": 'query,link,score,select_item_event\na,/a,2,"1,500"\nb,/b,2,7\n',
    "govsearch_csv": "url,title,page_views\n/a,A,\n/b,B,6\n",
    "ga4_page_summaries": "event_date,cleaned_page_location,pageviews\n2026-01-01,/a,5\n",
    "feedback_explorer": FEEDBACK_HEADER
    + "2026-05-01 10:00:00,s,Rating of 3: 17,,,,,,,aggregated-service-feedback,O,O\n",
    "service_performance": VOLUMES.format(f"{YEAR},{YEAR_DIGITAL}") + 'a,A,"1,200",1100\n',
    "search_console": "Top queries,Clicks,Impressions,CTR,Position\na,5,50,10%,3.2\n",
    "petitions_csv": "petition_id,action,state,signature_count,opened_at,closed_at\n"
    "1,A,closed,90,2024-11-06T17:08:13Z,2025-05-06T22:59:59Z\n",
    "search_api": json.dumps(RESULTS),
    "content_item": json.dumps(PAGE),
    "content_data_listing": json.dumps(
        {"results": [{"base_path": "/a", "pviews": 5, "upviews": 3}], "total_results": 1}
    ),
}
SPOILS = st.sampled_from(["cut", "shuffle", "encode", "column", "cell", "bytes", "twice"])


def spoiled(data: bytes, how: str, chance: random.Random) -> bytes:
    """The bytes of a file after something has happened to it."""
    at = chance.randrange(len(data) + 1)
    lines = data.split(b"\n")
    if how == "cut":
        return data[:at]
    if how == "shuffle":
        chance.shuffle(lines)
        return b"\n".join(lines)
    if how == "encode":
        encoding = chance.choice(["utf-16", "utf-16-be", "cp1252", "utf-8-sig", "utf-32"])
        return data.decode("utf-8", "replace").encode(encoding, "replace")
    if how == "column":
        sign = chance.choice([b",", b";", b"\t"])
        return b"\n".join(line.partition(b",")[2].replace(b",", sign) for line in lines)
    if how == "cell":
        cell = chance.choice([b"9" * 200_000, b'"', b"=1+1", b"\xf0\x9f\x8f\xa0", b"-1", b"1e999"])
        return data[:at] + cell + data[at:]
    if how == "bytes":
        return data[:at] + bytes(chance.randrange(256) for _ in range(4)) + data[at + 4 :]
    return data + data


@pytest.mark.parametrize("name", FILES)
def test_the_files_are_right_before_they_are_spoiled(tmp_path, name):
    path = tmp_path / "file"
    path.write_text(FILES[name], encoding="utf-8")
    found = examine_usage_file(path)
    assert (found.format, found.stands) == (name, True), found.faults


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    name=st.sampled_from(sorted(FILES)),
    hows=st.lists(SPOILS, min_size=1, max_size=3),
    seed=st.integers(0, 10**6),
)
def test_a_spoiled_file_never_raises_and_says_what_is_wrong(tmp_path, name, hows, seed):
    data = FILES[name].encode("utf-8")
    chance = random.Random(seed)
    for how in hows:
        data = spoiled(data, how, chance)
    path = tmp_path / "spoiled"
    path.write_bytes(data)
    found = examine_usage_file(path)
    for fault in found.faults:
        assert fault.what and fault.remedy and len(fault.what) < 1_000
        assert fault.file == "spoiled"
    if not found.stands:
        assert found.figures.empty and found.totals == ()
    assert found.figures["value"].dropna().ge(0).all()


@pytest.mark.parametrize("name", [name for name in FILES if FILES[name][0] != "{"])
def test_a_table_that_is_cut_off_anywhere_gives_no_other_figure(tmp_path, name):
    whole = FILES[name].encode("utf-8")
    path = tmp_path / "cut"
    path.write_bytes(whole)
    right = set(examine_usage_file(path).figures["value"].dropna())
    for at in {*range(0, len(whole), 7), *range(max(0, len(whole) - 60), len(whole))}:
        path.write_bytes(whole[:at])
        found = examine_usage_file(path)
        assert set(found.figures["value"].dropna()) <= right, f"cut at {at}"
