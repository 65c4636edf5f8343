"""One expression by page and month, and the same answer from every engine."""

import importlib.util
import os
import shutil
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from opm_evidence.errors import WrongCall
from opm_evidence.usage.engines import Asked, page_months_by
from opm_evidence.usage.page_months import page_days, page_months, sql_of

COUNTS = "pageviews, unique_pageviews, entrances, exits, searches, useful_yes, useful_no"


@pytest.fixture
def days(tmp_path) -> Path:
    """Three pages over forty days, some counts unknown: page n has n views on each day."""
    path = tmp_path / "page_summaries.parquet"
    duckdb.sql(f"""
        COPY (
            SELECT '/p' || p AS cleaned_page_location,
                   DATE '2026-01-20' + CAST(d AS INTEGER) AS event_date,
                   {
        ", ".join(f"CAST(p AS BIGINT) AS {name.strip()}" for name in COUNTS.split(",")).replace(
            "CAST(p AS BIGINT) AS searches",
            "CASE WHEN d = 0 THEN NULL ELSE 1 END::BIGINT AS searches",
        )
    },
                   1::BIGINT AS sessions
            FROM range(40) AS days(d), range(1, 4) AS pages(p)
        ) TO '{path.as_posix()}' (FORMAT parquet)
    """)
    return path


def by_pandas(path: Path) -> pd.DataFrame:
    """The same sums by plain pandas, for comparison."""
    frame = duckdb.sql(f"SELECT * FROM '{path.as_posix()}'").df()
    frame["month"] = frame["event_date"].dt.strftime("%Y-%m-01")
    names = [name.strip() for name in COUNTS.split(",")]
    return frame.groupby(["cleaned_page_location", "month"], as_index=False)[names].sum()


def test_days_are_added_up_by_page_and_month(days):
    found = page_months_by("duckdb:", [days])
    assert list(found["page"]) == ["/p1"] * 2 + ["/p2"] * 2 + ["/p3"] * 2
    assert list(found["month"].unique()) == ["2026-01-01", "2026-02-01"]
    assert list(found["page_views"]) == [12, 28, 24, 56, 36, 84]  # 12 days of January, 28 after
    assert list(found["searches_from_page"][:2]) == [11, 28], "an unknown count adds nothing"
    theirs = by_pandas(days)
    ours = found.drop(columns=["page", "month"]).astype("int64")
    assert (ours.to_numpy() == theirs.iloc[:, 2:].astype("int64").to_numpy()).all()
    assert set(found.dtypes.astype(str)) == {"string", "Int64"}


def test_pages_and_days_can_be_chosen(days):
    chosen = Asked(pages=["/p2"], first=date(2026, 2, 1), last=date(2026, 2, 2))
    found = page_months_by("duckdb:", [days], chosen)
    assert found[["page", "page_views"]].to_numpy().tolist() == [["/p2", 4]]
    assert page_months_by("duckdb:", [days], Asked(pages=[])).empty


def test_a_name_that_looks_like_a_pattern_is_one_file(days):
    odd = days.with_name("a[1]*.parquet")
    shutil.copy(days, odd)
    assert len(page_months_by("duckdb:", [odd])) == 6


def test_the_sql_for_bigquery_names_its_table_and_its_days():
    place = ("ga4-analytics-352613", "summaries", "page_summaries")
    chosen = page_months(page_days(place=place), pages=["/vat"], first=date(2026, 1, 1))
    sql = sql_of(chosen, "bigquery")
    assert "`ga4-analytics-352613`.`summaries`.`page_summaries`" in sql
    assert "DATE_TRUNC(`t1`.`event_date`, MONTH) AS `month`" in sql and "GROUP BY" in sql
    assert "`t0`.`cleaned_page_location` IN ('/vat')" in sql
    assert "DATE(2026, 1, 1)" in sql or "DATE '2026-01-01'" in sql, "BigQuery needs the days"
    for column in COUNTS.split(","):
        assert f"SUM(`t1`.`{column.strip()}`)" in sql
    assert "sessions" not in sql, "one visit is on several days"


def test_text_in_the_name_of_a_page_stays_text(days):
    sql = sql_of(page_months(page_days(), pages=["/a' OR '1'='1"]), "duckdb")
    assert "'/a'' OR ''1''=''1'" in sql
    assert page_months_by("duckdb:", [days], Asked(pages=["/a' OR '1'='1"])).empty


@pytest.mark.parametrize(
    "address", ["", "sqlite:", "bigquery://project", "bigquery://p/d", "duckdb:"]
)
def test_an_address_that_leads_nowhere_is_a_wrong_call(address):
    with pytest.raises(WrongCall, match="Write duckdb:|Name the Parquet files"):
        page_months_by(address)


@pytest.mark.skipif(
    importlib.util.find_spec("google") is not None
    and importlib.util.find_spec("google.cloud") is not None,
    reason="BigQuery’s client is installed here",
)
def test_an_engine_that_is_not_installed_says_which_package_it_needs():
    with pytest.raises(WrongCall, match="Install the package google-cloud-bigquery"):
        page_months_by("bigquery://project/dataset.table")


# pyspark calls what pandas and Python have since renamed, and leaves its sockets to the collector.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::FutureWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.slow
def test_spark_gives_the_same_answer(days, monkeypatch):
    absent = importlib.util.find_spec("pyspark") is None or shutil.which("java") is None
    if absent and not os.environ.get("OPM_EVIDENCE_REQUIRE_ALL"):
        pytest.skip("Spark or Java is not installed here (make test SPARK=1 installs Spark)")
    assert not absent, "OPM_EVIDENCE_REQUIRE_ALL is set, and Spark or Java is not there"
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    asked = Asked(pages=["/p1", "/p3"], first=date(2026, 1, 25))
    by_spark = page_months_by("spark://local[1]", [days], asked)
    pd.testing.assert_frame_equal(by_spark, page_months_by("duckdb:", [days], asked))
    assert len(by_spark) == 4
