"""One policy's register: the policy, its tables, and the tables that all policies share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

import pandas as pd

from opm_evidence.records.edition import Edition
from opm_evidence.records.own_section import OwnSection
from opm_evidence.records.policy import Policy
from opm_evidence.records.schemas import SHARED_TABLES, Field, table_schema

PLACE = "place"
"""The column beside those of the schema that says where a row came from: `evidence.csv, row 3`."""


@dataclass(frozen=True)
class Register:
    """A policy's register as it stands on one day; nothing in it can be changed.

    Tables hold the columns of their schema and `place`. Text columns hold `str` with missing
    values as `pd.NA`; whole numbers are `Int64`, other numbers `Float64`; list columns hold tuples
    of `str`; dates stay text, since they may be partial.

    Attributes:
        policy: the content of policy.yaml.
        tables: the tables that the folder holds; one that is absent here was not recorded, one
            without rows is a recorded zero.
        scales: one row a level of a rating scale.
        designs: one row a study design.
        as_of: the day as which the evidence is read.
        editions: what was published before, as `opm-evidence record` recorded it.
        sections: what somebody wrote for this policy, to be shown after what is computed.
    """

    policy: Policy
    tables: Mapping[str, pd.DataFrame]
    scales: pd.DataFrame
    designs: pd.DataFrame
    as_of: date
    editions: tuple[Edition, ...] = ()
    sections: tuple[OwnSection, ...] = ()
    _rows: dict[str, tuple[dict[str, Any], ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def recorded(self, table: str) -> bool:
        """Whether the folder holds that table, with or without rows."""
        return table in self.tables

    def table(self, name: str) -> pd.DataFrame:
        """A table, one of all policies too, or one with no row where it was not recorded.

        Raises:
            KeyError: no such table exists in any register.
        """
        if name in SHARED_TABLES:
            shared: pd.DataFrame = getattr(self, name)
            return shared.copy(deep=False)
        if name in self.tables:
            return self.tables[name].copy(deep=False)
        return empty_table(name).copy(deep=False)

    def rows(self, name: str) -> tuple[dict[str, Any], ...]:
        """The rows of a table in order, each by column, with `None` where nothing is recorded.

        They are made once and handed to everybody who asks: read them, never change them.

        Raises:
            KeyError: no such table exists in any register.
        """
        if name not in self._rows:
            table = self.table(name)
            columns = {str(column): values_of(table[column]) for column in table}
            values = zip(*columns.values(), strict=True)
            self._rows[name] = tuple(dict(zip(columns, each, strict=True)) for each in values)
        return self._rows[name]


def values_of(column: pd.Series) -> list[Any]:
    """The values of a column as Python holds them, `None` where nothing is recorded."""
    values = column.array  # asked itself, for each question to a column makes another column
    pairs = zip(values.tolist(), values.isna().tolist(), strict=True)
    return [None if missing else each for each, missing in pairs]


def column_dtype(field: Field) -> str:
    """The type of pandas that holds a column."""
    if field.many:
        return "object"
    return {"integer": "Int64", "number": "Float64"}.get(field.type, "string")


@cache
def empty_table(name: str) -> pd.DataFrame:
    """A table without rows: the columns of its schema, each of its type, and `place`.

    Raises:
        KeyError: no such table exists in any register.
    """
    types = {field.name: column_dtype(field) for field in table_schema(name).fields}
    return pd.DataFrame(
        {column: pd.Series([], dtype=dtype) for column, dtype in {**types, PLACE: "string"}.items()}
    )
