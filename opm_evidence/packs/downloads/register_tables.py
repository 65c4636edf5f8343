"""The tables of the register as the pack publishes them: only the columns on the allow-list."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from opm_evidence.packs.downloads.published_table import PublishedTable, plain
from opm_evidence.records.register import Register, values_of
from opm_evidence.records.schemas import POLICY_TABLES, SHARED_TABLES, TableSchema, table_schema
from opm_evidence.records.usage import PolicyUsage


def register_tables(register: Register) -> tuple[PublishedTable, ...]:
    """Every table that was recorded, then the tables that all policies share."""
    recorded = [name for name in POLICY_TABLES if register.recorded(name)]
    return tuple(_tables(register, (*recorded, *SHARED_TABLES)))


def _tables(register: Register, names: tuple[str, ...]) -> Iterator[PublishedTable]:
    for name in names:
        frame = getattr(register, name) if name in SHARED_TABLES else register.table(name)
        yield _published(table_schema(name), frame, names)


def _published(
    schema: TableSchema, frame: pd.DataFrame, present: tuple[str, ...]
) -> PublishedTable:
    columns = [map(plain, values_of(frame[name])) for name in schema.published_columns]
    return PublishedTable(
        name=schema.name,
        title=schema.title,
        description=f"{schema.description} One row is {schema.row}.",
        schema=_table_schema(schema, present),
        rows=tuple(zip(*columns, strict=True)),
    )


def usage_tables(usage: PolicyUsage) -> tuple[PublishedTable, ...]:
    """The figures of use and the files that they come from; none where no usage is recorded."""
    if not usage.recorded:
        return ()
    frames = {"usage": usage.figures, "usage_files": usage.files}
    return tuple(_published(table_schema(n), frame, tuple(frames)) for n, frame in frames.items())


def _table_schema(schema: TableSchema, present: tuple[str, ...]) -> Mapping[str, Any]:
    """The Table Schema without keys that point to a table which this pack does not hold."""
    descriptor = schema.descriptor
    published: dict[str, Any] = {
        "fields": descriptor["fields"],
        "missingValues": list(descriptor.get("missingValues", [""])),
    }
    # A key with a part that may be blank is no primary key to frictionless.
    if all(schema.field(part).required for part in schema.primary_key):
        published["primaryKey"] = list(schema.primary_key)
    keys = [
        key
        for key in descriptor.get("foreignKeys", [])
        if not key["reference"]["resource"] or key["reference"]["resource"] in present
    ]
    if keys:
        published["foreignKeys"] = keys
    return published
