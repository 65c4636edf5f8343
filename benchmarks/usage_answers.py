"""The same question of a usage file, answered by us or by plain pandas, each in its own process.

    python -m benchmarks.usage_answers ours|pandas content|days|pages FILE ANSWER SECONDS

`content`: the sums of an export of Content Data, with every ratio checked. `days`: sums by page and
month of a table of days; `pages`: the same for five hundred pages. The answer is written as text
that can be compared, and beside it the seconds between question and answer: without the start of
the process, what it imports, and the making of that text.
"""

import hashlib
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

PAGES = [f"/guidance/synthetic-page-{number}" for number in range(500)]
SUMS = {
    "pageviews": "page_views",
    "unique_pageviews": "unique_page_views",
    "entrances": "entrances",
    "exits": "exits",
    "searches": "searches_from_page",
    "useful_yes": "useful_yes",
    "useful_no": "useful_no",
}
ADDED = {
    "Page views": "page_views",
    "Yes responses: is page useful?": "useful_yes",
    "No responses: is page useful?": "useful_no",
    "Searches from page": "searches_from_page",
    "Feedback comments": "feedback_comments",
}


def content_by_us(file: Path) -> tuple[dict[str, int], int]:
    """Totals by the reader of the library, which checks every row."""
    from opm_evidence.usage.examining import examine_usage_file

    found = examine_usage_file(file, wanted=None)
    assert found.stands, found.faults[:3]
    totals = {total.metric: total.value for total in found.totals}
    return {metric: int(totals[metric] or 0) for metric in ADDED.values()}, found.rows


def content_by_pandas(file: Path) -> tuple[dict[str, int], int]:
    """Totals by pandas, with the two checks that the library makes of each row."""
    frame = pd.read_csv(file)
    views, unique = frame["Page views"], frame["Unique page views"]
    assert (unique <= views).all()
    assert ((frame["Page views per visit"] - (views / unique).round(2)).abs() <= 0.011).all()
    return {ours: int(frame[name].sum()) for name, ours in ADDED.items()}, len(frame)


def days_by_us(file: Path, pages: list[str] | None = None) -> pd.DataFrame:
    """Sums by page and month by the expression that every engine runs."""
    from opm_evidence.usage.engines import Asked, page_months_by

    return page_months_by("duckdb:", [file], Asked(pages=pages))


def days_by_pandas(file: Path, pages: list[str] | None = None) -> pd.DataFrame:
    """The same by pandas. DuckDB hands it the columns, as pandas alone reads no Parquet."""
    import duckdb

    columns = ", ".join(("cleaned_page_location AS page", "event_date", *SUMS))
    path = file.as_posix().replace("'", "''")
    frame = duckdb.sql(f"SELECT {columns} FROM read_parquet('{path}')").df()
    if pages is not None:
        frame = frame[frame["page"].isin(pages)]
    frame = frame.assign(month=frame["event_date"].dt.to_period("M"))
    sums = frame.groupby(["page", "month"], as_index=False)[list(SUMS)].sum()
    sums["month"] = sums["month"].astype(str) + "-01"
    return sums.rename(columns=SUMS)


def _digest(frame: pd.DataFrame) -> str:
    """The rows, the sums and a hash of all, in one order."""
    ordered = frame.sort_values(["page", "month"], ignore_index=True)
    hashed = hashlib.sha256()
    for name in ("page", "month", *SUMS.values()):
        hashed.update(pd.util.hash_array(ordered[name].astype(object).to_numpy()).tobytes())
    totals = {metric: int(ordered[metric].sum()) for metric in SUMS.values()}
    return _lines(totals, len(ordered)) + f"{hashed.hexdigest()}\n"


def _lines(totals: dict[str, int], rows: int) -> str:
    """Totals, one a line."""
    return f"{rows} rows\n" + "".join(f"{name} {value}\n" for name, value in totals.items())


ANSWERS: dict[tuple[str, str], Callable[[Path], Any]] = {
    ("ours", "content"): content_by_us,
    ("pandas", "content"): content_by_pandas,
    ("ours", "days"): days_by_us,
    ("pandas", "days"): days_by_pandas,
    ("ours", "pages"): lambda file: days_by_us(file, PAGES),
    ("pandas", "pages"): lambda file: days_by_pandas(file, PAGES),
}

if __name__ == "__main__":
    by, question, asked, answer, seconds = sys.argv[1:]
    import opm_evidence.usage.engines  # noqa: F401  # as pandas is imported above
    import opm_evidence.usage.examining  # noqa: F401

    began = time.perf_counter()
    found = ANSWERS[by, question](Path(asked))
    took = time.perf_counter() - began
    text = _lines(*found) if question == "content" else _digest(found)
    Path(answer).write_text(text, encoding="utf-8")
    Path(seconds).write_text(f"{took}", encoding="utf-8")
