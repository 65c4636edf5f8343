"""A large file is scanned by DuckDB, and says what reading it row by row would have said."""

import random

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opm_evidence.usage import examining
from opm_evidence.usage.examining import examine_usage_file
from opm_evidence.usage.keys import page
from opm_evidence.usage.opening import open_usage_file
from opm_evidence.usage.parting import parse_opened
from opm_evidence.usage.periods import by_month
from opm_evidence.usage.scanning import scan
from tests.usage.files import complaints, content_data, content_data_row, put

PATHS = ("/a", "/a/", "/A", "/b.cy", "/b?x=1", "/y/c", "/smart/y/1", "/[date]/x", "/%41", "/wp-a")


@pytest.fixture
def small_is_large(monkeypatch):
    monkeypatch.setattr(examining, "LARGE", 0)


def scanned(path):
    opened, _ = open_usage_file(path)
    lines = parse_opened(opened)
    found = examine_usage_file(path)
    return scan(lines, opened, found.format), found


def same(scan_, found):
    """Whether a scan says what the reader said."""
    assert scan_.rows == found.rows
    assert (str(scan_.period), scan_.grain) == (str(found.period), found.grain)
    assert {flag: n for flag, n in scan_.flags.items() if n} == {
        flag: n for flag, n in found.flags.items() if n
    }
    for total in found.totals:
        assert dict(scan_.states[total.metric]) == dict(total.states), total.metric
        if total.value is not None:
            assert scan_.sums[total.metric] == total.value
    return True


def test_a_scan_of_content_data_is_what_the_reader_says(tmp_path):
    chance = random.Random(1)
    rows = []
    for _ in range(300):
        views, unique = chance.randint(1, 9999), 1
        rows.append(
            content_data_row(
                chance.choice(PATHS),
                views=chance.choice([views, f"{views:,}"]) if views < 1000 else views,
                unique=unique,
                per_visit=views,
                organisation=chance.choice(["O", "No organisation", "Unknown organisation"]),
                words=chance.choice(["", 0, 120]),
                reading=chance.choice(["", "0h 1m", "1h 40m"]),
            )
        )
    scan_, found = scanned(put(tmp_path, content_data(*rows)))
    assert found.stands and same(scan_, found)


DOUBTS = {
    "a figure that is none": content_data_row(views="1.234"),
    "a dash": content_data_row(views="-"),
    "another period": content_data_row(days="from=2026-06-01&to=2026-06-30"),
    "no period": content_data_row(days="x=1"),
    "more visits than views": content_data_row(unique=26),
    "a ratio that does not follow": content_data_row(per_visit="9.99"),
    "a share that does not follow": content_data_row(useful="99%"),
    "a time that wraps": content_data_row(words=900_000),
    "a short row": "a,b\n",
    "a long row": content_data_row().strip() + ",x\n",
    "a stray quote": content_data_row().replace("made up", 'made" up'),
}


@pytest.mark.parametrize("doubt", DOUBTS)
def test_what_is_in_doubt_is_left_to_the_reader(tmp_path, doubt):
    path = put(tmp_path, content_data(content_data_row(), DOUBTS[doubt]))
    assert scanned(path)[0] is None


CELLS = st.sampled_from(["", "0", "7", "1,234", "12,34", "1.5", "-", "#REF!", "less than 5", "x"])


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(
        st.tuples(st.sampled_from(PATHS), CELLS, CELLS, st.sampled_from(["0h 1m", "", "9m"])),
        min_size=1,
        max_size=4,
    )
)
def test_a_scan_gives_the_same_or_nothing(tmp_path_factory, rows):
    text = content_data(
        *(
            content_data_row(p, views=f'"{v}"', unique=f'"{u}"', per_visit="", reading=r, useful="")
            for p, v, u, r in rows
        )
    )
    scan_, found = scanned(put(tmp_path_factory.mktemp("scan"), text))
    assert scan_ is None or (found.stands and same(scan_, found))


def page_days(folder, kind="parquet", first="2026-01-20"):
    """Three pages and a twin over forty days; page n has n views a day."""
    path = folder / f"days.{kind}"
    how = "(FORMAT parquet)" if kind == "parquet" else "(FORMAT csv, HEADER true)"
    folder.mkdir(exist_ok=True)
    duckdb.sql(f"""
        COPY (
            SELECT DATE '{first}' + CAST(d AS INTEGER) AS event_date,
                   '/p' || p || (CASE WHEN p = 3 AND d % 2 = 1 THEN '/' ELSE '' END)
                       AS cleaned_page_location,
                   CAST(p AS BIGINT) AS pageviews, 1::BIGINT AS unique_pageviews,
                   1::BIGINT AS sessions, CAST(d % 2 AS BIGINT) AS useful_yes
            FROM range(40) AS days(d), range(1, 4) AS pages(p) ORDER BY d, p
        ) TO '{path.as_posix()}' {how}
    """)
    return path


@pytest.mark.parametrize("kind", ["parquet", "csv"])
@pytest.mark.parametrize("first", ["2026-01-20", "2024-04-10"])
def test_a_scan_of_days_is_what_the_reader_says(tmp_path, kind, first):
    scan_, found = scanned(page_days(tmp_path, kind, first))
    assert found.stands and same(scan_, found)


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_the_days_of_wanted_pages_come_by_month(tmp_path, small_is_large, kind):
    def wanted(subject):
        return subject if subject.subject_key in ("/p2", "/p3") else None

    path = page_days(tmp_path, kind)
    large = examine_usage_file(path, wanted=wanted)
    months = by_month(large.figures)
    views = months[months["metric"] == "page_views"]
    assert views["subject_key"].tolist() == ["/p2", "/p2", "/p3", "/p3"]
    assert views["value"].tolist() == [24, 56, 36, 84], "twelve days of January, 28 of February"
    assert views["period_start"].tolist()[:2] == ["2026-01-20", "2026-02-01"]
    assert views["period_grain"].tolist()[:2] == ["range", "month"]
    assert large.totals[0].value == 240, "the totals are those of the whole file"
    first = large.figures[large.figures["subject_key"] == "/p2"]["source_row"].min()
    assert first == (2 if kind == "parquet" else 3), "the row of its first day"


def test_by_month_says_the_same_of_small_and_large_files(tmp_path, monkeypatch):
    path = page_days(tmp_path)

    def months(limit):
        monkeypatch.setattr(examining, "LARGE", limit)
        found = examine_usage_file(path, wanted=lambda subject: subject)
        rows = by_month(found.figures)
        rows = rows[~rows["metric"].isin(["sessions"])]
        keys = ["subject_key", "metric", "period_start", "period_end", "value"]
        return rows[keys].sort_values(keys[:3]).astype(str).to_numpy().tolist()

    unique = [each for each in months(0) if each[1:2] != ["unique_page_views"]]
    assert unique == [each for each in months(10**9) if each[1:2] != ["unique_page_views"]]


def test_the_pages_of_a_policy_come_out_of_a_large_export(tmp_path, small_is_large):
    rows = [content_data_row(f"/page-{n}", views=25) for n in range(50)]
    path = put(tmp_path, content_data(*rows))
    key = page("/page-7").subject_key
    found = examine_usage_file(path, wanted=lambda s: s if s.subject_key == key else None)
    assert set(found.figures["subject_key"]) == {"/page-7"}
    assert set(found.figures["source_row"]) == {9}
    assert (found.rows, found.totals[1].value) == (50, 1250)


def test_a_fault_in_a_large_file_is_named_with_its_row(tmp_path, small_is_large):
    rows = [content_data_row(f"/page-{n}") for n in range(50)]
    path = put(tmp_path, content_data(*rows, content_data_row("/last", views="1.234")))
    found = examine_usage_file(path, wanted=None)
    assert "row 52, Page views: “1.234” is not a whole number" in complaints(found)


def test_a_parquet_file_that_is_cut_off_is_refused(tmp_path):
    path = page_days(tmp_path)
    path.write_bytes(path.read_bytes()[:-20])
    assert "not a Parquet file that can be read" in complaints(examine_usage_file(path))
