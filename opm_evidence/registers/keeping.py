"""Writes a register as files that this library, a spreadsheet and frictionless can all read.

Only published columns are written. Text that a spreadsheet would run as a formula gets a leading
apostrophe, which reading takes away again (docs/decisions/0005-formulas-in-text.md; after OWASP,
CSV Injection, owasp.org/www-community/attacks/CSV_Injection).
"""

import csv
import io
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from opm_evidence.errors import WrongCall
from opm_evidence.records.formulas import warded
from opm_evidence.records.policy import Policy
from opm_evidence.records.register import Register
from opm_evidence.records.schemas import POLICY_TABLES, SEPARATOR, Field, TableSchema, table_schema
from opm_evidence.registers.editions import EDITIONS
from opm_evidence.registers.own_sections import write_section
from opm_evidence.registers.policy_text import POLICY_FILE

DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
"""The writer in C where PyYAML was built with it: five times as fast, and it loses nothing. The one
in Python loses a line break that few files hold (U+0085); it leaves an emoji as it is."""


def write_register(register: Register, evidence_dir: Path) -> None:
    """Write a register into a folder of its own, with the tables that all policies share beside.

    Reading it back with the same `as_of` gives an equal register, but for working notes, which
    are not published. Equal registers give equal bytes.

    Raises:
        WrongCall: the policy's folder is there already and holds something.
    """
    folder = evidence_dir / register.policy.policy_id
    if folder.is_dir() and any(folder.iterdir()):
        raise WrongCall.for_parameter(
            "evidence_dir", str(evidence_dir), f"“{folder.name}” is there already: it is not mixed."
        )
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / POLICY_FILE, policy_as_yaml(register.policy))
    for name in POLICY_TABLES:
        if register.recorded(name):
            _write(folder / f"{name}.csv", table_as_csv(register.table(name), table_schema(name)))
    if register.editions:
        (folder / EDITIONS).mkdir()
    for edition in register.editions:
        _write(folder / EDITIONS / f"{edition.name}.json", edition.text)
    for section in register.sections:
        write_section(section, folder)
    _write(evidence_dir / "scales.csv", table_as_csv(register.scales, table_schema("scales")))
    _write(evidence_dir / "designs.csv", table_as_csv(register.designs, table_schema("designs")))


def policy_as_yaml(policy: Policy) -> str:
    """The text of policy.yaml, without fields that say what they would say if left out."""
    content = policy.model_dump(mode="json", exclude_defaults=True)
    return str(yaml.dump(content, None, DUMPER, allow_unicode=True, sort_keys=False, width=100))


def table_as_csv(frame: pd.DataFrame, schema: TableSchema) -> str:
    """The published columns of a table as CSV text; the header even where there is no row."""
    columns = [
        [cell_text(schema.field(name), value) for value in frame[name].array]
        for name in schema.published_columns
    ]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(schema.published_columns)
    writer.writerows(zip(*columns, strict=True))
    return text.getvalue()


def cell_text(field: Field, value: object) -> str:
    """The text of one value as a file holds it."""
    if isinstance(value, tuple):
        return warded(SEPARATOR.join(value))
    if value is pd.NA or value is None:
        return ""
    if field.type == "integer":
        return str(value)
    if field.type == "number":
        return number_as_text(float(str(value)))
    return warded(str(value))


def number_as_text(number: float) -> str:
    """The shortest text that reads as that number; `19` rather than `19.0`."""
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
