"""From the text of cells to values: numbers, tuples of terms, text, or nothing.

Only text that every check of `cells/` has let through comes here; the rest has become nothing,
and its fault is kept, so that the checks across tables can still look at all other cells.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

import pandas as pd
from pandas.api.extensions import ExtensionArray

from opm_evidence.records.formulas import unwarded
from opm_evidence.records.register import PLACE, column_dtype
from opm_evidence.records.schemas import Field
from opm_evidence.registers.columns import TextTable

LIST_SEPARATOR = ";"
MINUS = "\u2212"
"""The minus sign of typeset papers, which people paste; it reads as a hyphen."""


def parse_list(text: str) -> tuple[str, ...]:
    """The values of a cell that holds several, in order, without blanks."""
    if not text:
        return ()
    return tuple(part.strip() for part in text.split(LIST_SEPARATOR) if part.strip())


def parse_number(text: str) -> float:
    """The number in a cell that the checks have let through."""
    return float(text.replace(MINUS, "-"))


def parse_whole_number(text: str) -> int:
    """The whole number in a cell that the checks have let through; `2020.0` is 2020."""
    return int(text.replace(MINUS, "-").split(".")[0])


def parse_text(text: str) -> str:
    """The text of a cell, without the apostrophe that keeps it from running as a formula."""
    return unwarded(text)


def frame_of(table: TextTable, faulty: Mapping[str, Collection[int]]) -> pd.DataFrame:
    """The table with typed columns and `place`; cells at faulty positions hold nothing."""
    rows = len(table.places.rows)
    columns: dict[str, ExtensionArray] = {}
    for field in table.schema.fields:
        texts = table.columns.get(field.name, ("",) * rows)
        values = _values(field, texts, faulty.get(field.name, ()))
        columns[field.name] = pd.array(values, dtype=_dtype(column_dtype(field)))
    columns[PLACE] = pd.array(table.places.names(), dtype=_dtype("string"))
    # Not copied: nobody else holds these columns.
    return pd.DataFrame(columns, index=pd.RangeIndex(rows), copy=False)


@cache
def _dtype(name: str) -> Any:
    """The type of pandas of that name, which pandas would look up again for each column."""
    return pd.api.types.pandas_dtype(name)


def _values(field: Field, texts: Sequence[str], faulty: Collection[int]) -> list[object]:
    if faulty:
        texts = ["" if position in faulty else text for position, text in enumerate(texts)]
    if field.many:
        return [parse_list(parse_text(text)) for text in texts]
    if field.type == "integer":
        return [parse_whole_number(text) if text else pd.NA for text in texts]
    if field.type == "number":
        return [parse_number(text) if text else pd.NA for text in texts]
    return [parse_text(text) if text else pd.NA for text in texts]
