"""The tables of a register, as Table Schema files in `schemas/`, one file a table.

Each file is a Table Schema (specs.frictionlessdata.io/table-schema) with these keys added to a
field: `guidance` (how to fill it), `vocabulary` (the list of terms that it draws on), `list`
(several values, separated by `; `), `partialDate` (a year, a month or a day), `references` (ids
that a foreign key cannot express: those of policy.yaml, of the shared tables, and of lists) and
`publish` (false keeps the column out of every pack). Everything that must agree about a column
reads it here: the checks, the manual, the published data package, the remedy in an error.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from opm_evidence.records.vocabulary import terms

SEPARATOR = "; "

POLICY_TABLES = (
    "documents",
    "evidence",
    "findings",
    "ratings",
    "claims",
    "claim_links",
    "uncertainties",
    "evaluations",
    "questions",
    "engagement",
    "challenges",
    "transparency_scores",
)
"""The tables of one policy's folder, in the order in which people fill them."""

REQUIRED_TABLES = ("evidence",)
"""The only table that a policy's folder must hold, beside policy.yaml."""

SHARED_TABLES = ("scales", "designs")
"""The tables that all policies share, kept beside their folders."""

USAGE_TABLES = ("usage", "usage_files")
"""The tables that the room `usage` makes from files of GOV.UK; nobody fills them by hand."""


@dataclass(frozen=True, slots=True)
class Reference:
    """An id in one column that must exist somewhere else.

    `target` is `table.column`, or `policy.part` for the ids of policy.yaml, where `policy.groups`
    stands for the ids of populations and priority dimensions together.
    """

    field: str
    target: str
    many: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a table: what it holds, how to fill it, what it may hold."""

    name: str
    title: str
    type: str
    description: str
    guidance: str
    example: str
    required: bool
    unique: bool
    pattern: str
    minimum: float | None
    maximum: float | None
    vocabulary: str
    many: bool
    partial_date: bool
    publish: bool

    @property
    def terms(self) -> Mapping[str, str]:
        """The terms that the column may hold with their meanings; empty where it is free."""
        return terms(self.vocabulary) if self.vocabulary else MappingProxyType({})


@dataclass(frozen=True)
class TableSchema:
    """One table of a register: what a row is, its columns, its keys and its references."""

    name: str
    title: str
    description: str
    row: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    references: tuple[Reference, ...]
    descriptor: Mapping[str, Any]
    """The Table Schema as published, with the terms of each vocabulary as an `enum`."""

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of all columns, in order."""
        return tuple(field.name for field in self.fields)

    @cached_property
    def published_columns(self) -> tuple[str, ...]:
        """The names of the columns that a pack may carry, in order: the allow-list."""
        return tuple(field.name for field in self.fields if field.publish)

    def field(self, name: str) -> Field:
        """The column of that name.

        Raises:
            KeyError: the table has no such column.
        """
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> Mapping[str, Field]:
        return {field.name: field for field in self.fields}


@cache
def table_schema(name: str) -> TableSchema:
    """The schema of one table, by its name without ending.

    Raises:
        KeyError: there is no such table.
    """
    if name not in POLICY_TABLES + SHARED_TABLES + USAGE_TABLES:
        raise KeyError(name)
    text = files(__package__).joinpath("schemas", f"{name}.json").read_text(encoding="utf-8")
    raw = json.loads(text)
    return TableSchema(
        name=raw["name"],
        title=raw["title"],
        description=raw["description"],
        row=raw["row"],
        fields=tuple(_field(field) for field in raw["fields"]),
        primary_key=tuple(raw["primaryKey"]),
        references=_references(raw),
        descriptor=MappingProxyType(_published_descriptor(raw)),
    )


def _field(raw: Mapping[str, Any]) -> Field:
    constraints = raw.get("constraints", {})
    return Field(
        name=raw["name"],
        title=raw["title"],
        type=raw["type"],
        description=raw["description"],
        guidance=raw.get("guidance", ""),
        example=str(raw.get("example", "")),
        required=constraints.get("required", False),
        unique=constraints.get("unique", False),
        pattern=constraints.get("pattern", ""),
        minimum=constraints.get("minimum"),
        maximum=constraints.get("maximum"),
        vocabulary=raw.get("vocabulary", ""),
        many=raw.get("list", False),
        partial_date=raw.get("partialDate", False),
        publish=raw.get("publish", True),
    )


def _references(raw: Mapping[str, Any]) -> tuple[Reference, ...]:
    keys = [
        Reference(
            key["fields"],
            f"{key['reference']['resource'] or raw['name']}.{key['reference']['fields']}",
            many=False,
        )
        for key in raw.get("foreignKeys", [])
    ]
    marked = [
        Reference(field["name"], field["references"], field.get("list", False))
        for field in raw["fields"]
        if "references" in field
    ]
    return tuple(keys + marked)


def _published_descriptor(raw: Mapping[str, Any]) -> dict[str, Any]:
    fields = []
    for field in raw["fields"]:
        if not field.get("publish", True):
            continue
        published = dict(field)
        if "vocabulary" in field and not field.get("list", False):
            constraints = dict(field.get("constraints", {}))
            constraints["enum"] = list(terms(field["vocabulary"]))
            published["constraints"] = constraints
        fields.append(published)
    return {**raw, "fields": fields}
