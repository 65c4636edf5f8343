"""What our checks let through, frictionless lets through; what breaks a schema, both refuse.

Registers are checked by us, for the words and the speed; the published package is checked by
frictionless. This holds the two together.
"""

import csv
import io
from pathlib import Path

import pytest
from frictionless import Package, Resource, Schema

from opm_evidence.records.schemas import POLICY_TABLES, SHARED_TABLES, table_schema
from tests.registers.folders import found_in, lay_register, spoil


def package_of(folder: Path) -> Package:
    """The tables of a written register as a package with keys between its tables."""
    paths = {name: folder / f"{name}.csv" for name in POLICY_TABLES}
    paths |= {name: folder.parent / f"{name}.csv" for name in SHARED_TABLES}
    present = {name: path for name, path in paths.items() if path.exists()}
    resources = []
    for name, path in present.items():
        descriptor = dict(table_schema(name).descriptor)
        descriptor["foreignKeys"] = [
            key
            for key in descriptor.get("foreignKeys", [])
            if key["reference"]["resource"] in {"", *present}
        ]
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
        resources.append(Resource(name=name, data=rows, schema=Schema.from_descriptor(descriptor)))
    return Package(name="register", resources=resources)


def test_a_register_without_fault_is_a_valid_package(tmp_path: Path) -> None:
    folder = lay_register(
        tmp_path,
        engagement="engagement_id | title",
        claim_links="claim_id | evidence_id | finding_id\nc1 | rogers | rogers-a\nc1 | third |",
    )
    assert found_in(folder) == ()
    report = package_of(folder).validate()
    assert report.valid, report.flatten(["type", "fieldName", "note"])


@pytest.mark.parametrize(
    ("table", "column", "text"),
    [
        ("evidence", "title", ""),
        ("evidence", "year", "c. 2020"),
        ("evidence", "year", "1700"),
        ("evidence", "doi", "doi:10.1/x"),
        ("evidence", "url", "www.gov.uk"),
        ("evidence", "verified", "Yes"),
        ("evidence", "added_on", "2016-13"),
        ("evidence", "replaced_by", "nobody"),
        ("findings", "finding_id", "rogers-a"),
        ("findings", "evidence_id", "nobody"),
        ("findings", "effect", "1,5 %"),
        ("findings", "direction", "positive"),
        ("findings", "sample_size", "-1"),
        ("claims", "document_id", "nothing"),
    ],
)
def test_what_breaks_a_schema_is_refused_by_both(
    tmp_path: Path, table: str, column: str, text: str
) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, table, 2, **{column: text})
    assert any(
        fault.file == f"{table}.csv" and fault.severity == "fault" for fault in found_in(folder)
    )
    report = package_of(folder).validate()
    refused = {task.name for task in report.tasks if not task.valid}
    assert table in refused
