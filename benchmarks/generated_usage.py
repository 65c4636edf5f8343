"""Makes large usage files for timing, in the shapes of the real ones. All in them is invented.

    python -m benchmarks.generated_usage content FILE ROWS
    python -m benchmarks.generated_usage days FILE PAGES

They never belong into `evidence/`: nothing synthetic is shipped.
"""

import csv
import random
import sys
from pathlib import Path

import duckdb

from opm_evidence.usage.formats.content_data_csv import HEADER

DAYS = 365
METRICS = "https://content-data.publishing.service.gov.uk/metrics"
FEEDBACK = "https://support.publishing.service.gov.uk/anonymous_feedback"


def write_content_data(path: Path, rows: int) -> None:
    """An export of Content Data with so many pages, each row some 570 bytes as real ones."""
    chance = random.Random(1)
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(HEADER)
        for number in range(rows):
            writer.writerow(_page(number, chance))


def write_page_days(path: Path, pages: int) -> None:
    """A table of pages and days in the shape of page_summaries, in the order of the days."""
    place = path.as_posix().replace("'", "''")
    duckdb.sql(f"""
        COPY (
            SELECT DATE '2025-01-01' + CAST(d AS INTEGER) AS event_date,
                   '/guidance/synthetic-page-' || p AS cleaned_page_location,
                   (hash(p * 1000 + d) % 500)::BIGINT AS pageviews,
                   (hash(p * 1000 + d) % 300)::BIGINT AS unique_pageviews,
                   (hash(p * 1000 + d) % 250)::BIGINT AS sessions,
                   (hash(p + d) % 50)::BIGINT AS entrances,
                   (hash(p + 7 * d) % 50)::BIGINT AS exits,
                   (hash(p + 11 * d) % 7)::BIGINT AS searches,
                   (hash(p + 13 * d) % 5)::BIGINT AS useful_yes,
                   (hash(p + 17 * d) % 4)::BIGINT AS useful_no,
                   (hash(p + 19 * d) % 90)::BIGINT AS mobile_sessions
            FROM range({DAYS}) AS days(d), range({pages}) AS pages(p)
        ) TO '{place}' (FORMAT parquet)
    """)


def _page(number: int, chance: random.Random) -> tuple[object, ...]:
    unique = int(chance.paretovariate(0.8))
    views = unique + chance.randrange(unique + 1)
    yes, no = chance.randrange(40), chance.randrange(40)
    words = chance.randrange(4_000)
    minutes = -(-words // 200)
    path = f"/government/publications/synthetic-page-{number}-made-for-timing-and-nothing-else"
    title = f"Synthetic page {number}, made for timing: " + "what the guidance would say " * 4
    return (
        title,
        "Department for Synthetic Affairs",
        f"https://www.gov.uk{path}",
        f"{METRICS}{path}",
        "guidance",
        unique,
        views,
        round(views / unique, 2),
        f"{chance.random() * 100:.2f}%",
        f"{100 * yes / (yes + no):.0f}%" if yes + no else "",
        yes,
        no,
        chance.randrange(60),
        chance.randrange(9),
        f"{FEEDBACK}?from=2026-07-01&to=2026-07-31&paths={path.replace('/', '%2F')}",
        f"{minutes // 60}h {minutes % 60}m",
        words,
        chance.randrange(5),
    )


if __name__ == "__main__":
    kind, file, size = sys.argv[1:]
    {"content": write_content_data, "days": write_page_days}[kind](Path(file), int(size))
