"""Fetching is polite, asks GOV.UK only, and never leaves half a file."""

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import urllib3

from opm_evidence.errors import WrongCall
from opm_evidence.usage.asking import GOVUK, PAUSE, Asker, NotAnswered
from opm_evidence.usage.fetching import fetch_usage
from opm_evidence.usage.reading import read_usage
from opm_evidence.usage.sidecar import read_sidecar, sidecar_of
from tests.drawing import draw_register
from tests.usage.local_server import Say, local_server

REAL = Path(__file__).parents[3] / "shared" / "real" / "govuk"
POLICY = draw_register(
    {"govuk_pages": [{"base_path": "/heat-pumps", "role": "guidance", "question": "q1"}]}
).policy
PAGE = {
    "base_path": "/heat-pumps",
    "content_id": "0000",
    "document_type": "guide",
    "locale": "en",
    "schema_name": "guide",
    "title": "Heat pumps",
    "details": {"parts": [{"slug": "overview"}, {"slug": "grants"}]},
    "links": {},
    "withdrawn_notice": {},
}
RESULTS = {
    "results": [{"link": "/heat-pumps", "title": "Heat pumps", "view_count": 1234}],
    "total": 1,
    "start": 0,
}


@pytest.fixture
def server():
    with local_server() as running:
        running.says["/api/content/heat-pumps"] = [Say(json.dumps(PAGE).encode())]
        running.says["/api/search.json"] = [Say(json.dumps(RESULTS).encode())]
        yield running


def asker(server, waits=None):
    def sleep(seconds):
        if waits is not None:
            waits.append(seconds)

    timeout = urllib3.Timeout(connect=2, read=0.4)
    return Asker(base=server.base, timeout=timeout, sleep=sleep)


def test_what_was_fetched_is_read_as_the_usage_of_the_policy(server, tmp_path):
    fetched = fetch_usage(POLICY, tmp_path, asker=asker(server))
    assert [each.why for each in fetched] == ["", ""]
    usage = read_usage(tmp_path, POLICY)
    assert usage.stands, usage.faults
    (row,) = usage.figures.to_dict("records")
    assert (row["subject_key"], row["value"], row["period_grain"]) == (
        "/heat-pumps",
        1234,
        "rolling14",
    )
    said, _ = read_sidecar(sidecar_of(fetched[1].file))
    assert (said.retrieved_on - said.period_end).days == 1, "fourteen days that end the day before"
    assert said.retrieved_at.startswith(str(said.retrieved_on)[:4])


def test_an_edited_answer_is_no_answer_of_govuk(server, tmp_path):
    fetched = fetch_usage(POLICY, tmp_path, asker=asker(server))
    fetched[1].file.write_text(fetched[1].file.read_text().replace("1234", "9999"))
    usage = read_usage(tmp_path, POLICY)
    assert "its hash is another" in str(usage.faults[0])
    assert usage.figures.empty


def test_the_search_is_asked_for_counts_of_these_pages(server, tmp_path):
    fetch_usage(POLICY, tmp_path, asker=asker(server))
    (asked,) = (path for path, _ in server.asked if "search.json" in path)
    words = parse_qs(urlsplit(asked).query)
    assert words["filter_link"] == ["/heat-pumps"]
    assert "view_count" in words["fields"][0]
    assert all(agent.startswith("opm-evidence/") for _, agent in server.asked)


def test_nothing_is_asked_twice_on_one_day_unless_somebody_says_so(server, tmp_path):
    fetch_usage(POLICY, tmp_path, asker=asker(server))
    again = fetch_usage(POLICY, tmp_path, asker=asker(server))
    assert (len(server.asked), [each.kept_from_before for each in again]) == (2, [True, True])
    fetch_usage(POLICY, tmp_path, asker=asker(server), again=True)
    assert len(server.asked) == 4


def test_there_is_a_pause_before_every_request(server, tmp_path):
    waits = []
    fetch_usage(POLICY, tmp_path, asker=asker(server, waits))
    assert waits == [PAUSE, PAUSE]
    assert 1 / PAUSE <= 10, "what GOV.UK allows a second"


def test_a_busy_site_is_given_the_time_that_it_asks_for(server):
    server.says["/api/content/heat-pumps"] = [
        Say(status=429, headers={"Retry-After": "7"}),
        Say(status=503),
        Say(json.dumps(PAGE).encode()),
    ]
    waits = []
    asker(server, waits).ask("/api/content/heat-pumps")
    assert waits == [PAUSE, 7, PAUSE, 14, PAUSE]


def test_a_site_that_asks_for_an_hour_is_left_alone(server):
    server.says["/api/content/heat-pumps"] = [Say(status=503, headers={"Retry-After": "3600"})]
    with pytest.raises(NotAnswered, match="asks to wait 3600 seconds"):
        asker(server).ask("/api/content/heat-pumps")
    assert len(server.asked) == 1


BAD_DAYS = {
    "busy for ever": (Say(status=503), "busy .503., 4 times"),
    "too slow": (Say(slow=0.8), "did not answer in time, 4 times"),
    "cut off": (Say(json.dumps(PAGE).encode(), cut=20), "cut off, 4 times"),
    "a page instead of data": (Say(b"<html>", kind="text/html"), "text/html and not JSON"),
    "half a document": (Say(b'{"base_path": '), "not whole JSON"),
    "a list": (Say(b"[]"), "not an object of JSON"),
    "not there": (Say(status=404), "no such page"),
    "not allowed": (Say(status=422), "answered with 422"),
    "elsewhere": (Say(status=302, headers={"Location": "https://example.org/api/x"}), "leads away"),
    "out of the data": (Say(status=302, headers={"Location": "/heat-pumps"}), "leads away"),
    "without a place": (Say(status=302), "leads away"),
    "in a circle": (
        Say(status=302, headers={"Location": "/api/content/heat-pumps"}),
        "moves more than 5 times",
    ),
}


@pytest.mark.parametrize("day", BAD_DAYS)
def test_a_bad_day_leaves_the_last_answer_and_says_why(server, tmp_path, day):
    fetch_usage(POLICY, tmp_path, asker=asker(server))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    say, why = BAD_DAYS[day]
    server.says["/api/content/heat-pumps"] = [say]
    fetched = fetch_usage(POLICY, tmp_path, asker=asker(server), again=True)
    with pytest.raises(NotAnswered, match=why):
        raise NotAnswered(fetched[0].why)
    assert fetched[0].file is None
    kept = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert set(kept) == set(before)
    assert {name: kept[name] for name in kept if "content" in name} == {
        name: before[name] for name in before if "content" in name
    }


def test_a_move_within_the_data_is_followed(server):
    server.says["/api/content/heat-pumps/grants"] = [
        Say(status=303, headers={"Location": "/api/content/heat-pumps"})
    ]
    assert json.loads(asker(server).ask("/api/content/heat-pumps/grants").data) == PAGE


@pytest.mark.parametrize(
    "base",
    ["http://www.gov.uk", "https://example.org", "http://192.0.2.1", "https://www.gov.uk.x.org"],
)
def test_no_other_site_is_ever_asked(base):
    with pytest.raises(WrongCall, match="Only https://www.gov.uk is asked"):
        Asker(base=base)
    assert Asker().base == GOVUK == "https://www.gov.uk"


def test_a_path_cannot_lead_to_another_site(server, tmp_path):
    pages = [
        {"base_path": path, "role": "guidance", "question": "q1"}
        for path in ("//example.org/x", "/../../x", "/@example.org", "/a?b=c")
    ]
    policy = draw_register({"govuk_pages": pages}).policy
    fetched = fetch_usage(policy, tmp_path, asker=asker(server))
    assert all(each.file is None for each in fetched[:4])
    assert all(path.startswith("/api/") for path, _ in server.asked)


@pytest.mark.real
@pytest.mark.parametrize(
    "name", ["guide__guide", "publication__withdrawn_publication", "redirect__redirect"]
)
def test_real_answers_are_kept_as_they_came(server, tmp_path, name, real_files):
    data = (REAL / "content_api" / f"{name}.json").read_bytes()
    server.says["/api/content/heat-pumps"] = [Say(data)]
    fetched = fetch_usage(POLICY, tmp_path, asker=asker(server))
    assert fetched[0].file.read_bytes() == data
    assert read_usage(tmp_path, POLICY).stands
