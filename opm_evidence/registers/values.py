"""From the text of cells to values: numbers, tuples of terms, text, or nothing.

Only text that every check of `cells/` has let through comes here; the rest has become nothing,
and its fault is kept, so that the checks across tables can still look at all other cells.
"""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

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
    # One index for all columns: else pandas compares that of each with that of every other.
    index = pd.RangeIndex(len(table.places.rows))
    columns: dict[str, pd.Series] = {}
    for field in table.schema.fields:
        texts = table.columns.get(field.name, ("",) * len(index))
        values = _values(field, texts, faulty.get(field.name, ()))
        columns[field.name] = pd.Series(values, index=index, dtype=column_dtype(field))
    columns[PLACE] = pd.Series(table.places.names(), index=index, dtype="string")
    return pd.DataFrame(columns, index=index)


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
