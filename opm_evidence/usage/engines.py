"""Where the sums by page and month are computed: here by DuckDB, in BigQuery, or by Spark.

An address chooses: `duckdb:` (a file beside us), `bigquery://project/dataset.table` (where the
Google Analytics of GOV.UK lie), `spark://local[2]` or the address of a cluster. Every engine runs
the SQL of one expression (`page_months.py`), and the answers are equal.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd

from opm_evidence.errors import WrongCall
from opm_evidence.usage.page_months import ADDED_OVER_DAYS, TABLE, page_days, page_months, sql_of
from opm_evidence.usage.parquet import literal_path, small_duckdb

COLUMNS = ["page", "month", *ADDED_OVER_DAYS.values()]
ADDRESSES = "duckdb:, bigquery://project/dataset.table or spark://local[2]"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of an engine: which pages (all if `None`), and from which day to which."""

    pages: Sequence[str] | None = None
    first: date | None = None
    last: date | None = None


def page_months_by(
    address: str, files: Sequence[Path] = (), asked: Asked = Asked()
) -> pd.DataFrame:
    """Sums by page and month, computed by the engine of that address.

    Columns: `page` and `month` (`str`), one `Int64` column a metric of `ADDED_OVER_DAYS`; sorted by
    page and month. `files` are Parquet files of `page_summaries`, for the engines that read files.

    Raises:
        WrongCall: no such engine is known or installed, or it needs files and has none.
    """
    name, _, rest = address.partition(":")
    if name not in ENGINES:
        raise WrongCall.for_parameter("engine", address, f"Write {ADDRESSES}.")
    return as_frame(ENGINES[name](rest.removeprefix("//"), files, asked))


def as_frame(found: pd.DataFrame) -> pd.DataFrame:
    """The answer of any engine in the same types and order."""
    found = found[COLUMNS]
    months = {each: str(each)[:10] for each in found["month"].unique()}
    kinds = dict.fromkeys(("page", "month"), "string")
    kinds |= dict.fromkeys(ADDED_OVER_DAYS.values(), "Int64")
    return found.assign(month=found["month"].map(months)).astype(kinds)


def _by_duckdb(rest: str, files: Sequence[Path], asked: Asked) -> pd.DataFrame:
    _need_files("duckdb:", files)
    with small_duckdb() as engine:
        paths = [literal_path(path) for path in files]
        engine.read_parquet(paths).create_view(TABLE)
        return engine.execute(_sql(page_days(), asked, "duckdb")).df()


def _by_bigquery(rest: str, files: Sequence[Path], asked: Asked) -> pd.DataFrame:
    project, _, table = rest.partition("/")
    place = (project, *table.split("."))
    if len(place) != 3 or not all(place):
        raise WrongCall.for_parameter("engine", f"bigquery://{rest}", f"Write {ADDRESSES}.")
    bigquery = _installed("google.cloud.bigquery", "google-cloud-bigquery")
    sql = _sql(page_days(place=place), asked, "bigquery")
    found = bigquery.Client(project=project).query_and_wait(sql)
    return pd.DataFrame([dict(row) for row in found], columns=COLUMNS)


def _by_spark(rest: str, files: Sequence[Path], asked: Asked) -> pd.DataFrame:
    _need_files("spark:", files)
    spark = _installed("pyspark.sql", "pyspark")
    master = rest if rest.startswith("local") else f"spark://{rest}"
    builder = spark.SparkSession.builder.master(master).appName("opm-evidence usage")
    quiet = builder.config("spark.ui.enabled", "false").config("spark.log.level", "ERROR")
    session = quiet.config("spark.sql.session.timeZone", "UTC").getOrCreate()
    try:
        paths = [path.resolve().as_posix() for path in files]
        session.read.parquet(*paths).createOrReplaceTempView(TABLE)
        found = session.sql(_sql(page_days(), asked, "pyspark")).collect()
        return pd.DataFrame([row.asDict() for row in found], columns=COLUMNS)
    finally:
        session.stop()


ENGINES: Mapping[str, Callable[[str, Sequence[Path], Asked], pd.DataFrame]] = {
    "duckdb": _by_duckdb,
    "bigquery": _by_bigquery,
    "spark": _by_spark,
}
"""The engines, by the beginning of their address."""


def _sql(days: Any, asked: Asked, dialect: Any) -> str:
    months = page_months(days, pages=asked.pages, first=asked.first, last=asked.last)
    return sql_of(months, dialect)


def _installed(module: str, package: str) -> Any:
    """A module of one of the extras, which most people do not need."""
    try:
        return import_module(module)
    except ImportError:
        what = f"{package} is not installed, which this engine needs."
        raise WrongCall(f"{what}\n    Install the package {package}.") from None


def _need_files(address: str, files: Sequence[Path]) -> None:
    if not files:
        raise WrongCall.for_parameter("engine", address, "Name the Parquet files that it reads.")
