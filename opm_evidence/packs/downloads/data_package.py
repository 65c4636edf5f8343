"""The tables of a pack as a Data Package (specs.frictionlessdata.io): CSV files with schemas."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from opm_evidence.packs.downloads.published_table import PublishedTable
from opm_evidence.records.formulas import WARD
from opm_evidence.records.register import Register

LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


def write_data_package(
    register: Register, tables: Iterable[PublishedTable], folder: Path
) -> tuple[Path, ...]:
    """Write each table as CSV with one `datapackage.json` over them; the paths written."""
    folder.mkdir(parents=True)
    written = []
    resources = []
    for table in tables:
        path = folder / f"{table.name}.csv"
        path.write_bytes(table.csv.encode("utf-8"))
        written.append(path)
        resources.append(_resource(table, path.name))
    descriptor = folder / "datapackage.json"
    text = json.dumps(_package(register, resources), ensure_ascii=False, indent=2)
    descriptor.write_bytes(text.encode("utf-8") + b"\n")
    return (*written, descriptor)


def _package(register: Register, resources: list[dict[str, Any]]) -> dict[str, Any]:
    policy = register.policy
    return {
        "name": policy.policy_id,
        "title": f"Evidence pack: {policy.title}",
        "description": (
            f"{policy.summary} The evidence as at {register.as_of.isoformat()}. Text that a"
            f" spreadsheet would take for a formula is preceded by {WARD}; several values"
            " in a cell are separated by a semicolon and a space; blank means not recorded."
        ),
        "version": register.as_of.isoformat(),
        "profile": "tabular-data-package",
        "licenses": [LICENCE],
        "resources": resources,
    }


def _resource(table: PublishedTable, path: str) -> dict[str, Any]:
    return {
        "name": table.name,
        "path": path,
        "profile": "tabular-data-resource",
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": dict(table.schema),
    }
