"""The tables of a pack as CSV on the Web: one metadata file over all CSV files.

Source: Metadata Vocabulary for Tabular Data, W3C Recommendation 2015,
w3.org/TR/tabular-metadata.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from opm_evidence.packs.downloads.data_package import LICENCE
from opm_evidence.packs.downloads.published_table import PublishedTable
from opm_evidence.records.register import Register
from opm_evidence.records.schemas import SEPARATOR

CSVW = "csv-metadata.json"
"""The name that the recommendation gives to the metadata of a folder."""

TYPES: Mapping[str, str] = {"string": "string", "integer": "integer", "number": "double"}


def csvw_text(register: Register, tables: Iterable[PublishedTable]) -> str:
    """The content of `csv-metadata.json` beside the CSV files.

    A column whose cells hold several values says by which separator; patterns, units and the
    formula mark are in the Data Package, which is the fuller description.
    """
    listed = tuple(tables)
    names = {table.name for table in listed}
    content = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": f"Evidence pack: {register.policy.title}",
        "dc:description": register.policy.summary,
        "dc:date": {"@value": register.as_of.isoformat(), "@type": "xsd:date"},
        "dc:license": {"@id": LICENCE["path"]},
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n", "\n"], "header": True},
        "tables": [_table(table, names) for table in listed],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _table(table: PublishedTable, names: set[str]) -> dict[str, Any]:
    schema: dict[str, Any] = {"columns": [_column(each) for each in table.schema["fields"]]}
    if table.schema.get("primaryKey"):
        schema["primaryKey"] = list(table.schema["primaryKey"])
    keys = list(_foreign_keys(table, names))
    if keys:
        schema["foreignKeys"] = keys
    return {
        "url": f"{table.name}.csv",
        "dc:title": table.title,
        "dc:description": table.description,
        "tableSchema": schema,
    }


def _column(field: Mapping[str, Any]) -> dict[str, Any]:
    constraints = field.get("constraints", {})
    column: dict[str, Any] = {
        "name": field["name"],
        "titles": [field["name"]],
        "dc:description": field["description"],
        "datatype": _datatype(field, constraints),
        "null": [""],
    }
    if constraints.get("required"):
        column["required"] = True
    if field.get("list"):
        column["separator"] = SEPARATOR
    return column


def _datatype(field: Mapping[str, Any], constraints: Mapping[str, Any]) -> Any:
    base = TYPES[field["type"]]
    limits = {name: constraints[name] for name in ("minimum", "maximum") if name in constraints}
    return {"base": base, **limits} if limits else base


def _foreign_keys(table: PublishedTable, names: set[str]) -> Iterator[dict[str, Any]]:
    """The keys whose column is never blank: to validators, a blank there breaks the key."""
    required = {
        field["name"]
        for field in table.schema["fields"]
        if field.get("constraints", {}).get("required")
    }
    for key in table.schema.get("foreignKeys", ()):
        other = key["reference"]["resource"] or table.name
        if other in names and key["fields"] in required:
            yield {
                "columnReference": key["fields"],
                "reference": {
                    "resource": f"{other}.csv",
                    "columnReference": key["reference"]["fields"],
                },
            }
