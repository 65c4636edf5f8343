"""Writes usage that may be published, and reads it back: two CSV files, always the same bytes."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from opm_evidence.records.formulas import unwarded, warded
from opm_evidence.records.register import empty_table
from opm_evidence.records.schemas import SEPARATOR, table_schema
from opm_evidence.usage.figures import typed

KEPT_FIGURES, KEPT_FILES = "usage.csv", "usage_files.csv"


def write_kept(figures: pd.DataFrame, files: pd.DataFrame, folder: Path) -> None:
    """Write the published columns of both tables: UTF-8, LF, whole numbers without a point."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table, frame in (
        ("usage", KEPT_FIGURES, figures),
        ("usage_files", KEPT_FILES, files),
    ):
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\n")
        columns = table_schema(name).published_columns
        writer.writerow(columns)
        for row in frame[list(columns)].itertuples(index=False, name=None):
            writer.writerow([_text(cell) for cell in row])
        (folder / table).write_text(text.getvalue(), encoding="utf-8", newline="")


def read_kept(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both tables as they were written; columns that are not published are blank.

    Raises:
        ValueError: they are not as they were written.
    """
    kept = _read(folder / KEPT_FIGURES)
    figures: dict[str, Any] = dict.fromkeys(table_schema("usage").columns, [""] * len(kept))
    figures.update((name, kept[name]) for name in kept.columns)
    for name in ("taxon_ids", "flags"):
        figures[name] = _lists(figures[name])
    for name in ("value", "censor_bound", "source_row"):
        figures[name] = [each or None for each in figures[name]]
    files = _read(folder / KEPT_FILES)
    files["basis"] = pd.Series(_lists(files["basis"]), index=files.index, dtype=object)
    kinds = empty_table("usage_files").dtypes
    columns = list(table_schema("usage_files").columns)
    return typed(figures), files[columns].replace("", pd.NA).astype(
        {name: kinds[name] for name in columns}
    )


def _read(path: Path) -> pd.DataFrame:
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    if tuple(frame) != table_schema(path.stem).published_columns:
        raise ValueError(f"the columns of {path.name} are not those of its table")
    return frame.map(unwarded)


def _lists(column: Iterable[str]) -> list[tuple[str, ...]]:
    return [tuple(each.split(SEPARATOR)) if each else () for each in column]


def _text(cell: Any) -> str:
    if isinstance(cell, tuple):
        return warded(SEPARATOR.join(cell))
    if pd.isna(cell):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return warded(cell) if isinstance(cell, str) else str(cell)
