"""Registers are other people's text: what is meant to do harm is refused, quickly and by name."""

import io
import os
import struct
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from opm_evidence.registers import examine_register
from opm_evidence.registers.limits import LARGEST_FILE
from tests.registers.folders import POLICY, found_in, lay_register, only_fault, respell, spoil


def zipped(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def small_workbook(tmp_path: Path) -> dict[str, bytes]:
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].title = "engagement"
    workbook.worksheets[0].append(["engagement_id", "title", "method", "run_by"])
    workbook.save(tmp_path / "made.xlsx")
    return parts_of(tmp_path / "made.xlsx")


ODS = (
    '<?xml version="1.0"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    '<office:spreadsheet><table:table table:name="engagement">{rows}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)


MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def ods(rows: str) -> bytes:
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    parts = {"mimetype": mimetype, "META-INF/manifest.xml": MANIFEST.encode()}
    return zipped({**parts, "content.xml": ODS.format(rows=rows).encode()})


def test_a_script_in_a_title_is_only_text(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "evidence", 2, title="<script>alert(1)</script>")
    assert found_in(folder) == ()


@pytest.mark.parametrize("text", ["../other", "a/../../b", "/etc/passwd", "..\\..\\x", "a\x00b"])
def test_an_id_cannot_lead_out_of_the_folder(tmp_path: Path, text: str) -> None:
    folder = lay_register(tmp_path)
    respell(folder, "evidence", lambda csv: csv.replace("\nbandy,", f"\n{text},"))
    found = examine_register(POLICY, tmp_path)
    assert found.register is None
    assert any(fault.file == "evidence.csv" for fault in found.faults)


def test_a_cell_of_ten_megabytes_is_a_fault_with_a_short_message(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    spoil(folder, "evidence", 2, limitations="x" * 10_000_000)
    fault = only_fault(folder)
    assert fault.place == "evidence.csv, row 2, limitations"
    assert "10,000,000 characters; the limit is 100,000" in fault.what
    assert len(str(fault)) < 400


def test_a_million_rows_are_refused(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    with open(folder / "documents.csv", "w") as file:
        file.write("document_id,title,kind\n")
        file.write("a,b,other\n" * 1_000_000)
    begun = time.process_time()
    fault = only_fault(folder)
    assert "more than 200,000 rows" in fault.what
    assert time.process_time() - begun < 20


def test_a_file_that_is_too_large_is_not_even_read(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    with open(folder / "documents.csv", "wb") as file:
        file.truncate(LARGEST_FILE + 1)
    fault = only_fault(folder)
    assert f"the limit is {LARGEST_FILE:,}" in fault.what


def test_a_thousand_columns_are_refused(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    (folder / "documents.csv").write_text("document_id,title,kind" + ",x" * 1_000 + "\n")
    assert "more than 500 columns" in only_fault(folder).what


def test_a_zip_bomb_is_refused_before_it_unfolds(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    parts = small_workbook(tmp_path)
    parts["xl/worksheets/sheet1.xml"] = b" " * (600 * 2**20)
    (folder / "register.xlsx").write_bytes(zipped(parts))
    fault = only_fault(folder)
    assert "unfolds to 600 megabytes; the limit is 512" in fault.what


def test_a_zip_that_lies_about_its_size_is_damaged(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    parts = small_workbook(tmp_path)
    parts["xl/worksheets/sheet1.xml"] = b" " * (50 * 2**20)
    data = bytearray(zipped(parts))
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"xl/worksheets/sheet1.xml"))
    struct.pack_into("<I", data, at + 24, 100)  # what the directory says of the size unpacked
    (folder / "register.xlsx").write_bytes(bytes(data))
    assert "damaged" in only_fault(folder).what


def test_xml_entities_are_refused(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    parts = small_workbook(tmp_path)
    sheet = parts["xl/workbook.xml"]
    parts["xl/workbook.xml"] = bomb + sheet.split(b"?>")[-1]
    (folder / "register.xlsx").write_bytes(zipped(parts))
    assert "cannot be read" in only_fault(folder).what
    (folder / "register.xlsx").unlink()
    (folder / "register.ods").write_bytes(
        zipped({"content.xml": bomb + ODS.format(rows="").split("?>")[-1].encode()})
    )
    assert "cannot be read" in only_fault(folder).what


def test_a_cell_in_the_last_corner_of_a_sheet_is_refused(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    parts = small_workbook(tmp_path)
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", far)
    (folder / "register.xlsx").write_bytes(zipped(parts))
    fault = only_fault(folder)
    assert fault.file == "register.xlsx, sheet engagement"
    assert "larger than 200,000 rows, 500 columns" in fault.what


@pytest.mark.parametrize(
    "rows",
    [
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
        'office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>',
        '<table:table-row><table:table-cell office:value-type="string" '
        'table:number-columns-repeated="900000000"><text:p>x</text:p></table:table-cell>'
        "</table:table-row>",
        '<table:table-row table:number-rows-repeated="999999999999999999999"><table:table-cell '
        'table:number-columns-repeated="99999999" office:value-type="float" office:value="1"/>'
        "</table:table-row>",
    ],
)
def test_a_run_of_cells_that_unfolds_to_millions_is_refused(tmp_path: Path, rows: str) -> None:
    folder = lay_register(tmp_path)
    (folder / "register.ods").write_bytes(ods(rows))
    assert "larger than 200,000 rows" in only_fault(folder).what


def test_a_run_of_a_million_blank_rows_is_harmless(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    names = ("engagement_id", "title", "method", "run_by")
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{name}</text:p></table:table-cell>'
        for name in names
    )
    blank = (
        '<table:table-row table:number-rows-repeated="1048575"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    (folder / "register.ods").write_bytes(ods(f"<table:table-row>{cells}</table:table-row>{blank}"))
    assert found_in(folder) == ()


def test_a_protected_workbook_is_called_so(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    manifest = MANIFEST.replace("/></manifest", "><manifest:encryption-data/></manifest", 1)
    manifest = manifest.replace(
        "</manifest:manifest>", "</manifest:file-entry></manifest:manifest>"
    )
    parts = {"META-INF/manifest.xml": manifest.encode(), "content.xml": b"\x8a\x01 sealed"}
    (folder / "register.ods").write_bytes(zipped(parts))
    assert "protected by a password" in only_fault(folder).what


@pytest.mark.parametrize("name", ["register.xlsx", "register.ods"])
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a workbook",
        b"PK\x03\x04 cut short",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old or protected one",
        zipped({}),
        zipped({"xl/workbook.xml": b"<workbook"}),
        zipped(
            {"xl/workbook.xml": b"<workbook><sheets><sheet name='claims'/></sheets></workbook>"}
        ),
        zipped({"content.xml": b"<a/>"}),
    ],
)
def test_a_file_that_only_claims_to_be_a_workbook_is_no_traceback(
    tmp_path: Path, name: str, data: bytes
) -> None:
    folder = lay_register(tmp_path)
    (folder / name).write_bytes(data)
    assert all(fault.file.startswith(name) for fault in found_in(folder))


def test_a_folder_in_place_of_a_file_is_no_traceback(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    (folder / "documents.csv").unlink()
    (folder / "documents.csv").mkdir()
    found = examine_register(POLICY, tmp_path)
    assert any(fault.file == "documents.csv" for fault in found.faults)
    (folder / "policy.yaml").unlink()
    (folder / "policy.yaml").mkdir()
    assert examine_register(POLICY, tmp_path).register is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_in_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    (folder / "engagement.csv").unlink(missing_ok=True)
    os.mkfifo(folder / "engagement.csv")
    assert only_fault(folder).what == "This is neither a file nor a folder."


@pytest.mark.skipif(sys.platform != "linux", reason="file names are any bytes only there")
def test_a_file_whose_name_is_no_text_can_still_be_named(tmp_path: Path) -> None:
    folder = lay_register(tmp_path)
    (Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.csv"))).write_text("x\n")
    fault = only_fault(folder)
    assert fault.file == "caf?.csv"
    str(fault).encode("utf-8")
