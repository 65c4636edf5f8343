"""Workbooks made for tests: from the CSV files of a folder, then spoiled cell by cell."""

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from opm_evidence.records.schemas import POLICY_TABLES, table_schema

NUMBERS = ("integer", "number")


def sheets_of(folder: Path, tables: Iterable[str] = POLICY_TABLES) -> Workbook:
    """A workbook with a sheet for each CSV file of a folder; the CSV files are removed."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for table in tables:
        path = folder / f"{table}.csv"
        if path.exists():
            sheet = workbook.create_sheet(table)
            rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
            _fill(sheet, table, rows)
            path.unlink()
    return workbook


def _fill(sheet: Worksheet, table: str, rows: list[list[str]]) -> None:
    sheet.append(rows[0])
    types = {field.name: field.type for field in table_schema(table).fields}
    for row in rows[1:]:
        typed = zip(rows[0], row, strict=True)
        sheet.append([_value(types.get(name, ""), text) for name, text in typed])


def _value(kind: str, text: str) -> object:
    if not text:
        return None
    return float(text) if kind in NUMBERS else text


def through_libreoffice(path: Path, ending: str) -> Path:
    """The workbook as LibreOffice saves it in another format, beside the first."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        if os.environ.get("OPM_EVIDENCE_REQUIRE_ALL"):
            pytest.fail("LibreOffice is not installed, and every test was asked for")
        pytest.skip("LibreOffice is not installed")
    folder = path.parents[1] / "converted"
    profile = (path.parents[1] / "profile").as_uri()
    subprocess.run(
        [program, "--headless", f"-env:UserInstallation={profile}", "--convert-to", ending]
        + ["--outdir", str(folder), str(path)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder / f"{path.stem}.{ending}"
