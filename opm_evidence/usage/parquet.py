"""The rows of a Parquet file, streamed by a DuckDB that holds little."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from opm_evidence.records.faults import Fault
from opm_evidence.usage.lines import BrokenLines, Records
from opm_evidence.usage.opening import Opened

BATCH = 10_000
MEMORY = "400MB"
"""What DuckDB may hold at once before it writes to disk; measured against the goal of 700 MB."""

BIT_BY_BIT = "Export it again: BigQuery writes Parquet whole or not at all."


def small_duckdb() -> duckdb.DuckDBPyConnection:
    """A DuckDB in memory that holds little, and streams the rest."""
    engine = duckdb.connect()
    engine.execute(f"SET memory_limit = '{MEMORY}'")
    engine.execute("SET preserve_insertion_order = false")
    return engine


def parquet_records(opened: Opened) -> Records:
    """The columns of a Parquet file, and its rows, each time from the first.

    Raises:
        BrokenLines: DuckDB cannot read it.
    """
    try:
        with duckdb.connect() as engine:
            described = engine.execute(
                "DESCRIBE SELECT * FROM read_parquet(?)", [literal_path(opened.path)]
            )
            columns = tuple(str(row[0]) for row in described.fetchall())
    except duckdb.Error:
        raise _broken(opened) from None
    return Records(opened.file, columns, partial(_rows, opened, columns))


def _rows(opened: Opened, columns: tuple[str, ...]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    number = 0
    try:
        with duckdb.connect() as engine:
            found = engine.execute("SELECT * FROM read_parquet(?)", [literal_path(opened.path)])
            while batch := found.fetchmany(BATCH):
                for row in batch:
                    number += 1
                    yield number, dict(zip(columns, row, strict=True))
    except duckdb.Error:
        raise _broken(opened) from None


def literal_path(path: Path) -> str:
    """The path as DuckDB takes it: signs that would match several files stand for themselves."""
    return "".join(f"[{each}]" if each in "*?[" else each for each in path.as_posix())


def _broken(opened: Opened) -> BrokenLines:
    what = "This is not a Parquet file that can be read; it may be cut off."
    return BrokenLines(Fault(opened.file, 0, "", what, BIT_BY_BIT))
