"""Page views by page and month: one expression, whatever engine runs it.

The table of days may lie in a file here, in BigQuery or with Spark. The expression is bound to none
of them: Ibis writes the SQL of each. What each engine gives differs in type (DuckDB sums to floats,
Spark gives months a time), and Ibis leaves out casts that it holds to be idle: so the answers are
cast where they arrive (`engines.as_frame`).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

import ibis

Dialect = Literal["duckdb", "bigquery", "pyspark"]

ADDED_OVER_DAYS: Mapping[str, str] = {
    "pageviews": "page_views",
    "unique_pageviews": "unique_page_views",
    "entrances": "entrances",
    "exits": "exits",
    "searches": "searches_from_page",
    "useful_yes": "useful_yes",
    "useful_no": "useful_no",
}
"""The columns of `page_summaries` that are added up, and their metrics. `sessions` are not: one
visit comes on two days where it goes past midnight."""

PAGE, DAY, ROW = "cleaned_page_location", "event_date", "source_row"
TABLE = "page_days"
"""What the table is called where it lies here or with Spark."""


def page_days(*, place: Sequence[str] = (TABLE,), rows: bool = False) -> Any:
    """The unbound table of days: `place` is its name, with project and dataset before it if any.

    Its columns are those of `page_summaries`, and `source_row` where the rows are numbered.
    """
    columns = {PAGE: "string", DAY: "date"} | dict.fromkeys(ADDED_OVER_DAYS, "int64")
    if rows:
        columns[ROW] = "int64"
    *above, name = place
    return ibis.table(
        columns,
        name=name,
        catalog=above[0] if len(above) == 2 else None,
        database=above[-1] if above else None,
    )


def page_months(
    days: Any,
    *,
    pages: Sequence[str] | None = None,
    first: date | None = None,
    last: date | None = None,
) -> Any:
    """The expression: one row a page and month, in that order.

    Columns: `page`, `month` (its first day), one a metric of `ADDED_OVER_DAYS`, and `source_row`
    (the first row that counts) where the rows are numbered. `pages` limits it to these, exactly as
    they are written; `first` and `last` to these days, which BigQuery asks for.
    """
    if pages is not None:
        days = days.filter(days[PAGE].isin(list(pages)))
    if first is not None:
        days = days.filter(days[DAY] >= ibis.literal(first))
    if last is not None:
        days = days.filter(days[DAY] <= ibis.literal(last))
    sums = {metric: days[column].sum() for column, metric in ADDED_OVER_DAYS.items()}
    if ROW in days.columns:
        sums[ROW] = days[ROW].min()
    grouped = days.group_by(page=days[PAGE], month=days[DAY].truncate("M"))
    return grouped.aggregate(**sums).order_by(["page", "month"])


def sql_of(expression: Any, dialect: Dialect) -> str:
    """The SQL of an expression for one engine."""
    return str(ibis.to_sql(expression, dialect=dialect))
