"""The usage of a policy as the other rooms are given it: publishable, and always the same."""

from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from opm_evidence.errors import FaultyRegister
from opm_evidence.synthesis.assessment import assess
from opm_evidence.usage import examine_policy_usage, read_policy_usage, write_policy_usage
from tests.drawing import draw_register
from tests.usage.files import LOW_CLICKS_HEADER, content_data, content_data_row, put

POLICY = {
    "govuk_pages": [{"base_path": "/levy", "role": "guidance", "question": "q1"}],
    "search_terms": [{"text": t} for t in ("sugar tax", "form 24", "levy", "tax rates")],
}
SEARCHES = LOW_CLICKS_HEADER + "".join(
    f"{words},,,,,{searched},{clicked},{100 * clicked // searched}%,,\n"
    for words, searched, clicked in (
        ("sugar tax", 120, 7),
        ("form 24", 300, 200),
        ("levy", 40, 30),
        ("tax rates", 50, 20),
        ("jo smith", 9, 3),
        ("jo@example.org", 90, 30),
        ("4 oak road", 90, 30),
        ("calories", 90, 30),
    )
)
SPRING = ("2023-02-01", "2023-04-30")


@pytest.fixture
def policy():
    return draw_register(POLICY).policy


@pytest.fixture
def evidence(tmp_path, policy) -> Path:
    folder = tmp_path / "evidence" / policy.policy_id / "usage"
    more = "selection: Chosen for this test.\n"
    put(folder, SEARCHES, format="search_low_clicks", period=SPRING, more=more)
    row = content_data_row("/levy", days="from=2026-07-01&to=2026-07-31")
    put(folder, content_data(row), name="pages.csv", format="content_data_csv")
    return tmp_path / "evidence"


def test_a_policy_without_the_folder_has_no_usage_recorded(tmp_path, policy):
    usage = read_policy_usage(policy, tmp_path)
    assert not usage.recorded
    assert usage.compared is None


def test_only_what_may_be_published_is_handed_on(evidence, policy):
    usage = read_policy_usage(policy, evidence)
    searches = usage.figures[usage.figures["subject_type"] == "query"]
    assert set(searches["subject_key"]) == {"sugar tax", "form 24", "levy", "tax rates", "calories"}
    shown = searches[searches["value"].notna()]
    assert not shown["subject_key"].str.contains(r"[0-9@\[\]]", regex=True).any()
    assert (shown["value"] >= 10).all()
    assert usage.figures["raw_key"].isna().all()
    row = usage.files.set_index("file").loc["file.csv"]
    assert (row["withheld_small"], row["withheld_personal"]) == (3, 6)


def test_what_a_pack_carries_reads_back_as_the_same(evidence, policy, tmp_path):
    usage = read_policy_usage(policy, evidence)
    write_policy_usage(usage, policy.policy_id, tmp_path / "a")
    again = read_policy_usage(policy, tmp_path / "a")
    for name in ("figures", "files", "periods", "named", "compared"):
        assert_frame_equal(getattr(again, name), getattr(usage, name), obj=name)
    write_policy_usage(again, policy.policy_id, tmp_path / "b")
    files = sorted(p for p in (tmp_path / "a").rglob("*") if p.is_file())
    assert [p.name for p in files] == ["usage.csv", "usage_files.csv"]
    for path in files:
        same = tmp_path / "b" / path.relative_to(tmp_path / "a")
        assert path.read_bytes() == same.read_bytes()


def test_a_search_that_begins_like_a_formula_is_kept_from_running(tmp_path, policy):
    folder = tmp_path / policy.policy_id / "usage"
    text = "query,link,score,select_item_event\n=cmd|calc,/levy,2,40\n"
    more = "selection: Chosen for this test.\n"
    put(folder, text, format="search_clicks", period=SPRING, more=more)
    usage = read_policy_usage(policy, tmp_path)
    write_policy_usage(usage, policy.policy_id, tmp_path / "a")
    kept = tmp_path / "a" / policy.policy_id / "usage" / "usage.csv"
    assert "query,'=cmd|calc," in kept.read_text(encoding="utf-8")
    assert list(read_policy_usage(policy, tmp_path / "a").figures["subject_key"]) == ["=cmd|calc"]


def test_a_carried_folder_that_was_tampered_with_is_reduced_again(evidence, policy, tmp_path):
    write_policy_usage(read_policy_usage(policy, evidence), policy.policy_id, tmp_path / "a")
    kept = tmp_path / "a" / policy.policy_id / "usage" / "usage.csv"
    kept.write_text(kept.read_text(encoding="utf-8").replace("calories", "jo@example.org"))
    keys = read_policy_usage(policy, tmp_path / "a").figures["subject_key"]
    assert "jo@example.org" not in set(keys)


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "subject_type,value\nquery,many\n"])
def test_a_carried_folder_that_was_spoiled_is_a_fault_and_no_traceback(evidence, policy, text):
    write_policy_usage(read_policy_usage(policy, evidence), policy.policy_id, evidence / "kept")
    (evidence / "kept" / policy.policy_id / "usage" / "usage.csv").write_text(text)
    with pytest.raises(FaultyRegister, match="usage.csv: The tables of a pack's usage"):
        read_policy_usage(policy, evidence / "kept")


def test_a_faulty_file_stops_the_reading_with_all_its_faults(evidence, policy):
    put(evidence / policy.policy_id / "usage", "a,b\n1,2\n", name="what.csv")
    with pytest.raises(FaultyRegister) as raised:
        read_policy_usage(policy, evidence)
    assert {fault.file for fault in raised.value.faults} == {"usage/what.csv"}


def test_files_that_say_nothing_of_the_policy_are_not_the_same_as_no_files(tmp_path, policy):
    folder = tmp_path / policy.policy_id / "usage"
    put(folder, content_data(content_data_row("/vat")), format="content_data_csv")
    usage = read_policy_usage(policy, tmp_path)
    assert usage.recorded
    assert usage.compared is not None and usage.compared["count"].isna().all()
    answers = [a for a in assess(draw_register(POLICY), usage=usage).answers if a.rule == "G25"]
    assert {answer.reason for answer in answers} == {"count_unknown"}


def test_days_are_brought_together_to_months(tmp_path, policy):
    folder = tmp_path / policy.policy_id / "usage"
    header = "cleaned_page_location,event_date,pageviews\n"
    rows = "".join(f"/levy,2026-0{m}-0{d},10\n" for m in (5, 6) for d in (1, 2))
    put(folder, header + rows, format="ga4_page_summaries")
    usage = read_policy_usage(policy, tmp_path)
    views = usage.periods[usage.periods["metric"] == "page_views"]
    assert list(views["value"]) == [20, 20]
    assert views["period_start"].tolist() == ["2026-05-01", "2026-06-01"]
    assert isinstance(usage.periods, pd.DataFrame)


MOVED = (
    '{"base_path": "/levy", "schema_name": "redirect", "document_type": "redirect", "links": {}, '
    '"redirects": [{"path": "/levy", "type": "exact", "destination": "/drinks-levy"}]}'
)
JULY = "from=2026-07-01&to=2026-07-31"


@pytest.fixture
def moved(tmp_path, policy):
    """A policy that names a page by the address that it had before it moved."""
    folder = tmp_path / policy.policy_id / "usage"
    rows = [content_data_row(path, days=JULY) for path in ("/levy", "/drinks-levy")]
    put(folder, content_data(*rows), name="pages.csv", format="content_data_csv")
    put(folder, MOVED, name="levy.json", format="content_item")
    return tmp_path


def test_a_page_that_moved_is_still_the_page_that_policy_yaml_names(moved, policy):
    usage = read_policy_usage(policy, moved)
    assert usage.compared is not None
    counts = usage.compared.set_index("subject")["count"]
    assert counts["/levy"] > 0, "views before and after the move meet under the page's new address"
    write_policy_usage(usage, policy.policy_id, moved / "carried")
    again = read_policy_usage(policy, moved / "carried")
    assert_frame_equal(again.compared, usage.compared)
    assert_frame_equal(again.named, usage.named)


def test_an_analyst_is_told_that_a_page_of_the_policy_moved(moved, policy):
    (advice,) = examine_policy_usage(policy, moved).faults
    assert advice.severity == "advice"
    assert "/levy" in advice.what and "/drinks-levy" in advice.remedy
