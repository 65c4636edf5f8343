"""A table as a pack publishes it: plain cells, the meaning of each column, and harmless text."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from opm_evidence.records.formulas import warded
from opm_evidence.records.schemas import SEPARATOR

PlainCell = str | int | float | None


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A table of the pack with its Table Schema.

    Attributes:
        name: the name of its file, without ending.
        title: what it holds, for a link and for the head of a sheet.
        description: a sentence on what a row is.
        schema: its Table Schema, whose fields are the columns of every row.
        rows: one tuple of cells a row.
    """

    name: str
    title: str
    description: str
    schema: Mapping[str, Any]
    rows: tuple[tuple[PlainCell, ...], ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(field["name"] for field in self.schema["fields"])

    @property
    def frame(self) -> pd.DataFrame:
        """The rows as a frame of plain cells."""
        return pd.DataFrame(self.rows, columns=list(self.columns), dtype=object)

    @property
    def csv(self) -> str:
        """The table as CSV by RFC 4180, with a header even where there is no row."""
        text = io.StringIO()
        writer = csv.writer(text)  # ends lines with CR LF, as RFC 4180 says
        writer.writerow(self.columns)
        writer.writerows(self.rows)
        return text.getvalue()


def plain_rows(
    columns: Sequence[str], rows: Iterable[Mapping[str, Any]]
) -> tuple[tuple[PlainCell, ...], ...]:
    """The named cells of each row, as they may be published."""
    return tuple(tuple(plain(row[column]) for column in columns) for row in rows)


def plain(value: Any) -> PlainCell:
    """A cell without types of pandas; several values are joined, and text is made harmless."""
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, tuple | list):
        return harmless(SEPARATOR.join(str(each) for each in value))
    if value is None or value is pd.NA or value != value:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value)
    if hasattr(value, "item"):  # a number of numpy
        return plain(value.item())
    return harmless(str(value))


def harmless(text: str) -> str:
    """The text, marked where a spreadsheet would take it for a formula.

    The same mark as in the register that the pack carries, so that one rule takes it away again.
    """
    return warded(text)
